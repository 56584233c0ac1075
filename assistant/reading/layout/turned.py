"""Letters that lean: turned header cells, text set along a margin, slanted marks over a page.

A leaning letter's places are kept in a frame of its own: x along its direction, y across it, downwards as the letter
sees it, both in points from the page's origin. So rows, runs and lines are made of it as of upright text.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence

from assistant.reading.layout.glyphs import Glyph
from assistant.reading.layout.lines import text_of
from assistant.reading.layout.rows import Run, parts, rows, runs
from assistant.types import Box, Line
from assistant.vietnamese.normalise import nfc

_UPRIGHT = 8.0
"""Degrees: the layer over a page that lay askew on the glass leans by five at most, marks by twenty and more."""
_QUARTER = 3.0
"""Degrees within which a letter stands on its side: printers turn by exactly 90."""
_LARGE = 1.4
"""Of the size of the text: slanted words so much larger are set over the page; labels of a chart are smaller."""
_AGAIN = 3
"""Slanted words that stand so often on one page are a pattern over it."""
_WIDTH = 0.5
"""Of the letter size: how wide a letter is taken to be when none follows it."""


def lean(degrees: float) -> float:
    """How far a letter leans: 0 for what counts as upright, ±90 and 180 for what lies on its side or its head."""
    degrees = (degrees + 180) % 360 - 180
    if abs(degrees) <= _UPRIGHT:
        return 0.0
    for quarter in (90.0, -90.0, 180.0, -180.0):
        if abs(degrees - quarter) <= _QUARTER:
            return abs(quarter) if abs(quarter) == 180 else quarter
    return round(degrees, 1)


def own_frame(x: float, y: float, turn: float) -> tuple[float, float]:
    """A point of the page in the frame of letters that lean by `turn` degrees."""
    cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    return x * cos - y * sin, x * sin + y * cos


def on_page(x: float, y: float, turn: float) -> tuple[float, float]:
    """The way back of `own_frame`."""
    return own_frame(x, y, -turn)


def middle(glyphs: Sequence[Glyph]) -> tuple[float, float]:
    """Where the middle of a word lies on the page, upright or not."""
    first = glyphs[0]
    x, y = (first.left + glyphs[-1].right) / 2, first.baseline - 0.3 * first.size
    return on_page(x, y, first.turn) if first.turn else (x, y)


def with_widths(glyphs: Sequence[Glyph]) -> None:
    """Gives slanted letters their right edges: up to the next one. Their boxes lie along the page and do not say."""
    for index, glyph in enumerate(glyphs):
        if glyph.turn % 90 == 0:
            continue
        glyph.right = glyph.left + _WIDTH * glyph.size
        after = glyphs[index + 1] if index + 1 < len(glyphs) else None
        if after is not None and after.turn == glyph.turn and abs(after.baseline - glyph.baseline) < 0.3 * glyph.size:
            step = after.left - glyph.left
            if 0 < step < (_WIDTH if after.space else 1.2) * glyph.size:
                glyph.right = after.left


def turned_text(glyphs: Sequence[Glyph]) -> str:
    """The words of leaning letters of one cell, in the order in which whoever turns the page reads them."""
    return " ".join(text for text, _ in _lines(glyphs))


def apart(glyphs: Sequence[Glyph], body: float) -> tuple[list[Line], list[str]]:
    """Leaning letters outside of tables: lines of their own, and marks set over the page (`body`: size of its text)."""
    lines: list[Line] = []
    marks: list[str] = []
    by_turn: dict[float, list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        by_turn[glyph.turn].append(glyph)
    for turn, group in by_turn.items():
        found = _lines(group)
        often = {text for text, _ in found if sum(text == other for other, _ in found) >= _AGAIN}
        large = [(text, part) for text, part in found if text in often or part[0].size >= _LARGE * body]
        marks += _joined(large)
        lines += [Line(text, _box(part, turn)) for text, part in found if (text, part) not in large]
    return lines, list(dict.fromkeys(marks))


def _lines(glyphs: Sequence[Glyph]) -> list[tuple[str, list[Run]]]:
    out: list[tuple[str, list[Run]]] = []
    for row in rows(runs(glyphs)):
        for part in parts(row):
            if text := " ".join(nfc(text_of(part)).split()):
                out.append((text, part))
    return out


def _joined(lines: Sequence[tuple[str, list[Run]]]) -> list[str]:
    """The words of each mark: lines close under each other, as wide as the type is high, are one."""
    out: list[str] = []
    last: list[Run] | None = None
    for text, part in lines:
        if last is not None and _follows(last, part) and out[-1] != text:
            out[-1] = f"{out[-1]} {text}"
        else:
            out.append(text)
        last = part
    return out


def _follows(above: Sequence[Run], below: Sequence[Run]) -> bool:
    size = max(above[0].size, below[0].size)
    over = min(above[-1].right, below[-1].right) - max(above[0].left, below[0].left)
    return 0 < below[0].baseline - above[0].baseline < 1.6 * size and over > 0


def _box(part: Sequence[Run], turn: float) -> Box:
    left, right = min(r.left for r in part), max(r.right for r in part)
    top, bottom = min(r.baseline - 0.8 * r.size for r in part), max(r.baseline + 0.2 * r.size for r in part)
    corners = [on_page(x, y, turn) for x in (left, right) for y in (top, bottom)]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return Box(round(min(xs), 1), round(min(ys), 1), round(max(xs), 1), round(max(ys), 1))
