"""Many passages as one array of numbers, and the bytes a catalog keeps of each.

The bytes of a passage: the version of its form, the width of a number (2 or 4 bytes), and little-endian numbers: that
of its section, how many are its heading's plus one (0: it has no heading), those of the heading, those of the text. Two
bytes do for nearly all of them: the vocabulary grows in the order in which words are met, so that common ones are low.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.index.contract.pieces import Numbers, PieceTable
from assistant.vietnamese.words.pieces import PIECES_VERSION

Flags = NDArray[np.bool_]

FORM = 16 * 1 + PIECES_VERSION
"""First byte: of the layout below, and of what the pieces are. Rows of another are as if they were not there."""
_NARROW, _WIDE = 2, 4
_HEAD = {_NARROW: bytes((FORM, _NARROW)), _WIDE: bytes((FORM, _WIDE, 0, 0))}
_TYPES: dict[int, np.dtype[np.unsignedinteger]] = {_NARROW: np.dtype("<u2"), _WIDE: np.dtype("<u4")}
# Of the numbers of a row: what stands at the width's own bytes, the section, the heading's length plus one.
_BEFORE = 3


@dataclass(frozen=True, slots=True)
class PieceRow:
    """One passage: its section's number, the numbers of its heading (None: it has none) and of its text."""

    section: int
    heading: Sequence[int] | None
    text: Sequence[int]


def encode(section: int, heading: int, numbers: Numbers) -> bytes:
    """The bytes of one passage; of `numbers` the first `heading - 1` are its heading's (0: none)."""
    greatest = max(section, heading, int(numbers.max(initial=0)))
    width = _NARROW if greatest <= np.iinfo(np.uint16).max else _WIDE
    row = np.empty(2 + len(numbers), _TYPES[width])
    row[0], row[1], row[2:] = section, heading, numbers
    return bytes(_HEAD[width] + row.tobytes())


def readable(data: bytes) -> bool:
    """Whether this version of the program wrote the bytes."""
    return data[0] == FORM


def decode(ids: Sequence[int], rows: Sequence[bytes], documents: Numbers) -> PieceTable:
    """`ids` ascending, `rows` what `encode` gave for each, `documents` `(n,)`."""
    narrow = [row for row in rows if row[1] == _NARROW]
    wide = [row for row in rows if row[1] == _WIDE]
    flat = np.concatenate(
        [np.frombuffer(b"".join(part), _TYPES[width]) for width, part in ((_NARROW, narrow), (_WIDE, wide))],
        dtype=np.intp,
    )
    lengths = np.fromiter(map(len, rows), np.intp, len(rows))
    widths = np.full(len(rows), _NARROW)
    if wide:
        widths = np.fromiter((row[1] for row in rows), np.intp, len(rows))
    lengths //= widths
    order = np.argsort(widths, kind="stable")  # the narrow rows stand first, each width was read in one go
    starts = np.empty(len(rows), np.intp)
    starts[order] = np.cumsum(lengths[order]) - lengths[order]
    heading_lengths = flat[starts + 2] - 1
    shift = np.maximum(heading_lengths, 0)
    return PieceTable(
        np.asarray(ids, np.intp),
        documents,
        flat[starts + 1],
        starts + _BEFORE,
        heading_lengths,
        starts + _BEFORE + shift,
        lengths - _BEFORE - shift,
        flat,
    )


def merged(one: PieceTable, other: PieceTable) -> PieceTable:
    """Both as one table; only `other` may hold loose pieces, and no passage is in both."""
    order = np.argsort(np.concatenate([one.ids, other.ids]))

    def column(a: Numbers, b: Numbers) -> Numbers:
        return np.concatenate([a, b])[order]

    after = len(one.flat)
    return PieceTable(
        column(one.ids, other.ids),
        column(one.documents, other.documents),
        column(one.sections, other.sections),
        column(one.headings, other.headings + after),
        column(one.heading_lengths, other.heading_lengths),
        column(one.texts, other.texts + after),
        column(one.text_lengths, other.text_lengths),
        np.concatenate([one.flat, other.flat]),
        other.loose,
    )


def numbers_in(table: PieceTable) -> Numbers:
    """The distinct numbers of pieces in a decoded table, ascending."""
    pieces = np.ones(len(table.flat), np.bool_)
    for before in range(1, _BEFORE + 1):
        pieces[table.headings - before] = False
    return np.unique(table.flat[pieces])


def table_of(ids: Sequence[int], documents: Numbers, rows: Sequence[PieceRow], loose: Sequence[str] = ()) -> PieceTable:
    """The table of rows that were just cut; `loose` as in `PieceTable`."""
    parts = [[*(row.heading or ()), *row.text] for row in rows]
    starts = np.cumsum([0, *map(len, parts)])[:-1]
    heading_lengths = np.array([-1 if row.heading is None else len(row.heading) for row in rows], np.intp)
    shift = np.maximum(heading_lengths, 0)
    return PieceTable(
        np.asarray(ids, np.intp),
        documents,
        np.array([row.section for row in rows], np.intp),
        starts,
        heading_lengths,
        starts + shift,
        np.array([len(row.text) for row in rows], np.intp),
        np.array([number for part in parts for number in part], np.intp),
        tuple(loose),
    )
