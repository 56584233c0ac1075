"""From glyphs to visual lines: runs of content order, rows of one baseline, and parts of a row that stand apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.reading.pdf_glyphs import Glyph
from assistant.reading.superscript import raised
from assistant.types import Box, Line
from assistant.vietnamese.normalise import nfc

_SAME_BASELINE = 0.12
"""Of the letter size: glyphs of one run share a baseline but for rounding."""
_RUN_GAP = 12.0
"""Of the letter size: a wider gap always ends a run; narrower ones are weighed against the other spaces of the row."""
_PART_GAP = 0.9
"""Of the letter size: pieces of a row this far apart are two. Justified lines of real files stretch a space to 1.6 at
most,"""
_OUTLIER = 2.5
"""so within one run the gap must also be this many times the row's usual space."""
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
    """Runs gathered to rows of one baseline, top to bottom, each left to right. The widest runs found a row, others
    join."""
    out: list[tuple[float, float, list[Run]]] = []
    for run in sorted(found, key=lambda r: (r.left - r.right, r.order)):
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
    return [_interleave(members) for _, _, members in out]


def _interleave(members: Sequence[Run]) -> list[Run]:
    """The runs of a row left to right. Where one stands in the blanks of another ("Số: … /QĐ-UBND", "ngày … tháng …",
    filled in when the document was signed) both are cut into words, which are put in their places."""
    out = list(members)
    for inner in sorted(members, key=lambda r: r.right - r.left):
        for outer in list(out):
            if inner in out and outer is not inner and outer.left < inner.right and inner.left < outer.right:
                pieces = _words(outer) + _words(inner)
                if len(pieces) > 2 and not _collide(pieces):
                    out = [r for r in out if r is not outer and r is not inner] + pieces
                    break
    return sorted(out, key=lambda r: (r.left, r.order))


def _words(run: Run) -> list[Run]:
    cuts = [i for i, g in enumerate(run.glyphs) if i and (g.space or g.left - run.glyphs[i - 1].right > 0.3 * g.size)]
    return [Run(run.glyphs[a:b]) for a, b in zip([0, *cuts], [*cuts, len(run.glyphs)], strict=True)]


def _collide(words: Sequence[Run]) -> bool:
    """Whether two words lie on top of each other: then they are no text and its blanks."""
    ordered = sorted(words, key=lambda r: r.left)
    return any(a.right - b.left > 0.5 * min(a.right - a.left, b.right - b.left) for a, b in pairwise(ordered))


def parts(row: Sequence[Run]) -> list[list[Run]]:
    """A row cut where its pieces stand apart: the two halves of a letterhead, the columns of an unruled table."""
    gaps = sorted(g.left - a.right for run in row for a, g in pairwise(run.glyphs) if g.space)
    # Nearly the narrowest: a row of blanks to fill in has more wide gaps than spaces, a justified line only equal ones.
    usual = gaps[len(gaps) // 6] if len(gaps) > 2 else 0.0
    out: list[list[Run]] = []
    for run in _cut_columns(row, usual):
        if out:
            before = out[-1][-1]
            edge = max(r.right for r in out[-1])
            bound = _PART_GAP * max(before.size, run.size)
            if run.order == before.glyphs[-1].order + 1:
                bound = max(bound, _OUTLIER * usual)
            if run.left - edge <= bound or _is_form_blank(out[-1], run):
                out[-1].append(run)
                continue
        out.append([run])
    return out


def _cut_columns(row: Sequence[Run], usual: float) -> list[Run]:
    """Runs cut at gaps far wider than the row's other spaces: a justified line stretches all of its spaces alike."""
    out: list[Run] = []
    for run in row:
        bound = max(_PART_GAP * run.size, _OUTLIER * usual)
        cuts = [i for i, (a, g) in enumerate(pairwise(run.glyphs), start=1) if g.left - a.right > bound]
        out += [Run(run.glyphs[a:b]) for a, b in zip([0, *cuts], [*cuts, len(run.glyphs)], strict=True)]
    return out


def _is_form_blank(before: Sequence[Run], run: Run) -> bool:
    """Whether the gap is a blank left for the clerk's pen: "Số:      /KH-UBND", "ngày      tháng      năm 2026"."""
    head = "".join(("" if not g.space else " ") + g.text for r in before for g in r.glyphs)[-12:].lower()
    tail = "".join(("" if not g.space else " ") + g.text for g in run.glyphs[:6]).strip().lower()
    return tail.startswith(("/", "tháng", "năm")) or bool(re.search(r"(?:số\s*:?|ngày|tháng|năm)$", head))


def text_of(part: Sequence[Run]) -> str:
    """The text of a part of a row, spaces put where they are printed, inferred by pdfium, or seen as a gap; not yet
    NFC."""
    size = max((r.size for r in part), key=lambda s: sum(len(r.glyphs) for r in part if r.size == s))
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
        return glyph.space or gap > 0.6
    return gap > _WORD_GAP or (glyph.space and gap > -0.1) or gap < -0.6


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


def _margins(boxes: Sequence[Box], width: float) -> tuple[float, float]:
    """The left and right edge of the body: those of the full lines, else of all."""
    full = [b for b in boxes if b.right - b.left > 0.6 * width] or list(boxes)
    return min(b.left for b in full), max(max(b.right for b in full), width - 1.6 * min(b.left for b in full))
