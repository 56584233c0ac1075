"""From glyphs to rows: runs of content order, rows of one baseline, and parts of a row that stand apart."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.reading.layout.glyphs import Glyph

_SAME_BASELINE = 0.12
"""Of the letter size: glyphs of one run share a baseline but for rounding."""
_RUN_GAP = 12.0
"""Of the letter size: a wider gap always ends a run; narrower ones are weighed against the other spaces of the row."""
_PART_GAP = 0.9
"""Of the letter size: pieces of a row this far apart are two."""
_OUTLIER = 2.5
"""Justified lines stretch spaces to 1.6 sizes, so within one run a gap must also be this many times the usual one."""
_CAPITAL = 0.62
"""Of the letter size: how high the band of a row reaches above its baseline."""
_BUCKET = 8.0
"""Points: rows are looked up by the height of their baseline."""
_LAST = 12
"""Letters before a blank that tell what it is for."""
_MOST_RUNS = 60
"""Runs of one row: a signed letterhead has ten; a damaged page may have thousands, and pairs of them are compared."""


@dataclass(slots=True, eq=False)
class Run:
    """Glyphs that follow each other in the content on one baseline; two runs are equal only when they are one."""

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
    """Runs gathered to rows of one baseline, top to bottom, each left to right.

    The widest runs found a row, others join the row that they share most of their height with, half of it at least.
    """
    bands: list[tuple[float, float, list[Run]]] = []
    near: dict[int, list[int]] = defaultdict(list)
    tallest = max((run.size for run in found), default=1.0)
    for run in sorted(found, key=lambda r: (r.left - r.right, r.order)):
        top, bottom = run.baseline - _CAPITAL * run.size, run.baseline
        best, best_share = None, 0.5
        for key in range(int(top // _BUCKET), int((bottom + _CAPITAL * tallest) // _BUCKET) + 1):
            for index in near.get(key, ()):
                row_top, row_bottom, _ = bands[index]
                height = max(min(bottom - top, row_bottom - row_top), 0.1)
                share = (min(bottom, row_bottom) - max(top, row_top)) / height
                if share > best_share:
                    best, best_share = index, share
        if best is None:
            near[int(bottom // _BUCKET)].append(len(bands))
            bands.append((top, bottom, [run]))
        else:
            bands[best][2].append(run)
    return [_interleave(members) for _, _, members in sorted(bands, key=lambda band: band[1])]


def _interleave(members: Sequence[Run]) -> list[Run]:
    """The runs of a row left to right. Where one stands in the blanks of another ("Số: … /QĐ-UBND", "ngày … tháng …",
    filled in when the document was signed) both are cut into words, which are put in their places."""
    out = sorted(members, key=lambda r: (r.left, r.order))
    if len(members) > _MOST_RUNS:
        return out
    for inner in sorted(members, key=lambda r: r.right - r.left):
        for outer in list(out) if inner in out else ():
            if outer is not inner and outer.left < inner.right and inner.left < outer.right:
                pieces = _words(outer) + _words(inner)
                if len(pieces) > 2 and not _collide(pieces):
                    out = [r for r in out if r is not outer and r is not inner] + pieces
                    break
    return sorted(out, key=lambda r: (r.left, r.order))


def _words(run: Run) -> list[Run]:
    """The run cut at its spaces, printed, inferred, or seen as a gap."""
    cuts = [i for i, g in enumerate(run.glyphs) if i and (g.space or g.left - run.glyphs[i - 1].right > 0.3 * g.size)]
    return [Run(run.glyphs[a:b]) for a, b in zip([0, *cuts], [*cuts, len(run.glyphs)], strict=True)]


def _collide(words: Sequence[Run]) -> bool:
    """Whether two words lie on top of each other: then they are no text and its blanks."""
    ordered = sorted(words, key=lambda r: r.left)
    return any(a.right - b.left > 0.5 * min(a.right - a.left, b.right - b.left) for a, b in pairwise(ordered))


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a row that stands apart. `gap`: the room before it, from edge to edge; None before the first. `blank`:
    that room looks like one left for the clerk's pen."""

    runs: list[Run]
    gap: tuple[float, float] | None = None
    blank: bool = False


def parts(row: Sequence[Run]) -> list[list[Run]]:
    """A row cut where its pieces stand apart: the two halves of a letterhead, the columns of an unruled table."""
    out: list[list[Run]] = []
    for part in pieces(row):
        if part.blank:
            out[-1] += part.runs
        else:
            out.append(part.runs)
    return out


def pieces(row: Sequence[Run]) -> list[Part]:
    """The same, cut at the blanks of forms too."""
    gaps = sorted(g.left - a.right for run in row for a, g in pairwise(run.glyphs) if g.space)
    # Nearly the narrowest: a row of blanks to fill in has more wide gaps than spaces, a justified line only equal ones.
    usual = gaps[len(gaps) // 6] if len(gaps) > 2 else 0.0
    out: list[Part] = []
    edge = 0.0  # how far to the right the last part reaches
    for run in _cut_columns(row, usual):
        right = run.right
        if out:
            before = out[-1].runs[-1]
            bound = _PART_GAP * max(before.size, run.size)
            if run.order == before.glyphs[-1].order + 1:
                bound = max(bound, _OUTLIER * usual)
            if run.left - edge <= bound or _is_typed(before, run):
                out[-1].runs.append(run)
                edge = max(edge, right)
                continue
            out.append(Part([run], (edge, run.left), _is_form_blank(out[-1].runs, run)))
            edge = max(edge, right) if out[-1].blank else right
            continue
        out.append(Part([run]))
        edge = right
    return out


def _is_typed(before: Run, run: Run) -> bool:
    """Whether a run was typed into a field of a form beside what is printed before it: its label."""
    return run.glyphs[0].typed and not before.glyphs[-1].typed


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
    last = [g for r in before[-_LAST:] for g in r.glyphs[-_LAST:]][-_LAST:]
    head = "".join(("" if not g.space else " ") + g.text for g in last)[-_LAST:].lower()
    tail = "".join(("" if not g.space else " ") + g.text for g in run.glyphs[:6]).strip().lower()
    return tail.startswith(("/", "tháng", "năm")) or bool(re.search(r"(?:số\s*:?|ngày|tháng|năm)$", head))
