"""Opens an index for writing: one writer at a time, one published generation for each commit.

The order of a commit is what makes any moment safe to die in: FAISS files, then tantivy, each durable; then ONE SQLite
transaction publishes; then terms of removed passages are deleted and merged files removed. What was written and not
published never answers, because every hit is filtered by the rows live in the pinned generation.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

import numpy as np

from assistant.errors import StorageError
from assistant.index import catalog, dense
from assistant.index.contract import FIELDS, EncoderInfo, FloatArray, IndexWriter, NewDocument, PutResult
from assistant.index.faults import crash_point
from assistant.index.ledger import Ledger, pack
from assistant.index.lock import WriteLock
from assistant.index.manifest import write_manifest
from assistant.index.opening import Stores, clear_pending, open_stores, unlink
from assistant.index.pinned import not_found
from assistant.index.scoping import IntArray, LiveDocuments
from assistant.index.storage import Paths, storage_errors
from assistant.types import DocumentRecord


class _Buffer:
    """Vectors of this commit that are not in a file yet."""

    def __init__(self) -> None:
        self.vectors: list[FloatArray] = []
        self.ids: list[IntArray] = []
        self.rows = 0

    def add(self, passage_id: int, vectors: FloatArray) -> None:
        self.vectors.append(np.asarray(vectors, np.float16).astype(np.float32))  # as they are stored, durably
        self.ids.append(np.full(len(vectors), passage_id, np.int64))
        self.rows += len(vectors)

    def take(self) -> tuple[FloatArray, IntArray]:
        taken = np.concatenate(self.vectors), np.concatenate(self.ids)
        self.__init__()  # type: ignore[misc]
        return taken


class PublishingWriter:
    """Implements `contract.IndexWriter`."""

    def __init__(self, paths: Paths, lock: WriteLock, stores: Stores) -> None:
        self._paths, self._lock = paths, lock
        self._connection, self._lexical, self._state = stores.connection, stores.lexical, stores.state
        self._ledger = Ledger(stores.connection, stores.state.encoder)
        self._buffer = _Buffer()
        self._unchanged = 0  # SQLite's count of changes when the transaction began
        self._written: list[str] = []  # segment files of this commit
        self._failed: StorageError | None = None
        self._closed = False

    @property
    def directory(self) -> Path:
        return self._paths.root

    @property
    def generation(self) -> int:
        return self._state.generation

    # ------------------------------------------------------------------------------------------ changes

    def put(self, new: NewDocument) -> PutResult:
        self._check(new)
        packed = pack(new)
        with self._changing() as ledger:
            live = ledger.live_at(new.source)
            if live is not None:
                record = ledger.record_of(live)
                if record.sha256 == new.sha256:
                    return PutResult(record.id, record.version, "unchanged")
            elsewhere = ledger.live_bytes(new.sha256, new.access_group)
            if elsewhere is not None:
                duplicate = self._duplicate(ledger, new.source, new.file_name, elsewhere, new.size)
                assert duplicate.duplicate_of is not None
                return PutResult(duplicate.duplicate_of, ledger.record_of(elsewhere).version, "duplicate")
            document_id = ledger.document_at(new.source)
            if live is not None:
                ledger.supersede(live)
            ledger.supersede_unread(document_id)
            row, first = ledger.add_live(document_id, new, packed)
            for passage_id, passage in enumerate(new.passages, first):
                self._lexical.add(passage_id, first, passage.terms)
                if passage.vectors is not None and len(passage.vectors):
                    self._buffer.add(passage_id, passage.vectors)
            crash_point("during_put")
            if self._buffer.rows >= dense.FULL:
                self._flush()
            version = ledger.record_of(row).version
        return PutResult(document_id, version, "added" if live is None else "replaced")

    def _check(self, new: NewDocument) -> None:
        """Refuses vectors of a wrong shape before anything is written."""
        encoder = self._state.encoder
        for passage in new.passages:
            shape = None if passage.vectors is None else passage.vectors.shape
            if (encoder is None) != (shape is None) or (encoder and shape and shape[1:] != (encoder.dimension,)):
                raise ValueError(f"vectors of shape {shape} for an index with encoder {encoder}")
        if not new.source or not new.sha256:
            raise ValueError("a document needs a source and the hash of its bytes")
        if not all(isinstance(getattr(p.terms, name), str) for p in new.passages for name in FIELDS):
            raise ValueError("the terms of a passage must be strings")

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
        with self._changing() as ledger:
            if state == "duplicate":
                original = ledger.live_bytes(sha256, access_group)
                if original is None:
                    raise ValueError("a duplicate needs a live document with the same bytes")
                return self._duplicate(ledger, source, file_name, original, size, reason)
            if (known := ledger.known(source if state == "unreadable" else None, sha256, state)) is not None:
                return known
            live = ledger.live_at(source)
            if state == "refused":
                if live is not None:
                    ledger.supersede(live)
                document_id = ledger.document_at(source if live is not None else "")
                kept = {"path": "", "size": 0}
            else:
                document_id, kept = ledger.document_at(source), {"path": source, "size": size}
                ledger.supersede_unread(document_id)
            values = {"file": file_name, "sha256": sha256, "state": state, "reason": reason, **kept}
            return ledger.record_of(ledger.add_version(document_id, {"access_group": access_group, **values}))

    def _duplicate(
        self, ledger: Ledger, source: str, file_name: str, original: int, size: int, reason: str | None = None
    ) -> DocumentRecord:
        """Accounts for bytes that the live version `original` already holds."""
        held = ledger.record_of(original)
        live = ledger.live_at(source)
        if live == original:
            return held
        if (known := ledger.known(source, held.sha256, "duplicate")) is not None:
            return known
        if live is not None:
            ledger.supersede(live)
        document_id = ledger.document_at(source)
        ledger.supersede_unread(document_id)
        row = ledger.add_version(
            document_id,
            {
                "file": file_name,
                "path": source,
                "sha256": held.sha256,
                "size": size,
                "state": "duplicate",
                "reason": reason or f"Trùng từng byte với “{held.file}” (văn bản {held.id}).",
                "duplicate_of": held.id,
                "access_group": held.access_group,
            },
        )
        return ledger.record_of(row)

    def remove(self, document_id: int) -> DocumentRecord:
        with self._changing() as ledger:
            self._exists(document_id)
            row = self._connection.execute(
                "SELECT row FROM version WHERE live = 1 AND document_id = ?", (document_id,)
            ).fetchone()
            if row is not None:
                ledger.remove(row[0], document_id)
            else:
                ledger.forget(document_id)
        record = catalog.find_record(self._connection, "WHERE document_id = ? ORDER BY version DESC", (document_id,))
        assert record is not None
        return record

    def edit(self, document_id: int, changes: Mapping[str, str | int | None]) -> DocumentRecord:
        if unknown := set(changes) - set(catalog.LETTERHEAD):
            raise ValueError(f"unknown fields {sorted(unknown)}; known: {', '.join(catalog.LETTERHEAD)}")
        with self._changing() as ledger:
            self._exists(document_id)
            ledger.edit(document_id, changes)
        record = catalog.find_record(
            self._connection, "WHERE document_id = ? ORDER BY live DESC, version DESC", (document_id,)
        )
        assert record is not None
        return record

    def _exists(self, document_id: int) -> None:
        found = self._connection.execute("SELECT removed FROM document WHERE id = ?", (document_id,)).fetchone()
        if found is None or found[0]:
            raise not_found(document_id)

    # ------------------------------------------------------------------------------------------ look-ups

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

    def vectors_for(self, text_hashes: Iterable[str]) -> dict[str, FloatArray]:
        self._usable()
        return self._ledger.vectors_for(text_hashes)

    # ------------------------------------------------------------------------------------------ publishing

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
                self._ledger.publish()
        except BaseException as error:
            self._abandon(error)
            raise
        crash_point("after_publish")
        self._state = catalog.read_state(self._connection, self._paths)
        self._written = []
        self._tidy(retired)
        return self.generation

    def _write_stores(self) -> list[str]:
        """FAISS, then tantivy, each durable; returns the segment files that this generation no longer needs."""
        if self._buffer.rows:
            self._flush()
        self._ledger.count_dead(
            lambda info, first, end: dense.count_between(dense.open_segment(self._paths.dense, info.name), first, end)
        )
        retired = self._merge()
        crash_point("after_faiss_write")
        self._lexical.commit()
        crash_point("after_lexical_commit")
        return retired

    def _flush(self) -> None:
        self._add_segment(*self._buffer.take())

    def _add_segment(self, vectors: FloatArray, ids: IntArray) -> None:
        info = dense.write_segment(self._paths.dense, self._ledger.generation, vectors, ids)
        self._written.append(info.name)
        self._ledger.add_segment(info)

    def _merge(self) -> list[str]:
        groups = dense.to_merge(catalog.read_segments(self._connection))
        if not groups:
            return []
        live = LiveDocuments.read(self._connection)
        for group in groups:
            segments = [dense.open_segment(self._paths.dense, info.name) for info in group]
            vectors, ids = dense.merge(segments, [live.live(segment.ids) for segment in segments])
            names = [(info.name,) for info in group]
            self._connection.executemany("DELETE FROM segment WHERE name = ?", names)
            if len(ids):
                self._add_segment(vectors, ids)
        return [info.name for group in groups for info in group]

    def _tidy(self, retired: list[str]) -> None:
        """After the publication. A failure here loses nothing: the next writer finishes it. So the commit stands,
        and this writer refuses further work."""
        try:
            with storage_errors(self._paths.root):
                clear_pending(self._connection, self._lexical)
                crash_point("after_lexical_deletes")
                for name in retired:
                    unlink(self._paths.dense / name)
                write_manifest(self._paths, self._state)
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
    def _changing(self) -> Iterator[Ledger]:
        """One change inside the transaction, begun if need be. An error half-way through ends the writer."""
        self._usable()
        before = -1
        try:
            with storage_errors(self._paths.root):
                if not self._connection.in_transaction:
                    self._ledger.begin(self.generation + 1, self._state.corpus_hash)
                    self._unchanged = self._connection.total_changes
                before = self._connection.total_changes
                yield self._ledger
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
        self._buffer = _Buffer()
        for name in self._written:
            unlink(self._paths.dense / name)
        self._written = []

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
