"""The constants of the ranking, each with the measurement behind it: docs/experiments.md, "Retrieval"."""

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


@dataclass(frozen=True, slots=True)
class Ranking:
    """How candidates are found and weighed; one set of values for all corpora, chosen on three of them."""

    accented: float = 1.0
    plain: float = 0.0
    """Weights of the two spellings of a term in a question typed with its accents. A question that lost some weighs
    both alike, one without any has only plain terms."""
    pairs: float = 0.6
    """Weight of bigrams beside syllables; 1 finds .006 fewer of what is relevant among 100."""
    title_field: float = 0.0
    path_field: float = 0.0
    """Boosts of these fields beside the body, which holds title and headings already."""
    terms: int = 40
    """The most informative syllables and pairs of a long question; 15 lose, more than 40 gain nothing."""
    expansion: float = 0.5
    """Weight of terms that stand for an abbreviation of the question."""
    first: float = 1.6
    """Weight of the cosine where candidates are chosen to be read; 1 leaves out .003 more of what is relevant."""
    pool: int = 300
    """Passages taken from each of the two searches."""
    sections: int = 60
    ahead: float = 1.5
    """Candidates that are read and weighed as a whole: at least `sections`, and `ahead` times the hits asked for."""
    neighbours: int = 6
    """How far a section is read on each side of its best passage, in passages."""
    section: float = 1.5
    title: float = 0.15
    """Weights of the BM25 of the whole section and of its title against that of its best passage."""
    dense: float = 1.0
    """Weight of the cosine against all BM25 together normalised to 1."""
    learned: bool = True
    """Whether the learned ranker has the last word where there are vectors."""
    k1: float = 1.2
    b: float = 0.75
    """BM25 of sections; tantivy has the same two built in for passages."""
    steps: Steps = Steps()


def exactly(ranking: Ranking) -> Ranking:
    """`ranking` for a question whose words stand as they were typed: what it was taken to mean was not meant."""
    return replace(ranking, steps=replace(ranking.steps, keys=False, accents=False))
