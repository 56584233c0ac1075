"""The question's terms as clauses of the lexical index: the informative ones, in the fields that earn their place."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from assistant.index import LexicalQuery, Snapshot
from assistant.retrieval.ranking import Ranking
from assistant.understanding import SearchTerms


@dataclass(frozen=True, slots=True)
class WeighedTerms:
    """The terms kept of one spelling (`field` is "body" or "body_plain"): weights as understood, idf over passages."""

    field: str
    weights: Mapping[str, float]
    idf: Mapping[str, float]


def idf(passages: int, frequency: int) -> float:
    """Robertson–Spärck Jones weight as BM25 takes it (Lucene's form, never negative)."""
    return math.log(1 + (passages - frequency + 0.5) / (frequency + 0.5))


def weigh_terms(searched: SearchTerms, snapshot: Snapshot, ranking: Ranking) -> list[WeighedTerms]:
    """The most informative `ranking.terms` of each spelling in use; terms the index does not know are dropped."""
    total = snapshot.stats.passages
    out = []
    for field, weights in (("body", searched.accented), ("body_plain", searched.plain)):
        kept = [term for term, weight in weights.items() if weight > 0]
        frequencies = snapshot.frequencies(field, kept)
        known = {t: idf(max(total, f), f) for t, f in zip(kept, frequencies, strict=True) if f}
        best = sorted(known, key=lambda term: (-known[term] * weights[term], term))[: ranking.terms]
        if best:
            out.append(WeighedTerms(field, {t: weights[t] for t in best}, {t: known[t] for t in best}))
    return out


def lexical_query(spellings: list[WeighedTerms], ranking: Ranking) -> LexicalQuery:
    """One clause for each kept term and field with a boost above 0."""
    clauses: list[tuple[str, str, float]] = []
    for terms in spellings:
        plain = "_plain" if terms.field.endswith("_plain") else ""
        for name, boost in (("body", 1.0), ("title", ranking.title_field), ("path", ranking.path_field)):
            if boost > 0:
                clauses += [(name + plain, term, boost * weight) for term, weight in terms.weights.items()]
    return LexicalQuery(tuple(clauses))
