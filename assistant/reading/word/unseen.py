"""Runs of a Word file that nobody sees or that are crossed out: hidden, of no size, in the colour of their ground."""

from __future__ import annotations

from typing import Literal

from assistant.reading.layout.colours import WHITE, Colour, parse_colour, same
from assistant.reading.package.ooxml import Element, W, is_on, value
from assistant.reading.word.styles import Styles

_LEGIBLE = 6
"""Half points: letters below three points are a smear on paper and on the screen."""
Chain = tuple[str, ...]
Fault = Literal["hidden", "unseen", "struck"]


class Sight:
    """Tells which runs of one document are seen."""

    def __init__(self, styles: Styles, document: Element) -> None:
        self._styles = styles
        self._shaded = next(document.iter(W + "shd"), None) is not None
        page = document.find(W + "background")
        self._page = parse_colour(page.get(W + "color")) if page is not None else WHITE

    def fault(self, run: Element, properties: Element | None, own: Chain, chain: Chain) -> Fault | None:
        """Why the letters of a run are no text: the whole run is hidden, they are not seen, or they are crossed out;
        None: they are text. `own`: its character style, `chain`: the paragraph's."""
        if self._says("vanish", properties, own, chain):
            return "hidden"
        if self._is_tiny(properties, own, chain):
            return "unseen"
        colour = parse_colour(self._styles.run_value("color", properties, own, chain))
        if colour is not None and same(colour, self._ground(run, properties, colour)):
            return "unseen"
        struck = any(self._says(name, properties, own, chain) for name in ("strike", "dstrike"))
        return "struck" if struck else None

    def _says(self, name: str, properties: Element | None, own: Chain, chain: Chain) -> bool:
        said = is_on(properties, name)
        if said is None and own:
            said = self._styles.switched(name, own)
        return bool(self._styles.switched(name, chain) if said is None else said)

    def _is_tiny(self, properties: Element | None, own: Chain, chain: Chain) -> bool:
        size = self._styles.run_value("sz", properties, own, chain)
        return size is not None and size.isdecimal() and int(size) < _LEGIBLE

    def _ground(self, run: Element, properties: Element | None, colour: Colour) -> Colour | None:
        """The colour under a run, None where it cannot be told: in a text box, in a table whose style paints cells."""
        if not self._shaded and not same(colour, self._page):
            return None  # nothing but the page itself lies under any run
        if (shade := _fill(properties)) is not None:
            return shade
        for above in run.iterancestors():
            if above.tag == W + "txbxContent":
                return None
            inside = above.find(above.tag + "Pr") if above.tag in {W + "p", W + "tc", W + "tbl"} else None
            if (shade := _fill(inside)) is not None:
                return shade
            if above.tag == W + "p" and (shade := self._style_fill(value(inside, "pStyle"))) is not None:
                return shade
            if above.tag == W + "tbl" and self._styles.paints_cells(value(inside, "tblStyle")):
                return None
        return self._page

    def _style_fill(self, style: str | None) -> Colour | None:
        return next((shade for s in self._styles.paragraph_looks(style) if (shade := _fill(s)) is not None), None)


def _fill(properties: Element | None) -> Colour | None:
    shade = properties.find(W + "shd") if properties is not None else None
    if shade is None or shade.get(W + "val") == "nil":
        return None
    if shade.get(W + "val") == "solid":
        return parse_colour(shade.get(W + "color"))
    return parse_colour(shade.get(W + "fill"))
