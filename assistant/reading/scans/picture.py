"""The picture of a page made ready for recognition: red ink apart from black, ruled lines found and taken out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from assistant.reading.scans.tesseract import Picture

DPI = 200
"""Best of 150 to 300 on the scan that has a Word twin (docs/experiments.md)."""
_BLUR = 0.7
"""Standard deviation in pixels of the smoothing: scans of one bit a pixel have ragged letters (docs/experiments.md)."""
_DARK = 150
"""Grey value below which a pixel is ink."""
_RED_OVER = 50
"""By how much red outdoes green and blue in stamp ink; grey and yellowed paper stay below 25."""
_RED_SHARE = 0.0002
"""Share of red pixels from which a page is treated as bearing a stamp: a small seal is 0.002 of a page."""
_RULE = 0.35
"""Inches of unbroken ink that are a ruled line and no letter."""
_RULE_WIDTH = 0.035
"""Inches: thicker bars are no rules but filled areas."""
_BREAK = 2
"""Pixels missing in a scanned rule that do not end it."""
_INK = 0.0004
"""Share of dark pixels up to which a page is blank but for specks: one printed line of text is 0.001 of a page."""

Grey = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.bool_]
Rule = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class PagePicture:
    """`black`: the text without red ink where there is any; `red`: the red ink alone, None without. `rules` in points;
    `ink`: share (0 to 1) of pixels that are dark; `width`, `height` in points."""

    black: Picture
    red: Picture | None
    rules: tuple[Rule, ...]
    ink: float
    width: float
    height: float

    @property
    def blank(self) -> bool:
        return self.ink <= _INK


def page_picture(image: npt.NDArray[np.uint8], dpi: float, turn: int = 0) -> PagePicture:
    """`image`: grey (h, w) or RGB (h, w, 3); `turn`: degrees clockwise, a multiple of 90, that set it upright."""
    image = np.rot90(image, k=-turn // 90) if turn else image
    grey, red = _inks(image)
    height, width = grey.shape
    dark = grey < _DARK
    rules, marks = _rules(dark, dpi)
    if rules:
        grey = grey.copy()
        grey[marks] = 255
    points = 72 / dpi
    return PagePicture(
        _picture(grey, dpi),
        _picture(red, dpi) if red is not None else None,
        tuple((a * points, b * points, c * points, d * points) for a, b, c, d in rules),
        float(dark.mean()) + (float((red < _DARK).mean()) if red is not None else 0.0),
        width * points,
        height * points,
    )


def _inks(image: npt.NDArray[np.uint8]) -> tuple[Grey, Grey | None]:
    """The page in grey, and where red ink stands on it: the page seen through a red filter, and the red ink alone."""
    if image.ndim == 2:
        return np.ascontiguousarray(image), None
    channels = image.astype(np.int16)
    others = np.maximum(channels[..., 1], channels[..., 2])
    is_red = channels[..., 0] - others > _RED_OVER
    if float(is_red.mean()) < _RED_SHARE:
        weighed = channels @ np.array([77, 150, 29], dtype=np.int32) >> 8  # ITU-R BT.601
        return weighed.astype(np.uint8), None
    red = np.where(is_red, others, 255).astype(np.uint8)
    return np.ascontiguousarray(image[..., 0]), red


def _picture(grey: Grey, dpi: float) -> Picture:
    from PIL import Image, ImageFilter

    smooth = Image.fromarray(grey).filter(ImageFilter.GaussianBlur(_BLUR))
    return Picture(grey.shape[1], grey.shape[0], smooth.tobytes(), dpi)


def _rules(dark: Mask, dpi: float) -> tuple[list[tuple[int, int, int, int]], Mask]:
    """Ruled lines as (left, top, right, bottom) in pixels, and the pixels they cover."""
    marks = np.zeros_like(dark)
    least, most = round(_RULE * dpi), max(round(_RULE_WIDTH * dpi), 3)
    found = []
    for top, left, bottom, right in _bars(dark, least, most):
        found.append((left, top, right, bottom))
        marks[max(top - 1, 0) : bottom + 1, left:right] = True
    for left, top, right, bottom in _bars(dark.T, least, most):
        found.append((left, top, right, bottom))
        marks[top:bottom, max(left - 1, 0) : right + 1] = True
    return found, marks


def _bars(dark: Mask, least: int, most: int) -> list[tuple[int, int, int, int]]:
    """Bars along the rows of `dark`, at least `least` long and at most `most` thick: (row, start, row end, end).

    Runs of ink that touch in neighbouring rows are one bar; one that leans is thicker by its slope.
    """
    open_: list[list[int]] = []
    done: list[list[int]] = []
    for row in np.flatnonzero(dark.sum(axis=1) >= least).tolist():
        fresh = []
        still = [bar for bar in open_ if bar[2] >= row - _BREAK]
        done += [bar for bar in open_ if bar[2] < row - _BREAK]
        for start, end in _runs(dark[row], least):
            near = [bar for bar in still if bar[1] - _BREAK <= end and start <= bar[3] + _BREAK]
            if near:
                first = near[0]
                for bar in near[1:]:
                    first[0], first[1] = min(first[0], bar[0]), min(first[1], bar[1])
                    first[3] = max(first[3], bar[3])
                    still.remove(bar)
                first[1], first[2], first[3] = min(first[1], start), row + 1, max(first[3], end)
            else:
                fresh.append([row, start, row + 1, end])
        open_ = still + fresh
    done += open_
    return [
        (top, start, bottom, end)
        for top, start, bottom, end in done
        if bottom - top <= most + 0.01 * (end - start)  # half a degree of lean
    ]


def _runs(row: Any, least: int) -> list[tuple[int, int]]:
    """Stretches of ink of `least` pixels and more in one row, small breaks left out of account."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], row.view(np.int8), [0]))))
    starts, ends = edges[::2], edges[1::2]
    if len(starts) > 1:
        keep = starts[1:] - ends[:-1] > _BREAK
        starts = starts[np.concatenate(([True], keep))]
        ends = ends[np.concatenate((keep, [True]))]
    long = ends - starts >= least
    return list(zip(starts[long].tolist(), ends[long].tolist(), strict=True))
