"""Colours of letters and of what lies under them: whether anybody can tell the two apart."""

from __future__ import annotations

import re

Colour = tuple[int, int, int]
"""Red, green, blue, 0 to 255."""
WHITE: Colour = (255, 255, 255)
_APART = 12
"""Steps of one channel, of 255, up to which no eye sees letters on their ground: grey watermarks, which are meant to be
seen, begin at 30."""
_HEX = re.compile(r"#?([0-9a-f]{6}|[0-9a-f]{3})(?:[0-9a-f]{2})?", re.IGNORECASE)
_RGB = re.compile(
    r"rgba?\(\s*(\d{1,3})\s*[, ]\s*(\d{1,3})\s*[, ]\s*(\d{1,3})\s*(?:[,/]\s*([\d.]+)(%?)\s*)?\)", re.IGNORECASE
)
_NAMES: dict[str, Colour] = {
    "white": WHITE, "black": (0, 0, 0), "snow": (255, 250, 250), "ivory": (255, 255, 240),
    "whitesmoke": (245, 245, 245), "red": (255, 0, 0), "green": (0, 128, 0), "blue": (0, 0, 255),
    "yellow": (255, 255, 0), "gray": (128, 128, 128), "grey": (128, 128, 128), "silver": (192, 192, 192),
    "navy": (0, 0, 128), "maroon": (128, 0, 0), "lime": (0, 255, 0), "cyan": (0, 255, 255), "aqua": (0, 255, 255),
}  # fmt: skip


def parse_colour(text: str | None) -> Colour | None:
    """ "1F4E79", "#fff", "rgb(1, 2, 3)" or a name as a colour; None for anything else and for what lets all through."""
    word = (text or "").strip().lower()
    if word in _NAMES:
        return _NAMES[word]
    if found := _RGB.fullmatch(word):
        if found[4] is not None and float(found[4].strip(".") or 0) == 0:
            return None
        return (min(int(found[1]), 255), min(int(found[2]), 255), min(int(found[3]), 255))
    if found := _HEX.fullmatch(word):
        digits = found[1] if len(found[1]) == 6 else "".join(c + c for c in found[1])
        return (int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16))
    return None


def same(one: Colour | None, other: Colour | None) -> bool:
    """Whether letters of one colour cannot be seen on the other; False where one of them is not known."""
    return one is not None and other is not None and max(abs(a - b) for a, b in zip(one, other, strict=True)) <= _APART
