"""Data tables of the reading text: joined over pages, header found, number rows dropped, group rows kept as a path."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.parsing.reading_text.rows_over_pages import is_rest, numbers_columns, same_row
from assistant.parsing.reading_text.text import Paragraph
from assistant.parsing.tables.rows import ORDINAL, RowReader, texts
from assistant.types import Span, Table

_HEADER_WORD = re.compile(
    r"^(?:stt|tt|số tt|số thứ tự|no\.?|nội dung|nhiệm vụ|tên|đơn vị|cơ quan|thời gian|thời hạn|ghi chú"
    r"|sản phẩm|kết quả|chủ trì|phối hợp|số lượng|mức|"
    r"loại|chỉ tiêu|mã|danh mục|kinh phí|tiến độ|họ|chức|ngày|năm|địa|hình thức|căn cứ|lĩnh vực"
    r"|thủ tục|diện tích|hạng mục|trách nhiệm)",
    re.I,
)


@dataclass(slots=True)
class _Rows:
    """The paragraphs of one table, over as many pages as it runs."""

    paragraphs: list[Paragraph]
    header: list[Paragraph]
    columns: int
    repeats: list[Span] = field(default_factory=list)


def read_tables(paragraphs: Sequence[Paragraph]) -> tuple[Table, ...]:
    """All data tables in order. A table goes on over a page break when its header repeats or its columns agree."""
    found: list[_Rows] = []
    index = 0
    last_end = -1
    while index < len(paragraphs):
        if paragraphs[index].table is None:
            index += 1
            continue
        end = index
        while end < len(paragraphs) and paragraphs[end].table is paragraphs[index].table:
            end += 1
        rows = list(paragraphs[index:end])
        block = rows[0].table
        assert block is not None
        columns = max(len(row) for row in block.rows)
        if not (found and last_end == index and _goes_on(found[-1], rows, columns)):
            found.append(_Rows(rows, _header(rows, columns), columns))
        last_end = index = end
    return tuple(_table(rows) for rows in found)


def _goes_on(before: _Rows, rows: list[Paragraph], columns: int) -> bool:
    """Append `rows` to the table `before` when they continue it; a repeated header is not taken again."""
    if columns != before.columns:
        return False
    rest = rows[0].page != before.paragraphs[-1].page and is_rest(texts(rows[0]), texts(before.paragraphs[-1]))
    cut = 1 if rest and before.header and len(rows) > 1 else 0
    repeated = 0
    for row, head in zip(rows[cut:], before.header, strict=False):
        if not same_row(row.text, head.text):
            break
        repeated += 1
    if rows[0].page is None and before.paragraphs[-1].page is None and not repeated:
        return False
    if repeated:
        before.repeats += [row.span for row in rows[cut : cut + repeated]]
        before.paragraphs.extend([*rows[:cut], *rows[cut + repeated :]])
        return True
    if not rest and _header(rows, columns) and _known_header(rows[0]):
        return False
    before.paragraphs.extend(rows)
    return True


def _known_header(row: Paragraph) -> bool:
    words = [row.text[c.start - row.start : c.end - row.start] for c in row.cells if c is not None]
    return len(words) > 1 and sum(bool(_HEADER_WORD.match(word)) for word in words) * 2 >= len(words)


def _header(rows: Sequence[Paragraph], columns: int) -> list[Paragraph]:
    """The rows at the top that name the columns: one, or two where cells of the first span several columns."""
    if columns < 2:
        return []
    if len(rows) == 1:
        return [rows[0]] if _known_header(rows[0]) else []
    first = texts(rows[0])
    printed = [cell for cell in first if cell]
    if len(printed) < 2 or (first[0] and ORDINAL.match(first[0]) and not _known_header(rows[0])):
        return []
    if not _known_header(rows[0]) and not (
        rows[0].bold or all(len(cell) < 60 and not cell[0].isdigit() for cell in printed)
    ):
        return []
    header = [rows[0]]
    block = rows[0].table
    assert block is not None
    for row in rows[1:3]:
        cells = texts(row)
        printed = [cell for cell in cells if cell]
        if numbers_columns(printed) or not printed or ORDINAL.match(printed[0]):
            break
        under_merged = any(cell and not first[column] for column, cell in enumerate(cells))
        words = all(len(cell) < 80 and not cell[0].isdigit() for cell in printed)
        if not (((row.row, 0) in block.filled or under_merged) and len(printed) < columns and words):
            break
        header.append(row)
    return header


def _table(rows: _Rows) -> Table:
    body = rows.paragraphs
    header: list[Span | None] = [None] * rows.columns
    for row in rows.header:
        for column, cell in enumerate(row.cells):
            if cell is not None:
                header[column] = cell
    data = body[len(rows.header) :] if body[: len(rows.header)] == rows.header else body
    reader = RowReader(rows.columns, data)
    for row in data:
        reader.add(row)
    repeats = [*rows.repeats, *reader.numbering]
    header_span = Span(rows.header[0].start, rows.header[-1].end) if rows.header else None
    span = Span(body[0].start, max(body[-1].end, *(span.end for span in repeats), 0))
    return Table(span, tuple(header), tuple(reader.rows), header_span, tuple(sorted(repeats)))
