"""The writing side of the catalog: versions, passages, vectors, edits. All inside the writer's one transaction."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from assistant.index.catalog import rows as catalog
from assistant.index.catalog.codec import current_layout, pack_passage
from assistant.index.catalog.identity import identity, number_parts, text_key
from assistant.index.catalog.vectors import store_vectors, vector_key
from assistant.index.contract.pieces import CutPassages
from assistant.index.contract.values import EncoderInfo, FloatArray, NewDocument, NewPassage, Packed
from assistant.index.facts.definitions import store_definitions
from assistant.index.facts.near_duplicates import store_sketch
from assistant.index.facts.relations import store_relations
from assistant.index.facts.tasks import store_tasks
from assistant.index.pieces.cutting import cut_passages
from assistant.index.pieces.store import delete_pieces, store_pieces
from assistant.index.pieces.vocabulary import Vocabulary
from assistant.types import DocumentRecord, Letterhead

_HASH_MODULUS = 1 << 256


class Ledger:
    """Rows of the catalog as one transaction changes them. Knows nothing of FAISS and tantivy."""

    def __init__(self, connection: sqlite3.Connection, encoder: EncoderInfo | None) -> None:
        self.connection = connection
        self.encoder = encoder
        self.vocabulary = Vocabulary(connection)
        self.gone: list[tuple[int, int]] = []
        self.layout = 0
        self.next_passage = 0
        self.corpus_hash = 0

    def begin(self, generation: int, corpus_hash: str) -> None:
        """Begins the transaction that will publish `generation`."""
        self.connection.execute("BEGIN IMMEDIATE")
        self.generation, self.corpus_hash, self.gone = generation, int(corpus_hash, 16), []
        names = current_layout()
        self.connection.execute("INSERT OR IGNORE INTO layout (names) VALUES (?)", (names,))
        self.layout = self.connection.execute("SELECT id FROM layout WHERE names = ?", (names,)).fetchone()[0]
        self.next_passage = last_passage(self.connection) + 1
        self.vocabulary.begin()

    # ------------------------------------------------------------------------------------------ looking up

    def live_at(self, source: str) -> int | None:
        """The `row` of the live version of the document at `source`."""
        return self._one("document_id IN (SELECT id FROM document WHERE source = ? AND removed = 0)", source)

    def live_bytes(self, sha256: str, access_group: str) -> int | None:
        """The `row` of a live version with these bytes in the same access group (another group may not know of it)."""
        return self._one("sha256 = ? AND access_group = ?", sha256, access_group)

    def live_row(self, document_id: int) -> int | None:
        """The `row` of a document's live version."""
        return self._one("document_id = ?", document_id)

    def holds(self, document_id: int) -> bool:
        """Whether there is such a document and it was not removed."""
        found = self.connection.execute("SELECT removed FROM document WHERE id = ?", (document_id,)).fetchone()
        return found is not None and not found[0]

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
        first = self._add_passages(new.passages, packed.passages, packed.pieces)
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
        store_definitions(self.connection, row, packed.definitions)
        store_relations(self.connection, row, packed.relations)
        store_sketch(self.connection, row, new.sketch)
        store_tasks(self.connection, row, packed.tasks)
        self.count_bytes(new.sha256, 1)
        return row, first

    def _add_passages(self, passages: Sequence[NewPassage], packed: Sequence[str], cut: CutPassages) -> int:
        first = self.next_passage
        rows: list[tuple[object, ...]] = []
        vectors: dict[bytes, FloatArray] = {}
        for i, (new, data) in enumerate(zip(passages, packed, strict=True)):
            key = vector_key(new.text_hash)
            rows.append((first + i, new.passage.text, data, key, 0 if new.vectors is None else len(new.vectors)))
            if new.vectors is not None:
                vectors[key] = new.vectors
        self.connection.executemany("INSERT INTO passage VALUES (?, ?, ?, ?, ?)", rows)
        store_pieces(self.connection, self.vocabulary, first, cut)
        if self.encoder is not None:
            store_vectors(self.connection, self.encoder, vectors)
        self.next_passage = first + len(rows)
        return first

    def _columns(self, letterhead: Letterhead) -> dict[str, Any]:
        parts = number_parts(letterhead.number, letterhead.symbol)
        key = identity(letterhead)
        instrument = None
        if key is not None:
            self.connection.execute("INSERT OR IGNORE INTO instrument (identity) VALUES (?)", (key,))
            instrument = self.connection.execute("SELECT id FROM instrument WHERE identity = ?", (key,)).fetchone()[0]
        values = {name: getattr(letterhead, name) for name in catalog.LETTERHEAD}
        for name in ("kind", "issuer"):  # "\x1f" parts the names where `LiveDocuments` reads them all at once
            values[name] = values[name].replace("\x1f", " ") if values[name] else values[name]
        return values | {
            "serial": parts.serial,
            "number_year": parts.year,
            "symbol_key": parts.symbol,
            "kind_key": text_key(letterhead.kind) if letterhead.kind else None,
            "instrument_id": instrument,
        }

    # ------------------------------------------------------------------------------------------ the rest

    def renew(self, row: int, old: tuple[int, int], passages: Sequence[NewPassage]) -> int:
        """Gives the live version `row` `passages` in place of `old` `(first, count)`; returns the first id."""
        plain = [new.passage for new in passages]
        first = self._add_passages(passages, [pack_passage(passage) for passage in plain], cut_passages(plain))
        self.delete_passages(*old)
        self.connection.execute(
            "UPDATE version SET first_passage = ?, passages = ?, layout = ? WHERE row = ?",
            (first, len(passages), self.layout, row),
        )
        return first

    def delete_passages(self, first: int, count: int) -> None:
        """Of passages that stop answering: their text goes now, their vectors and terms after the commit."""
        self.gone.append((first, count))
        self.connection.execute("DELETE FROM passage WHERE id BETWEEN ? AND ?", (first, first + count - 1))
        delete_pieces(self.connection, first, count)
        self.connection.execute("INSERT INTO pending_delete VALUES (?)", (first,))

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

    def count_bytes(self, sha256: str, sign: int) -> None:
        """Adds a file to the corpus hash (sign 1) or takes it out (-1); the order of files does not matter."""
        value = int.from_bytes(hashlib.sha256(sha256.encode()).digest())
        self.corpus_hash = (self.corpus_hash + sign * value) % _HASH_MODULUS

    def publish(self) -> None:
        """The commit: from here on the generation is what readers pin."""
        self.connection.execute(
            "UPDATE state SET generation = ?, corpus_hash = ?", (self.generation, f"{self.corpus_hash:064x}")
        )
        self.connection.execute("COMMIT")


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
