"""What is printed on a page, whoever read it: a text layer or recognition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(slots=True)
class Glyph:
    """One printed letter. Coordinates in points from the top left of the page as shown; `order` is the content order.

    `space` is true when a space stands before it, `printed` when that is a letter of the file and not inferred by
    pdfium. `source` is the index in the text page, -1 for what was typed into a form. `turn`: how far the letter leans
    counter-clockwise from the upright, in degrees; `left`, `right` and `baseline` are then along and across its own
    direction (see `layout/turned.py`). `owner` is what drew it, 0 where that is not known.
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
    turn: float = 0.0
    owner: int = 0
    typed: bool = False
    """Typed into a field of a form, or a tick of one: it belongs to the label before it, however far that stands."""


@dataclass(frozen=True, slots=True)
class Fill:
    """An area that was painted, the `order`-th thing drawn on its page: its box, and its colour (red, green, blue, 0 to
    255) where it is one opaque colour; None for pictures and whatever may be seen through."""

    order: int
    box: tuple[float, float, float, float]
    colour: tuple[int, int, int] | None


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a page draws beside text: horizontal and vertical rules as (left, top, right, bottom), share of its area
    that is picture, the pictures' boxes, and what is painted over or under text."""

    rules: tuple[tuple[float, float, float, float], ...]
    picture_share: float
    objects: int
    pictures: tuple[tuple[float, float, float, float], ...] = ()
    fills: tuple[Fill, ...] = ()
    sequence: Mapping[int, int] = field(default_factory=dict)
    """When each text object was drawn, by its address; empty on a page without fills."""
