"""The constants of the ranking, each with the measurement behind it: docs/experiments.md, "Retrieval"."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Steps:
    """Which steps of the understanding are taken; all but a bench's ablation leave them as they are."""

    keys: bool = True
    accents: bool = True
    abbreviations: bool = True
    numbers: bool = True
    glossary: bool = True


@dataclass(frozen=True, slots=True)
class Ranking:
    """How candidates are found and weighed.

    `accented`, `plain`: weights of the two spellings of a term in a question typed with its accents; a question that
    lost some weighs both alike, one without any has only plain terms. `title`, `path`: boosts of these fields beside
    the body, which holds them already. `terms`: the most informative ones of a long question, syllables and pairs.
    `pool`: passages taken from each of the two searches. `sections`: candidates that are read and weighed as a whole;
    `section`: weight of the section's BM25 against its best passage's. `dense`: weight of the cosine against a BM25
    normalised to 1; `neighbours`: how far a section is read on each side of its best passage, in passages.
    """

    accented: float = 1.0
    plain: float = 0.0
    pairs: float = 1.0
    title: float = 0.3
    path: float = 0.0
    terms: int = 40
    pool: int = 300
    sections: int = 50
    section: float = 1.0
    dense: float = 0.6
    neighbours: int = 6
    expansion: float = 0.5
    k1: float = 1.2
    b: float = 0.75
    steps: Steps = Steps()
