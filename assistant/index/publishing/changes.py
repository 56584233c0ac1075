"""What one given file or one person's wish changes, in all three stores, inside the writer's transaction."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from assistant.index.catalog import rows as catalog
from assistant.index.catalog.vectors import fill_vectors
from assistant.index.contract.values import FIELDS, EncoderInfo, FloatArray, NewDocument, Packed, PutResult
from assistant.index.crash_points import crash_point
from assistant.index.facts.relations import record_force
from assistant.index.lexical.tantivy_terms import LexicalWriter
from assistant.index.publishing import withdrawal as ending
from assistant.index.publishing.delta import Delta
from assistant.index.publishing.edits import Remake, renew_passages, store_edits
from assistant.index.publishing.ledger import Ledger
from assistant.index.snapshot.pinned import not_found
from assistant.types import DocumentRecord, RecordedForce
from assistant.wording import say


@dataclass(frozen=True, slots=True)
class GivenFile:
    """A file that gives no document of its own."""

    source: str
    file_name: str
    sha256: str
    size: int
    access_group: str


def check(new: NewDocument, encoder: EncoderInfo | None) -> None:
    """Raises `ValueError` for what cannot be stored, before anything is written."""
    for passage in new.passages:
        shape = None if passage.vectors is None else passage.vectors.shape
        if shape is not None and (encoder is None or shape[1:] != (encoder.dimension,)):
            raise ValueError(f"vectors of shape {shape} for an index with encoder {encoder}")
        if not all(isinstance(getattr(passage.terms, name), str) for name in FIELDS):
            raise ValueError("the terms of a passage must be strings")
    if not new.source or not new.sha256:
        raise ValueError("a document needs a source and the hash of its bytes")


class Changes:
    """Each method leaves the transaction as it should be published, or raises before it changed anything."""

    def __init__(self, ledger: Ledger, lexical: LexicalWriter, delta: Delta) -> None:
        self._ledger, self._lexical, self._delta = ledger, lexical, delta

    def put(self, new: NewDocument, packed: Packed) -> PutResult:
        ledger = self._ledger
        live = ledger.live_at(new.source)
        if live is not None and (record := ledger.record_of(live)).sha256 == new.sha256:
            if record.state != "partial" or (record.state, record.reason) == (new.state, new.reason):
                return PutResult(record.id, record.version, "unchanged")
            # The same bytes, of which more can be read now: a program that was missing has been installed.
        elif (elsewhere := ledger.live_bytes(new.sha256, new.access_group)) is not None:
            held = ledger.record_of(elsewhere)
            self.duplicate(GivenFile(new.source, new.file_name, new.sha256, new.size, new.access_group))
            return PutResult(held.id, held.version, "duplicate")
        document_id = ledger.document_at(new.source)
        if live is not None:
            ending.supersede(ledger, live)
        ending.supersede_unread(ledger, document_id)
        row, first = ledger.add_live(document_id, new, packed)
        for passage_id, passage in enumerate(new.passages, first):
            self._lexical.add(passage_id, first, passage.terms)
            if passage.vectors is not None and len(passage.vectors):
                self._delta.add(ledger.generation, passage_id, passage.vectors)
        crash_point("during_put")
        return PutResult(document_id, ledger.record_of(row).version, "added" if live is None else "replaced")

    def duplicate(self, file: GivenFile, reason: str | None = None) -> DocumentRecord:
        """Accounts for bytes that a live document already holds. Raises `ValueError` when none does."""
        ledger = self._ledger
        original = ledger.live_bytes(file.sha256, file.access_group)
        if original is None:
            raise ValueError("a duplicate needs a live document with the same bytes")
        held = ledger.record_of(original)
        live = ledger.live_at(file.source)
        if live == original:
            return held
        if (known := ledger.known(file.source, file.sha256, "duplicate")) is not None:
            return known
        if live is not None:
            ending.supersede(ledger, live)
        document_id = ledger.document_at(file.source)
        ending.supersede_unread(ledger, document_id)
        reason = reason or say("index.duplicate", file=held.file, document_id=held.id)
        return self._add_row(document_id, file, "duplicate", reason, duplicate_of=held.id)

    def unreadable(self, file: GivenFile, reason: str | None) -> DocumentRecord:
        """A document live at that path goes on answering with its last readable version."""
        ledger = self._ledger
        known = ledger.known(file.source, file.sha256, "unreadable")
        if known is not None and known.reason == reason:
            return known
        document_id = ledger.document_at(file.source)
        ending.supersede_unread(ledger, document_id)
        return self._add_row(document_id, file, "unreadable", reason)

    def refuse(self, file: GivenFile, reason: str | None) -> DocumentRecord:
        """Keeps hash, name and reason. A document live at that path stops answering: it is secret now."""
        ledger = self._ledger
        live = ledger.live_at(file.source)
        if live is not None:
            ending.supersede(ledger, live)
        if (known := ledger.known(None, file.sha256, "refused")) is not None:
            return known
        document_id = ledger.document_at(file.source if live is not None else "")
        return self._add_row(document_id, file, "refused", reason, path="", size=0)

    def _add_row(
        self, document_id: int, file: GivenFile, state: str, reason: str | None, **more: object
    ) -> DocumentRecord:
        values = {
            "file": file.file_name,
            "path": file.source,
            "sha256": file.sha256,
            "size": file.size,
            "access_group": file.access_group,
            "state": state,
            "reason": reason,
        }
        return self._ledger.record_of(self._ledger.add_version(document_id, values | more))

    def remove(self, document_id: int) -> DocumentRecord:
        self._exists(document_id)
        live = self._ledger.live_row(document_id)
        if live is not None:
            ending.remove(self._ledger, live, document_id)
        else:
            ending.forget(self._ledger, document_id)
        return self._newest(document_id)

    def withdraw(self, document_id: int) -> DocumentRecord:
        self._exists(document_id)
        live = self._ledger.live_row(document_id)
        if live is not None:
            ending.supersede(self._ledger, live)
        ending.forget(self._ledger, document_id)
        return self._newest(document_id)

    def edit(
        self, document_id: int, edits: Mapping[str, Any], reset: Collection[str], remake: Remake | None
    ) -> DocumentRecord:
        self._exists(document_id)
        ledger = self._ledger
        before = catalog.read_document(ledger.connection, document_id)
        store_edits(ledger, document_id, edits, reset)
        after = catalog.read_document(ledger.connection, document_id)
        live = ledger.live_row(document_id)
        if before is None or after is None or live is None or remake is None:
            return self._newest(document_id)
        if before.letterhead.title != after.letterhead.title:
            renew_passages(ledger, self._lexical, self._delta, live, after, remake)
        return self._newest(document_id)

    def add_vectors(self, vectors: Mapping[int, FloatArray]) -> int:
        """Raises `ValueError` for vectors of another dimension, or for an index without an encoder."""
        encoder = self._ledger.encoder
        for rows in vectors.values():
            if encoder is None or rows.ndim != 2 or rows.shape[1] != encoder.dimension or not len(rows):
                raise ValueError(f"vectors of shape {rows.shape} for an index with encoder {encoder}")
        if encoder is None:
            return 0
        taken = fill_vectors(self._ledger.connection, encoder, vectors)
        for passage_id in sorted(taken):
            self._delta.add(self._ledger.generation, passage_id, taken[passage_id])
        return len(taken)

    def record_force(self, document_id: int, force: RecordedForce | None) -> DocumentRecord:
        self._exists(document_id)
        record_force(self._ledger.connection, document_id, force)
        return self._newest(document_id)

    def _exists(self, document_id: int) -> None:
        if not self._ledger.holds(document_id):
            raise not_found(document_id)

    def _newest(self, document_id: int) -> DocumentRecord:
        found = catalog.find_record(
            self._ledger.connection, "WHERE document_id = ? ORDER BY live DESC, version DESC", (document_id,)
        )
        assert found is not None  # a document has at least one row
        return found
