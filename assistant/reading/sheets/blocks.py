"""From the rows of a sheet to lines and tables: where lines are drawn between cells, or many cells are filled, is a
table; what stands above and below it is the letterhead, the title, notes and signatures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.reading.layout.upright import upright
from assistant.types import Line, TableBlock

_FILLED = 3
"""Cells of a row from which it is one of a table where no lines are drawn: letterheads and signatures have two."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell at its column (from 0), covering `columns` x `rows`; lines of `text` are parted by newlines."""

    column: int
    text: str
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """A visible row: its place in the sheet (from 0), its visible cells, how many of them have lines around them, and
    whether nothing but hidden rows lies between it and the row before."""

    at: int
    cells: tuple[Placed, ...]
    bordered: int
    joined: bool

    @property
    def filled(self) -> int:
        return sum(1 for cell in self.cells if cell.text)


def sheet_blocks(rows: Sequence[Row]) -> Iterator[Line | TableBlock]:
    """The blocks of one sheet in order."""
    inside = _inside(rows)
    group: list[Row] = []
    for index, row in enumerate(rows):
        apart = group and (inside[index] != inside[index - 1] or (inside[index] and not row.joined))
        if apart:
            yield from _grid(group) if inside[index - 1] else _around(group)
            group = []
        group.append(row)
    if group:
        yield from _grid(group) if inside[-1] else _around(group)


def _inside(rows: Sequence[Row]) -> list[bool]:
    """For each row whether it belongs to a table."""
    if sum(1 for row in rows if row.bordered >= 2 and row.filled) >= 2:
        return [row.bordered >= 2 for row in rows]
    wide = [row.filled >= _FILLED for row in rows]
    if sum(wide) < 2:
        return _pairs(rows)
    out = list(wide)
    for index in range(1, len(rows)):
        # A group row or a row with gaps belongs to the table when rows of it follow.
        if not wide[index] and out[index - 1] and rows[index].filled and any(wide[index + 1 : index + 4]):
            out[index] = True
    for index in range(len(rows) - 2, -1, -1):
        # So does what stands right above: names over several columns, a title over all.
        if not out[index] and out[index + 1] and rows[index + 1].joined and _heads(rows[index]):
            out[index] = True
    return out


def _heads(row: Row) -> bool:
    return row.filled > 0 and any(cell.columns > 1 for cell in row.cells if cell.text)


def _pairs(rows: Sequence[Row]) -> list[bool]:
    """Tables of two columns without lines: rows one under the other with a word and a figure in the same columns, under
    a row of names. Letterheads and signatures have no figures."""
    out = [False] * len(rows)
    start = 0
    while start < len(rows):
        columns = _columns(rows[start])
        end = start + 1
        while end < len(rows) and rows[end].joined and _columns(rows[end]) == columns:
            end += 1
        figures = sum(_FIGURE.fullmatch(_last(row)) is not None for row in rows[start:end])
        if len(columns) == 2 and end - start >= 3 and figures >= end - start - 1:
            out[start:end] = [True] * (end - start)
        start = end
    return out


_FIGURE = re.compile(r"[-(]?[\d.,]+(?: ?%)?\)?")


def _columns(row: Row) -> tuple[int, ...]:
    return tuple(cell.column for cell in row.cells if cell.text)


def _last(row: Row) -> str:
    return next((cell.text for cell in reversed(row.cells) if cell.text), "")


def _grid(rows: Sequence[Row]) -> Iterator[Line | TableBlock]:
    places = {row.at: index for index, row in enumerate(rows)}
    width = max((cell.column + 1 for row in rows for cell in row.cells if cell.text), default=0)
    texts = [[""] * width for _ in rows]
    filled: set[tuple[int, int]] = set()
    for index, row in enumerate(rows):
        for cell in row.cells:
            if not cell.text:
                continue
            lines = cell.text.split("\n")
            text = upright([line.strip() for line in lines]) or " ".join(cell.text.split())
            texts[index][cell.column] = text
            for below in range(row.at + 1, min(row.at + cell.rows, rows[-1].at + 1)):
                if below in places:
                    texts[places[below]][cell.column] = text
                    filled.add((places[below], cell.column))
    own = [[bool(text) and (i, c) not in filled for c, text in enumerate(line)] for i, line in enumerate(texts)]
    kept_rows = [i for i, line in enumerate(own) if any(line)]
    kept = [c for c in range(width) if any(own[i][c] for i in kept_rows)]
    if len(kept) <= 1:
        yield from (Line(texts[i][c]) for i in kept_rows for c in kept if own[i][c])
        return
    wide = {
        (r, kept.index(cell.column), covered)
        for r, i in enumerate(kept_rows)
        for cell in rows[i].cells
        if cell.column in kept and (covered := sum(cell.column <= c < cell.column + cell.columns for c in kept)) > 1
    }
    yield TableBlock(
        tuple(tuple(texts[i][c] for c in kept) for i in kept_rows),
        filled=frozenset((r, k) for r, i in enumerate(kept_rows) for k, c in enumerate(kept) if (i, c) in filled),
        wide=frozenset(wide),
    )


def _around(rows: Sequence[Row]) -> Iterator[Line | TableBlock]:
    """Rows outside of tables: one cell is a line; two stand side by side, as in a letterhead."""
    for row in rows:
        cells = [cell.text.split("\n") for cell in row.cells if cell.text]
        if len(cells) == 1:
            yield from (Line(text) for part in cells[0] if (text := " ".join(part.split())))
        elif cells:
            height = max(len(lines) for lines in cells)
            yield TableBlock(
                tuple(tuple(" ".join(c[i].split()) if i < len(c) else "" for c in cells) for i in range(height)),
                borderless=True,
            )
