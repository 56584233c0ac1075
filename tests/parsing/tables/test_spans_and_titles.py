"""Names of columns that several header rows give, titles over tables, and tables that have neither."""

from __future__ import annotations

from assistant.parsing import parse
from assistant.types import Document, FileText, Line, Page, Table, TableBlock

Rows = tuple[tuple[str, ...], ...]


def read(*blocks: Line | TableBlock) -> tuple[Document, Table]:
    document = parse(FileText("docx", (Page(None, blocks),)))
    [table] = document.tables
    return document, table


def names(document: Document, table: Table) -> list[str]:
    return list(table.names(document.text))


TWO: Rows = (
    ("STT", "Đơn vị", "Năm 2025", "", "Năm 2026", ""),
    ("STT", "Đơn vị", "Máy tính", "Máy in", "Máy tính", "Máy in"),
    ("1", "Xã An Lạc", "21", "12", "33", "14"),
    ("2", "Xã Bình Yên", "25", "17", "38", "19"),
)
MERGED = frozenset({(1, 0), (1, 1)})
WIDE = frozenset({(0, 2, 2), (0, 4, 2)})


def test_cells_that_span_several_columns_stand_before_the_names_below() -> None:
    document, table = read(TableBlock(TWO, filled=MERGED, wide=WIDE))
    assert names(document, table) == [
        "STT", "Đơn vị", "Năm 2025: Máy tính", "Năm 2025: Máy in", "Năm 2026: Máy tính", "Năm 2026: Máy in",
    ]  # fmt: skip
    assert len(table.rows) == 2


def test_spans_are_guessed_where_the_file_does_not_say_them() -> None:
    """As a PDF or a sheet with empty cells gives them: a cell goes on over empty ones that have a name below."""
    bare = (TWO[0], ("", "", *TWO[1][2:]), *TWO[2:])
    document, table = read(TableBlock(bare))
    assert names(document, table)[4:] == ["Năm 2026: Máy tính", "Năm 2026: Máy in"]


def test_years_name_columns_only_under_a_cell_that_spans_them() -> None:
    years: Rows = (
        ("Chỉ tiêu", "Số hộ", ""),
        ("Chỉ tiêu", "2025", "2026"),
        ("Hộ nghèo", "152", "118"),
        ("Hộ cận nghèo", "207", "164"),
    )
    document, table = read(TableBlock(years, filled=frozenset({(1, 0)}), wide=frozenset({(0, 1, 2)})))
    assert names(document, table) == ["Chỉ tiêu", "Số hộ: 2025", "Số hộ: 2026"]
    plain: Rows = (("Chỉ tiêu", "Năm trước", "Năm nay"), ("2025", "152", "118"), ("2026", "207", "164"))
    _, table = read(TableBlock(plain))
    assert len(table.rows) == 2


def test_a_row_over_all_columns_is_the_title_and_no_name() -> None:
    rows: Rows = (
        ("BẢNG TỔNG HỢP THIẾT BỊ", "", ""),
        ("STT", "Đơn vị", "Cán bộ"),
        ("1", "Phòng Hành chính", "31"),
        ("2", "Phòng Kế toán", "46"),
    )
    document, table = read(TableBlock(rows, wide=frozenset({(0, 0, 3)})))
    assert names(document, table) == ["STT", "Đơn vị", "Cán bộ"]
    assert table.caption is not None
    assert table.caption.of(document.text) == "BẢNG TỔNG HỢP THIẾT BỊ"


def test_a_group_over_all_columns_is_no_title() -> None:
    rows: Rows = (("I. Khối hành chính", "", ""), ("1", "Phòng Hành chính", "31"), ("2", "Phòng Kế toán", "46"))
    document, table = read(TableBlock(rows, wide=frozenset({(0, 0, 3)})))
    assert table.caption is None
    assert [row.group[0].of(document.text) for row in table.rows] == ["I. Khối hành chính"] * 2


def test_the_line_above_is_the_title_when_it_is_numbered_as_one() -> None:
    table_rows = TableBlock((("STT", "Đơn vị"), ("1", "Xã An Lạc"), ("2", "Xã Bình Yên")))
    document, table = read(Line("Bảng 2. Các xã thí điểm"), Line("Đơn vị tính: xã"), table_rows)
    assert table.caption is not None
    assert table.caption.of(document.text) == "Bảng 2. Các xã thí điểm"
    _, table = read(Line("Các xã sau đây làm thí điểm:"), table_rows)
    assert table.caption is None


def test_a_cell_that_is_not_parted_names_all_its_columns() -> None:
    rows: Rows = (("STT", "Kết quả", ""), ("1", "85", "đạt"), ("2", "47", "chưa đạt"))
    document, table = read(TableBlock(rows, wide=frozenset({(0, 1, 2)})))
    assert names(document, table) == ["STT", "Kết quả", "Kết quả"]
