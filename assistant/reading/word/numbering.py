"""Automatic numbers of a Word file as a reader sees them: "1.", "a)", "Điều 3." are in numbering.xml, not in the text.

ECMA-376 part 1, 17.9: a paragraph names a list (`numId`) and a level; the list names an abstract list, whose levels
have a start, a number format and a text such as "%1.%2."; a new number on a level restarts the levels below it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from assistant.reading.package.ooxml import Element, W, is_on, value
from assistant.reading.text.legacy_encodings import convert, font_encoding, is_unicode
from assistant.vietnamese.words.roman import GREATEST, to_roman


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list. `restart` is the level above whose step restarts it (None: any, 0: never)."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    legal: bool = False
    restart: int | None = None
    style: str | None = None


def format_number(number: int, kind: str) -> str:
    """`number` as `w:numFmt` kind prints it; unknown kinds as decimal."""
    if kind in {"lowerLetter", "upperLetter"}:
        # Word repeats the letter after z: 27 is "aa", 28 "bb".
        letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if 0 < number <= 780 else str(number)
        return letters.upper() if kind == "upperLetter" else letters
    if kind in {"lowerRoman", "upperRoman"}:
        numeral = to_roman(number) if 0 < number <= GREATEST else str(number)
        return numeral if kind == "upperRoman" else numeral.lower()
    if kind == "decimalZero":
        return f"{number:02d}"
    return "" if kind == "none" else str(number)


class Numbering:
    """The lists of one document and their running counters; `next` must be called once for each paragraph, in order."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        self._abstract: dict[str, dict[int, Level]] = {}
        self._lists: dict[str, tuple[str, dict[int, Level], dict[int, int]]] = {}
        self._counters: dict[str, dict[int, int]] = {}
        self._started: set[tuple[str, int]] = set()
        self._styles: dict[str, tuple[str | None, int]] = {}
        if numbering is not None:
            self._read(numbering, styles)

    def _read(self, numbering: Element, styles: Element | None) -> None:
        style_lists: dict[str, str] = {}
        links: dict[str, str] = {}
        for abstract in numbering.findall(W + "abstractNum"):
            key = str(abstract.get(W + "abstractNumId"))
            self._abstract[key] = dict(_level(e) for e in abstract.findall(W + "lvl"))
            if name := value(abstract, "styleLink"):
                style_lists[name] = key
            if name := value(abstract, "numStyleLink"):
                links[key] = name
        for number in numbering.findall(W + "num"):
            key = value(number, "abstractNumId") or ""
            key = style_lists.get(links[key], key) if key in links else key
            levels: dict[int, Level] = {}
            starts: dict[int, int] = {}
            for override in number.findall(W + "lvlOverride"):
                index = _int(override.get(W + "ilvl"))
                if (own := override.find(W + "lvl")) is not None:
                    levels[index] = _level(own)[1]
                if (start := value(override, "startOverride")) is not None:
                    starts[index] = _int(start, 1)
            self._lists[str(number.get(W + "numId"))] = (key, levels, starts)
        for style in styles.findall(W + "style") if styles is not None else ():
            found = style.find(f"{W}pPr/{W}numPr")
            if found is not None:
                self._styles[str(style.get(W + "styleId"))] = (value(found, "numId"), _int(value(found, "ilvl")))

    def next(self, properties: Element | None, style_chain: tuple[str, ...]) -> str:
        """The number that stands before a paragraph with these `w:pPr`, "" when it has none."""
        found = self._place(properties, style_chain)
        if found is None:
            return ""
        list_id, index = found
        key, overrides, starts = self._lists[list_id]
        base = self._abstract.get(key, {})

        def level(n: int) -> Level:
            return overrides.get(n) or base.get(n) or Level()

        counters = self._counters.setdefault(key, {})
        if index in starts and (list_id, index) not in self._started:
            counters[index] = starts[index]
        elif index in counters:
            counters[index] += 1
        else:
            counters[index] = starts.get(index, level(index).start)
        self._started.add((list_id, index))
        for deeper in [n for n in counters if n > index]:
            restart = level(deeper).restart
            if restart is None or (restart > 0 and index < restart):
                del counters[deeper]
        return _render(index, level, counters)

    def _place(self, properties: Element | None, style_chain: tuple[str, ...]) -> tuple[str, int] | None:
        own = properties.find(W + "numPr") if properties is not None else None
        list_id, index = (value(own, "numId"), value(own, "ilvl")) if own is not None else (None, None)
        depth = _int(index) if index is not None else None
        if list_id is None:
            for style in style_chain:
                if style in self._styles and self._styles[style][0] is not None:
                    list_id, style_level = self._styles[style]
                    depth = self._level_of_style(list_id or "", style, style_level) if depth is None else depth
                    break
        if list_id is None or list_id == "0" or list_id not in self._lists:
            return None
        return list_id, depth or 0

    def _level_of_style(self, list_id: str, style: str, default: int) -> int:
        """A level that names the paragraph style (`w:pStyle`) wins over the style's own `ilvl`."""
        if list_id in self._lists:
            for index, level in self._abstract.get(self._lists[list_id][0], {}).items():
                if level.style == style:
                    return index
        return default


def _render(index: int, level: Callable[[int], Level], counters: dict[int, int]) -> str:
    here = level(index)
    if here.format == "bullet":
        return bullet(here.text)
    text = here.text
    for n in range(9):
        if f"%{n + 1}" in text:
            shown = replace(level(n), format="decimal") if here.legal and level(n).format != "none" else level(n)
            text = text.replace(f"%{n + 1}", format_number(counters.get(n, shown.start), shown.format))
    return text.strip()


def bullet(text: str) -> str:
    """The sign of a bullet list; signs of symbol fonts (private use area) as a dot, "-" and "+" as they are."""
    sign = text.strip()[:2]
    if sign in {"\u00ad", "\uf0ad"}:
        return "-"
    return "•" if not sign or "\ue000" <= sign[0] <= "\uf8ff" or sign in {"o", "§", "Ø", "v", "ü", "·"} else sign


def _level(element: Element) -> tuple[int, Level]:
    restart = value(element, "lvlRestart")
    fonts = element.find(f"{W}rPr/{W}rFonts")
    encoding = font_encoding(fonts.get(W + "ascii") or fonts.get(W + "hAnsi")) if fonts is not None else None
    text = value(element, "lvlText") or ""
    return _int(element.get(W + "ilvl")), Level(
        _int(value(element, "start"), 1) if value(element, "start") is not None else 0,
        value(element, "numFmt") or "decimal",
        convert(text, encoding) if encoding and not is_unicode(text) else text,
        bool(is_on(element, "isLgl")),
        _int(restart) if restart is not None else None,
        value(element, "pStyle"),
    )


def _int(text: object, default: int = 0) -> int:
    try:
        return int(str(text))
    except ValueError:
        return default
