"""Opens an index for writing: one writer at a time, one published generation for each commit.

The order of a commit is what makes any moment safe to die in: FAISS files, then tantivy, each durable; then ONE SQLite
transaction publishes; then terms of removed passages are deleted and merged files removed. What was written and not
published never answers, because every hit is filtered by the rows live in the pinned generation.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

from assistant.errors import StorageError
from assistant.index.catalog import rows as catalog
from assistant.index.catalog.vectors import find_by_text
from assistant.index.contract.values import EncoderInfo, FloatArray, NewDocument, PutResult
from assistant.index.contract.writer import IndexWriter
from assistant.index.crash_points import crash_point
from assistant.index.lock import WriteLock
from assistant.index.publishing.changes import Changes, GivenFile, check
from assistant.index.publishing.delta import Delta
from assistant.index.publishing.edits import Remake, edits_at
from assistant.index.publishing.ledger import Ledger
from assistant.index.publishing.manifest import write_manifest
from assistant.index.publishing.opening import Stores, clear_pending, open_stores, unlink
from assistant.index.publishing.packing import pack
from assistant.index.storage import Paths, storage_errors
from assistant.types import DocumentRecord, RecordedForce


class PublishingWriter:
    """Implements `contract.IndexWriter`."""

    def __init__(self, paths: Paths, lock: WriteLock, stores: Stores) -> None:
        self._paths, self._lock = paths, lock
        self._connection, self._lexical, self._state = stores.connection, stores.lexical, stores.state
        self._ledger = Ledger(stores.connection, stores.state.encoder)
        self._delta = Delta(stores.connection, paths)
        self._changes = Changes(self._ledger, self._lexical, self._delta)
        self._unchanged = 0  # SQLite's count of changes when the transaction began
        self._failed: StorageError | None = None
        self._closed = False

    @property
    def directory(self) -> Path:
        return self._paths.root

    @property
    def generation(self) -> int:
        return self._state.generation

    def put(self, new: NewDocument) -> PutResult:
        check(new, self._state.encoder)
        # Packed before anything is written, so that what cannot be stored leaves the transaction untouched.
        packed = new.packed or pack(new.document, [passage.passage for passage in new.passages])
        with self._changing() as changes:
            return changes.put(new, packed)

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
        file = GivenFile(source, file_name, sha256, size, access_group)
        with self._changing() as changes:
            if state == "duplicate":
                return changes.duplicate(file, reason)
            return changes.refuse(file, reason) if state == "refused" else changes.unreadable(file, reason)

    def remove(self, document_id: int) -> DocumentRecord:
        with self._changing() as changes:
            return changes.remove(document_id)

    def withdraw(self, document_id: int) -> DocumentRecord:
        with self._changing() as changes:
            return changes.withdraw(document_id)

    def edit(
        self,
        document_id: int,
        edits: Mapping[str, str | int | None],
        *,
        reset: Collection[str] = (),
        remake: Remake | None = None,
    ) -> DocumentRecord:
        if unknown := {*edits, *reset} - set(catalog.LETTERHEAD):
            raise ValueError(f"unknown fields {sorted(unknown)}; known: {', '.join(catalog.LETTERHEAD)}")
        with self._changing() as changes:
            return changes.edit(document_id, edits, reset, remake)

    def edits_at(self, source: str) -> dict[str, str | int | None]:
        self._usable()
        return edits_at(self._connection, source)

    def record_force(self, document_id: int, force: RecordedForce | None) -> DocumentRecord:
        with self._changing() as changes:
            return changes.record_force(document_id, force)

    def lookup(self, sha256: str, access_group: str | None = None) -> DocumentRecord | None:
        self._usable()
        group, values = ("", (sha256,)) if access_group is None else (" AND access_group = ?", (sha256, access_group))
        return catalog.find_record(
            self._connection,
            f"WHERE sha256 = ?{group} AND state NOT IN ('removed', 'superseded') ORDER BY live DESC, row DESC",
            values,
        )

    def lookup_source(self, source: str) -> DocumentRecord | None:
        self._usable()
        return catalog.find_record(
            self._connection,
            "WHERE document_id IN (SELECT id FROM document WHERE source = ? AND removed = 0) AND state != 'removed'"
            " ORDER BY live DESC, row DESC",
            (source,),
        )

    def lookup_inside(self, source: str) -> list[DocumentRecord]:
        self._usable()
        # "0" is the sign after "/": the range that the index over paths can be asked for.
        return catalog.find_records(
            self._connection,
            "WHERE row IN (SELECT max(row) FROM version WHERE document_id IN (SELECT id FROM document WHERE removed = 0"
            " AND source >= ? AND source < ?) AND path != '' GROUP BY document_id) ORDER BY row",
            (f"{source}!/", f"{source}!0"),
        )

    def vectors_for(self, text_hashes: Iterable[str]) -> dict[str, FloatArray]:
        self._usable()
        return find_by_text(self._connection, self._state.encoder, text_hashes)

    def add_vectors(self, vectors: Mapping[int, FloatArray]) -> int:
        with self._changing() as changes:
            return changes.add_vectors(vectors)

    def commit(self) -> int:
        self._usable()
        if not self._connection.in_transaction:
            return self.generation
        if self._connection.total_changes == self._unchanged:
            self._connection.execute("ROLLBACK")
            return self.generation
        crash_point("before_commit")
        try:
            with storage_errors(self._paths.root):
                retired = self._write_stores()
                # From here on a failure or Ctrl+C may come after SQLite has published: the files are no longer ours to
                # remove. The next writer clears those of no published generation.
                self._delta.published()
                self._ledger.publish()
        except BaseException as error:
            self._abandon(error)
            raise
        crash_point("after_publish")
        self._state = catalog.read_state(self._connection, self._paths)
        self._tidy(retired)
        return self.generation

    def _write_stores(self) -> list[str]:
        """FAISS, then tantivy, each durable; returns the segment files that this generation no longer needs."""
        retired = self._delta.write(self._ledger.generation, self._ledger.gone)
        crash_point("after_faiss_write")
        self._lexical.commit()
        crash_point("after_lexical_commit")
        return retired

    def _tidy(self, retired: list[str]) -> None:
        """After the publication. A failure here loses nothing: the next writer finishes it. So the commit stands,
        and this writer refuses further work."""
        try:
            with storage_errors(self._paths.root):
                clear_pending(self._connection, self._lexical)
                crash_point("after_lexical_deletes")
                for name in retired:
                    unlink(self._paths.dense / name)
                write_manifest(self._paths, self._state, catalog.read_segments(self._connection))
                crash_point("after_manifest")
        except StorageError as error:
            self._abandon(error)

    def rollback(self) -> None:
        self._usable()
        if self._connection.in_transaction:
            self._lexical.rollback()
            self._forget()

    def close(self) -> None:
        if self._closed:
            return
        self._closed = True
        try:
            if self._connection.in_transaction:
                self._forget()
                self._lexical.abandon()
            self._lexical.close()
            self._connection.close()
        finally:
            self._lock.release()

    @contextmanager
    def _changing(self) -> Iterator[Changes]:
        """One change inside the transaction, begun if need be. An error half-way through ends the writer."""
        self._usable()
        before = -1
        try:
            with storage_errors(self._paths.root):
                if not self._connection.in_transaction:
                    self._ledger.begin(self.generation + 1, self._state.corpus_hash)
                    self._unchanged = self._connection.total_changes
                before = self._connection.total_changes
                yield self._changes
        except BaseException as error:
            if isinstance(error, StorageError) or self._connection.total_changes != before:
                self._abandon(error)
            raise

    def _usable(self) -> None:
        if self._failed is not None:
            raise self._failed
        if self._closed:
            raise ValueError("the writer is closed")

    def _abandon(self, error: BaseException) -> None:
        """Gives up what was not published. Terms already committed to tantivy are cleared by the next writer."""
        if isinstance(error, StorageError):
            self._failed = error
        self._forget()
        self._lexical.abandon()
        self._closed = True
        self._connection.close()
        self._lock.release()

    def _forget(self) -> None:
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")
        self._delta.forget()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if error is None and not self._closed:
                self.commit()
        finally:
            self.close()


def open_writer(directory: Path, *, encoder: EncoderInfo | None, segmenter: str = "") -> IndexWriter:
    """Opens the index in `directory` for writing, creating it when missing; clears what a crashed writer left.

    `encoder` None: an index without vectors. `segmenter`: version of the word segmenter that makes the terms ("" is
    not checked). Raises `IndexLocked` (another writer), `IndexMismatch` (other encoder or segmenter, newer schema),
    `IndexDamaged`, `StorageError`.
    """
    paths = Paths(Path(directory))
    with storage_errors(paths.root):
        paths.root.mkdir(parents=True, exist_ok=True)
    lock = WriteLock(paths)
    try:
        with storage_errors(paths.root):
            return PublishingWriter(paths, lock, open_stores(paths, encoder, segmenter))
    except BaseException:
        lock.release()
        raise
