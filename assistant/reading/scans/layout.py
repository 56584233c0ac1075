"""Recognised words to the blocks of a page, by the rules that a text layer is read by: rows, columns, ruled tables."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from statistics import median

from assistant.reading.layout.glyphs import Glyph
from assistant.reading.layout.lines import lines
from assistant.reading.layout.ruled_tables import Rule, tables
from assistant.reading.scans.tesseract import Word
from assistant.types import Line, TableBlock
from assistant.vietnamese.normalise import strip_accents

_DESCEND = frozenset("gjpqy,;()[]{}/Q|")
_ASCEND = frozenset("bdđhklfI0123456789")
_ASCENDER = 0.68
"""Height of an ascender or a figure of Times New Roman, the type of administration, in letter sizes."""
_NOISE = 0.35
"""Confidence under which a word without letters or figures is a speck; rules and dashes that are printed have 0.6."""


def page_blocks(words: Sequence[Word], rules: Sequence[Rule], dpi: float, width: float) -> list[Line | TableBlock]:
    """Lines and tables, top to bottom. `rules` and `width` are in points, as the boxes of the result."""
    glyphs = _glyphs([w for w in words if w.confidence >= _NOISE or any(c.isalnum() for c in w.text)], 72 / dpi)
    grids, rest = tables(rules, glyphs)
    out: list[Line | TableBlock] = []
    waiting = list(grids)
    for line in lines(rest, width, lambda _: False):
        while waiting and waiting[0].box and line.box and waiting[0].box.top <= line.box.top:
            out.append(waiting.pop(0))
        out.append(line)
    return out + waiting


def _glyphs(words: Sequence[Word], scale: float) -> list[Glyph]:
    """A glyph for each word. The words of a line share a baseline, however askew the paper lay on the glass."""
    out: list[Glyph] = []
    groups = [list(group) for _, group in groupby(words, key=lambda w: w.line)]
    bases = [_baseline(group) for group in groups]
    heights = [_ascent(group, base) for group, base in zip(groups, bases, strict=True)]
    known = [height for height in heights if height is not None]
    usual = (
        median(known) if known else median([b - w.top for b, g in zip(bases, groups, strict=True) for w in g] or [1])
    )
    for group, base, height in zip(groups, bases, heights, strict=True):
        size = max((height or usual) / _ASCENDER * scale, 1.0)
        for place, word in enumerate(group):
            out.append(
                Glyph(
                    word.text,
                    word.left * scale,
                    word.right * scale,
                    base * scale,
                    size,
                    len(out),
                    place > 0,
                    0,
                    True,
                )
            )
    return out


def _baseline(group: Sequence[Word]) -> float:
    """The row of pixels on which the letters stand: the foot of the words that have none below it."""
    standing = [w.bottom for w in group if not _descends(w.text)]
    if standing:
        return float(median(standing))
    return float(median(w.bottom - 0.22 * (w.bottom - w.top) for w in group))


def _descends(text: str) -> bool:
    dotted = any(c in "ạặậẹệịọộợụựỵẠẶẬẸỆỊỌỘỢỤỰỴ" for c in text)
    return dotted or any(c in _DESCEND for c in strip_accents(text))


def _ascent(group: Sequence[Word], base: float) -> float | None:
    """Height in pixels of the tall letters of a line; None when it has no word to tell by."""
    tall = [
        base - w.top
        for w in group
        if any(c in _ASCEND for c in w.text) and not any(c.isupper() and strip_accents(c) != c for c in w.text)
    ]
    tall = [height for height in tall if height > 0]
    return float(median(tall)) if tall else None
