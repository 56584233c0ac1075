"""Tables of a Word file as grids: spans laid out, vertical merges filled, layout tables told from data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from assistant.reading.layout.grid import Cell, grid_block, is_data, layout_block
from assistant.reading.package.ooxml import Element, W, is_on, value
from assistant.reading.word.styles import draws
from assistant.types import Line, TableBlock

_ROW_WRAPPERS = {W + name for name in ("ins", "sdt", "sdtContent", "customXml", "moveTo")}


class BlockReader(Protocol):
    """What reads the paragraphs of a cell."""

    def blocks(self, container: Element) -> Iterator[Line | TableBlock]: ...

    def has_borders(self, style: str | None) -> bool: ...

    def skipped(self, row: Element) -> None: ...


def table_blocks(table: Element, reader: BlockReader) -> Iterator[Line | TableBlock]:
    """The table as one block; a frame of one cell gives what stands in it, as does a layout cell that holds a table."""
    borderless = not _is_drawn(table, reader)
    rows = [list(_cells(row, reader)) for row in _seen(table, reader)]
    rows = [row for row in rows if row]
    if sum(len(row) for row in rows) == 1:
        yield from rows[0][0].blocks
        return
    if borderless and any(isinstance(b, TableBlock) for row in rows for cell in row for b in cell.blocks):
        for row in rows:
            yield from layout_block([[cell.without_tables() for cell in row]])
            for cell in row:
                yield from (b for b in cell.blocks if isinstance(b, TableBlock))
        return
    yield from layout_block(rows) if borderless and not is_data(rows) else grid_block(rows)


def _seen(table: Element, reader: BlockReader) -> Iterator[Element]:
    """The rows that are shown; the reader is told of the others."""
    for row in _children(table, "tr"):
        if is_on(row.find(W + "trPr"), "hidden"):
            reader.skipped(row)
        else:
            yield row


def _children(element: Element, name: str) -> Iterator[Element]:
    for child in element:
        if child.tag == W + name:
            if name == "tr" and child.find(f"{W}trPr/{W}del") is not None:
                continue
            yield child
        elif child.tag in _ROW_WRAPPERS:
            yield from _children(child, name)


def _cells(row: Element, reader: BlockReader) -> Iterator[Cell]:
    properties = row.find(W + "trPr")
    for _ in range(_count(value(properties, "gridBefore"), 0)):
        yield Cell(())
    for cell in _children(row, "tc"):
        own = cell.find(W + "tcPr")
        merge = value(own, "vMerge")
        continued = merge is not None and merge != "restart"
        yield Cell(tuple(reader.blocks(cell)), _count(value(own, "gridSpan"), 1), 1, continued)


def _count(text: str | None, default: int) -> int:
    """A span as a small number: a hostile file may claim millions of columns."""
    return min(int(text), 200) if text and text.isdecimal() and len(text) < 10 else default


def _is_drawn(table: Element, reader: BlockReader) -> bool:
    """Whether lines are drawn between the cells: by the table, its style, or most of its cells."""
    properties = table.find(W + "tblPr")
    own = properties.find(W + "tblBorders") if properties is not None else None
    cells = list(table.iter(W + "tc"))
    bordered = sum(1 for cell in cells if draws(cell.find(f"{W}tcPr/{W}tcBorders")))
    if cells and bordered * 2 >= len(cells):
        return True
    if own is not None:
        erased = sum(1 for cell in cells if (b := cell.find(f"{W}tcPr/{W}tcBorders")) is not None and not draws(b))
        return draws(own) and erased * 2 < max(len(cells), 1)
    return reader.has_borders(value(properties, "tblStyle"))
