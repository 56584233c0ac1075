"""From glyphs to visual lines: runs of content order, rows of one baseline, and parts of a row that stand apart."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.reading.pdf_glyphs import Glyph
from assistant.reading.superscript import raised
from assistant.types import Box, Line
from assistant.vietnamese.normalise import nfc

_SAME_BASELINE = 0.12
"""Of the letter size: glyphs of one run share a baseline but for rounding."""
_RUN_GAP = 2.2
"""Of the letter size: letters that follow each other in the content this far apart stand in two columns. Justified lines of real
files stretch a space to 1.6 sizes at most."""
_PART_GAP = 0.9
"""The same for letters that come from different places of the content (two cells of a letterhead)."""
_WORD_GAP = 0.17
"""A gap above this is a space where the content has none; kerned letters stay under 0.1, a narrow space is 0.2."""


@dataclass(slots=True)
class Run:
    """Glyphs that follow each other in the content on one baseline."""

    glyphs: list[Glyph]

    @property
    def left(self) -> float:
        return self.glyphs[0].left

    @property
    def right(self) -> float:
        return max(g.right for g in self.glyphs)

    @property
    def baseline(self) -> float:
        return self.glyphs[0].baseline

    @property
    def size(self) -> float:
        return self.glyphs[0].size

    @property
    def order(self) -> int:
        return self.glyphs[0].order


def runs(glyphs: Sequence[Glyph]) -> list[Run]:
    """Content order cut where the baseline changes, the pen goes back, or a wide gap opens."""
    out: list[Run] = []
    for glyph in glyphs:
        if out:
            last = out[-1].glyphs[-1]
            size = max(last.size, glyph.size)
            gap = glyph.left - last.right
            if (
                abs(glyph.baseline - last.baseline) <= _SAME_BASELINE * size
                and -0.6 * size <= gap <= _RUN_GAP * size
                and glyph.left >= last.left - 0.3 * size
                and glyph.order == last.order + 1
            ):
                out[-1].glyphs.append(glyph)
                continue
        out.append(Run([glyph]))
    return out


def rows(found: Sequence[Run]) -> list[list[Run]]:
    """Runs gathered to rows of one baseline, top to bottom, each left to right. The widest runs found a row, others join."""
    out: list[tuple[float, float, list[Run]]] = []
    for run in sorted(found, key=lambda r: (-(r.right - r.left) * (1 if r.size > 0 else 0), r.order)):
        top, bottom = run.baseline - 0.62 * run.size, run.baseline
        best, best_share = None, 0.5
        for index, (row_top, row_bottom, _) in enumerate(out):
            share = (min(bottom, row_bottom) - max(top, row_top)) / max(min(bottom - top, row_bottom - row_top), 0.1)
            if share > best_share:
                best, best_share = index, share
        if best is None:
            out.append((top, bottom, [run]))
        else:
            out[best][2].append(run)
    out.sort(key=lambda row: row[1])
    return [sorted(members, key=lambda r: (r.left, r.order)) for _, _, members in out]


def parts(row: Sequence[Run]) -> list[list[Run]]:
    """A row cut where its pieces stand apart: the two halves of a letterhead, the columns of an unruled table."""
    out: list[list[Run]] = []
    for run in row:
        if out:
            before = out[-1][-1]
            size = max(before.size, run.size)
            edge = max(r.right for r in out[-1])
            follows = run.order == before.glyphs[-1].order + 1
            if run.left - edge <= (_RUN_GAP if follows else _PART_GAP) * size:
                out[-1].append(run)
                continue
        out.append([run])
    return out


def text_of(part: Sequence[Run]) -> str:
    """The text of a part of a row, spaces put where they are printed, inferred by pdfium, or seen as a gap; not yet NFC."""
    size = max((r.size for r in part), key=lambda s: sum(len(r.glyphs) for r in part if r.size == s))
    main = next(r for r in part if r.size == size)
    pieces: list[str] = []
    last: Glyph | None = None
    for run in part:
        raised_up = run.size < 0.8 * size and run.baseline < main.baseline - 0.15 * size and len(run.glyphs) <= 4
        for index, glyph in enumerate(run.glyphs):
            if last is not None:
                in_order = glyph.order == last.order + 1
                gap = glyph.left - last.right
                if (
                    glyph.space
                    if in_order
                    else (gap > _WORD_GAP * size or (glyph.space and gap > -0.1 * size) or gap < -0.6 * size)
                ):
                    pieces.append(" ")
                elif in_order and gap > 0.6 * size:
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
    """The visual lines of a page, top to bottom, left to right; parts of one row that stand apart are lines of their own.

    `bold(source)` tells whether the letter with that index of the text page is bold.
    """
    found: list[tuple[str, Box, bool]] = []
    alone: list[bool] = []
    for row in rows(runs(glyphs)):
        pieces = parts(row)
        for part in pieces:
            text = re.sub(r" {2,}", " ", nfc(text_of(part)).replace("\n", " ")).strip()
            if text:
                heavy = all(bold(r.glyphs[0].source) for r in (part[0], part[len(part) // 2], part[-1]))
                found.append((text, box_of(part), heavy))
                alone.append(len(pieces) == 1)
    if not found:
        return []
    left = min(box.left for _, box, _ in found)
    right = max(max(box.right for _, box, _ in found), width - left)
    out: list[Line] = []
    for (text, box, heavy), single in zip(found, alone, strict=True):
        before, after = box.left - left, right - box.right
        span = max(right - left, 1.0)
        centred = single and before > 0.08 * span and abs(before - after) < 0.07 * span
        out.append(Line(text, box, heavy, centred))
    return out
