"""The constants of the ranking, each with the measurement behind it: docs/experiments.md, "Retrieval"."""

from __future__ import annotations

from dataclasses import dataclass, field

from assistant.understanding import Steps, TermWeights


@dataclass(frozen=True, slots=True)
class Ranking:
    """How candidates are found and weighed; one set of values for all corpora, chosen on three of them."""

    title_field: float = 0.0
    path_field: float = 0.0
    """Boosts of these fields beside the body, which holds title and headings already."""
    terms: int = 40
    """The most informative syllables and pairs of a long question; 15 lose, more than 40 gain nothing."""
    first: float = 1.6
    """Weight of the cosine where candidates are chosen to be read; 1 leaves out .003 more of what is relevant."""
    network: tuple[float, float] = (3.2, -2.1)
    """Scale and shift that put a network's cosines where those of term vectors lie, to which `first` was fitted: the
    first 300 of a question span .73 to .85 on average by the one, .24 to .60 by the other (60 questions of drill)."""
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
    steps: Steps = field(default_factory=Steps)
    weights: TermWeights = field(default_factory=TermWeights)
    """How a question is understood, and how heavy its terms are."""
