"""Which steps the understanding of a question takes, and how heavy its terms are."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Steps:
    """Which steps of the understanding are taken; all but a bench's ablation leave them as they are."""

    keys: bool = True
    accents: bool = True
    abbreviations: bool = True
    definitions: bool = True
    numbers: bool = True
    glossary: bool = True

    def as_typed(self) -> Steps:
        """For a question whose words stand as they were typed: what it was taken to mean was not meant."""
        return replace(self, keys=False, accents=False)


@dataclass(frozen=True, slots=True)
class TermWeights:
    """How heavy the terms of a question are; the measurements are in docs/experiments.md, "Retrieval"."""

    accented: float = 1.0
    plain: float = 0.0
    """Weights of the two spellings of a term in a question typed with its accents. A question that lost some weighs
    both alike, one without any has only plain terms."""
    pairs: float = 0.6
    """Weight of bigrams beside syllables; 1 finds .006 fewer of what is relevant among 100."""
    expansion: float = 0.5
    """Weight of terms that stand for an abbreviation of the question."""
