"""What answering needs from the rooms before it: a search, and one pinned generation of the index."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from assistant.index import LexicalQuery
from assistant.retrieval import Comparison
from assistant.types import (
    Document,
    DocumentRecord,
    Hit,
    Mention,
    RecordedForce,
    Relation,
    Scope,
    SearchResult,
    StoredPassage,
    StoredTask,
    TaskFilter,
)
from assistant.understanding import Conversation, Question


class Search(Protocol):
    """`assistant.retrieval.Searcher`, as seen from here."""

    def understand(
        self, question: str, scope: Scope, conversation: Conversation | None = None, *, as_typed: bool = False
    ) -> Question: ...

    def search(
        self, question: str | Question, scope: Scope, k: int = 10, *, as_typed: bool = False
    ) -> SearchResult: ...

    def compare(self, question: Question, texts: Sequence[str], /) -> Comparison: ...


class Snapshot(Protocol):
    """One generation of the index; a document removed in it raises `DocumentNotFound`."""

    @property
    def generation(self) -> int: ...

    def document(self, document_id: int, /) -> Document: ...

    def record(self, document_id: int, /) -> DocumentRecord | None: ...

    def lexical(self, query: LexicalQuery, k: int, scope: Scope, /) -> list[tuple[int, float]]: ...

    def passages(self, ids: Iterable[int], /) -> Mapping[int, StoredPassage]: ...

    def mentions_of(
        self, record: DocumentRecord, scope: Scope, relations: Collection[Relation] | None = None, /
    ) -> list[Mention]: ...

    @property
    def relations_known(self) -> bool: ...

    def recorded_force(self, document_id: int, /) -> RecordedForce | None: ...

    def tasks(self, wanted: TaskFilter, scope: Scope, /) -> list[StoredTask]: ...

    @property
    def tasks_known(self) -> bool: ...

    def laws_named(self, name: str, year: int | None, scope: Scope, /) -> list[DocumentRecord]: ...

    def near(self, scope: Scope, documents: Collection[int] | None = None, /) -> list[tuple[int, int, float]]: ...


class Reader(Protocol):
    """`assistant.index.open_reader(...)`, as seen from here."""

    def pin(self) -> AbstractContextManager[Snapshot]: ...


def live_hits(hits: Sequence[Hit], snapshot: Snapshot) -> tuple[Hit, ...]:
    """The hits whose document still answers in this generation, in the version that was found."""
    live: list[Hit] = []
    for hit in hits:
        record = snapshot.record(hit.document.id)
        if record is not None and record.version == hit.stored.version and record.state in ("ready", "partial"):
            live.append(hit)
    return tuple(live)
