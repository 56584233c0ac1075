"""The two searches, and the best passage of each section among what they found."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from assistant.index import LexicalQuery, Snapshot
from assistant.index.contract.values import FloatArray
from assistant.retrieval.candidates.fusion import Candidate, convex, merge
from assistant.retrieval.candidates.passage_cache import Memory
from assistant.retrieval.ranking import Ranking
from assistant.types import DocumentRecord, Scope, StoredPassage

Group = Literal["section", "document"]

SectionKey = tuple[int, int]
"""What "best passage per section" groups by: a document's id and the number of its section, 0 for all of it."""


@dataclass(frozen=True, slots=True)
class Pool:
    """The passages found. `lexical`, `dense`: passage id -> score, in the order of each search."""

    candidates: Sequence[Candidate]
    lexical: Mapping[int, float]
    dense: Mapping[int, float]


@dataclass(frozen=True, slots=True)
class Found:
    """The best passage of one section, scored by itself."""

    key: SectionKey
    candidate: Candidate
    stored: StoredPassage
    document: DocumentRecord
    score: float

    @property
    def features(self) -> dict[str, float]:
        return {"bm25": self.candidate.lexical, "cosine": self.candidate.cosine, "passage": self.score}


def gather(
    clauses: LexicalQuery,
    vector: FloatArray | None,
    snapshot: Snapshot,
    scope: Scope,
    first: Sequence[int],
    size: int,
    lap: Callable[[str], None],
    scale: tuple[float, float] = (1.0, 0.0),
) -> Pool:
    """Up to `size` passages of each search; the documents to come `first` are searched once more by themselves.
    `scale`: what cosines are multiplied by, and what is added, see `Ranking.network`."""
    scopes = [scope, replace(scope, document_ids=frozenset(first))] if first else [scope]
    found: dict[int, Candidate] = {}
    terms: dict[int, float] = {}
    vectors: dict[int, float] = {}
    for narrowed in scopes:
        lexical = snapshot.lexical(clauses, size, narrowed) if clauses.clauses else []
        lap("lexical")
        near = snapshot.dense(vector, size, narrowed)[0] if vector is not None else []
        dense = [(passage, scale[0] * cosine + scale[1]) for passage, cosine in near]
        lap("dense")
        merged = merge(lexical, dense)
        found |= {c.passage_id: c if narrowed is scope else replace(c, named=True) for c in merged}
        terms |= dict(lexical)
        vectors |= dict(dense)
    return Pool([*found.values(), *_openings(first, found, snapshot)], terms, vectors)


def _openings(documents: Sequence[int], known: Container[int], snapshot: Snapshot) -> list[Candidate]:
    """The first passage of each named document: a question with nothing but a number is about the whole of it."""
    first = (snapshot.passages_of(document)[:1] for document in documents)
    return [Candidate(p.id, 0.0, 0.0, True) for passages in first for p in passages if p.id not in known]


def best_of_sections(
    candidates: Sequence[Candidate],
    snapshot: Snapshot,
    memory: Memory,
    ranking: Ranking,
    most: int,
    group: Group,
) -> list[Found]:
    """The best passage of each of `most` sections by the fused score of passages; named documents first."""
    scores = convex([c.lexical for c in candidates], [c.cosine for c in candidates], ranking.first)
    ranked = sorted(zip(scores, candidates, strict=True), key=lambda p: (not p[1].named, -p[0], p[1].passage_id))
    best: dict[SectionKey, tuple[float, Candidate]] = {}
    for start in range(0, len(ranked), most):
        batch = ranked[start : start + most]
        keys = _keys(snapshot, [candidate.passage_id for _, candidate in batch], group)
        for scored in batch:
            key = keys.get(scored[1].passage_id)
            if key is not None and len(best) < most:
                best.setdefault(key, scored)
        if len(best) >= most:
            break
    records = memory.records(snapshot, {document for document, _ in best})
    stored = memory.passages(snapshot, [candidate.passage_id for _, candidate in best.values()])
    return [
        Found(key, candidate, stored[candidate.passage_id], records[key[0]], score)
        for key, (score, candidate) in best.items()
        if candidate.passage_id in stored and key[0] in records
    ]


def _keys(snapshot: Snapshot, ids: Sequence[int], group: Group) -> dict[int, SectionKey]:
    """The section of each passage that is live."""
    table = snapshot.pieces(ids)
    sections = table.sections if group == "section" else np.zeros_like(table.sections)
    keys = zip(table.documents.tolist(), sections.tolist(), strict=True)
    return dict(zip(table.ids.tolist(), keys, strict=True))
