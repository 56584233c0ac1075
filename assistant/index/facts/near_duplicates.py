"""Near-duplicates in the catalog: sketches of the live documents, found by bands when a document is stored.

Banding (Leskovec, Rajaraman, Ullman, "Mining of Massive Datasets", ch. 3): 32 bands of 4 places find a pair of likeness
0.6 with probability 0.99, of 0.5 with 0.87.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Collection, Iterator

from assistant.index.catalog.rows import batches
from assistant.index.catalog.schema import WITH_RELATIONS, schema_version
from assistant.vietnamese.words.minhash import likeness, made_by

BANDS = 32
KEPT = 0.5
"""Pairs less alike are not kept: no real copy was, and forms with other content are."""
MOST = 50
"""Pairs kept for one document: a form letter sent a thousand times must not make a million of them."""


def _bands(sketch: bytes) -> Iterator[int]:
    width = len(sketch) // BANDS
    for n in range(BANDS):
        part = bytes([n]) + sketch[n * width : (n + 1) * width]
        yield int.from_bytes(hashlib.blake2b(part, digest_size=8).digest(), "little", signed=True)


def store_sketch(connection: sqlite3.Connection, row: int, sketch: bytes | None) -> None:
    """Keeps the sketch of the version `row` in place of what it had, and the pairs it makes with what is held."""
    forget(connection, row)
    if sketch is None:
        return
    make, bands = made_by(), list(_bands(sketch))
    marks = ", ".join("?" * len(bands))
    found = connection.execute(
        "SELECT row, data FROM sketch WHERE made_by = ? AND row IN"
        f" (SELECT DISTINCT row FROM band WHERE hash IN ({marks}))",
        (make, *bands),
    ).fetchall()
    pairs = sorted(((likeness(sketch, data), other) for other, data in found), reverse=True)[:MOST]
    connection.execute("INSERT INTO sketch VALUES (?, ?, ?)", (row, make, sketch))
    connection.executemany("INSERT OR IGNORE INTO band VALUES (?, ?)", [(band, row) for band in bands])
    near = [(a, b, alike) for alike, other in pairs if alike >= KEPT for a, b in ((row, other), (other, row))]
    connection.executemany("INSERT OR REPLACE INTO near VALUES (?, ?, ?)", near)


def forget(connection: sqlite3.Connection, row: int) -> None:
    connection.execute("DELETE FROM sketch WHERE row = ?", (row,))
    connection.execute("DELETE FROM band WHERE row = ?", (row,))
    others = [other for (other,) in connection.execute("SELECT other FROM near WHERE row = ?", (row,))]
    connection.executemany("DELETE FROM near WHERE row = ? AND other = ?", [(other, row) for other in others])
    connection.execute("DELETE FROM near WHERE row = ?", (row,))


def hand_over(connection: sqlite3.Connection, row: int, heir: int) -> None:
    """The text of the version `row` goes on as that of `heir`."""
    others = [other for (other,) in connection.execute("SELECT other FROM near WHERE row = ?", (row,))]
    for table in ("sketch", "band", "near"):
        connection.execute(f"UPDATE {table} SET row = ? WHERE row = ?", (heir, row))
    connection.executemany("UPDATE near SET other = ? WHERE row = ? AND other = ?", [(heir, o, row) for o in others])


def has_sketch(connection: sqlite3.Connection, row: int) -> bool:
    """Whether the version has a sketch of this make."""
    found = connection.execute("SELECT 1 FROM sketch WHERE row = ? AND made_by = ?", (row, made_by())).fetchone()
    return found is not None


def near_pairs(
    connection: sqlite3.Connection, groups: Collection[str], documents: Collection[int] | None
) -> list[tuple[int, int, float]]:
    """Pairs of live documents of these access groups, the first among `documents` (None: all), the likest first."""
    if schema_version(connection) < WITH_RELATIONS or not groups:
        return []
    marks = ", ".join("?" * len(groups))
    query = (
        "SELECT a.document_id, b.document_id, likeness FROM near JOIN version AS a ON a.row = near.row"
        " JOIN version AS b ON b.row = near.other WHERE a.live = 1 AND b.live = 1"
        f" AND a.access_group IN ({marks}) AND b.access_group IN ({marks})"
    )
    values = (*sorted(groups), *sorted(groups))
    if documents is None:
        found = connection.execute(query, values).fetchall()
    else:
        found = []
        for batch in batches(sorted(documents)):
            # From the few versions asked for to their pairs: the other way round SQLite reads every pair.
            rows = connection.execute(
                f"SELECT row FROM version WHERE live = 1 AND document_id IN ({', '.join('?' * len(batch))})", batch
            ).fetchall()
            inside = ", ".join(str(int(row)) for (row,) in rows)
            found += connection.execute(f"{query} AND near.row IN ({inside})", values).fetchall()
    return sorted(((a, b, float(alike)) for a, b, alike in found), key=lambda pair: (-pair[2], pair[0], pair[1]))
