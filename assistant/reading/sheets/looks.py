"""How cells of a spreadsheet look, as far as it decides whether anybody sees what stands in them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.reading.layout.colours import WHITE, Colour, parse_colour
from assistant.reading.package.ooxml import Element
from assistant.reading.package.opc import child, children, local

_LEGIBLE = 3.0
"""Points: smaller letters are a smear."""
_INDEXED: dict[int, Colour] = {
    0: (0, 0, 0), 1: WHITE, 2: (255, 0, 0), 3: (0, 255, 0), 4: (0, 0, 255), 5: (255, 255, 0), 8: (0, 0, 0), 9: WHITE,
    10: (255, 0, 0), 12: (0, 0, 255), 13: (255, 255, 0), 22: (192, 192, 192), 23: (128, 128, 128), 65: WHITE,
}  # fmt: skip
"""The colours of the old palette that letters and grounds are given (ECMA-376 part 1, 18.8.27); no other is judged."""
_THEME = ("lt1", "dk1", "lt2", "dk2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6")
"""Colours of a theme in the order in which cells number them: Excel counts light before dark."""


def theme_colours(theme: Element | None) -> tuple[Colour | None, ...]:
    """The ten colours of a theme part as cells number them; None for one that is not given plainly."""
    scheme = child(theme, "themeElements", "clrScheme")
    found: dict[str, Colour | None] = {}
    for entry in scheme if scheme is not None else ():
        given = next((e for e in entry if local(e) in {"srgbClr", "sysClr"}), None)
        word = (given.get("lastClr") or given.get("val")) if given is not None else None
        found[local(entry)] = parse_colour(word)
    return tuple(found.get(name) for name in _THEME)


def colour_of(element: Element | None, theme: Sequence[Colour | None]) -> Colour | None:
    """The colour of a `color`, `fgColor` or `bgColor`; None where it is automatic or not known."""
    if element is None or element.get("auto") in {"1", "true"}:
        return None
    if word := element.get("rgb"):
        return parse_colour(str(word)[-6:])
    place = str(element.get("theme") or "")
    if place.isdecimal() and len(place) < 3:
        known = theme[int(place)] if int(place) < len(theme) else None
        return _tinted(known, str(element.get("tint") or "0")) if known is not None else None
    index = str(element.get("indexed") or "")
    return _INDEXED.get(int(index)) if index.isdecimal() and len(index) < 4 else None


def _tinted(colour: Colour, tint: str) -> Colour:
    """Lighter or darker by `tint`, -1 to 1 (18.8.19, here by channel, which is close enough to tell white from not)."""
    share = float(tint) if re.fullmatch(r"-?\d(?:\.\d+)?(?:[eE]-?\d+)?", tint) else 0.0
    share = max(-1.0, min(1.0, share))
    red, green, blue = (c * (1 + share) if share < 0 else c + (255 - c) * share for c in colour)
    return (round(red), round(green), round(blue))


def unseen_fonts(root: Element | None) -> list[bool]:
    """For each font of the styles whether its letters have no size."""
    sizes = (str(getattr(child(font, "sz"), "attrib", {}).get("val", "11")) for font in children(root, "fonts", "font"))
    return [re.fullmatch(r"\d{1,4}(?:\.\d+)?", size) is not None and float(size) < _LEGIBLE for size in sizes]


def font_colours(root: Element | None, theme: Sequence[Colour | None]) -> list[Colour | None]:
    return [colour_of(child(font, "color"), theme) for font in children(root, "fonts", "font")]


def grounds(root: Element | None, theme: Sequence[Colour | None]) -> list[Colour | None]:
    """For each fill of the styles its colour: white where there is none, None for patterns and shades."""
    out: list[Colour | None] = []
    for fill in children(root, "fills", "fill"):
        pattern = child(fill, "patternFill")
        kind = pattern.get("patternType", "none") if pattern is not None else "gradient"
        solid = colour_of(child(pattern, "fgColor"), theme) if kind == "solid" else None
        out.append(WHITE if kind == "none" else solid)
    return out


def shows_nothing(code: str) -> bool:
    """Whether a number format prints nothing of any value (";;;")."""
    return re.fullmatch(r"\s*;\s*;\s*(?:;\s*)?", code) is not None
