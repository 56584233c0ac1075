"""The writing side of the catalog: versions, passages, vectors, edits. All inside the writer's one transaction."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import numpy as np

from assistant.index import catalog
from assistant.index.codec import current_layout, pack_document, pack_passage
from assistant.index.contract import EncoderInfo, FloatArray, NewDocument, NewPassage
from assistant.index.dense import SegmentInfo
from assistant.index.identity import identity, number_parts, text_key
from assistant.types import DocumentRecord, Letterhead

_HASH_MODULUS = 1 << 256


def vector_key(text_hash: str) -> bytes:
    """16 bytes for any text hash: the key of durable vectors stays small whatever the caller's hash is."""
    return hashlib.blake2b(text_hash.encode(), digest_size=16).digest()


@dataclass(frozen=True, slots=True)
class Packed:
    """A document and its passages as the catalog stores them."""

    document: bytes
    passages: list[str]


def pack(new: NewDocument) -> Packed:
    """Done before anything is written, so that what cannot be stored leaves the transaction untouched."""
    return Packed(pack_document(new.document), [pack_passage(p.passage) for p in new.passages])


@dataclass(slots=True)
class Gone:
    """Passages that stop answering with the next generation: runs `(first id, count)`."""

    runs: list[tuple[int, int]] = field(default_factory=list)


class Ledger:
    """Rows of the catalog as one transaction changes them. Knows nothing of FAISS and tantivy."""

    def __init__(self, connection: sqlite3.Connection, encoder: EncoderInfo | None) -> None:
        self.connection = connection
        self.encoder = encoder
        self.gone = Gone()
        self.layout = 0
        self.next_passage = 0
        self.corpus_hash = 0

    def begin(self, generation: int, corpus_hash: str) -> None:
        """Begins the transaction that will publish `generation`."""
        self.connection.execute("BEGIN IMMEDIATE")
        self.generation, self.corpus_hash, self.gone = generation, int(corpus_hash, 16), Gone()
        names = current_layout()
        self.connection.execute("INSERT OR IGNORE INTO layout (names) VALUES (?)", (names,))
        self.layout = self.connection.execute("SELECT id FROM layout WHERE names = ?", (names,)).fetchone()[0]
        self.next_passage = last_passage(self.connection) + 1

    # ------------------------------------------------------------------------------------------ looking up

    def live_at(self, source: str) -> int | None:
        """The `row` of the live version of the document at `source`."""
        return self._one("document_id IN (SELECT id FROM document WHERE source = ? AND removed = 0)", source)

    def live_bytes(self, sha256: str, access_group: str) -> int | None:
        """The `row` of a live version with these bytes in the same access group (another group may not know of it)."""
        return self._one("sha256 = ? AND access_group = ?", sha256, access_group)

    def _one(self, condition: str, *values: object) -> int | None:
        row = self.connection.execute(f"SELECT row FROM version WHERE live = 1 AND {condition}", values).fetchone()
        return None if row is None else int(row[0])

    def known(self, source: str | None, sha256: str, state: str) -> DocumentRecord | None:
        """A row that already says this of these bytes (at this source, or anywhere when None)."""
        condition, values = "", [sha256, state]
        if source is not None:
            condition, values = (
                " AND document_id IN (SELECT id FROM document WHERE source = ? AND removed = 0)",
                [*values, source],
            )
        return catalog.find_record(
            self.connection, f"WHERE sha256 = ? AND state = ?{condition} ORDER BY row DESC", values
        )

    def record_of(self, row: int) -> DocumentRecord:
        found = catalog.find_record(self.connection, "WHERE row = ?", (row,))
        assert found is not None  # `row` was read in this transaction
        return found

    # ------------------------------------------------------------------------------------------ adding

    def document_at(self, source: str) -> int:
        """The id of the document at `source`, a new one when there is none. An empty source is always new."""
        if source:
            row = self.connection.execute(
                "SELECT id FROM document WHERE source = ? AND removed = 0 ORDER BY id DESC", (source,)
            ).fetchone()
            if row is not None:
                return int(row[0])
        return int(self.connection.execute("INSERT INTO document (source) VALUES (?)", (source,)).lastrowid or 0)

    def add_version(self, document_id: int, values: Mapping[str, Any]) -> int:
        """Writes the next version row of a document; returns its `row`."""
        number = self.connection.execute(
            "SELECT coalesce(max(version), 0) + 1 FROM version WHERE document_id = ?", (document_id,)
        ).fetchone()[0]
        now = datetime.now(UTC).isoformat(timespec="seconds")
        row = {"document_id": document_id, "version": number, "live": 0, "added_at": now, "layout": self.layout}
        row |= {"generation": self.generation, **values}
        names, marks = ", ".join(row), ", ".join("?" * len(row))
        cursor = self.connection.execute(f"INSERT INTO version ({names}) VALUES ({marks})", tuple(row.values()))
        return int(cursor.lastrowid or 0)

    def add_live(self, document_id: int, new: NewDocument, packed: Packed) -> tuple[int, int]:
        """Writes a live version with its passages and vectors; returns its `row` and first passage id."""
        first = self._add_passages(new.passages, packed.passages)
        letterhead = catalog.edited(new.document.letterhead, catalog.edits_of(self.connection, document_id))
        row = self.add_version(
            document_id,
            {
                "live": 1,
                "state": new.state,
                "reason": new.reason,
                "file": new.file_name,
                "path": new.source,
                "sha256": new.sha256,
                "size": new.size,
                "access_group": new.access_group,
                "format": new.document.format,
                "pages": new.document.page_count,
                "missing_pages": json.dumps(new.document.missing_pages),
                "related_number": new.document.related_number,
                "first_passage": first,
                "passages": len(new.passages),
                **self._columns(letterhead),
            },
        )
        self.connection.execute("INSERT INTO content VALUES (?, ?)", (row, packed.document))
        self.count_bytes(new.sha256, 1)
        return row, first

    def _add_passages(self, passages: Sequence[NewPassage], packed: Sequence[str]) -> int:
        first = self.next_passage
        rows, vectors = [], []
        for i, (new, data) in enumerate(zip(passages, packed, strict=True)):
            key = vector_key(new.text_hash)
            rows.append((first + i, new.passage.text, data, key, 0 if new.vectors is None else len(new.vectors)))
            if new.vectors is not None and self.encoder is not None:
                vectors.append((key, self.encoder.fingerprint, new.vectors.astype(np.float16).tobytes()))
        self.connection.executemany("INSERT INTO passage VALUES (?, ?, ?, ?, ?)", rows)
        self.connection.executemany(
            "INSERT OR IGNORE INTO vector (text_key, fingerprint, data) VALUES (?, ?, ?)", vectors
        )
        self.next_passage = first + len(rows)
        return first

    def _columns(self, letterhead: Letterhead) -> dict[str, Any]:
        parts = number_parts(letterhead.number, letterhead.symbol)
        key = identity(letterhead)
        instrument = None
        if key is not None:
            self.connection.execute("INSERT OR IGNORE INTO instrument (identity) VALUES (?)", (key,))
            instrument = self.connection.execute("SELECT id FROM instrument WHERE identity = ?", (key,)).fetchone()[0]
        return {name: getattr(letterhead, name) for name in catalog.LETTERHEAD} | {
            "serial": parts.serial,
            "number_year": parts.year,
            "symbol_key": parts.symbol,
            "kind_key": text_key(letterhead.kind) if letterhead.kind else None,
            "instrument_id": instrument,
        }

    # ------------------------------------------------------------------------------------------ ending

    def supersede(self, row: int, reason: str | None = None) -> None:
        """The live version `row` stops answering. When the same bytes were given from another path too, that path's
        document takes the passages over and answers in its place."""
        sha256, group, first, count = self._live_columns(row)
        heir = self.connection.execute(
            "SELECT row, document_id FROM version AS v WHERE state = 'duplicate' AND sha256 = ? AND access_group = ?"
            " AND version = (SELECT max(version) FROM version AS w WHERE w.document_id = v.document_id) LIMIT 1",
            (sha256, group),
        ).fetchone()
        self.count_bytes(sha256, -1)
        if heir is None:
            self._end(row, first, count, "superseded", reason)
            return
        self._end(row, 0, 0, "superseded", reason)
        self._inherit(row, heir[0], heir[1], first, count)

    def supersede_unread(self, document_id: int) -> None:
        """What was last said of a document's path (unreadable, duplicate) no longer holds: new bytes lie there."""
        self.connection.execute(
            "UPDATE version SET state = 'superseded' WHERE document_id = ? AND state IN ('unreadable', 'duplicate')",
            (document_id,),
        )

    def _inherit(self, row: int, heir: int, heir_document: int, first: int, count: int) -> None:
        copied = "format, pages, missing_pages, related_number, layout"
        self.connection.execute(
            f"UPDATE version SET ({copied}) = (SELECT {copied} FROM version WHERE row = ?), first_passage = ?,"
            " passages = ?, live = 1, duplicate_of = NULL, reason = NULL,"
            " state = CASE (SELECT missing_pages FROM version WHERE row = ?) WHEN '[]' THEN 'ready' ELSE 'partial' END"
            " WHERE row = ?",
            (row, first, count, row, heir),
        )
        self.connection.execute("INSERT INTO content SELECT ?, data FROM content WHERE row = ?", (heir, row))
        record = self.record_of(heir)
        self.connection.execute(
            "UPDATE version SET duplicate_of = ? WHERE state = 'duplicate' AND sha256 = ? AND access_group = ?",
            (heir_document, record.sha256, record.access_group),
        )
        self.count_bytes(record.sha256, 1)
        self.refresh_letterhead(heir_document)

    def remove(self, row: int, document_id: int) -> None:
        """The live version `row` and the duplicates of it stop answering; their text is deleted."""
        sha256, group, first, count = self._live_columns(row)
        self.count_bytes(sha256, -1)
        self._end(row, first, count, "removed", None)
        self.connection.execute(
            "UPDATE document SET removed = 1 WHERE id IN (SELECT document_id FROM version"
            " WHERE state = 'duplicate' AND sha256 = ? AND access_group = ?)",
            (sha256, group),
        )
        self.connection.execute(
            "UPDATE version SET state = 'removed', reason = ? WHERE state = 'duplicate' AND sha256 = ?"
            " AND access_group = ?",
            (f"Là bản trùng của văn bản {document_id} đã được gỡ.", sha256, group),
        )
        self.forget(document_id)

    def forget(self, document_id: int) -> None:
        """Ends a document: none of its rows answers, none keeps text; its path may be given again as a new one."""
        self.connection.execute("UPDATE document SET removed = 1 WHERE id = ?", (document_id,))
        rows = "SELECT row FROM version WHERE document_id = ?"
        self.connection.execute(f"DELETE FROM content WHERE row IN ({rows})", (document_id,))
        self.connection.execute("UPDATE version SET state = 'removed' WHERE document_id = ?", (document_id,))

    def _live_columns(self, row: int) -> tuple[str, str, int, int]:
        found = self.connection.execute(
            "SELECT sha256, access_group, first_passage, passages FROM version WHERE row = ? AND live = 1", (row,)
        ).fetchone()
        return found[0], found[1], found[2], found[3]

    def _end(self, row: int, first: int, count: int, state: str, reason: str | None) -> None:
        self.connection.execute(
            "UPDATE version SET live = 0, state = ?, reason = coalesce(?, reason), first_passage = NULL, passages = 0"
            " WHERE row = ?",
            (state, reason, row),
        )
        if count:
            self.gone.runs.append((first, count))
            self.connection.execute("DELETE FROM passage WHERE id BETWEEN ? AND ?", (first, first + count - 1))
            self.connection.execute("INSERT INTO pending_delete VALUES (?)", (first,))

    # ------------------------------------------------------------------------------------------ the rest

    def edit(self, document_id: int, changes: Mapping[str, Any]) -> None:
        now = datetime.now(UTC).isoformat(timespec="seconds")
        rows = [(document_id, name, value, now) for name, value in changes.items()]
        self.connection.executemany("INSERT OR REPLACE INTO edit VALUES (?, ?, ?, ?)", rows)
        self.refresh_letterhead(document_id)

    def refresh_letterhead(self, document_id: int) -> None:
        """Writes the live version's columns again, as the document and its edits say."""
        document = catalog.read_document(self.connection, document_id)
        if document is None:
            return
        columns = self._columns(document.letterhead)
        sets = ", ".join(f"{name} = ?" for name in columns)
        self.connection.execute(
            f"UPDATE version SET {sets} WHERE live = 1 AND document_id = ?", (*columns.values(), document_id)
        )

    def vectors_for(self, text_hashes: Iterable[str]) -> dict[str, FloatArray]:
        """Durable vectors `(m, dimension)` float32 by text hash."""
        if self.encoder is None:
            return {}
        keys = {vector_key(text_hash): text_hash for text_hash in text_hashes}
        found: dict[str, FloatArray] = {}
        for batch in catalog.batches(list(keys)):
            marks = ", ".join("?" * len(batch))
            for key, data in self.connection.execute(
                f"SELECT text_key, data FROM vector WHERE fingerprint = ? AND text_key IN ({marks})",
                (self.encoder.fingerprint, *batch),
            ):
                found[keys[key]] = unpack_vectors(data, self.encoder.dimension)
        return found

    def count_bytes(self, sha256: str, sign: int) -> None:
        """Adds a file to the corpus hash (sign 1) or takes it out (-1); the order of files does not matter."""
        value = int.from_bytes(hashlib.sha256(sha256.encode()).digest())
        self.corpus_hash = (self.corpus_hash + sign * value) % _HASH_MODULUS

    def count_dead(self, vectors_between: Callable[[SegmentInfo, int, int], int]) -> None:
        """Notes in each segment how many vectors the passages gone since `begin` have there."""
        for first, count in self.gone.runs:
            for info in catalog.read_segments(self.connection):
                if info.first_passage < first + count and first <= info.last_passage:
                    dead = vectors_between(info, first, first + count)
                    self.connection.execute("UPDATE segment SET dead = dead + ? WHERE name = ?", (dead, info.name))

    def add_segment(self, info: SegmentInfo) -> None:
        self.connection.execute(
            "INSERT INTO segment VALUES (?, ?, ?, ?, ?, ?, ?)",
            (info.name, info.rows, info.dead, info.first_passage, info.last_passage, info.size, info.checksum),
        )

    def publish(self) -> None:
        """The commit: from here on the generation is what readers pin."""
        self.connection.execute(
            "UPDATE state SET generation = ?, corpus_hash = ?", (self.generation, f"{self.corpus_hash:064x}")
        )
        self.connection.execute("COMMIT")


def unpack_vectors(data: bytes, dimension: int) -> FloatArray:
    return np.frombuffer(data, np.float16).reshape(-1, dimension).astype(np.float32)


def last_passage(connection: sqlite3.Connection) -> int:
    """The greatest passage id ever published or set aside."""
    row = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'passage'").fetchone()
    return int(row[0]) if row else 0


def set_aside_passages(connection: sqlite3.Connection, last: int) -> None:
    """Makes the next passage id greater than `last`: ids a crashed writer used are not given out again."""
    if last <= last_passage(connection):
        return
    done = connection.execute("UPDATE sqlite_sequence SET seq = ? WHERE name = 'passage'", (last,))
    if done.rowcount == 0:
        connection.execute("INSERT INTO sqlite_sequence (name, seq) VALUES ('passage', ?)", (last,))
