"""What is learned from: for each question its candidates with their features, and which of them answer.

Stores are the product's own; each question is asked twice, once as it is and once with the documents that answer it
left out of the hits, as if the store did not hold them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from assistant.answering.assistant import HITS
from assistant.answering.evidence.candidates import Candidate, answering
from assistant.answering.evidence.features import NAMES, FloatArray, features_of
from assistant.answering.evidence.neighbours import with_neighbours
from assistant.answering.evidence.support import WEIGHTS, judge
from assistant.answering.force.copies import one_of_each
from assistant.answering.store.documents import Documents
from assistant.answering.store.protocols import Snapshot, live_hits
from assistant.encoding import encoder_in_use, load_encoder
from assistant.index import open_reader
from assistant.retrieval import Searcher
from assistant.settings import Settings
from assistant.types import Hit, Scope

SCOPE = Scope(frozenset({"chung"}))
SUPPORT = tuple(WEIGHTS)
DEEPER = 3
"""How many times as many hits are asked for where the documents that answer are taken out of them."""

Paths = Mapping[int, str]
Asking = Literal["own", "removed", "none", "foreign"]
"""As it is; with what answers left out; a question that nothing in the store answers; one about another store."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question. `told(path, text)`: which of its `facts` a candidate of that document holds, a bit for each;
    `answers(path)`: whether the document does at all; `group`: questions that must not stand on both sides of a
    split."""

    id: str
    question: str
    group: str
    told: Callable[[str, str], int]
    answers: Callable[[str], bool]
    facts: int = 1
    answerable: bool = True
    foreign: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One asking. `features` `(n, len(NAMES))`; `told` `(n,)` as in `Asked`; `support` as `judge` saw it."""

    id: str
    group: str
    kind: Asking
    facts: int
    features: FloatArray
    told: NDArray[np.int64]
    support: FloatArray

    @property
    def labels(self) -> NDArray[np.float64]:
        """`(n,)`: the share of the facts that each candidate holds, 0 to 1."""
        return np.array([int(bits).bit_count() / self.facts for bits in self.told], np.float64)


def rows_of(index: Path, questions: Sequence[Asked]) -> Iterator[Row]:
    """The rows of each question, in its order."""
    settings = Settings(index_dir=index)
    encoder = load_encoder(encoder_in_use(settings.encoder, index))
    with open_reader(index) as reader:
        searcher = Searcher(reader, encoder, settings)
        with reader.pin() as snapshot:
            paths = {record.id: record.path for record in snapshot.records(SCOPE)}
            documents = Documents()
            for asked in questions:
                yield from _asked(asked, searcher, documents.of(snapshot), paths)


def _asked(asked: Asked, searcher: Searcher, source: Snapshot, paths: Paths) -> Iterator[Row]:
    question = searcher.understand(asked.question, SCOPE)
    kinds: tuple[Asking, ...] = ("own", "removed") if asked.answerable else ("foreign" if asked.foreign else "none",)
    for kind in kinds:
        result = searcher.search(question, SCOPE, k=HITS * (DEEPER if kind == "removed" else 1))
        hits: Sequence[Hit] = result.hits if kind != "removed" else _without(result.hits, asked, paths)
        hits = with_neighbours(one_of_each(live_hits(hits[:HITS], source), source, SCOPE)[0], source)
        found = answering(question.sought, hits)
        support = judge(question.sought, hits, result.named_documents)
        yield Row(
            asked.id,
            asked.group,
            kind,
            asked.facts,
            features_of(question.sought, found, partial(searcher.compare, question)),
            np.array([_told(asked, c, paths) if kind == "own" else 0 for c in found], np.int64),
            np.array([support.features.get(name, 0.0) for name in SUPPORT], np.float32),
        )


def _without(hits: Sequence[Hit], asked: Asked, paths: Paths) -> list[Hit]:
    """The hits as if the store did not hold what answers: chances are shared out among the others."""
    rest = [hit for hit in hits if not asked.answers(paths[hit.document.id])]
    left = 1.0 - sum(hit.score for hit in hits if asked.answers(paths[hit.document.id]))
    return [replace(hit, score=min(1.0, hit.score / max(left, 1e-6))) for hit in rest]


def _told(asked: Asked, candidate: Candidate, paths: Paths) -> int:
    if candidate.kind == "heading":
        return 0
    return asked.told(paths[candidate.hit.document.id], f"{candidate.context}\n{candidate.text}")


def save(rows: Sequence[Row], path: Path) -> None:
    names = json.dumps([[row.id, row.group, row.kind, row.facts] for row in rows], ensure_ascii=False)
    np.savez_compressed(
        path,
        names=np.array(names),
        columns=np.array(json.dumps(NAMES)),
        sizes=np.array([len(row.told) for row in rows]),
        features=np.concatenate([row.features for row in rows]),
        told=np.concatenate([row.told for row in rows]),
        support=np.array([row.support for row in rows]),
    )


def load(path: Path) -> list[Row]:
    """Raises `ValueError` for rows of other features than today's."""
    with np.load(path, allow_pickle=False) as held:
        if tuple(json.loads(str(held["columns"]))) != NAMES:
            raise ValueError(f"{path}: rows of other features; write them again")
        names, ends = json.loads(str(held["names"])), np.cumsum(held["sizes"])
        features, told, support = held["features"], held["told"], held["support"]
    starts = np.concatenate([[0], ends[:-1]])
    return [
        Row(i, group, kind, facts, features[a:b], told[a:b], support[n])
        for n, ((i, group, kind, facts), a, b) in enumerate(zip(names, starts, ends, strict=True))
    ]
