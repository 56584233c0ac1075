"""The catalog: connections to the SQLite file that is the truth, and the reading of its rows."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from assistant.errors import IndexMissing, StorageError
from assistant.index.catalog.codec import unpack_document, unpack_passage
from assistant.index.catalog.folders import with_folders
from assistant.index.catalog.schema import READABLE, SCHEMA, schema_version, too_new, too_old
from assistant.index.contract.values import EncoderInfo
from assistant.index.storage import Paths, storage_errors
from assistant.types import Document, DocumentRecord, Letterhead, Passage
from assistant.wording import say

LETTERHEAD = (
    "kind",
    "number",
    "symbol",
    "issuer",
    "place",
    "date",
    "year",
    "title",
    "signer",
    "signer_title",
    "copy_mark",
)
"""The fields of `Letterhead` that the catalog keeps as columns, and that can be edited."""

_RECORD = (
    "document_id, version, file, path, state, reason, pages, missing_pages, passages, format, sha256, access_group,"
    " related_number, added_at, instrument_id, duplicate_of, " + ", ".join(LETTERHEAD)
)
_NO_SHARED_MEMORY = ("SQLITE_CANTOPEN", "SQLITE_IOERR", "SQLITE_READONLY", "SQLITE_FULL")
"""What SQLite says where it cannot make the file through which readers and writer agree: read-only, or a full disk."""

_BATCH = 500  # parameters of one statement; SQLite allows 32,766, older builds 999


@dataclass(frozen=True, slots=True)
class State:
    """What the last published generation says of itself."""

    generation: int
    encoder: EncoderInfo | None
    segmenter: str
    lexical: str
    corpus_hash: str


@dataclass(frozen=True, slots=True)
class SegmentInfo:
    """One file of vectors as the catalog knows it. `rows` counts vectors, `dead` those of passages no longer live.

    `lists` 0: every vector is looked through. Else the number of inverted lists, how many of them (`probes`) a question
    looks into, and the `recall` of the best 100 that was measured with so many when the file was written.
    """

    name: str
    rows: int
    dead: int
    first_passage: int
    last_passage: int
    size: int
    checksum: str
    lists: int = 0
    probes: int = 0
    recall: float = 1.0

    @property
    def live(self) -> int:
        return self.rows - self.dead


def missing(paths: Paths) -> IndexMissing:
    return IndexMissing(
        say("index.missing.found", root=paths.root),
        say("index.missing.take_in", root=paths.root),
    )


def connect_for_writing(paths: Paths) -> sqlite3.Connection:
    """The writer's connection: WAL, and each commit synced to the disk before it returns."""
    connection = sqlite3.connect(paths.catalog, isolation_level=None, check_same_thread=False, timeout=30)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA cache_size = -65536")  # KiB; a bulk load changes pages of several indexes
    return connection


def connect_for_reading(paths: Paths) -> sqlite3.Connection:
    """A read-only connection. Raises `IndexMissing`, `IndexMismatch` (schema), `IndexDamaged`."""
    if not paths.catalog.is_file() or paths.catalog.stat().st_size == 0:
        raise missing(paths)
    uri = paths.catalog.absolute().as_uri()
    with storage_errors(paths.root):
        connection = _connect(uri + "?mode=ro")
        try:
            found = schema_version(connection)
        except sqlite3.OperationalError as error:
            connection.close()
            if not error.sqlite_errorname.startswith(_NO_SHARED_MEMORY):
                raise
            if _unmerged(paths):
                if os.access(paths.root, os.W_OK):
                    raise
                raise _needs_merging(paths) from None
            # No log lies beside the file, so no writer is at work and the file alone is the whole truth.
            connection = _connect(uri + "?mode=ro&immutable=1", FrozenConnection)
            found = schema_version(connection)
    if not READABLE <= found <= SCHEMA:
        connection.close()
        raise (
            missing(paths)
            if found == 0
            else too_new(paths.root, found)
            if found > SCHEMA
            else too_old(paths.root, found)
        )
    return connection


class FrozenConnection(sqlite3.Connection):
    """Takes the file as unchanging; not to be used again for a later question, a writer may have come."""


def _connect(uri: str, factory: type[sqlite3.Connection] = sqlite3.Connection) -> sqlite3.Connection:
    return sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False, timeout=30, factory=factory)


def _needs_merging(paths: Paths) -> StorageError:
    return StorageError(
        say("index.unmerged.found", root=paths.root),
        say("index.unmerged.permit", root=paths.root),
    )


def _unmerged(paths: Paths) -> bool:
    wal = paths.catalog.with_name(paths.catalog.name + "-wal")
    return wal.is_file() and wal.stat().st_size > 0


def read_state(connection: sqlite3.Connection, paths: Paths) -> State:
    row = connection.execute(
        "SELECT generation, fingerprint, dimension, segmenter, lexical, corpus_hash FROM state"
    ).fetchone()
    if row is None:  # a writer died while it created the index
        raise missing(paths)
    encoder = EncoderInfo(row[1], row[2]) if row[1] is not None else None
    return State(row[0], encoder, row[3], row[4], row[5])


def read_segments(connection: sqlite3.Connection) -> list[SegmentInfo]:
    """The files of vectors. The columns are the fields of `SegmentInfo` in order; an older schema has fewer of them."""
    rows = connection.execute("SELECT * FROM segment ORDER BY first_passage, name")
    return [SegmentInfo(*row) for row in rows]


def _record(row: Sequence[Any]) -> DocumentRecord:
    return DocumentRecord(
        id=row[0],
        version=row[1],
        file=row[2],
        path=row[3],
        state=row[4],
        reason=row[5],
        letterhead=Letterhead(*row[16:]),  # `LETTERHEAD` are its first fields, in order
        pages=row[6],
        missing_pages=() if row[7] == "[]" else tuple(json.loads(row[7])),
        passages=row[8],
        format=row[9],
        sha256=row[10],
        access_group=row[11],
        related_number=row[12],
        added_at=row[13],
        instrument_id=row[14],
        duplicate_of=row[15],
    )


def find_records(connection: sqlite3.Connection, where: str, parameters: Sequence[Any] = ()) -> list[DocumentRecord]:
    """Rows of the catalog; `where` is SQL of this room after `FROM version` (conditions, order, limit)."""
    found = [_record(row) for row in connection.execute(f"SELECT {_RECORD} FROM version {where}", parameters)]
    return with_folders(connection, found)


def find_record(connection: sqlite3.Connection, where: str, parameters: Sequence[Any] = ()) -> DocumentRecord | None:
    found = find_records(connection, f"{where} LIMIT 1", parameters)
    return found[0] if found else None


def live_records(connection: sqlite3.Connection, document_ids: Collection[int]) -> list[DocumentRecord]:
    """The rows of the live documents among `document_ids`."""
    found: list[DocumentRecord] = []
    for batch in batches(sorted(document_ids)):
        marks = ", ".join("?" * len(batch))
        found += find_records(connection, f"WHERE live = 1 AND document_id IN ({marks})", batch)
    return found


def batches(values: Sequence[Any]) -> Iterable[Sequence[Any]]:
    return (values[i : i + _BATCH] for i in range(0, len(values), _BATCH))


def edits_of(connection: sqlite3.Connection, document_id: int) -> dict[str, Any]:
    return dict(connection.execute("SELECT field, value FROM edit WHERE document_id = ?", (document_id,)).fetchall())


def edited(letterhead: Letterhead, changes: Mapping[str, Any]) -> Letterhead:
    """The letterhead with a person's changes; what was changed no longer stands at a span of the text, and is sure."""
    if not changes:
        return letterhead
    spans = {name: span for name, span in letterhead.spans.items() if name not in changes}
    confidence = {name: sure for name, sure in letterhead.confidence.items() if name not in changes}
    return replace(letterhead, **changes, spans=spans, confidence=confidence)


def layouts(connection: sqlite3.Connection) -> dict[int, str]:
    return dict(connection.execute("SELECT id, names FROM layout").fetchall())


def read_document(connection: sqlite3.Connection, document_id: int) -> Document | None:
    """The live version of a document with its edits, None when it has none."""
    row = connection.execute(
        "SELECT content.data, layout.names FROM version JOIN content USING (row) JOIN layout ON layout.id = layout"
        " WHERE live = 1 AND document_id = ?",
        (document_id,),
    ).fetchone()
    if row is None:
        return None
    document = unpack_document(row[0], row[1])
    return replace(document, letterhead=edited(document.letterhead, edits_of(connection, document_id)))


def read_passages(connection: sqlite3.Connection, ids: Sequence[int], layout: Mapping[int, str]) -> dict[int, Passage]:
    """Passages by id; `layout`: for each id the layout it was written with."""
    found: dict[int, Passage] = {}
    for batch in batches(ids):
        marks = ", ".join("?" * len(batch))
        for row in connection.execute(f"SELECT id, text, data FROM passage WHERE id IN ({marks})", batch):
            found[row[0]] = unpack_passage(row[1], row[2], layout[row[0]])
    return found
