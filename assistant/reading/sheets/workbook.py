"""What the sheets of an .xlsx share: their names and order, strings, fonts, number formats, borders."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.reading.package.ooxml import Element
from assistant.reading.package.opc import Parts, child, children, local, relation_id
from assistant.reading.sheets.number_format import BUILT_IN
from assistant.reading.text.legacy_encodings import Run

Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class _Style:
    font: str | None
    format: str
    bordered: bool


@dataclass(frozen=True, slots=True)
class Workbook:
    """`sheets` are the visible ones as (name, part), `hidden` the names of the others."""

    sheets: tuple[tuple[str, str], ...]
    hidden: tuple[str, ...]
    strings: tuple[Runs, ...]
    styles: tuple[_Style, ...]
    date1904: bool

    def _style(self, index: str | None) -> _Style | None:
        at = int(index) if index and index.isdecimal() else 0
        return self.styles[at] if at < len(self.styles) else None

    def font_of(self, index: str | None) -> str | None:
        return style.font if (style := self._style(index)) else None

    def format_of(self, index: str | None) -> str:
        return style.format if (style := self._style(index)) else "General"

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
    for sheet in children(root, "sheets", "sheet"):
        kind, path = related.get(relation_id(sheet), ("", ""))
        name = str(sheet.get("name", ""))
        if kind != "worksheet" or path not in parts.names:
            continue  # a chart or a dialog has no cells
        if sheet.get("state", "visible") == "visible":
            sheets.append((name, path))
        else:
            hidden.append(name)
    if not sheets and not hidden:
        raise ValueError("no sheets")
    about = child(root, "workbookPr")
    return Workbook(
        tuple(sheets),
        tuple(hidden),
        _strings(parts, _named(related, "sharedStrings")),
        _styles(parts, _named(related, "styles")),
        about is not None and about.get("date1904") in {"1", "true"},
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


def _styles(parts: Parts, path: str) -> tuple[_Style, ...]:
    root = parts.root(path)
    names = [child(font, "name") for font in children(root, "fonts", "font")]
    fonts = [str(name.get("val")) if name is not None else None for name in names]
    formats = BUILT_IN | {
        int(f.get("numFmtId", 0)): str(f.get("formatCode", "General")) for f in children(root, "numFmts", "numFmt")
    }
    borders = [
        sum(1 for side in border if side.get("style") not in {None, "none"}) >= 2
        for border in children(root, "borders", "border")
    ]

    def at(values: list[bool] | list[str | None], index: str | None) -> bool | str | None:
        place = int(index or 0)
        return values[place] if place < len(values) else None

    return tuple(
        _Style(
            str(font) if (font := at(fonts, xf.get("fontId"))) else None,
            formats.get(int(xf.get("numFmtId", 0)), "General"),
            bool(at(borders, xf.get("borderId"))),
        )
        for xf in children(root, "cellXfs", "xf")
    )
