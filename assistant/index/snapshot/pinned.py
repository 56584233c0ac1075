"""A pinned generation: every read of one question sees the same documents, whatever a writer does meanwhile."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from threading import RLock
from types import TracebackType
from typing import Self, get_args

import numpy as np

from assistant.errors import DocumentNotFound
from assistant.index.catalog import rows as catalog
from assistant.index.catalog.identity import serial_key, symbol_key, text_key
from assistant.index.catalog.vectors import unencoded
from assistant.index.contract.pieces import PieceTable
from assistant.index.contract.values import Definition, FloatArray, LexicalQuery, Stats
from assistant.index.dense.faiss_files import Segment, cosines, search
from assistant.index.facts import relations as graph
from assistant.index.facts.definitions import find_definitions
from assistant.index.facts.near_duplicates import near_pairs
from assistant.index.facts.tasks import find_tasks, known_of_all
from assistant.index.lexical.tantivy_terms import LexicalView, filters_inside
from assistant.index.pieces.store import find_rows
from assistant.index.pieces.table import decode, merged
from assistant.index.pieces.vocabulary import texts_of
from assistant.index.scoping import LiveDocuments, in_scope
from assistant.index.snapshot.uncut import UncutSections, cut_while_read
from assistant.index.storage import Paths, storage_errors
from assistant.types import (
    Document,
    DocumentRecord,
    FileState,
    Mention,
    Passage,
    RecordedForce,
    Relation,
    Scope,
    StoredPassage,
    StoredTask,
    TaskFilter,
)
from assistant.wording import say


@dataclass(frozen=True, slots=True, eq=False)
class Generation:
    """What all snapshots of one generation share: the opened stores and the live documents."""

    state: catalog.State
    live: LiveDocuments
    segments: tuple[Segment, ...]
    view: LexicalView
    layouts: dict[int, str]
    stats: Stats
    uncut: UncutSections = field(default_factory=UncutSections)


def not_found(document_id: int) -> DocumentNotFound:
    return DocumentNotFound(
        say("index.no_such_document.in_index", document_id=document_id),
        say("index.no_such_document.see_list_by_command"),
    )


class PinnedSnapshot:
    """Implements `contract.Snapshot` over a SQLite read transaction and a shared `Generation`."""

    def __init__(
        self, paths: Paths, shared: Generation, connection: sqlite3.Connection, release: Callable[[], None]
    ) -> None:
        self._paths, self._shared, self._connection, self._release = paths, shared, connection, release
        self._lock = RLock()  # one SQLite transaction, several threads of one answer
        self._closed = False

    @property
    def generation(self) -> int:
        return self._shared.state.generation

    @property
    def stats(self) -> Stats:
        return self._shared.stats

    def dense(self, vectors: FloatArray, k: int, scope: Scope, *, exact: bool = False) -> list[list[tuple[int, float]]]:
        vectors = np.ascontiguousarray(np.atleast_2d(vectors), np.float32)
        encoder = self._shared.state.encoder
        if k <= 0 or encoder is None or not self._shared.segments:
            return [[] for _ in range(len(vectors))]
        if vectors.shape[1] != encoder.dimension:
            raise ValueError(f"vectors of {vectors.shape[1]} dimensions, the index has {encoder.dimension}")
        return search(self._shared.segments, vectors, k, self._shared.live.select(scope), exact=exact)

    def cosines(self, vector: FloatArray, ids: Iterable[int]) -> dict[int, float]:
        if self._shared.state.encoder is None:
            return {}
        # With the indices: `unique` alone loads `numpy.ma`, 30 ms of a first question.
        wanted, _ = np.unique(np.fromiter(ids, np.int64), return_index=True)
        return cosines(self._shared.segments, np.ascontiguousarray(vector, np.float32), wanted)

    def lexical(self, query: LexicalQuery, k: int, scope: Scope) -> list[tuple[int, float]]:
        selection = self._shared.live.select(scope)
        if selection.share == 0.0:
            return []
        owners = self._shared.live.first[selection.documents].tolist() if filters_inside(selection) else None
        with storage_errors(self._paths.root):
            return self._shared.view.search(query, k, selection, owners)

    def frequencies(self, field: str, terms: Sequence[str], scope: Scope | None = None) -> list[int]:
        if scope is not None and not self._shared.live.select(Scope(scope.access_groups)).everything:
            return [0] * len(terms)
        with storage_errors(self._paths.root):
            return self._shared.view.frequencies(field, terms)

    def passages(self, ids: Iterable[int]) -> dict[int, StoredPassage]:
        wanted = np.fromiter(dict.fromkeys(ids), np.int64)
        owners = self._shared.live.owners(wanted)
        known = zip(wanted.tolist(), owners.tolist(), strict=True)
        return {p.id: p for p in self._stored({i: owner for i, owner in known if owner >= 0})}

    def pieces(self, ids: Iterable[int], reach: int = 0) -> PieceTable:
        wanted, owners = self._shared.live.around(np.fromiter(ids, np.int64), reach)
        with self._lock:
            kept, rows = find_rows(self._connection, wanted.tolist())
        cut = np.isin(wanted, kept, assume_unique=True)
        table = decode(kept, rows, self._shared.live.ids[owners[cut]])
        if cut.all():
            return table
        uncut = dict(zip(wanted[~cut].tolist(), owners[~cut].tolist(), strict=True))
        return merged(table, cut_while_read(self._stored(uncut), self._shared.uncut))

    def piece_texts(self, numbers: Sequence[int]) -> list[str]:
        with self._lock:
            return texts_of(self._connection, numbers)

    def live_records(self, document_ids: Collection[int]) -> dict[int, DocumentRecord]:
        with self._lock:
            return {record.id: record for record in catalog.live_records(self._connection, document_ids)}

    def unencoded(self, most: int) -> list[int]:
        if self._shared.state.encoder is None:
            return []
        with self._lock:
            return unencoded(self._connection, most)

    def passages_of(self, document_id: int) -> list[StoredPassage]:
        live = self._shared.live
        ordinal = live.ordinal(document_id)
        if ordinal is None:
            return []
        first = int(live.first[ordinal])
        return self._stored(dict.fromkeys(range(first, first + int(live.counts[ordinal])), ordinal))

    def _stored(self, owners: dict[int, int]) -> list[StoredPassage]:
        """The passages of `owners` (passage id -> ordinal of its document), in the order given."""
        live = self._shared.live
        documents = {o: int(live.ids[o]) for o in set(owners.values())}
        with self._lock:
            rows: dict[int, tuple[int, int]] = {}
            for batch in catalog.batches(sorted(documents.values())):
                marks = ", ".join("?" * len(batch))
                for document, version, layout in self._connection.execute(
                    f"SELECT document_id, version, layout FROM version WHERE live = 1 AND document_id IN ({marks})",
                    batch,
                ):
                    rows[document] = (version, layout)
            layouts = {i: self._shared.layouts[rows[documents[o]][1]] for i, o in owners.items()}
            found: dict[int, Passage] = catalog.read_passages(self._connection, list(owners), layouts)
        return [
            StoredPassage(i, documents[o], rows[documents[o]][0], found[i]) for i, o in owners.items() if i in found
        ]

    def document(self, document_id: int) -> Document:
        with self._lock:
            document = catalog.read_document(self._connection, document_id)
        if document is None:
            raise not_found(document_id)
        return document

    def edits(self, document_id: int) -> dict[str, str | int | None]:
        with self._lock:
            return catalog.edits_of(self._connection, document_id)

    def record(self, document_id: int) -> DocumentRecord | None:
        with self._lock:
            return catalog.find_record(
                self._connection, "WHERE document_id = ? ORDER BY live DESC, version DESC", (document_id,)
            )

    def records(self, scope: Scope | None = None, states: Collection[FileState] | None = None) -> list[DocumentRecord]:
        conditions, values = ["1"], list[object]()
        groups = None if scope is None else scope.access_groups
        wanted: Collection[str] | None
        for column, wanted in (("state", states), ("access_group", groups)):
            if wanted is not None:
                conditions.append(f"{column} IN ({', '.join('?' * len(wanted))})")
                values += wanted
        where = f"WHERE {' AND '.join(conditions)} ORDER BY document_id, version"
        with self._lock:
            found = catalog.find_records(self._connection, where, values)
        return [r for r in found if scope is None or in_scope(r, scope)]

    def by_number(
        self,
        serial: str,
        *,
        year: int | None = None,
        symbol: str | None = None,
        kind: str | None = None,
        scope: Scope,
    ) -> list[DocumentRecord]:
        where, parameters = "WHERE live = 1 AND serial = ?", [serial_key(serial)]
        if symbol is not None:
            where, parameters = where + " AND symbol_key = ?", [*parameters, symbol_key(symbol)]
        if kind is not None:
            where, parameters = where + " AND kind_key = ?", [*parameters, text_key(kind)]
        values: list[object] = [*parameters]
        if year is not None:
            where, values = where + " AND (number_year = ? OR year = ?)", [*values, year, year]
        with self._lock:
            found = catalog.find_records(self._connection, where + " ORDER BY document_id", values)
        return [r for r in found if in_scope(r, scope)]

    def definitions(self, shorts: Collection[str], longs: Collection[str], scope: Scope) -> list[Definition]:
        live = self._shared.live
        with self._lock:
            found = find_definitions(self._connection, shorts, longs)
        if not found:
            return []
        inside = set(live.ids[live.documents(scope)].tolist())
        counts = Counter(definition for definition, document in found if document in inside)
        return sorted(counts, key=lambda d: (-counts[d], d.short, d.long))

    def mentions_of(
        self, record: DocumentRecord, scope: Scope, relations: Collection[Relation] | None = None
    ) -> list[Mention]:
        with self._lock:
            wanted = relations if relations is not None else get_args(Relation)
            return graph.mentions_of(self._connection, record, scope.access_groups, wanted)

    def laws_named(self, name: str, year: int | None, scope: Scope) -> list[DocumentRecord]:
        with self._lock:
            return graph.laws_named(self._connection, name, year, scope.access_groups)

    def near(self, scope: Scope, documents: Collection[int] | None = None) -> list[tuple[int, int, float]]:
        with self._lock:
            return near_pairs(self._connection, scope.access_groups, documents)

    @property
    def relations_known(self) -> bool:
        with self._lock:
            return graph.known_to_all(self._connection, self._shared.layouts)

    def recorded_force(self, document_id: int) -> RecordedForce | None:
        with self._lock:
            return graph.recorded_force(self._connection, document_id)

    def tasks(self, wanted: TaskFilter, scope: Scope) -> list[StoredTask]:
        live = self._shared.live
        inside = live.ids[live.documents(scope)].tolist()
        with self._lock:
            return find_tasks(self._connection, wanted, inside)

    @property
    def tasks_known(self) -> bool:
        with self._lock:
            return known_of_all(self._connection)

    def facets(self, scope: Scope) -> dict[str, dict[str | int, int]]:
        live = self._shared.live
        mask = live.documents(scope)
        out: dict[str, dict[str | int, int]] = {}
        for name, (codes, names) in (("kinds", live.kinds), ("issuers", live.issuers)):
            counts = np.bincount(codes[mask], minlength=len(names))
            out[name] = {v: int(counts[c]) for v, c in names.items() if v and counts[c]}
        years, counts = np.unique(live.years[mask], return_counts=True)
        out["years"] = {int(y): int(c) for y, c in zip(years, counts, strict=True) if y}
        return out

    def close(self) -> None:
        with self._lock:
            if not self._closed:
                self._closed = True
                self._release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
