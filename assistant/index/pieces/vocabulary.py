"""The vocabulary of an index: a number for each word and break that a passage holds.

It only grows: a number once published means the same piece for ever, and is never given again, not even when `repair`
has dropped a piece that no passage holds any more. So a process may keep what it has read, whatever generation a
question pins: of the pieces it knows, an older generation merely uses fewer.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

import numpy as np

from assistant.index.catalog.rows import batches
from assistant.index.contract.pieces import Numbers

KEPT = 400_000
"""Pieces a writer keeps in memory, about 120 bytes each; most of a large store are numbers met once."""


class Vocabulary:
    """The writing side, inside the writer's transaction. What a transaction that was rolled back gave is forgotten."""

    def __init__(self, connection: sqlite3.Connection, kept: int = KEPT) -> None:
        self._connection, self._kept = connection, kept
        self._known: dict[str, int] = {}
        self._last = 0

    def begin(self) -> None:
        """To be called when a transaction has begun: another may have ended without being published."""
        if self._last > (last := last_number(self._connection)):
            self._known.clear()
        self._last = last

    def numbers(self, pieces: Sequence[str]) -> Numbers:
        """`(len(pieces),)`: the number of each of the distinct `pieces`, new ones where there was none."""
        if len(self._known) > self._kept:
            self._known.clear()
        missing = [piece for piece in pieces if piece not in self._known]
        if missing and self._last:
            self._known |= _stored(self._connection, missing)
            missing = [piece for piece in missing if piece not in self._known]
        if missing:
            new = {piece: number for number, piece in enumerate(missing, self._last + 1)}
            self._connection.executemany("INSERT INTO piece (text, id) VALUES (?, ?)", new.items())
            self._known |= new
            self._last += len(new)
        return np.fromiter(map(self._known.__getitem__, pieces), np.intp, len(pieces))


def _stored(connection: sqlite3.Connection, pieces: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for batch in batches(sorted(pieces)):
        marks = ", ".join("?" * len(batch))
        found |= dict(connection.execute(f"SELECT text, id FROM piece WHERE text IN ({marks})", batch).fetchall())
    return found


def last_number(connection: sqlite3.Connection) -> int:
    """The greatest number ever given in what the connection sees."""
    row = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'piece'").fetchone()
    return int(row[0]) if row else 0


def texts_of(connection: sqlite3.Connection, numbers: Sequence[int]) -> list[str]:
    """The piece of each number. Raises `KeyError` for one that was never given."""
    found: dict[int, str] = {}
    for batch in batches(numbers):
        marks = ", ".join("?" * len(batch))
        found |= dict(connection.execute(f"SELECT id, text FROM piece WHERE id IN ({marks})", batch).fetchall())
    return [found[number] for number in numbers]


def drop_unused(connection: sqlite3.Connection, used: Numbers) -> None:
    """Deletes the pieces that are not among the numbers `used`: words of documents that were removed."""
    stored = np.fromiter((i for (i,) in connection.execute("SELECT id FROM piece")), np.intp)
    unused = np.setdiff1d(stored, used).tolist()
    connection.executemany("DELETE FROM piece WHERE id = ?", ((number,) for number in unused))
