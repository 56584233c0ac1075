"""What the one writer may do to the index."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Literal, Protocol, Self

from assistant.index.contract.values import FloatArray, NewDocument, NewPassage, PutResult
from assistant.types import (
    Document,
    DocumentRecord,
    Passage,
    RecordedForce,
)


class IndexWriter(Protocol):
    """The one holder of the write lock. Nothing is visible to readers before `commit`; leaving the `with` block
    without an error commits, with an error rolls back what was not committed.

    Look-ups see what this writer has put, committed or not. Every method may raise `StorageError` (disk full, folder
    not writable): the writer is then closed and the index stands as at the last commit.
    """

    @property
    def directory(self) -> Path: ...

    @property
    def generation(self) -> int: ...

    def put(self, new: NewDocument) -> PutResult:
        """Adds a document, or the next version of the one live at `new.source`, which stops answering at the commit."""
        ...

    def record(
        self,
        source: str,
        file_name: str,
        sha256: str,
        state: Literal["unreadable", "refused", "duplicate"],
        reason: str | None = None,
        *,
        size: int = 0,
        access_group: str = "chung",
    ) -> DocumentRecord:
        """Accounts for a file that is not searchable. The same call twice leaves one row.

        `refused`: only hash, name and reason are kept (`source` only finds a document live at that path, which stops
        answering). `duplicate`: points to the live document with these bytes. `unreadable`: a document live at that
        path goes on answering with its last readable version, and this row says why."""
        ...

    def lookup(self, sha256: str, access_group: str | None = None) -> DocumentRecord | None:
        """What became of these bytes: the live row if there is one, else the newest row that is neither `removed` nor
        `superseded`, else None (such a file may be given again).
        `access_group`: only rows of that group (bytes held for another group are no duplicate)."""
        ...

    def lookup_source(self, source: str) -> DocumentRecord | None:
        """The live row of the document at this path, else its newest row that was not removed."""
        ...

    def lookup_inside(self, source: str) -> list[DocumentRecord]:
        """One row for each document not removed whose path is "<source>!/…": files inside an archive or mail."""
        ...

    def remove(self, document_id: int) -> DocumentRecord:
        """The document and the duplicates of it stop answering at the commit; their text is deleted, the rows stay
        with state `removed`. Raises `DocumentNotFound`."""
        ...

    def withdraw(self, document_id: int) -> DocumentRecord:
        """The file of this document is no longer where it was. As `remove`, but duplicates of it elsewhere go on: one
        of them answers in its place. Raises `DocumentNotFound`."""
        ...

    def edit(
        self,
        document_id: int,
        edits: Mapping[str, str | int | None],
        *,
        reset: Collection[str] = (),
        remake: Callable[[Document, Sequence[Passage]], Sequence[NewPassage]] | None = None,
    ) -> DocumentRecord:
        """Sets fields of the letterhead by hand (`Letterhead` field names; None: printed nothing) and takes back the
        edits of the fields `reset`. Edits survive new versions. `remake` gives the passages with the terms and vectors
        of the corrected title; without it a new title reaches the search only by a repair. Raises `DocumentNotFound`,
        `ValueError` for an unknown field."""
        ...

    def edits_at(self, source: str) -> dict[str, str | int | None]:
        """The edits of the document at `source`: a new version of its file must be made searchable with them."""
        ...

    def record_force(self, document_id: int, force: RecordedForce | None) -> DocumentRecord:
        """Keeps what a person says of the document's force, from which source (None: forgets it); it survives new
        versions. Raises `DocumentNotFound`."""
        ...

    def vectors_for(self, text_hashes: Iterable[str]) -> dict[str, FloatArray]:
        """The durable vectors `(m, dimension)` float32 of texts encoded before by this encoder; others left out."""
        ...

    def add_vectors(self, vectors: Mapping[int, FloatArray]) -> int:
        """Gives passages, by id, the vectors `(m, dimension)` they lack; returns how many took them. A passage that
        stopped answering meanwhile, or has its vectors, is left as it is."""
        ...

    def commit(self) -> int:
        """Publishes everything since the last commit as one generation and returns its number; without changes the
        current one."""
        ...

    def rollback(self) -> None:
        """Forgets everything since the last commit."""
        ...

    def close(self) -> None:
        """Rolls back what was not committed and gives the lock back."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
