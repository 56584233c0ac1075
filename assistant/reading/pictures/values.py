"""The picture of a page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PagePicture:
    """`data`: the page as a WebP picture. `width`, `height`: of the page in points, in which boxes on it are given."""

    data: bytes
    width: float
    height: float
