"""Ruled tables of a PDF page: the grid from the rules drawn on it, the text of each cell from the page's own glyphs."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from assistant.reading.layout.glyphs import Glyph
from assistant.reading.layout.lines import text_of
from assistant.reading.layout.rows import Run, rows, runs
from assistant.reading.layout.turned import middle, turned_text
from assistant.types import Box, TableBlock
from assistant.vietnamese.normalise import nfc

Rule = tuple[float, float, float, float]
_SNAP = 3.0
"""Points: ends of rules this close meet. Word draws cell borders as separate strokes that miss each other by their
width."""

_TOUCH = 0.06
"""Of the letter size: gaps inside words measure 0.05 at most, spaces 0.1 and more."""
_COLUMNS = 4
"""A grid of so many columns is a table even with one row, or one cell printed: the rest of a long row on a new page."""
_MOST_PAIRS = 100_000
"""Pairs of a horizontal and a vertical rule that are compared: the densest real page has 60 by 8, a drawing more."""


def may_hold_grid(rules: Sequence[Rule]) -> bool:
    """Whether the rules can make a grid of two cells or more: three in one direction and two in the other."""
    across = {round(r[1] / _SNAP) for r in rules if r[2] - r[0] > r[3] - r[1]}
    down = {round(r[0] / _SNAP) for r in rules if r[3] - r[1] >= r[2] - r[0]}
    return len(across) >= 2 and len(down) >= 2 and len(across) + len(down) >= 5


def tables(rules: Sequence[Rule], glyphs: Sequence[Glyph]) -> tuple[list[TableBlock], list[Glyph]]:
    """The ruled tables, top to bottom, and the glyphs outside of them. Grids of one column or one row are no tables."""
    if not may_hold_grid(rules):
        return [], list(glyphs)
    found: list[TableBlock] = []
    taken: set[int] = set()
    for cells in _grids(rules):
        block, used = _table(cells, [g for g in glyphs if g.order not in taken])
        if block is not None:
            found.append(block)
            taken |= used
    found.sort(key=lambda t: (t.box.top, t.box.left) if t.box else (0.0, 0.0))
    return found, [g for g in glyphs if g.order not in taken]


def _grids(rules: Sequence[Rule]) -> list[list[Rule]]:
    """The cells of each grid, by pdfplumber's own geometry (edges, intersections, cells, tables)."""
    from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

    edges = [_edge(rule) for rule in rules]
    merged = merge_edges(
        edges, snap_x_tolerance=_SNAP, snap_y_tolerance=_SNAP, join_x_tolerance=_SNAP, join_y_tolerance=_SNAP
    )
    across = sum(1 for edge in merged if edge["orientation"] == "h")
    if across * (len(merged) - across) > _MOST_PAIRS:
        return []
    crossings = edges_to_intersections(merged, _SNAP, _SNAP)
    return [
        [(float(a), float(b), float(c), float(d)) for a, b, c, d in table]
        for table in cells_to_tables(intersections_to_cells(crossings))
    ]


def _edge(rule: Rule) -> dict[str, Any]:
    left, top, right, bottom = rule
    if right - left > bottom - top:
        middle = (top + bottom) / 2
        return {
            "orientation": "h",
            "x0": left,
            "x1": right,
            "top": middle,
            "bottom": middle,
            "width": right - left,
            "height": 0.0,
        }
    middle = (left + right) / 2
    return {
        "orientation": "v",
        "x0": middle,
        "x1": middle,
        "top": top,
        "bottom": bottom,
        "width": 0.0,
        "height": bottom - top,
    }


def _marks(values: Sequence[float]) -> list[float]:
    """Positions that differ by less than the snap distance, each once."""
    out: list[float] = []
    for value in sorted(values):
        if not out or value - out[-1] > _SNAP:
            out.append(value)
    return out


def _near(marks: Sequence[float], value: float) -> int:
    return min(range(len(marks)), key=lambda i: abs(marks[i] - value))


def _table(cells: Sequence[Rule], glyphs: Sequence[Glyph]) -> tuple[TableBlock | None, set[int]]:
    lefts, tops = _marks([c[0] for c in cells]), _marks([c[1] for c in cells])
    if len(lefts) < 2 or (len(tops) < 2 and len(lefts) < _COLUMNS):
        return None, set()
    right, bottom = max(c[2] for c in cells), max(c[3] for c in cells)
    upright = [g for g in glyphs if not g.turn]
    inside = [
        g
        for g in upright
        if lefts[0] - 1 <= (g.left + g.right) / 2 <= right + 1
        and tops[0] - 1 <= g.baseline - 0.3 * g.size <= bottom + 1
    ]
    owners: dict[tuple[int, int], int] = {}
    for number, cell in enumerate(cells):
        last_row = max(_near(tops, cell[1]) + 1, bisect_right(tops, cell[3] - _SNAP))
        last_column = max(_near(lefts, cell[0]) + 1, bisect_right(lefts, cell[2] - _SNAP))
        for r in range(_near(tops, cell[1]), last_row):
            for c in range(_near(lefts, cell[0]), last_column):
                owners.setdefault((r, c), number)

    def owner(glyphs: Sequence[Glyph]) -> int | None:
        middle = (glyphs[0].left + glyphs[-1].right) / 2
        row = bisect_right(tops, glyphs[0].baseline - 0.3 * glyphs[0].size) - 1
        return owners.get((max(row, 0), max(bisect_right(lefts, middle) - 1, 0)))

    held: dict[int, list[Glyph]] = defaultdict(list)
    for row in rows(runs(inside)):
        for word in _closed_words([g for run in row for g in run.glyphs]):
            if (number_or_none := owner(word)) is not None:
                held[number_or_none] += word
    turned = _turned(glyphs, owners, lefts, [*tops, bottom], right) if len(upright) < len(glyphs) else {}
    texts = {number: cell_text(sorted(members, key=lambda g: g.order)) for number, members in held.items()}
    for number, members in turned.items():
        texts[number] = " ".join(filter(None, (texts.get(number, ""), turned_text(members))))
    block = _block(owners, texts, lefts, [*tops, bottom], right)
    everything = [*held.values(), *turned.values()]
    return (block, {g.order for members in everything for g in members}) if block else (None, set())


def _turned(
    glyphs: Sequence[Glyph],
    owners: dict[tuple[int, int], int],
    lefts: Sequence[float],
    tops: Sequence[float],
    right: float,
) -> dict[int, list[Glyph]]:
    """The letters that lie on their side in the cells, by the cell; each word belongs where its middle is."""
    held: dict[int, list[Glyph]] = defaultdict(list)
    for turn in {g.turn for g in glyphs if g.turn in (90.0, -90.0, 180.0)}:
        for run in runs([g for g in glyphs if g.turn == turn]):
            for word in _closed_words(run.glyphs):
                x, y = middle(word)
                if not (lefts[0] - 1 <= x <= right + 1 and tops[0] - 1 <= y <= tops[-1] + 1):
                    continue
                row, column = bisect_right(tops, y) - 1, bisect_right(lefts, x) - 1
                if (number := owners.get((max(row, 0), max(column, 0)))) is not None:
                    held[number] += word
    return {number: sorted(members, key=lambda g: g.order) for number, members in held.items()}


def _closed_words(row: Sequence[Glyph]) -> list[list[Glyph]]:
    """Letters of a row that touch each other: they belong to one cell, even where a rule is drawn through them."""
    out: list[list[Glyph]] = []
    for glyph in sorted(row, key=lambda g: g.left):
        if out and glyph.left - max(g.right for g in out[-1][-3:]) <= _TOUCH * glyph.size:
            out[-1].append(glyph)
        else:
            out.append([glyph])
    return out


def _block(
    owners: dict[tuple[int, int], int],
    texts: dict[int, str],
    lefts: Sequence[float],
    tops: Sequence[float],
    right: float,
) -> TableBlock | None:
    out: list[tuple[str, ...]] = []
    boxes: list[Box] = []
    filled: set[tuple[int, int]] = set()
    for r in range(len(tops) - 1):
        line: list[str] = []
        again: list[int] = []
        for c in range(len(lefts)):
            number = owners.get((r, c))
            starts = number is not None and owners.get((r, c - 1)) != number
            text = texts.get(number, "") if number is not None and starts else ""
            if starts and owners.get((r - 1, c)) == number:
                again.append(c)
            line.append(text)
        if any(text and c not in again for c, text in enumerate(line)):
            filled |= {(len(out), c) for c in again}
            out.append(tuple(line))
            boxes.append(Box(round(lefts[0], 1), round(tops[r], 1), round(right, 1), round(tops[r + 1], 1)))
    if not out or (max(sum(1 for t in row if t) for row in out) < 2 and len(lefts) < _COLUMNS):
        return None
    return TableBlock(
        tuple(out),
        Box(boxes[0].left, boxes[0].top, boxes[0].right, boxes[-1].bottom),
        False,
        frozenset(filled),
        tuple(boxes),
    )


def cell_text(glyphs: Sequence[Glyph]) -> str:
    """The text of a cell on one line, its visual lines joined with spaces."""
    found: list[Run] = runs(glyphs)
    return " ".join(" ".join(nfc(text_of(row)).split()) for row in rows(found)).strip()
