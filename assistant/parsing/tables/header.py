"""The rows at the top of a table that name its columns, the title above them, and one name for each column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from assistant.parsing.reading_text.rows_over_pages import numbers_columns
from assistant.parsing.reading_text.text import Paragraph
from assistant.parsing.tables.rows import ORDINAL, texts
from assistant.types import Span

_HEADER_WORD = re.compile(
    r"^(?:stt|tt|số tt|số thứ tự|no\.?|nội dung|nhiệm vụ|tên|đơn vị|cơ quan|thời gian|thời hạn|ghi chú"
    r"|sản phẩm|kết quả|chủ trì|phối hợp|số lượng|mức|"
    r"loại|chỉ tiêu|mã|danh mục|kinh phí|tiến độ|họ|chức|ngày|năm|địa|hình thức|căn cứ|lĩnh vực"
    r"|thủ tục|diện tích|hạng mục|trách nhiệm)",
    re.I,
)
_YEAR = re.compile(r"(?:19|20)\d\d$")
_TITLE_ROWS = 3
_LONGEST_TITLE = 200
_ITEM = re.compile(r"(?:\d{1,3}|[IVX]{1,5}|[a-zđ])[.)/]\s")
"""What a row of a form opens with ("2. Chức năng, nhiệm vụ"), which is no title of what stands below."""
_HEADER_ROWS = 4
"""Of the forms seen the deepest header has four rows ("Giai đoạn", "Năm", "Tổng số", "Trong đó")."""


@dataclass(frozen=True, slots=True)
class Header:
    """The paragraphs of a table that are its title, and those that name its columns."""

    title: tuple[Paragraph, ...] = ()
    rows: tuple[Paragraph, ...] = ()


def read_header(rows: Sequence[Paragraph], columns: int) -> Header:
    """What stands above the data of a table with so many `columns`."""
    titles = _titles(rows, columns)
    named = _named(rows[titles:], columns)
    return Header(tuple(rows[:titles]), tuple(named)) if named else Header()


def known_header(row: Paragraph) -> bool:
    """Whether at least half of a row's cells are words that name columns in administrative tables."""
    words = [cell for cell in texts(row) if cell]
    return len(words) > 1 and sum(bool(_HEADER_WORD.match(word)) for word in words) * 2 >= len(words)


def _titles(rows: Sequence[Paragraph], columns: int) -> int:
    """How many rows at the top are a title: one cell over most columns, with a row of names below."""
    count = 0
    while count < min(_TITLE_ROWS, len(rows) - 1) and _over_all(rows[count], columns):
        count += 1
    if not count:
        return 0
    below = [cell for cell in texts(rows[count]) if cell]
    figures = sum(cell[0].isdigit() for cell in below)
    names = len(below) > 1 and not ORDINAL.match(below[0]) and (known_header(rows[count]) or not figures)
    return count if names else 0


def _over_all(row: Paragraph, columns: int) -> bool:
    printed = [column for column, cell in enumerate(texts(row)) if cell]
    if len(printed) != 1 or printed[0] > 0 or row.table is None:
        return False
    if len(row.text) > _LONGEST_TITLE or _ITEM.match(row.text) or row.text[-1] in ".;:":
        return False
    return 2 * width_of(row).get(0, 0) > columns or (columns > 2 and not row.table.wide)


def _named(rows: Sequence[Paragraph], columns: int) -> list[Paragraph]:
    """The rows that name the columns: one, or more where cells span several columns that the next row tells apart."""
    if columns < 2 or not rows:
        return []
    if len(rows) == 1:
        return [rows[0]] if known_header(rows[0]) else []
    first = texts(rows[0])
    printed = [cell for cell in first if cell]
    corner = _empty_corner(first, texts(rows[1]), columns)
    if (len(printed) < 2 and not corner) or (first[0] and ORDINAL.match(first[0]) and not known_header(rows[0])):
        return []
    if not known_header(rows[0]) and not (
        rows[0].bold or all(len(cell) < 60 and not cell[0].isdigit() for cell in printed)
    ):
        return []
    header = [*rows[:2]] if corner else [rows[0]]
    for row in rows[len(header) : _HEADER_ROWS]:
        printed = [cell for cell in texts(row) if cell]
        if (
            numbers_columns(printed)
            or not printed
            or not (_parts(header, row) or _looks_like_one(header, row, columns))
        ):
            break
        header.append(row)
    return header


def _empty_corner(first: Sequence[str], second: Sequence[str], columns: int) -> bool:
    """Whether the first cell is empty and others span several columns: the names stand in the row below."""
    if columns < 3 or first[0] or not any(first) or not all(second) or all(first[1:]):
        return False
    return all(len(cell) < 80 and not cell[0].isdigit() for cell in second)


def _parts(header: Sequence[Paragraph], row: Paragraph) -> bool:
    """Whether the file's own spans say that `row` parts cells of the header: each of its cells stands under one that
    covers several columns, and under one of them stand two."""
    above, widths = header[-1], width_of(header[-1])
    assert row.table is not None
    under: dict[int, int] = {}
    for column, cell in enumerate(texts(row)):
        if not cell:
            continue
        parent = next((c for c, width in widths.items() if c <= column < c + width), None)
        if parent is None or above.cells[parent] is None:
            return False
        under[parent] = under.get(parent, 0) + 1
    return max(under.values(), default=0) > 1


def _looks_like_one(header: Sequence[Paragraph], row: Paragraph, columns: int) -> bool:
    """The same where spans are not known (a PDF, a sheet that leaves cells empty): cells stand where the row above is
    empty, and none of them is a figure but years."""
    cells, first = texts(row), texts(header[0])
    printed = [cell for cell in cells if cell]
    assert row.table is not None
    if ORDINAL.match(printed[0]) and not _YEAR.match(printed[0]):
        return False
    under_merged = any(cell and not first[column] for column, cell in enumerate(cells))
    under_header = (row.row, 0) in row.table.filled or under_merged
    if row.table.wide and not width_of(header[-1]):  # spans are known and the row above has none to be parted
        under_header = len(printed) > 1 and any(number == row.row for number, _ in row.table.filled)
    words = all(len(cell) < 80 and (not cell[0].isdigit() or _YEAR.match(cell)) for cell in printed)
    return under_header and len(printed) < columns and words


def width_of(row: Paragraph) -> Mapping[int, int]:
    """How many columns each cell covers that covers several, by its first."""
    if row.table is None:
        return {}
    return {column: width for number, column, width in row.table.wide if number == row.row}


def names_of_columns(
    rows: Sequence[Paragraph], columns: int
) -> tuple[tuple[Span | None, ...], tuple[tuple[Span, ...], ...]]:
    """For each column its own header cell, the lowest, and those above it from the top down."""
    stacks: list[list[Span]] = [[] for _ in range(columns)]
    for index, row in enumerate(rows):
        below = {c for later in rows[index + 1 :] for c, cell in enumerate(later.cells) if cell is not None}
        for start, stop, span in _reach(row, below, columns):
            for column in range(start, stop):
                stacks[column].append(span)
    own: list[Span | None] = [None] * columns
    for row in rows:
        for column, cell in enumerate(row.cells[:columns]):
            own[column] = cell if cell is not None else own[column]
    above = tuple(tuple(span for span in stack if span != own[column]) for column, stack in enumerate(stacks))
    return tuple(own), above if any(above) else ()


def _reach(row: Paragraph, below: Set[int], columns: int) -> Iterator[tuple[int, int, Span]]:
    """The columns `[start, stop)` that each printed cell of a header row names; `below`: those that rows below name."""
    widths = width_of(row)
    known = row.table is not None and bool(row.table.wide)
    for column, span in enumerate(row.cells):
        if span is None or column >= columns:
            continue
        stop = column + widths.get(column, 1)
        if not known and column in below:
            while stop < columns and stop in below and row.cells[stop] is None and not _is_filled(row, stop):
                stop += 1
        later = (c for c in range(column + 1, min(stop, columns)) if row.cells[c] is not None or _is_filled(row, c))
        yield column, next(later, min(stop, columns)), span


def _is_filled(row: Paragraph, column: int) -> bool:
    return row.table is not None and (row.row, column) in row.table.filled
