"""Lines of a file to paragraphs of the reading text.

Where a `Line` is a whole paragraph (DOCX, HTML) this is one to one. Where it is a visual line (PDF, hard-wrapped
text) the lines of a paragraph are joined again, over page breaks too, from what a reader sees: the room left at the
end of a line, indentation, spacing, type, and the marker a line opens with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.parsing.reading_text.blocks import Block, Piece
from assistant.parsing.reading_text.broken_lines import rejoined, unglued
from assistant.parsing.reading_text.continuation import continues, measure_of, over_page
from assistant.parsing.reading_text.page_numbers import page_numbers
from assistant.parsing.reading_text.rows_over_pages import remainders_first
from assistant.types import FileText, Line, Page, TableBlock

SPACES = re.compile(r"\s+")
WIDE_GAP = re.compile(r"\s{8,}")  # wider than justification makes: another column
COLUMN_GAP = re.compile(r"\t+|\s{3,}")
HEAD_COLUMNS = re.compile(r"CỘNG H[OÒ][AÀ] XÃ HỘI|ĐẢNG CỘNG SẢN|Độc lập\s*[-–]|ngày[\s\d.…]*tháng|^\s*Số\s*:", re.I)
BLANK_AFTER = re.compile(r"(?:[Ss][ốỐ]\s*:?|[Nn]gày|tháng|năm|[.…]{2})[\s.…]*$")
BLANK_BEFORE = re.compile(r"[\s.…]*(?:/|-[A-ZĐ]|tháng|năm)")


def blocks(file: FileText) -> list[Block]:
    """The paragraphs of `file` in reading order; rows of data tables come as one block each."""
    out: list[Block] = []
    for page in file.pages:
        if file.wrapped:
            _wrapped_page(page, out)
        else:
            for block in page.blocks:
                out.extend(_table(block, page.number) if isinstance(block, TableBlock) else _whole(block, page.number))
    out = rejoined(out)
    return remainders_first(out) if any(block.table is not None for block in out) else out


def _whole(line: Line, page: int | None) -> Iterator[Block]:
    for column in _columns(line.text):
        for part in unglued(column):
            yield Block([Piece(part, page, line.box)], line.bold, line.centred)


def _columns(text: str) -> list[str]:
    """`text` with single spaces; a line that holds both halves of a letterhead comes apart."""
    if "\n" in text or "\r" in text:
        return [part for line in text.splitlines() for part in _columns(line)]
    if ("\t" in text or "   " in text) and HEAD_COLUMNS.search(text):
        return _at_gaps(text, COLUMN_GAP)
    if "        " in text:
        return _at_gaps(text, WIDE_GAP)
    text = SPACES.sub(" ", text).strip()
    return [text] if text else []


def _at_gaps(text: str, gap: re.Pattern[str]) -> list[str]:
    """`text` cut at wide gaps, but not where a number or day was left blank ("Số:      /KH-UBND", "ngày    tháng")."""
    parts: list[str] = []
    for raw in gap.split(text.strip()):
        part = SPACES.sub(" ", raw).strip()
        if part and parts and (BLANK_AFTER.search(parts[-1]) or BLANK_BEFORE.match(part)):
            parts[-1] = f"{parts[-1]} {part}"
        elif part:
            parts.append(part)
    return parts


def _table(table: TableBlock, page: int | None) -> Iterator[Block]:
    if table.borderless or max((len(row) for row in table.rows), default=0) < 2:
        yield from _layout_table(table, page)
        return
    for number, row in enumerate(table.rows):
        cells = tuple(SPACES.sub(" ", cell).strip() for cell in row)
        printed = [cell for column, cell in enumerate(cells) if cell and (number, column) not in table.filled]
        if not printed:
            continue
        box = table.row_boxes[number] if number < len(table.row_boxes) else table.box
        yield Block([Piece(" | ".join(printed), page, box)], table=table, row=number, cells=cells)


def _layout_table(table: TableBlock, page: int | None) -> Iterator[Block]:
    for number, row in enumerate(table.rows):
        box = table.row_boxes[number] if number < len(table.row_boxes) else table.box
        for column, cell in enumerate(row):
            if (number, column) in table.filled:
                continue
            for part in _columns(cell):
                yield Block([Piece(part, page, box)], layout=True)


# ------------------------------------------------------------------------------------- hard-wrapped lines


def _wrapped_page(page: Page, out: list[Block]) -> None:
    lines = [b for b in page.blocks if isinstance(b, Line) and b.text.strip()]
    measures = {
        column: measure_of([line for line in lines if line.column == column]) for column in {b.column for b in lines}
    }
    last: Line | None = None
    gap = False
    first = True
    furniture = page_numbers(page)
    for number, block in enumerate(page.blocks):
        if isinstance(block, TableBlock):
            out.extend(_table(block, page.number))
            last, first = None, False
            continue
        if not block.text.strip():
            gap = True
            continue
        if number in furniture:
            first = True
            continue
        parts = _columns(block.text)
        if len(parts) > 1:
            out.extend(Block([Piece(part, page.number, block.box)], block.bold, block.centred) for part in parts)
            last, gap, first = None, False, False
            continue
        piece = Piece(parts[0], page.number, block.box)
        if out and (first or (last is not None and 0 < last.column == block.column - 1)):
            joined = over_page(out[-1], block, parts[0])  # the head of a column is as that of a page
        elif last is None or not out or last.column != block.column:
            joined = False
        else:
            joined = continues(out[-1], last, block, parts[0], measures[block.column], gap)
        if joined:
            out[-1].pieces.append(piece)
        else:
            out.append(Block([piece], block.bold, block.centred))
        last, gap, first = block, False, False
