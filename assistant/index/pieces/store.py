"""The rows of pieces in the catalog: written with the passages, deleted with them, read for a question."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

import numpy as np

from assistant.index.catalog.rows import batches
from assistant.index.catalog.schema import WITH_PIECES, schema_version
from assistant.index.contract.pieces import CutPassages, Numbers
from assistant.index.pieces.cutting import places
from assistant.index.pieces.table import decode, encode, numbers_in, readable
from assistant.index.pieces.vocabulary import Vocabulary, drop_unused


def store_pieces(connection: sqlite3.Connection, vocabulary: Vocabulary, first: int, cut: CutPassages) -> None:
    """Keeps the pieces of a document whose first passage has the id `first`, in place of what these ids had."""
    numbers = vocabulary.numbers(cut.distinct)
    connection.executemany(
        "INSERT OR REPLACE INTO passage_pieces VALUES (?, ?)",
        [
            (passage_id, encode(passage.section, passage.heading, numbers[places(passage)]))
            for passage_id, passage in enumerate(cut.passages, first)
        ],
    )


def delete_pieces(connection: sqlite3.Connection, first: int, count: int) -> None:
    connection.execute("DELETE FROM passage_pieces WHERE id BETWEEN ? AND ?", (first, first + count - 1))


def find_rows(connection: sqlite3.Connection, ids: Sequence[int]) -> tuple[list[int], list[bytes]]:
    """Those of the passages `ids` (ascending) that are stored in pieces, and their bytes; without those of another
    version of the program."""
    if schema_version(connection) < WITH_PIECES:
        return [], []
    found: list[tuple[int, bytes]] = []
    for batch in batches(ids):
        marks = ", ".join("?" * len(batch))
        select = f"SELECT id, data FROM passage_pieces WHERE id IN ({marks}) ORDER BY id"
        found += [row for row in connection.execute(select, batch) if readable(row[1])]
    return [passage for passage, _ in found], [data for _, data in found]


def tidy_vocabulary(connection: sqlite3.Connection) -> None:
    """Drops the pieces that no passage holds."""
    drop_unused(connection, numbers_used(connection))


def numbers_used(connection: sqlite3.Connection) -> Numbers:
    """The numbers of all pieces that passages hold, ascending."""
    used = np.zeros(0, np.intp)
    cursor = connection.execute("SELECT data FROM passage_pieces")
    while batch := cursor.fetchmany(5000):
        rows = [data for (data,) in batch if readable(data)]
        used = np.union1d(used, numbers_in(decode(range(len(rows)), rows, np.zeros(len(rows), np.intp))))
    return used
