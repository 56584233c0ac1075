"""Styles of a Word file: what a paragraph, a run or a table inherits (bold, size, alignment, borders)."""

from __future__ import annotations

from assistant.reading.package.ooxml import Element, W, is_on, value
from assistant.reading.text.legacy_encodings import font_encoding


class Styles:
    """The styles by id; each property is looked up along `basedOn`."""

    def __init__(self, part: Element | None) -> None:
        found = part.findall(W + "style") if part is not None else []
        self._styles = {str(s.get(W + "styleId")): s for s in found}
        self._defaults = part.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr") if part is not None else None
        self._fonts: dict[tuple[str, ...], str | None] = {}
        self._switches: dict[tuple[str, tuple[str, ...]], bool | None] = {}
        self._values: dict[tuple[str, tuple[str, ...]], str | None] = {}
        self.default = next(
            (
                key
                for key, s in self._styles.items()
                if s.get(W + "type") == "paragraph" and s.get(W + "default") in {"1", "true"}
            ),
            None,
        )

    def chain(self, style: str | None) -> tuple[str, ...]:
        """The style and those it is based on, nearest first."""
        chain: list[str] = []
        while style and style in self._styles and style not in chain:
            chain.append(style)
            style = value(self._styles[style], "basedOn")
        return tuple(chain)

    def bold(self, chain: tuple[str, ...]) -> bool | None:
        """Whether the nearest style that says so is bold."""
        return self.switched("b", chain)

    def switched(self, name: str, chain: tuple[str, ...]) -> bool | None:
        """The toggle property `name` of the nearest style that gives it; the same few chains come at every run."""
        if (name, chain) not in self._switches:
            given = (is_on(self._styles[style].find(W + "rPr"), name) for style in chain)
            self._switches[name, chain] = next((on for on in given if on is not None), None)
        return self._switches[name, chain]

    def run_value(self, name: str, properties: Element | None, *chains: tuple[str, ...]) -> str | None:
        """The property `name` of a run (`sz`, `color`): its own, that of its styles (nearest chain first), that of the
        file; None if none gives it."""
        if (own := value(properties, name)) is not None:
            return own
        for chain in chains:
            if (name, chain) not in self._values:
                given = (value(self._styles[style].find(W + "rPr"), name) for style in chain)
                self._values[name, chain] = next((word for word in given if word is not None), None)
            if (inherited := self._values[name, chain]) is not None:
                return inherited
        return value(self._defaults, name)

    def paragraph_looks(self, style: str | None) -> list[Element]:
        """The `w:pPr` of a paragraph style and of those it is based on, nearest first; the default style for None."""
        found = (self._styles[name].find(W + "pPr") for name in self.chain(style or self.default))
        return [look for look in found if look is not None]

    def paints_cells(self, style: str | None) -> bool:
        """Whether a table style gives any of its cells a colour."""
        return any(next(self._styles[name].iter(W + "shd"), None) is not None for name in self.chain(style))

    def font(self, properties: Element | None, *chains: tuple[str, ...]) -> str | None:
        """The font of a run: its own, that of its styles (nearest chain first), that of the file; None if unnamed."""
        if (own := _font(properties)) is not None:
            return own
        for chain in chains:
            if chain not in self._fonts:
                named = (_font(self._styles[style].find(W + "rPr")) for style in chain)
                self._fonts[chain] = next((name for name in named if name is not None), None)
            if (inherited := self._fonts[chain]) is not None:
                return inherited
        return _font(self._defaults)

    def alignment(self, properties: Element | None, chain: tuple[str, ...]) -> str | None:
        """The `w:jc` of a paragraph, its own or inherited."""
        if (own := value(properties, "jc")) is not None:
            return own
        for style in chain:
            if (inherited := value(self._styles[style].find(W + "pPr"), "jc")) is not None:
                return inherited
        return None

    def has_borders(self, style: str | None) -> bool:
        """Whether a table style draws lines between cells."""
        return any(draws(self._styles[name].find(f"{W}tblPr/{W}tblBorders")) for name in self.chain(style))


def _font(properties: Element | None) -> str | None:
    """The `w:rFonts` of run properties; of fonts for different letters one that names an old Vietnamese encoding."""
    fonts = properties.find(W + "rFonts") if properties is not None else None
    if fonts is None:
        return None
    names = [str(n) for key in ("hAnsi", "ascii") if (n := fonts.get(W + key))]
    return next((name for name in names if font_encoding(name)), names[0] if names else None)


def draws(borders: Element | None) -> bool:
    """Whether a `w:tblBorders` or `w:tcBorders` draws an inner or left line (a single rule under a cell makes no
    grid)."""
    if borders is None:
        return False
    lines = [
        e.tag.removeprefix(W)
        for e in borders
        if e.get(W + "val") not in {None, "nil", "none"} and e.get(W + "sz") != "0"
    ]
    return "insideH" in lines or "insideV" in lines or len(lines) >= 2
