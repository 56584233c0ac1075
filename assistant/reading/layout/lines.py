"""From rows of glyphs to visual lines: their text with its spaces, their boxes, bold and centred."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

from assistant.reading.layout.glyphs import Glyph
from assistant.reading.layout.rows import Part, Run, pieces, rows, runs
from assistant.reading.layout.superscript import raised
from assistant.types import Box, Line
from assistant.vietnamese.normalise import nfc

_WORD_GAP = 0.17
"""A gap above this is a space where the content has none; kerned letters stay under 0.1, a narrow space is 0.2."""

_NARROW_GAP = 0.06
"""The same where pdfium inferred a space: real spaces measure 0.1 and more, gaps inside words 0.05 at most."""

_AROUND, _CUT = 5, 3
"""Rows above and below that are looked at; so many of them must be cut where a gutter is to be, all but one of them
at a room that is no blank."""
_GUTTER = 5.0
"""Points that the rooms of such rows must share."""


def text_of(part: Sequence[Run]) -> str:
    """The text of a part of a row, spaces put where they are printed, inferred by pdfium, or seen as a gap; not yet
    NFC."""
    letters: dict[float, int] = {}
    for run in part:
        letters[run.size] = letters.get(run.size, 0) + len(run.glyphs)
    size = max(letters, key=letters.__getitem__)
    main = next(r for r in part if r.size == size)
    pieces: list[str] = []
    last: Glyph | None = None
    for run in part:
        raised_up = run.size < 0.8 * size and run.baseline < main.baseline - 0.15 * size and len(run.glyphs) <= 4
        for index, glyph in enumerate(run.glyphs):
            if last is not None:
                gap = glyph.left - last.right
                if _is_space(glyph, gap / size, in_order=glyph.order == last.order + 1):
                    pieces.append(" ")
            text = glyph.text
            if raised_up and index == 0 and pieces and pieces[-1] != " ":
                digits = "".join(g.text for g in run.glyphs)
                if (up := raised(digits, "".join(pieces[-3:]))) != digits:
                    pieces.append(up)
                    last = run.glyphs[-1]
                    break
            pieces.append(text)
            last = glyph
    return "".join(pieces)


def _is_space(glyph: Glyph, gap: float, *, in_order: bool) -> bool:
    """Whether a space stands before the glyph; `gap` in letter sizes. In content order pdfium has seen to it
    already."""
    if in_order:
        return glyph.printed or gap > (_NARROW_GAP if glyph.space else 0.6)
    # Elsewhere the space that pdfium saw may have been the place of a letter set in another font: the gap decides.
    return gap > (_NARROW_GAP if glyph.space else _WORD_GAP) or gap < -0.6


def box_of(part: Sequence[Run]) -> Box:
    """The rectangle around a part, from ascender to descender."""
    tops = min(r.baseline - 0.8 * r.size for r in part)
    return Box(
        round(min(r.left for r in part), 1),
        round(tops, 1),
        round(max(r.right for r in part), 1),
        round(max(r.baseline + 0.2 * r.size for r in part), 1),
    )


def lines(glyphs: Sequence[Glyph], width: float, bold: Callable[[int], bool]) -> list[Line]:
    """The visual lines of a page, top to bottom, left to right; parts of one row that stand apart are lines of their
    own.

    `bold(source)` tells whether the letter with that index of the text page is bold.
    """
    found: list[tuple[str, Box, bool]] = []
    alone: list[bool] = []
    for apart in _whole([pieces(row) for row in rows(runs(glyphs))]):
        for part in apart:
            text = re.sub(r" {2,}", " ", nfc(text_of(part)).replace("\n", " ")).strip()
            if text:
                heavy = all(bold(r.glyphs[0].source) for r in (part[0], part[len(part) // 2], part[-1]))
                found.append((text, box_of(part), heavy))
                alone.append(len(apart) == 1)
    if not found:
        return []
    left, right = _margins([box for _, box, _ in found], width)
    indents = Counter(round(box.left / 3) for _, box, _ in found)
    out: list[Line] = []
    for (text, box, heavy), single in zip(found, alone, strict=True):
        before, after = box.left - left, right - box.right
        span = max(right - left, 1.0)
        # A paragraph's first line may be as far from both margins by chance: its indent is shared by other lines.
        shared = indents[round(box.left / 3)] >= 4
        centred = single and not shared and before > 0.08 * span and abs(before - after) < 0.06 * span
        out.append(Line(text, box, heavy, centred))
    return out


def _whole(cut: Sequence[Sequence[Part]]) -> list[list[list[Run]]]:
    """The parts of each row, put together again at blanks of forms; where the rows around are cut at the same place it
    is a gutter, however the line before it ends."""
    out: list[list[list[Run]]] = []
    for number, row in enumerate(cut):
        found: list[list[Run]] = []
        for part in row:
            if part.blank and part.gap is not None and not _is_gutter(part.gap, cut, number):
                found[-1] += part.runs
            else:
                found.append(list(part.runs))
        out.append(found)
    return out


def _is_gutter(gap: tuple[float, float], cut: Sequence[Sequence[Part]], number: int) -> bool:
    around = [*cut[max(number - _AROUND, 0) : number], *cut[number + 1 : number + 1 + _AROUND]]
    same = [
        not all(p.blank for p in shared)
        for row in around
        if (shared := [p for p in row if p.gap and min(p.gap[1], gap[1]) - max(p.gap[0], gap[0]) >= _GUTTER])
    ]
    return len(same) >= _CUT and sum(same) >= _CUT - 1


def _margins(boxes: Sequence[Box], width: float) -> tuple[float, float]:
    """The left and right edge of the body: those of the full lines, else of all."""
    full = [b for b in boxes if b.right - b.left > 0.6 * width] or list(boxes)
    return min(b.left for b in full), max(max(b.right for b in full), width - 1.6 * min(b.left for b in full))
