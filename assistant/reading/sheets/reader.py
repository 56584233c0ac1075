"""Spreadsheets (.xlsx): each visible sheet is its name and what stands in it: lines outside of the grid, tables with
merged cells filled, figures and dates as they are shown, formulas by the values last computed.

What is hidden (sheets, rows, columns) is left out, and `FileText.notes` says so; letters nobody sees, pictures and
comments are counted in `FileText.left_out`. Charts are tables of what they draw.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain

from assistant.reading.left_out import merged
from assistant.reading.limits import MAX_LINE, step, unreadable
from assistant.reading.package.number_format import shown
from assistant.reading.package.ooxml import Element
from assistant.reading.package.opc import Parts, child, children, local, open_parts
from assistant.reading.sheets.blocks import Placed, Row, sheet_blocks
from assistant.reading.sheets.drawings import Drawings
from assistant.reading.sheets.workbook import Workbook, open_workbook
from assistant.reading.text.legacy_encodings import Repair, Run
from assistant.reading.text.plain import require_unicode_vietnamese
from assistant.types import FileText, LeftOut, Line, Page, TableBlock
from assistant.vietnamese.normalise import nfc
from assistant.wording import grouped, say

MAX_ROWS = 100_000
"""Rows with text of one workbook: the largest real list seen has some thousands; more is a database."""
_MAX_COLUMNS = 200
_DEFAULT_NAME = re.compile(r"(?:sheet|trang[_ ]tính)\s*\d*", re.IGNORECASE)
_CODES = re.compile(r"&(?:[LCRPNDTFAGZSXYBIUEOH]|\"[^\"]*\"|K[0-9A-F]{6}|\d+)")


def read_xlsx(data: bytes) -> FileText:
    """The visible sheets as one page without a number. Raises `FileUnreadable` for a damaged, locked or oversized file
    and for one without text."""
    with open_parts(data, say("files.sheets.called")) as parts:
        workbook = open_workbook(parts)
        reader = _Reader(parts, workbook)
        count = len(workbook.sheets) + len(workbook.drawn)
        blocks = [block for name, path in workbook.sheets for block in reader.sheet(name, path, count)]
        blocks += [block for name, path in workbook.drawn for block in reader.chart_sheet(name, path)]
    if not blocks:
        raise unreadable(say("files.sheets.empty"), say("files.check_original"))
    texts = [b.text if isinstance(b, Line) else "\n".join(c for row in b.rows for c in row) for b in blocks]
    require_unicode_vietnamese("\n".join(texts))
    page = Page(None, tuple(blocks))
    stamps = tuple(dict.fromkeys(reader.stamps))
    return FileText(
        "xlsx", (page,), False, stamps, reader.repair.encoding, notes=reader.notes(), left_out=reader.left_out()
    )


@dataclass(slots=True)
class _Sheet:
    """What is said of a sheet around its cells."""

    merges: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    """Rows and columns covered, by the place of the first cell."""
    covered: set[tuple[int, int]] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    rows_hidden: bool = False
    """Rows are hidden unless they say otherwise."""
    painted: list[tuple[tuple[int, int], tuple[int, int]]] = field(default_factory=list)
    """Areas whose cells a table style or a condition may give a ground of their own."""

    def is_painted(self, row: int, column: int) -> bool:
        return any(top <= row <= bottom and left <= column <= right for (top, left), (bottom, right) in self.painted)


class _Reader:
    """Reads one sheet after the other; holds what is counted over all."""

    def __init__(self, parts: Parts, workbook: Workbook) -> None:
        self._parts, self._book = parts, workbook
        self.repair = Repair(chain.from_iterable(("".join(r.text for r in runs),) for runs in workbook.strings))
        self.stamps: list[str] = []
        self._rows = 0
        self._sheets = 0
        self._hidden_rows = 0
        self._hidden_columns: set[tuple[int, int]] = set()
        self._uncomputed = 0
        self._unseen = 0
        self._drawings = Drawings(parts, self.repair.line)

    def left_out(self) -> tuple[LeftOut, ...]:
        """What nobody sees in the cells, and what lies over them and is no text."""
        return merged([*([LeftOut("unseen", self._unseen)] if self._unseen else []), *self._drawings.left_out])

    def notes(self) -> tuple[str, ...]:
        """Sentences on what was left out."""
        out = []
        if names := self._book.hidden:
            out.append(say("files.sheets.hidden", count=len(names), sheets=", ".join(names)))
        if self._hidden_rows:
            out.append(say("files.sheets.hidden_rows", count=self._hidden_rows))
        if self._hidden_columns:
            out.append(say("files.sheets.hidden_columns", count=len(self._hidden_columns)))
        if self._uncomputed:
            out.append(say("files.sheets.uncomputed", count=self._uncomputed))
        return tuple(out)

    def sheet(self, name: str, path: str, count: int) -> Iterator[Line | TableBlock]:
        about = self._about(path)
        self._sheets += 1
        blocks = list(sheet_blocks(list(self._sheet_rows(path, about))))
        over = list(self._drawings.of(path, blocks))
        self.stamps += [block.text for block in over if isinstance(block, Line)]
        blocks += over
        self._margins(path)
        if blocks:
            if count > 1 or not _DEFAULT_NAME.fullmatch(name.strip()):
                yield Line(nfc(name).strip() or "Trang tính", None, True, False)
            yield from blocks

    def chart_sheet(self, name: str, path: str) -> Iterator[Line | TableBlock]:
        """A sheet that is one chart."""
        blocks = list(self._drawings.of(path, ()))
        if blocks:
            yield Line(nfc(name).strip() or "Biểu đồ", None, True, False)
            yield from blocks

    def _about(self, path: str) -> _Sheet:
        sheet = _Sheet()
        for kind, target in self._parts.related(path).values():
            if kind == "table" and (table := self._parts.root(target)) is not None:
                sheet.painted += [area] if (area := _area(str(table.get("ref", "")))) else []
        for element in self._parts.stream(path):
            name = local(element)
            if name == "mergeCell" and (area := _area(str(element.get("ref", "")))):
                (top, left), (bottom, right) = area
                sheet.merges[top, left] = (bottom - top + 1, right - left + 1)
                if (bottom - top) * (right - left) < 100_000:
                    sheet.covered |= {(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)}
                    sheet.covered.discard((top, left))
            elif name == "conditionalFormatting":
                sheet.painted += [area for part in str(element.get("sqref", "")).split() if (area := _area(part))]
            elif name == "sheetFormatPr":
                sheet.rows_hidden = element.get("zeroHeight") in {"1", "true"}
            elif name == "col" and (element.get("hidden") in {"1", "true"} or _is_zero(element.get("width"))):
                last = min(int(element.get("max", 0)), _MAX_COLUMNS)
                sheet.hidden_columns |= set(range(int(element.get("min", 1)) - 1, last))
            elif name == "row":
                element.clear()
        return sheet

    def _sheet_rows(self, path: str, about: _Sheet) -> Iterator[Row]:
        at = -1
        for element in self._parts.stream(path):
            if local(element) != "row":
                continue
            before, at = at, int(element.get("r", at + 2)) - 1
            filled = any(local(v) in {"v", "is"} for c in element for v in c)
            sized = element.get("ht") is not None
            if (
                element.get("hidden", "0") in {"1", "true"}
                or _is_zero(element.get("ht"))
                or (about.rows_hidden and not sized and element.get("hidden") is None)
            ):
                self._hidden_rows += filled
            else:
                yield self._row(element, at, about, joined=at == before + 1)
            if filled:
                self._rows += 1
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
            if self._rows > MAX_ROWS:
                raise unreadable(say("files.sheets.too_many_rows", most=grouped(MAX_ROWS)), say("files.sheets.split"))
            if self._rows % 1000 == 0:
                step()

    def _row(self, element: Element, at: int, about: _Sheet, *, joined: bool) -> Row:
        cells: list[Placed] = []
        bordered = 0
        column = -1
        for cell in children(element, "c"):
            reference = _place(str(cell.get("r", "")))
            column = reference[1] if reference else column + 1
            if column >= _MAX_COLUMNS:
                break
            bordered += self._book.is_bordered(cell.get("s"))
            if (at, column) in about.covered:
                continue
            height, width = about.merges.get((at, column), (1, 1))
            shown_columns = [c for c in range(column, column + width) if c not in about.hidden_columns]
            text = self._text(cell)
            if text and self._book.is_unseen(cell.get("s"), painted=about.is_painted(at, column)):
                self._unseen, text = self._unseen + 1, ""
            if shown_columns:
                cells.append(Placed(shown_columns[0], text, shown_columns[-1] - shown_columns[0] + 1, height))
            elif text:
                self._hidden_columns.add((self._sheets, column))
        return Row(at, tuple(cells), bordered, joined)

    def _text(self, cell: Element) -> str:
        kind, style = cell.get("t"), cell.get("s")
        value = child(cell, "v")
        stored = str(value.text or "") if value is not None else ""
        if kind == "inlineStr":
            runs = self._book.runs(child(cell, "is"))
        elif kind == "s":
            index = int(stored) if stored.isdecimal() else -1
            runs = self._book.strings[index] if 0 <= index < len(self._book.strings) else ()
        elif kind in {"str", "e"}:
            runs = (Run(stored),)
        elif kind == "b":
            return "ĐÚNG" if stored == "1" else "SAI"
        elif not stored:
            self._uncomputed += child(cell, "f") is not None
            return ""
        else:
            return shown(stored, self._book.format_of(style), date1904=self._book.date1904)
        font = self._book.font_of(style)
        text = self.repair.runs([Run(run.text, run.font or font) for run in runs])
        lines = (" ".join(line.split()) for line in nfc(text).split("\n"))
        return "\n".join(line for line in lines if line)[:MAX_LINE]

    def _margins(self, path: str) -> None:
        """Headers and footers: they may bear a mark."""
        for element in self._parts.stream(path):
            if local(element) in {"oddHeader", "oddFooter", "firstHeader", "firstFooter"}:
                self.stamps += [t for part in _CODES.split(str(element.text or "")) if (t := nfc(part).strip())]
            elif local(element) == "row":
                element.clear()


def _place(reference: str) -> tuple[int, int] | None:
    """Row and column from 0 of "C5"."""
    found = re.fullmatch(r"\$?([A-Z]{1,3})\$?(\d{1,7})", reference)
    if found is None:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]) - 1, column - 1


def _area(reference: str) -> tuple[tuple[int, int], tuple[int, int]] | None:
    first, _, last = reference.partition(":")
    begin, end = _place(first), _place(last or first)
    return (begin, end) if begin and end and end >= begin else None


def _is_zero(length: str | None) -> bool:
    """Whether a row's height or a column's width is none at all."""
    return length is not None and re.fullmatch(r"0*(?:\.0*)?", length) is not None and "0" in length
