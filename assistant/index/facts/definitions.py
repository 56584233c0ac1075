"""The abbreviations that documents define themselves, as rows of the catalog: written with a version, gone with it."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence

from assistant.index.catalog.identity import text_key
from assistant.index.catalog.rows import batches
from assistant.index.catalog.schema import WITH_DEFINITIONS, schema_version
from assistant.index.contract.values import Definition
from assistant.vietnamese.names import definitions


def definitions_in(text: str) -> list[Definition]:
    """What the text of a document defines."""
    return [Definition(short, long) for short, long in definitions.find_definitions(text).items()]


def store_definitions(connection: sqlite3.Connection, row: int, found: Sequence[Definition]) -> None:
    """Makes `found` the definitions of the version `row`, in place of what it had."""
    connection.execute("DELETE FROM definition WHERE row = ?", (row,))
    rows = [(row, d.short, d.long, text_key(d.short), text_key(d.long)) for d in found]
    connection.executemany("INSERT INTO definition VALUES (?, ?, ?, ?, ?)", rows)


def find_definitions(
    connection: sqlite3.Connection, shorts: Collection[str], longs: Collection[str]
) -> list[tuple[Definition, int]]:
    """Definitions among `shorts` or `longs`, each with the id of a live document that holds it.

    None in an index that no writer has opened since it was made without them.
    """
    if schema_version(connection) < WITH_DEFINITIONS:
        return []
    if connection.execute("SELECT 1 FROM definition LIMIT 1").fetchone() is None:
        return []  # as in most stores: looking up a long question's 800 phrases would be for nothing
    found: dict[tuple[Definition, int], None] = {}
    for column, wanted in (("short_key", shorts), ("long_key", longs)):
        for batch in batches(sorted({text_key(word) for word in wanted})):
            marks = ", ".join("?" * len(batch))
            for short, long, document in connection.execute(
                "SELECT short, long, document_id FROM definition JOIN version USING (row)"
                f" WHERE live = 1 AND {column} IN ({marks})",
                batch,
            ):
                found[Definition(short, long), document] = None
    return list(found)
