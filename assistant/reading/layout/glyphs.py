"""What is printed on a page, whoever read it: a text layer or recognition."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Glyph:
    """One printed letter. Coordinates in points from the top left of the page as shown; `order` is the content order.

    `space` is true when a space stands before it, `printed` when that is a letter of the file and not inferred by
    pdfium. `source` is the index in the text page.
    """

    text: str
    left: float
    right: float
    baseline: float
    size: float
    order: int
    space: bool
    source: int
    printed: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a page draws beside text: horizontal and vertical rules as (left, top, right, bottom), share of its area
    that is picture, and the pictures' boxes."""

    rules: tuple[tuple[float, float, float, float], ...]
    picture_share: float
    objects: int
    pictures: tuple[tuple[float, float, float, float], ...] = ()
