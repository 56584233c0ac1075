"""What the sheets of an .xlsx share: their names and order, strings, fonts, number formats, borders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from assistant.reading.layout.colours import Colour, same
from assistant.reading.package.number_format import BUILT_IN
from assistant.reading.package.ooxml import Element
from assistant.reading.package.opc import Parts, child, children, local, relation_id
from assistant.reading.sheets.looks import font_colours, grounds, shows_nothing, theme_colours, unseen_fonts
from assistant.reading.text.legacy_encodings import Run

Runs = tuple[Run, ...]
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class _Style:
    font: str | None
    format: str
    bordered: bool
    tiny: bool = False
    blends: bool = False
    """Letters in the colour of their ground, as far as the cell itself says."""


@dataclass(frozen=True, slots=True)
class Workbook:
    """`sheets` are the visible ones as (name, part), `hidden` the names of the others, `drawn` those of the visible
    ones that are a chart and have no cells."""

    sheets: tuple[tuple[str, str], ...]
    hidden: tuple[str, ...]
    strings: tuple[Runs, ...]
    styles: tuple[_Style, ...]
    date1904: bool
    drawn: tuple[tuple[str, str], ...] = ()

    def _style(self, index: str | None) -> _Style | None:
        at = int(index) if index and index.isdecimal() else 0
        return self.styles[at] if at < len(self.styles) else None

    def font_of(self, index: str | None) -> str | None:
        return style.font if (style := self._style(index)) else None

    def format_of(self, index: str | None) -> str:
        return style.format if (style := self._style(index)) else "General"

    def is_unseen(self, index: str | None, *, painted: bool) -> bool:
        """Whether nobody sees what stands in cells of this style. `painted`: a table or a condition may give the cell
        another ground than its own."""
        style = self._style(index)
        return style is not None and (style.tiny or shows_nothing(style.format) or (style.blends and not painted))

    def is_bordered(self, index: str | None) -> bool:
        return (style := self._style(index)) is not None and style.bordered

    @staticmethod
    def runs(item: Element | None) -> Runs:
        """The runs of a string, readings of Asian letters left out."""
        return _runs(item)


def open_workbook(parts: Parts) -> Workbook:
    """Raises `KeyError` or `ValueError` when the package is no workbook."""
    main = parts.main("xl/workbook.xml")
    root = parts.root(main)
    related = parts.related(main)
    sheets: list[tuple[str, str]] = []
    hidden: list[str] = []
    drawn: list[tuple[str, str]] = []
    for sheet in children(root, "sheets", "sheet"):
        kind, path = related.get(relation_id(sheet), ("", ""))
        name = str(sheet.get("name", ""))
        if kind == "chartsheet" and path in parts.names and sheet.get("state", "visible") == "visible":
            drawn.append((name, path))
        if kind != "worksheet" or path not in parts.names:
            continue  # a dialog has no cells
        if sheet.get("state", "visible") == "visible":
            sheets.append((name, path))
        else:
            hidden.append(name)
    if not sheets and not hidden and not drawn:
        raise ValueError("no sheets")
    about = child(root, "workbookPr")
    return Workbook(
        tuple(sheets),
        tuple(hidden),
        _strings(parts, _named(related, "sharedStrings")),
        _styles(parts, _named(related, "styles"), theme_colours(parts.root(_named(related, "theme")))),
        about is not None and about.get("date1904") in {"1", "true"},
        tuple(drawn),
    )


def _named(related: dict[str, tuple[str, str]], kind: str) -> str:
    return next((path for found, path in related.values() if found == kind), "")


def _strings(parts: Parts, path: str) -> tuple[Runs, ...]:
    out: list[Runs] = []
    if path in parts.names:
        for element in parts.stream(path):
            if local(element) == "si":
                out.append(_runs(element))
                element.clear()
    return tuple(out)


def _runs(item: Element | None) -> Runs:
    out: list[Run] = []
    for part in item if item is not None else ():
        if local(part) == "t":
            out.append(Run(str(part.text or "")))
        elif local(part) == "r":
            font = child(part, "rPr", "rFont")
            text = child(part, "t")
            out.append(
                Run(str(text.text or "") if text is not None else "", font.get("val") if font is not None else None)
            )
    return tuple(out)


def _styles(parts: Parts, path: str, theme: tuple[Colour | None, ...]) -> tuple[_Style, ...]:
    root = parts.root(path)
    tiny, letters, ground = unseen_fonts(root), font_colours(root, theme), grounds(root, theme)
    names = [child(font, "name") for font in children(root, "fonts", "font")]
    fonts = [str(name.get("val")) if name is not None else None for name in names]
    formats = BUILT_IN | {
        int(f.get("numFmtId", 0)): str(f.get("formatCode", "General")) for f in children(root, "numFmts", "numFmt")
    }
    borders = [
        sum(1 for side in border if side.get("style") not in {None, "none"}) >= 2
        for border in children(root, "borders", "border")
    ]

    def at(values: Sequence[_T], index: str | None) -> _T | None:
        place = int(index or 0)
        return values[place] if place < len(values) else None

    return tuple(
        _Style(
            str(font) if (font := at(fonts, xf.get("fontId"))) else None,
            formats.get(int(xf.get("numFmtId", 0)), "General"),
            bool(at(borders, xf.get("borderId"))),
            bool(at(tiny, xf.get("fontId"))),
            same(at(letters, xf.get("fontId")), at(ground, xf.get("fillId"))),
        )
        for xf in children(root, "cellXfs", "xf")
    )
