"""Documents read in this process, kept: parsing a stored document again takes longer than answering from it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from threading import Lock

from assistant.answering.store.protocols import Snapshot
from assistant.errors import DocumentNotFound
from assistant.index import LexicalQuery
from assistant.types import (
    Document,
    DocumentRecord,
    Mention,
    RecordedForce,
    Relation,
    Scope,
    StoredPassage,
    StoredTask,
    TaskFilter,
)
from assistant.wording import say

# Code points of text held in all, so that a store of long laws does not fill the memory of a laptop.
CAPACITY = 8_000_000


class Documents:
    """The documents used last, by id, version and the generation's edits; safe to use from several threads."""

    def __init__(self, shown: Callable[[Document], Document] | None = None, capacity: int = CAPACITY) -> None:
        """`shown`: what is made of each document before it is kept (masking); it must not move an offset."""
        self._shown = shown
        self._capacity = capacity
        self._held: OrderedDict[tuple[int, int, str], Document] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    def of(self, snapshot: Snapshot) -> KeptSnapshot:
        """`snapshot` with its documents taken from here where the version is the same."""
        return KeptSnapshot(snapshot, self)

    def get(self, snapshot: KeptSnapshot, document_id: int) -> Document:
        """The live version in `snapshot`. Raises `DocumentNotFound`."""
        record = snapshot.record(document_id)
        if record is None or record.state not in ("ready", "partial"):
            raise DocumentNotFound(
                say("index.no_such_document.in_store", document_id=document_id), say("index.no_such_document.see_list")
            )
        key = (document_id, record.version, record.sha256)
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
                return self._held[key]
        document = snapshot.snapshot.document(document_id)
        if self._shown is not None:
            document = self._shown(document)
        with self._lock:
            if key not in self._held:
                self._held[key] = document
                self._size += len(document.text)
            while self._size > self._capacity and len(self._held) > 1:
                self._size -= len(self._held.popitem(last=False)[1].text)
        return document


@dataclass(frozen=True, slots=True)
class KeptSnapshot:
    """A snapshot that reads each document and each record once."""

    snapshot: Snapshot
    documents: Documents
    records: dict[int, DocumentRecord | None] = field(default_factory=dict)

    @property
    def generation(self) -> int:
        return self.snapshot.generation

    def document(self, document_id: int, /) -> Document:
        return self.documents.get(self, document_id)

    def record(self, document_id: int, /) -> DocumentRecord | None:
        if document_id not in self.records:
            self.records[document_id] = self.snapshot.record(document_id)
        return self.records[document_id]

    def mentions_of(
        self, record: DocumentRecord, scope: Scope, relations: Collection[Relation] | None = None, /
    ) -> list[Mention]:
        return self.snapshot.mentions_of(record, scope, relations)

    @property
    def relations_known(self) -> bool:
        return self.snapshot.relations_known

    def recorded_force(self, document_id: int, /) -> RecordedForce | None:
        return self.snapshot.recorded_force(document_id)

    def tasks(self, wanted: TaskFilter, scope: Scope, /) -> list[StoredTask]:
        return self.snapshot.tasks(wanted, scope)

    @property
    def tasks_known(self) -> bool:
        return self.snapshot.tasks_known

    def laws_named(self, name: str, year: int | None, scope: Scope, /) -> list[DocumentRecord]:
        return self.snapshot.laws_named(name, year, scope)

    def near(self, scope: Scope, documents: Collection[int] | None = None, /) -> list[tuple[int, int, float]]:
        return self.snapshot.near(scope, documents)

    def lexical(self, query: LexicalQuery, k: int, scope: Scope, /) -> list[tuple[int, float]]:
        return self.snapshot.lexical(query, k, scope)

    def passages(self, ids: Iterable[int], /) -> Mapping[int, StoredPassage]:
        return self.snapshot.passages(ids)
