"""What a browser shows of a page: hidden elements, letters without size or in the colour of their ground, words crossed
out. Reads the styles of the elements and simple rules of the page's own style sheets; scripts are not run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from assistant.reading.layout.colours import WHITE, Colour, parse_colour, same
from assistant.reading.package.ooxml import Element
from assistant.reading.web.rules import Rules, declarations

Fault = Literal["unseen", "struck"]
_FAR = -999.0
"""Pixels: what is moved so far to the left or up is outside of every window."""
_LEGIBLE = 3.0
"""Pixels; letters below it are a smear."""
_POINTS = {"px": 1.0, "pt": 4 / 3, "in": 96.0, "cm": 37.8, "mm": 3.78, "": 1.0}
_LENGTH = re.compile(r"(-?\d*\.?\d+)\s*(px|pt|in|cm|mm|r?em|%|)\s*(?:!important)?", re.IGNORECASE)
_WORDS = re.compile(r"#[0-9a-f]{3,8}\b|rgba?\([^)]*\)|[a-z]+", re.IGNORECASE)
_CLIPPED = re.compile(r"rect\(\s*(?:0|1px)[\s,].*\)|inset\(\s*(?:50|100)%")
_STRUCK = frozenset(["del", "s", "strike"])


@dataclass(frozen=True, slots=True)
class Look:
    """How an element is shown, what it inherits included. `letters` None: the browser's own colour; `ground` None: not
    known (a picture). `fault`: why its letters are no text."""

    letters: Colour | None = None
    ground: Colour | None = WHITE
    hidden: bool = False
    tiny: bool = False
    struck: bool = False

    @property
    def fault(self) -> Fault | None:
        if self.hidden or self.tiny or same(self.letters, self.ground):
            return "unseen"
        return "struck" if self.struck else None


class Sight:
    """Looks of the elements of one page."""

    def __init__(self, root: Element) -> None:
        self._rules = Rules("\n".join(str(style.text or "") for style in root.iter("style")))

    def of(self, element: Element, inside: Look) -> Look:
        """The look of `element`, which stands in an element of the look `inside`."""
        given = self._rules.of(element)
        if style := element.get("style"):
            given = {**given, **declarations(str(style))}
        struck = inside.struck or element.tag in _STRUCK
        look = replace(inside, struck=struck, hidden=inside.hidden or element.get("hidden") is not None)
        if element.tag == "font" and element.get("color"):
            look = replace(look, letters=parse_colour(element.get("color")))
        if element.get("bgcolor"):
            look = replace(look, ground=parse_colour(element.get("bgcolor")))
        return _styled(look, given) if given else look


def _styled(look: Look, given: Mapping[str, str]) -> Look:
    hidden = look.hidden or _is_hidden(given)
    letters = parse_colour(given["color"]) if "color" in given and given["color"] != "inherit" else look.letters
    ground = look.ground
    if "background-image" in given and given["background-image"] != "none":
        ground = None
    elif (said := given.get("background-color", given.get("background"))) is not None:
        ground = _ground(said, look.ground)
    struck = look.struck or "line-through" in given.get("text-decoration", "") + given.get("text-decoration-line", "")
    tiny = look.tiny
    if (size := _pixels(given.get("font-size", ""), relative=False)) is not None:
        tiny = size < _LEGIBLE
    return Look(letters, ground, hidden, tiny, struck)


def _is_hidden(given: Mapping[str, str]) -> bool:
    if given.get("display") == "none" or given.get("visibility") in {"hidden", "collapse"}:
        return True
    if re.fullmatch(r"0*(?:\.0*)?%?", given.get("opacity", "1")) and "0" in given.get("opacity", "1"):
        return True
    moved = [_pixels(given.get(side, "")) for side in ("left", "top", "text-indent", "margin-left")]
    if any(far is not None and far <= _FAR for far in moved):
        return True
    if re.search(
        r"rect\(\s*(?:0|1px)[\s,].*\)|inset\(\s*(?:50|100)%", given.get("clip", "") + given.get("clip-path", "")
    ):
        return True
    sides = [_pixels(given.get(side, "")) for side in ("width", "height", "max-height")]
    return given.get("overflow") == "hidden" and any(side is not None and side <= 1 for side in sides)


def _ground(said: str, under: Colour | None) -> Colour | None:
    """The colour of a background; `under` where it lets that through, None for a picture."""
    if "url(" in said or "gradient" in said:
        return None
    for word in _words(said):
        if (colour := parse_colour(word)) is not None:
            return colour
    return under


def _words(text: str) -> Iterator[str]:
    yield from (m[0] for m in _WORDS.finditer(text))


def _pixels(length: str, *, relative: bool = True) -> float | None:
    """A length in pixels; of what depends on other sizes only nothing at all (`relative` False), else by 16 px."""
    found = _LENGTH.fullmatch(length.strip())
    if found is None:
        return None
    value, unit = float(found[1]), found[2].lower()
    if unit in _POINTS:
        return value * _POINTS[unit]
    if not relative:
        return value if value == 0 else None
    return value * 16 if unit != "%" else None
