"""From cells with spans to a `TableBlock`; shared by Word files and HTML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.reading.layout.upright import upright
from assistant.types import Line, TableBlock

_MAX_COLUMNS = 200


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as the file gives it. `continued`: it goes on the cell above (Word); `rows`: rows it covers (HTML)."""

    blocks: tuple[Line | TableBlock, ...]
    columns: int = 1
    rows: int = 1
    continued: bool = False

    def lines(self) -> list[str]:
        """The paragraphs of the cell, those of nested tables row by row."""
        out: list[str] = []
        for block in self.blocks:
            if isinstance(block, Line):
                out.append(block.text)
            else:
                out += [" ".join(filled) for i, row in enumerate(block.rows) if (filled := _printed(block, i, row))]
        return out

    def text(self) -> str:
        """The cell on one line; letters set one under the other are a word again."""
        lines = self.lines()
        return upright(lines) or " ".join(lines)

    def without_tables(self) -> Cell:
        return Cell(tuple(b for b in self.blocks if isinstance(b, Line)), self.columns, self.rows, self.continued)


def _printed(block: TableBlock, index: int, row: Sequence[str]) -> list[str]:
    return [text for column, text in enumerate(row) if text and (index, column) not in block.filled]


def place(rows: Sequence[Sequence[Cell]]) -> list[list[tuple[Cell | None, bool]]]:
    """The grid as `(cell, filled)` for each place: a cell at its own place, again with `filled` below it, else None."""
    grid: list[list[tuple[Cell | None, bool]]] = []
    open_cells: dict[int, tuple[Cell, int]] = {}
    for row in rows:
        line: list[tuple[Cell | None, bool]] = []
        waiting = list(row)
        while (waiting or any(column >= len(line) for column in open_cells)) and len(line) < _MAX_COLUMNS:
            column = len(line)
            if column in open_cells and not (waiting and waiting[0].continued):
                cell, left = open_cells.pop(column)
                _span(line, cell, filled=True)
                if left > 1:
                    open_cells[column] = (cell, left - 1)
            elif waiting:
                cell = waiting.pop(0)
                above = _owner(grid, column) if cell.continued else None
                _span(line, above or cell, filled=above is not None)
                if cell.rows > 1:
                    open_cells[column] = (cell, cell.rows - 1)
            else:
                line.append((None, False))
        grid.append(line)
    width = max((len(line) for line in grid), default=0)
    return [line + [(None, False)] * (width - len(line)) for line in grid]


def _span(line: list[tuple[Cell | None, bool]], cell: Cell, *, filled: bool) -> None:
    line.append((cell, filled))
    line.extend([(None, False)] * min(cell.columns - 1, _MAX_COLUMNS))


def _owner(grid: Sequence[Sequence[tuple[Cell | None, bool]]], column: int) -> Cell | None:
    return grid[-1][column][0] if grid and column < len(grid[-1]) else None


def grid_block(rows: Sequence[Sequence[Cell]]) -> Iterator[TableBlock]:
    """A data table: one text for each cell, merged cells repeated downwards and named in `filled`. Empty rows go."""
    cells: list[tuple[str, ...]] = []
    filled: set[tuple[int, int]] = set()
    wide: set[tuple[int, int, int]] = set()
    for line in place(rows):
        texts = tuple(cell.text() if cell is not None else "" for cell, _ in line)
        if any(text and not again for text, (_, again) in zip(texts, line, strict=True)):
            filled |= {(len(cells), c) for c, (_, again) in enumerate(line) if again and texts[c]}
            wide |= {(len(cells), c, cell.columns) for c, (cell, _) in enumerate(line) if cell and cell.columns > 1}
            cells.append(texts)
    if cells:
        yield TableBlock(tuple(cells), filled=frozenset(filled), wide=frozenset(wide))


def is_data(rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether a table without lines is data all the same: letterheads and signature blocks never fill three columns in
    five rows."""
    return sum(1 for row in rows if sum(1 for cell in row if any(cell.lines())) >= 3) >= 5


def layout_block(rows: Sequence[Sequence[Cell]]) -> Iterator[TableBlock]:
    """A layout table: row n of the block holds the n-th paragraph of each cell of a row, so that lines stay lines."""
    out: list[tuple[str, ...]] = []
    grid = place(rows)
    for line in grid:
        columns = [cell.lines() if cell is not None and not again else [] for cell, again in line]
        height = max((len(c) for c in columns), default=0)
        out += [tuple(c[i] if i < len(c) else "" for c in columns) for i in range(height)]
    if out:
        yield TableBlock(tuple(out), borderless=True)
