"""Letters of a PDF page that nobody sees: invisible by their mode, of the colour of their ground, clipped away, under
an opaque area, outside the page, or of a size near nothing.

What is drawn where, in which colour, only makes letters suspect. Whether they are seen is then looked at: the page is
drawn with the suspects and without them, and where no pixel differs, nobody sees a letter.
"""

from __future__ import annotations

import ctypes
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Any

import pypdfium2.raw as pdfium

from assistant.reading.layout.glyphs import Drawing, Fill, Glyph
from assistant.reading.layout.turned import middle

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from assistant.reading.pdf.glyphs import Letters, Transform

_NOTHING = 2.0
"""Points: smaller type is read by nobody; the smallest that is printed, on the backs of contracts, has 4."""
_SAME = 24
"""Of 255: two colours that differ by less in each part are told apart by nobody on paper. Pale marks differ by 25."""
_FAINT = 40
"""Of 255: ink less opaque than this may be invisible; a pale mark has 60."""
_DIFFERENT = 12
"""Of 255: how much a pixel must differ with and without a letter. Half of `_SAME`, for thin strokes are drawn pale."""
_WHOLE = 0.5
"""Of the page: a picture so large is a scan, and what stands under or over it is its text layer."""
_BAND = 20.0
"""Points: painted areas are looked up by the height at which they stand."""
_MOST_FILLS = 20_000
_FEW = 3
"""Letters: so few in the middle of seen ones are no passage; a letter that the font lacks draws nothing."""
_OUTLINED, _INVISIBLE, _CLIPPING = 1, 3, 7
_MOST_CLIPS, _MOST_SEGMENTS = 20, 40
"""A letter clipped by more, or by a shape of more corners, is only looked at; nothing is lost by a box too large."""

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class View:
    """The page as its letters stand upright: its size in points, the way there from the file's space, and how far it is
    turned for that beyond its own /Rotate (degrees clockwise)."""

    width: float
    height: float
    place: Transform
    turn: int = 0


def unseen(page: Any, letters: Letters, drawing: Drawing, view: View) -> set[int]:
    """The `order` of each letter that nobody sees."""
    inks = _Inks(view.place)
    odd = {owner: ink for owner, (item, _) in letters.owners.items() if (ink := inks.odd(item)) is not None}
    tiny = _tiny(letters)
    # The layer of a scan may run on beyond the page where its words are wider than those of the picture.
    gone = set(letters.outside) if drawing.picture_share < _WHOLE else set()
    if not (odd or tiny or drawing.fills):
        return gone
    grounds = _Grounds(drawing, view)
    suspects: list[Glyph] = []
    for glyph in letters.glyphs:
        if glyph.owner in tiny:
            gone.add(glyph.order)
            continue
        ink = odd.get(glyph.owner)
        if ink is None and (not glyph.owner or not grounds.near(glyph)):
            continue
        x, y = middle((glyph,))
        if ink is not None and ink.mode == _INVISIBLE:
            if not grounds.in_picture(x, y):
                gone.add(glyph.order)
            continue
        if ink is None:
            ink = odd[glyph.owner] = inks.of(letters.owners[glyph.owner][0])
        if ink.clipped_at(x, y) or grounds.hides(ink, drawing.sequence.get(glyph.owner, 0), x, y):
            suspects.append(glyph)
    return gone | _not_drawn(page, [g for g in suspects if g.order not in gone], letters, view) if suspects else gone


def _tiny(letters: Letters) -> set[int]:
    """The objects whose letters have a size near nothing, on a page whose others have not."""
    small = {owner for owner, (_, size) in letters.owners.items() if size < _NOTHING}
    return small if small and median(g.size for g in letters.glyphs) > 3 * _NOTHING else set()


def passages(glyphs: Sequence[Glyph], gone: set[int]) -> int:
    """How many passages the letters that are gone make: stretches of the content, line under line."""
    found = [g for g in glyphs if g.order in gone]
    return sum(1 for before, after in pairwise([None, *found]) if before is None or not _goes_on(before, after))


def _goes_on(before: Glyph, after: Glyph | None) -> bool:
    if after is None or after.turn != before.turn or after.order - before.order > _FEW + 1:
        return False
    down = after.baseline - before.baseline
    return -0.3 * before.size <= down <= 1.7 * before.size


@dataclass(frozen=True, slots=True)
class _Ink:
    """How one text object is drawn: its mode, its colour, whether that can hardly be seen, the box it is clipped to."""

    mode: int
    colour: tuple[int, int, int]
    faint: bool
    clip: Box | None

    def clipped_at(self, x: float, y: float) -> bool:
        clip = self.clip
        return clip is not None and not (clip[0] <= x <= clip[2] and clip[1] <= y <= clip[3])


class _Inks:
    """Asks pdfium how text objects are drawn; a page may have thousands, so the places it answers in are kept."""

    def __init__(self, place: Transform) -> None:
        self._place = place
        self._parts = tuple(ctypes.c_uint() for _ in range(4))
        self._point = ctypes.c_float(), ctypes.c_float()

    def odd(self, item: Any) -> _Ink | None:
        """None for what is plainly drawn: opaque, not in white, not clipped."""
        if pdfium.FPDFTextObj_GetTextRenderMode(item) in (0, 2):
            red, green, blue, alpha = self._parts
            if not pdfium.FPDFPageObj_GetFillColor(item, red, green, blue, alpha):
                return None
            dark = min(red.value, green.value, blue.value) <= 255 - _SAME
            if (
                dark
                and alpha.value >= _FAINT
                and pdfium.FPDFClipPath_CountPaths(pdfium.FPDFPageObj_GetClipPath(item)) <= 0
            ):
                return None
        return self.of(item)

    def of(self, item: Any) -> _Ink:
        mode = pdfium.FPDFTextObj_GetTextRenderMode(item)
        red, green, blue, alpha = self._parts
        asked = pdfium.FPDFPageObj_GetStrokeColor if mode == _OUTLINED else pdfium.FPDFPageObj_GetFillColor
        known = asked(item, red, green, blue, alpha)
        colour = (red.value, green.value, blue.value) if known else (0, 0, 0)
        return _Ink(mode, colour, bool(known) and alpha.value < _FAINT, self._clip(item))

    def _clip(self, item: Any) -> Box | None:
        """The box that all clip paths of an object share; None where it is not clipped."""
        clip = pdfium.FPDFPageObj_GetClipPath(item)
        count = pdfium.FPDFClipPath_CountPaths(clip) if clip else 0
        if count <= 0:
            return None
        x, y = self._point
        left, top, right, bottom = float("-inf"), float("-inf"), float("inf"), float("inf")
        for path in range(min(count, _MOST_CLIPS)):
            points = []
            for index in range(min(pdfium.FPDFClipPath_CountPathSegments(clip, path), _MOST_SEGMENTS)):
                segment = pdfium.FPDFClipPath_GetPathSegment(clip, path, index)
                if pdfium.FPDFPathSegment_GetPoint(segment, x, y):
                    points.append(self._place(x.value, y.value))
            if points:
                xs, ys = [p[0] for p in points], [p[1] for p in points]
                left, top = max(left, min(xs)), max(top, min(ys))
                right, bottom = min(right, max(xs)), min(bottom, max(ys))
        return left, top, right, bottom


class _Grounds:
    """What is painted on the page, looked up by place: the ground under a letter, and what lies over it."""

    def __init__(self, drawing: Drawing, view: View) -> None:
        whole = _WHOLE * view.width * view.height
        self._pictures = drawing.pictures
        self._bands: dict[int, list[Fill]] = defaultdict(list)
        for fill in drawing.fills[:_MOST_FILLS]:
            left, top, right, bottom = fill.box
            if fill.colour is None and (right - left) * (bottom - top) >= whole:
                continue
            for band in range(max(int(top // _BAND), -1), min(int(bottom // _BAND), int(view.height // _BAND) + 1) + 1):
                self._bands[band].append(fill)

    def near(self, glyph: Glyph) -> bool:
        """Whether anything is painted at the height of an upright letter; True for one that leans."""
        return bool(glyph.turn) or int((glyph.baseline - 0.3 * glyph.size) // _BAND) in self._bands

    def in_picture(self, x: float, y: float) -> bool:
        return any(left <= x <= right and top <= y <= bottom for left, top, right, bottom in self._pictures)

    def hides(self, ink: _Ink, order: int, x: float, y: float) -> bool:
        """Whether what is painted here may hide a letter that is drawn as the `order`-th thing."""
        if ink.faint or ink.mode == _CLIPPING:
            return True
        ground: tuple[int, int, int] | None = (255, 255, 255)
        for fill in self._bands.get(int(y // _BAND), ()):
            left, top, right, bottom = fill.box
            if left <= x <= right and top <= y <= bottom:
                if fill.order > order:
                    return True
                ground = fill.colour
        return ground is None or max(abs(a - b) for a, b in zip(ink.colour, ground, strict=True)) < _SAME


def _not_drawn(page: Any, suspects: Sequence[Glyph], letters: Letters, view: View) -> set[int]:
    """Of the suspects those whose place looks the same without them."""
    items = [letters.owners[owner][0] for owner in {g.owner for g in suspects if g.owner}]
    if not items:
        return set()
    places = [_place_of(glyph) for glyph in suspects]
    left, top = min(p[0] for p in places) - 2, min(p[1] for p in places) - 2
    right, bottom = max(p[2] for p in places) + 2, max(p[3] for p in places) + 2
    part = (max(left, 0.0), max(top, 0.0), min(right, view.width), min(bottom, view.height))
    if part[2] - part[0] < 1 or part[3] - part[1] < 1:
        return {glyph.order for glyph in suspects}
    before = _picture(page, part, view)
    for item in items:
        pdfium.FPDFPageObj_SetIsActive(item, False)
    try:
        after = _picture(page, part, view)
    finally:
        for item in items:
            pdfium.FPDFPageObj_SetIsActive(item, True)
    differs = abs(before - after).max(axis=2) >= _DIFFERENT
    scale = differs.shape[1] / (part[2] - part[0]), differs.shape[0] / (part[3] - part[1])
    seen = [_is_seen(place, part, differs, scale) for place in places]
    return {glyph.order for glyph, found in zip(suspects, _smoothed(seen), strict=True) if not found}


def _picture(page: Any, part: Box, view: View) -> npt.NDArray[np.int16]:
    """A part of the page as it is shown, a pixel to the point."""
    import numpy

    crop = (part[0], view.height - part[3], view.width - part[2], part[1])
    bitmap = page.render(scale=1.0, rotation=view.turn, crop=crop, may_draw_forms=False)
    try:
        found: npt.NDArray[np.int16] = bitmap.to_numpy()[..., :3].astype(numpy.int16)
    finally:
        bitmap.close()
    return found


def _place_of(glyph: Glyph) -> Box:
    x, y = middle((glyph,))
    half = max((glyph.right - glyph.left) / 2, 0.3 * glyph.size, 1.0)
    return x - half, y - 0.6 * glyph.size, x + half, y + 0.5 * glyph.size


def _is_seen(place: Box, part: Box, differs: npt.NDArray[np.bool_], scale: tuple[float, float]) -> bool:
    left, right = int((place[0] - part[0]) * scale[0]), int((place[2] - part[0]) * scale[0]) + 1
    top, bottom = int((place[1] - part[1]) * scale[1]), int((place[3] - part[1]) * scale[1]) + 1
    return bool(differs[max(top, 0) : max(bottom, 1), max(left, 0) : max(right, 1)].any())


def _smoothed(seen: Sequence[bool]) -> list[bool]:
    """`seen` with short stretches taken for what stands around them."""
    out = list(seen)
    start = 0
    for index in range(1, len(out) + 1):
        if index == len(out) or seen[index] != seen[start]:
            inside = start > 0 and index < len(out)
            if inside and index - start <= _FEW and out[start - 1]:
                out[start:index] = [True] * (index - start)
            start = index
    return out
