"""Rows of pieces to bytes and back, whatever the numbers; what another version wrote is not read."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from assistant.index.pieces.table import (
    FORM,
    PieceRow,
    PieceTable,
    decode,
    encode,
    merged,
    numbers_in,
    readable,
    table_of,
)

# Around the greatest number of two bytes as well as anywhere.
NUMBERS = st.one_of(st.integers(0, 300), st.integers(65_530, 65_540), st.integers(0, 2**32 - 1))
ROWS = st.builds(PieceRow, NUMBERS, st.one_of(st.none(), st.lists(NUMBERS, max_size=5)), st.lists(NUMBERS, max_size=20))


def packed(row: PieceRow) -> bytes:
    numbers = np.array([*(row.heading or ()), *row.text], np.intp)
    return encode(row.section, 0 if row.heading is None else len(row.heading) + 1, numbers)


def rows_of(table: PieceTable) -> list[PieceRow]:
    """Read off number by number."""
    found = []
    for i in range(len(table.ids)):
        heading, size = int(table.headings[i]), int(table.heading_lengths[i])
        text = int(table.texts[i])
        found.append(
            PieceRow(
                int(table.sections[i]),
                None if size < 0 else table.flat[heading : heading + size].tolist(),
                table.flat[text : text + int(table.text_lengths[i])].tolist(),
            )
        )
    return found


@given(st.lists(ROWS, max_size=12))
def test_what_is_encoded_comes_back(rows: list[PieceRow]) -> None:
    ids = list(range(5, 5 + len(rows)))
    table = decode(ids, [packed(row) for row in rows], np.arange(len(rows)))
    assert rows_of(table) == rows
    assert table.ids.tolist() == ids
    assert table.documents.tolist() == list(range(len(rows)))
    held = {number for row in rows for number in (*(row.heading or ()), *row.text)}
    assert numbers_in(table).tolist() == sorted(held)
    assert rows_of(table_of(ids, np.arange(len(rows)), rows)) == rows


@given(st.lists(ROWS, max_size=6), st.lists(ROWS, max_size=6), st.randoms())
def test_two_tables_become_one_in_the_order_of_ids(one: list[PieceRow], other: list[PieceRow], chance: object) -> None:
    ids = list(range(len(one) + len(other)))
    chance.shuffle(ids)  # type: ignore[attr-defined]
    first, second = sorted(ids[: len(one)]), sorted(ids[len(one) :])
    stored = decode(first, [packed(row) for row in one], np.array(first, np.intp) * 10)
    table = merged(stored, table_of(second, np.array(second, np.intp) * 10, other, ("lẻ",)))
    expected = dict(zip(first, one, strict=True)) | dict(zip(second, other, strict=True))
    assert rows_of(table) == [expected[i] for i in sorted(ids)]
    assert table.documents.tolist() == [10 * i for i in sorted(ids)]
    assert table.loose == ("lẻ",)


def test_the_bytes_are_as_described() -> None:
    narrow = encode(2, 0, np.array([7, 65_535], np.intp))
    assert narrow == bytes([FORM, 2, 2, 0, 0, 0, 7, 0, 255, 255])
    wide = encode(2, 2, np.array([65_536], np.intp))
    assert wide == bytes([FORM, 4, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 0, 0, 1, 0])
    assert readable(narrow)
    assert not readable(bytes([FORM + 1]) + narrow[1:])
