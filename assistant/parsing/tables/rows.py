"""The data rows of one table, over its pages: groups, merged cells, rows that a page break cut."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.parsing.markers import find_marker
from assistant.parsing.reading_text.rows_over_pages import grown, is_rest, numbers_columns
from assistant.parsing.reading_text.text import Paragraph
from assistant.types import Span, TableRow

ORDINAL = re.compile(r"(?:\d{1,4}(?:\.\d{1,3})*|[IVXL]{1,6}|[A-ZĐ]|[a-zđ])[.)]?$")


def texts(row: Paragraph) -> list[str]:
    """The text of each column's cell; "" where it is empty or filled from above."""
    return [row.text[c.start - row.start : c.end - row.start] if c is not None else "" for c in row.cells]


class RowReader:
    """Takes the rows in order; `rows` are the data rows so far, `numbering` the rows "(1) (2) …" left out."""

    def __init__(self, columns: int, data: Sequence[Paragraph]) -> None:
        self.columns = columns
        self.rows: list[TableRow] = []
        self.numbering: list[Span] = []
        self._groups: list[tuple[str, Span | None]] = []  # no span: a data row, whose own groups may follow
        self._above: dict[int, Span] = {}
        self._open_cells: set[int] = set()  # columns whose cell in the row above may reach down into the next
        self._merged: set[int] = set()  # columns of the last row that are filled from above
        self._page: int | None = None
        self._before: list[str] = []
        self._carried = _carried(data)

    def add(self, row: Paragraph) -> None:
        cells = texts(row)
        if numbers_columns([cell for cell in cells if cell]):
            self.numbering.append(row.span)
            return
        top = bool(self.rows) and row.page != self._page
        if top and is_rest(cells, self._before):
            self._go_on(row, cells)
        elif (group := _group(row, cells, self.columns)) is not None:
            self._open(*group)
            self._page = row.page
            self._open_cells.clear()
        else:
            self._data(row, cells, top)

    def _go_on(self, row: Paragraph, cells: list[str]) -> None:
        last = self.rows[-1]
        pairs = list(zip(last.cells, row.cells, strict=False))
        whole = tuple(a if a is not None or c in self._merged else b for c, (a, b) in enumerate(pairs))
        rest = tuple(b if a is not None or c in self._merged else None for c, (a, b) in enumerate(pairs))
        more = (*last.rest, rest) if any(rest) else last.rest
        self.rows[-1] = replace(last, span=Span(last.span.start, row.end), cells=whole, rest=more)
        self._page = row.page
        self._before = grown(self._before, cells) if len(self._before) == len(cells) else cells

    def _open(self, style: str, span: Span | None) -> None:
        """A group, or a row that a list goes on with, ends the groups of its own style and those under them."""
        at = next((i for i, (known, _) in enumerate(self._groups) if known == style), len(self._groups))
        self._groups = [*self._groups[:at], (style, span)]

    def _data(self, row: Paragraph, cells: list[str], top: bool) -> None:
        if cells[0] and ORDINAL.match(cells[0]):  # "1.1.8" beside the group "1.1.4" is no part of it
            self._open(_style(cells[0]), None)
        block = row.table
        assert block is not None
        merged = {column for number, column in block.filled if number == row.row}
        if top and cells[0]:
            merged |= {column for column in self._carried if not cells[column]}
        self._open_cells &= merged | {c for c, span in enumerate(row.cells) if span is not None}
        self._merged = {c for c in merged & self._open_cells if row.cells[c] is None}
        filled = tuple(self._above[c] for c in sorted(self._merged))
        self._above |= {c: span for c, span in enumerate(row.cells) if span is not None}
        self._open_cells |= {c for c, span in enumerate(row.cells) if span is not None}
        group = tuple(span for _, span in self._groups if span is not None)
        self.rows.append(TableRow(row.span, row.cells, group, filled))
        self._page, self._before = row.page, cells


def _carried(data: Sequence[Paragraph]) -> set[int]:
    """Columns whose merged cells are not printed again on the next page: elsewhere cells are merged in them, and no row
    but the first of a page leaves them empty. A PDF shows nothing of a merge that its page break falls into."""
    merged: set[int] = set()
    empty: set[int] = set()
    page = data[0].page if data else None
    for row in data:
        cells = texts(row)
        if numbers_columns([cell for cell in cells if cell]):
            continue
        top, page = row.page != page, row.page
        block = row.table
        if block is None or row.page is None:
            return set()
        filled = {column for number, column in block.filled if number == row.row}
        merged |= filled
        if not top and sum(bool(cell) for cell in cells) > 2:
            empty |= {column for column, cell in enumerate(cells) if not cell and column not in filled}
    return merged - empty - {0}


def _group(row: Paragraph, cells: Sequence[str], columns: int) -> tuple[str, Span] | None:
    """The style of list and the span when a row only names the rows under it ("II | NGHỊ ĐỊNH")."""
    printed = [(column, cell) for column, cell in enumerate(cells) if cell]
    if columns < 3 or not printed or len(printed) > 2 or _filled(row):
        return None
    if len(printed) == 2 and not (ORDINAL.match(printed[0][1]) and printed[0][0] == 0 and printed[1][0] == 1):
        return None
    if len(printed) == 1 and (printed[0][0] > 1 or ORDINAL.match(printed[0][1])):
        return None
    label = printed[0][1]
    if len(printed) == 2 and re.match(r"\d+[.)]?$", label) and columns > 3 and len(printed[1][1]) > 150:
        return None
    if len(printed) == 2:
        return _style(label), row.span
    marker = find_marker(label)
    style = marker.style if marker is not None else "-"
    return style, row.span


def _style(label: str) -> str:
    """The style of a list by one of its numbers: "I", "A", "1", "11" (for 1.1), "a"."""
    if re.match(r"[IVXL]+[.)]?$", label):
        return "I"
    if label[0].isdigit():
        return "1" * (label.rstrip(".").count(".") + 1)
    return "A" if label[0].isupper() else "a"


def _filled(row: Paragraph) -> bool:
    block = row.table
    return block is not None and any(r == row.row for r, _ in block.filled)
