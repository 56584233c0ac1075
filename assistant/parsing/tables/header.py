"""Which rows at the top of a table name its columns, and what each column is called: one, two or three rows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.parsing.reading_text.rows_over_pages import numbers_columns
from assistant.parsing.reading_text.text import Paragraph
from assistant.parsing.tables.rows import ORDINAL, texts
from assistant.types import Span

_WORD = re.compile(
    r"^(?:stt|tt|số tt|số thứ tự|no\.?|nội dung|nhiệm vụ|tên|đơn vị|cơ quan|thời gian|thời hạn|ghi chú"
    r"|sản phẩm|kết quả|chủ trì|phối hợp|số lượng|mức|"
    r"loại|chỉ tiêu|mã|danh mục|kinh phí|tiến độ|họ|chức|ngày|năm|địa|hình thức|căn cứ|lĩnh vực"
    r"|thủ tục|diện tích|hạng mục|trách nhiệm)",
    re.I,
)
_TITLES = 2
"""Rows over the header that only say what the table is: its number and name, "Đơn vị tính: triệu đồng"."""
_ROWS = 3
"""Rows of a header; forms of the state have three at most above the row "(1) (2) …"."""


def is_known_header(row: Paragraph) -> bool:
    """Whether half of the row's cells begin as the names of columns do."""
    words = [row.text[c.start - row.start : c.end - row.start] for c in row.cells if c is not None]
    return len(words) > 1 and sum(bool(_WORD.match(word)) for word in words) * 2 >= len(words)


def header_rows(rows: Sequence[Paragraph], columns: int) -> list[Paragraph]:
    """The rows that name the columns: one, or more where cells of the first span several columns. A title in a merged
    cell above them is none; it stays a line over the table."""
    titles = _titles(rows, columns)
    if titles and (found := _named(rows[titles:], columns)):
        return found
    return _named(rows, columns)


def _titles(rows: Sequence[Paragraph], columns: int) -> int:
    """How many rows at the top hold one cell, from the first column on, and nothing beside it."""
    count = 0
    while count < min(_TITLES, len(rows) - 2):
        cells = texts(rows[count])
        if columns < 3 or not cells[0] or any(cells[1:]) or ORDINAL.match(cells[0]):
            break
        count += 1
    return count


def _named(rows: Sequence[Paragraph], columns: int) -> list[Paragraph]:
    if columns < 2:
        return []
    if len(rows) == 1:
        return [rows[0]] if is_known_header(rows[0]) else []
    first = texts(rows[0])
    printed = [cell for cell in first if cell]
    corner = _empty_corner(rows, columns)
    if (len(printed) < 2 and not corner) or (first[0] and ORDINAL.match(first[0]) and not is_known_header(rows[0])):
        return []
    if not is_known_header(rows[0]) and not (
        rows[0].bold or all(len(cell) < 60 and not cell[0].isdigit() for cell in printed)
    ):
        return []
    header = [rows[0]]
    block = rows[0].table
    assert block is not None
    for row in rows[1:_ROWS]:
        cells = texts(row)
        printed = [cell for cell in cells if cell]
        if numbers_columns(printed) or not printed or ORDINAL.match(printed[0]):
            break
        under_merged = any(cell and not first[column] for column, cell in enumerate(cells))
        whole = len(printed) == columns and not (corner and len(header) == 1)
        if not ((row.row, 0) in block.filled or under_merged) or whole or not _words(printed):
            break
        header.append(row)
    return header


def _words(printed: Sequence[str]) -> bool:
    return all(len(cell) < 80 and not cell[0].isdigit() for cell in printed)


def _empty_corner(rows: Sequence[Paragraph], columns: int) -> bool:
    """Whether the first cell is empty and others span several columns: the names stand in the row below."""
    first, second = texts(rows[0]), texts(rows[1])
    if columns < 3 or first[0] or not any(first) or not all(second) or not _words(second):
        return False
    return any(not cell for cell in first[1:])


def names_above(header: Sequence[Paragraph], columns: int) -> tuple[tuple[Span, ...], ...]:
    """For each column the cells of higher rows of the header that span it, from the top down."""
    if len(header) < 2:
        return ()
    return tuple(tuple(_above(header, column)) for column in range(columns))


def _above(header: Sequence[Paragraph], column: int) -> list[Span]:
    lowest = max((r for r, row in enumerate(header) if _cell(row, column) is not None), default=0)
    found = []
    for r in range(lowest):
        span = _spanning(header, r, column)
        if span is not None:
            found.append(span)
    return found


def _spanning(header: Sequence[Paragraph], r: int, column: int) -> Span | None:
    """The cell of row `r` over `column`: printed there, or reaching there from the left over columns with names of
    their own in the row below."""
    below = header[r + 1]
    for at in range(column, -1, -1):
        if (span := _cell(header[r], at)) is not None:
            goes_down = _is_filled(below, at) and _cell(below, at) is None
            return span if at == column or not goes_down else None
        if _is_filled(header[r], at):
            return None
    return None


def _cell(row: Paragraph, column: int) -> Span | None:
    return row.cells[column] if column < len(row.cells) else None


def _is_filled(row: Paragraph, column: int) -> bool:
    block = row.table
    return block is not None and (row.row, column) in block.filled
