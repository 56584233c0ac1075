"""Headers of one, two and three rows: one name for each column, whoever read the grid."""

from __future__ import annotations

import pytest

from assistant.parsing import parse
from assistant.types import FileText, Page, TableBlock

Rows = tuple[tuple[str, ...], ...]


def names(rows: Rows, filled: frozenset[tuple[int, int]] = frozenset()) -> tuple[tuple[str, ...], int]:
    """What the columns are called, and how many rows are data."""
    document = parse(FileText("docx", (Page(None, (TableBlock(rows, filled=filled),)),)))
    [table] = document.tables
    return table.names(document.text), len(table.rows)


DATA = (("1", "Xã An Lạc", "412", "57", "398", "61"), ("2", "Xã Bình Yên", "305", "44", "311", "49"))


def test_two_rows_are_joined_by_their_spans() -> None:
    rows = (
        ("TT", "Đơn vị", "Năm 2025", "", "Năm 2026", ""),
        ("TT", "Đơn vị", "Máy tính", "Máy in", "Máy tính", "Máy in"),
        *DATA,
    )
    assert names(rows, frozenset({(1, 0), (1, 1)})) == (
        ("TT", "Đơn vị", "Năm 2025: Máy tính", "Năm 2025: Máy in", "Năm 2026: Máy tính", "Năm 2026: Máy in"),
        2,
    )


def test_three_rows() -> None:
    rows = (
        ("TT", "Đơn vị", "Kinh phí", "", "", ""),
        ("TT", "Đơn vị", "Trung ương", "", "Địa phương", ""),
        ("TT", "Đơn vị", "Giao", "Đã chi", "Giao", "Đã chi"),
        *DATA,
    )
    found, data = names(rows, frozenset((r, c) for r in (1, 2) for c in (0, 1)))
    assert found[2:] == (
        "Kinh phí: Trung ương: Giao",
        "Kinh phí: Trung ương: Đã chi",
        "Kinh phí: Địa phương: Giao",
        "Kinh phí: Địa phương: Đã chi",
    )
    assert data == 2


def test_a_name_that_goes_down_does_not_reach_to_the_right() -> None:
    rows = (("Đơn vị", "Đường bộ", "Đường thủy", ""), ("Đơn vị", "Đường bộ", "Bến", "Đò"), ("Xã An Lạc", "5", "7", "9"))
    assert names(rows, frozenset({(1, 0), (1, 1)}))[0] == ("Đơn vị", "Đường bộ", "Đường thủy: Bến", "Đường thủy: Đò")


def test_an_empty_corner_leaves_the_names_to_the_row_below() -> None:
    rows = (("", "Số lượng", "", ""), ("Tên xã", "Máy tính", "Máy in", "Máy quét"), ("Xã An Lạc", "12", "5", "2"))
    assert names(rows) == (("Tên xã", "Số lượng: Máy tính", "Số lượng: Máy in", "Số lượng: Máy quét"), 1)


@pytest.mark.parametrize("titles", [1, 2])
def test_a_title_over_the_table_is_no_name_and_stays_readable(titles: int) -> None:
    above = (("BIỂU 02: THỐNG KÊ THIẾT BỊ", "", ""), ("Đơn vị tính: chiếc", "", ""))[:titles]
    rows = (*above, ("STT", "Đơn vị", "Cán bộ"), ("1", "Xã An Lạc", "45"), ("2", "Xã Bình Yên", "46"))
    document = parse(FileText("docx", (Page(None, (TableBlock(rows),)),)))
    [table] = document.tables
    assert table.names(document.text) == ("STT", "Đơn vị", "Cán bộ")
    assert [row.span.of(document.text) for row in table.rows] == ["1 | Xã An Lạc | 45", "2 | Xã Bình Yên | 46"]
    assert document.text.startswith("BIỂU 02: THỐNG KÊ THIẾT BỊ\n")


def test_words_below_an_empty_corner_of_one_row_are_data() -> None:
    rows = (("", "Quý I", "Quý II"), ("Xã An Lạc", "tốt", "khá"), ("Xã Bình Yên", "khá", "tốt"))
    assert names(rows) == (("", "Quý I", "Quý II"), 2)


def test_a_header_of_one_row_has_nothing_above() -> None:
    rows = (("TT", "Đơn vị", "Số máy"), ("1", "Xã An Lạc", "45"), ("2", "Xã Bình Yên", "46"))
    document = parse(FileText("docx", (Page(None, (TableBlock(rows),)),)))
    assert document.tables[0].above == ()
