"""A person's corrections of a letterhead: kept by document, so that they outlive new versions of its file."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from assistant.index.catalog import rows as catalog
from assistant.index.catalog.codec import current_layout, pack_document, unpack_document
from assistant.index.contract.values import NewPassage
from assistant.index.lexical.tantivy_terms import LexicalWriter
from assistant.index.publishing.delta import Delta
from assistant.index.publishing.ledger import Ledger
from assistant.types import Document, Passage

Remake = Callable[[Document, Sequence[Passage]], Sequence[NewPassage]]
"""The passages of a document with the terms and vectors they have under its corrected title."""


def store_edits(ledger: Ledger, document_id: int, edits: Mapping[str, Any], reset: Collection[str]) -> None:
    """Keeps `edits` and takes back those of the fields `reset`: they say again what was read."""
    connection = ledger.connection
    connection.executemany(
        "DELETE FROM edit WHERE document_id = ? AND field = ?", [(document_id, name) for name in reset]
    )
    now = datetime.now(UTC).isoformat(timespec="seconds")
    rows = [(document_id, name, value, now) for name, value in edits.items()]
    connection.executemany("INSERT OR REPLACE INTO edit VALUES (?, ?, ?, ?)", rows)
    ledger.refresh_letterhead(document_id)


def edits_at(connection: sqlite3.Connection, source: str) -> dict[str, Any]:
    """The corrections of the document at `source`, {} when there is none."""
    row = connection.execute(
        "SELECT id FROM document WHERE source = ? AND removed = 0 ORDER BY id DESC", (source,)
    ).fetchone()
    return catalog.edits_of(connection, row[0]) if row is not None else {}


def renew_passages(
    ledger: Ledger, lexical: LexicalWriter, delta: Delta, row: int, document: Document, remake: Remake
) -> None:
    """Gives the live version `row` passages with the terms and vectors of its corrected title, in place of its own.

    Their ids are new, for a published generation goes on searching the old ones; text, spans and what else was found
    in the version stay.
    """
    connection = ledger.connection
    first, count, layout = connection.execute(
        "SELECT first_passage, passages, layout FROM version WHERE row = ?", (row,)
    ).fetchone()
    if not count:
        return
    names = catalog.layouts(connection)[layout]
    ids = range(first, first + count)
    stored = catalog.read_passages(connection, ids, dict.fromkeys(ids, names))
    if names != current_layout():  # the passages are written anew in today's layout, so must be what shares it
        data = connection.execute("SELECT data FROM content WHERE row = ?", (row,)).fetchone()[0]
        again = pack_document(unpack_document(data, names))
        connection.execute("UPDATE content SET data = ? WHERE row = ?", (again, row))
    made = remake(document, [stored[i] for i in ids])
    start = ledger.renew(row, (first, count), made)
    for passage_id, passage in enumerate(made, start):
        lexical.add(passage_id, start, passage.terms)
        if passage.vectors is not None and len(passage.vectors):
            delta.add(ledger.generation, passage_id, passage.vectors)
