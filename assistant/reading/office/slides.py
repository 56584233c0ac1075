"""Slides (.pptx): a slide is a page with its number: title, text in reading order, tables, charts, and the speaker's
notes apart at its end. Hidden slides are left out, and `FileText.notes` says so; what nobody sees on the others, and
what cannot be read, is counted in `FileText.left_out`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.reading.layout.colours import Colour
from assistant.reading.layout.grid import Cell, grid_block
from assistant.reading.left_out import merged
from assistant.reading.limits import allowed, step, unreadable
from assistant.reading.office.slide_parts import beside, charts, embedded, fault, ground_of
from assistant.reading.package.ooxml import Element
from assistant.reading.package.opc import Parts, child, children, local, open_parts, relation_id
from assistant.reading.text.legacy_encodings import Repair, Run
from assistant.reading.text.plain import require_unicode_vietnamese, split_lines
from assistant.reading.word.equations import linear_equation
from assistant.reading.word.numbering import format_number
from assistant.types import FileText, LeftOut, LeftOutKind, Line, Page, TableBlock
from assistant.vietnamese.normalise import nfc
from assistant.wording import say

NOTES = "Ghi chú của người trình bày:"
_FURNITURE = frozenset(["sldNum", "dt", "ftr", "hdr"])
_NUMBERS = {
    "arabicPeriod": ("decimal", "{}."), "arabicParenR": ("decimal", "{})"), "arabicParenBoth": ("decimal", "({})"),
    "arabicPlain": ("decimal", "{}"), "alphaLcPeriod": ("lowerLetter", "{}."), "alphaLcParenR": ("lowerLetter", "{})"),
    "alphaUcPeriod": ("upperLetter", "{}."), "alphaUcParenR": ("upperLetter", "{})"),
    "romanUcPeriod": ("upperRoman", "{}."), "romanLcPeriod": ("lowerRoman", "{}."),
    "romanUcParenR": ("upperRoman", "{})"), "romanLcParenR": ("lowerRoman", "{})"),
}  # fmt: skip
_ROW = 250_000
"""Height of a row of boxes in English Metric Units (0.7 cm): boxes that begin within it are read left to right."""


def read_pptx(data: bytes) -> FileText:
    """The visible slides as pages. Raises `FileUnreadable` for a damaged, locked or oversized file and for one without
    text."""
    with open_parts(data, say("files.slides.called")) as parts:
        main = parts.main("ppt/presentation.xml")
        related = parts.related(main)
        names = [related[relation_id(e)][1] for e in children(parts.root(main), "sldIdLst", "sldId")]
        if len(names) > allowed().pages:
            raise unreadable(
                say("files.slides.too_many", count=len(names), most=allowed().pages),
                say("files.split"),
            )
        slides = [(number, name, parts.root(name)) for number, name in enumerate(names, start=1)]
        repair = Repair(_plain(p) for _, _, root in slides if root is not None for p in root.iter() if local(p) == "p")
        reader = _Reader(parts, repair)
        shown = [(n, name, root) for n, name, root in slides if root is not None and root.get("show") not in _OFF]
        pages = tuple(reader.page(number, name, root) for number, name, root in shown)
    if not any(page.blocks for page in pages):
        raise unreadable(say("files.slides.no_text"), say("files.slides.use_text"))
    texts = (b.text if isinstance(b, Line) else "\n".join(c for row in b.rows for c in row) for b in _blocks(pages))
    require_unicode_vietnamese("\n".join(texts))
    hidden = [str(n) for n, _, root in slides if root is not None and root.get("show") in _OFF]
    notes = (say("files.slides.hidden", count=len(hidden), slides=", ".join(hidden)),) if hidden else ()
    stamps = tuple(dict.fromkeys(reader.stamps))
    return FileText("pptx", pages, False, stamps, repair.encoding, notes=notes, left_out=merged(reader.left_out))


_OFF = frozenset({"0", "false"})


def _blocks(pages: tuple[Page, ...]) -> Iterator[Line | TableBlock]:
    for page in pages:
        yield from page.blocks


def _plain(paragraph: Element) -> str:
    return "".join(str(t.text or "") for t in paragraph.iter() if local(t) == "t")


@dataclass(frozen=True, slots=True)
class _Shape:
    """A shape of a slide that may hold text: its place, and what it holds (`p:sp` or `p:graphicFrame`)."""

    place: tuple[int, int] | None
    title: bool
    element: Element
    hidden: bool = False


class _Reader:
    def __init__(self, parts: Parts, repair: Repair) -> None:
        self._parts = parts
        self._repair = repair
        self.stamps: list[str] = []
        self.left_out: list[LeftOut] = []

    def page(self, number: int, name: str, root: Element) -> Page:
        """One slide. Without text it is `no_text` when it shows a picture, else blank."""
        step()
        related = self._parts.related(name)
        tree = child(root, "cSld", "spTree")
        blocks: list[Line | TableBlock] = []
        for shape in _in_order(list(_shapes(tree)) if tree is not None else []):
            if shape.hidden:
                self.left_out += (
                    [LeftOut("unseen")] if any(_plain(p) for p in shape.element.iter() if local(p) == "p") else []
                )
            else:
                blocks += self._shape(shape, related)
        self.left_out += beside(root, related, self._parts)
        spoken = [line for kind, path in related.values() if kind == "notesSlide" for line in self._notes(path)]
        if spoken:
            blocks += [Line(NOTES, None, True, False), *spoken]
        picture = any(local(e) == "pic" for e in root.iter())
        return Page(number, tuple(blocks), "text" if blocks else "no_text" if picture else "blank")

    def _shape(self, shape: _Shape, related: dict[str, tuple[str, str]]) -> Iterator[Line | TableBlock]:
        if local(shape.element) == "graphicFrame":
            for table in (e for e in shape.element.iter() if local(e) == "tbl"):
                yield from self._table(table)
            for diagram in (e for e in shape.element.iter() if local(e) == "relIds"):
                _, path = related.get(relation_id(diagram, "dm"), ("", ""))
                data = self._parts.root(path)
                for body in (e for e in data.iter() if local(e) == "t") if data is not None else ():
                    yield from self._paragraphs(body)
            yield from charts(shape.element, related, self._parts, self.left_out)
            self.left_out += embedded(shape.element, related)
            return
        lines = list(self._paragraphs(child(shape.element, "txBody"), ground_of(shape.element)))
        kind = _placeholder(shape.element)
        if kind in _FURNITURE:
            self.stamps += [line.text for line in lines]
            return
        if kind is None:
            self.stamps += [line.text for line in lines if len(line.text) < 60]  # a box of its own may be a mark
        yield from (replace(line, bold=True, centred=True) for line in lines) if shape.title else lines

    def _paragraphs(self, body: Element | None, ground: Colour | None = None) -> Iterator[Line]:
        """The lines of a text body; `ground`: the colour its shape is filled with."""
        counts: dict[int, int] = {}
        for paragraph in children(body, "p"):
            properties = child(paragraph, "pPr")
            level = int(properties.get("lvl", 0)) if properties is not None else 0
            numbered = child(properties, "buAutoNum")
            runs: list[Run] = []
            bold: list[bool] = []
            faults: set[LeftOutKind] = set()
            for run in paragraph:
                if local(run) == "br":
                    runs.append(Run("\n"))
                elif local(run) in {"r", "fld"} and (text := child(run, "t")) is not None:
                    look = child(run, "rPr")
                    if (found := fault(look, ground)) is not None:
                        faults |= {found} if str(text.text or "").strip() else set()
                        continue
                    font = child(run, "rPr", "latin")
                    runs.append(Run(str(text.text or ""), font.get("typeface") if font is not None else None))
                    bold.append(look is not None and look.get("b") in {"1", "true"})
                elif (equation := _equation(run)) is not None:
                    runs.append(Run(linear_equation(equation)))
            self.left_out += [LeftOut(kind) for kind in faults]
            text = nfc(self._repair.runs(runs)).strip()
            if not text:
                continue
            for deeper in [n for n in counts if n > level or (n == level and numbered is None)]:
                del counts[deeper]
            if numbered is not None:
                counts[level] = counts.get(level, int(numbered.get("startAt", 1)) - 1) + 1
                kind, form = _NUMBERS.get(str(numbered.get("type")), ("decimal", "{}."))
                text = f"{form.format(format_number(counts[level], kind))} {text}"
            for part in text.split("\n"):
                yield from (Line(line.strip(), None, all(bold), False) for line in split_lines(part) if line.strip())

    def _table(self, table: Element) -> Iterator[TableBlock]:
        rows = []
        for row in children(table, "tr"):
            cells = [
                Cell(
                    tuple(self._paragraphs(child(cell, "txBody"))),
                    max(int(cell.get("gridSpan", 1)), 1),
                    max(int(cell.get("rowSpan", 1)), 1),
                )
                for cell in children(row, "tc")
                if cell.get("hMerge") not in {"1", "true"} and cell.get("vMerge") not in {"1", "true"}
            ]
            rows.append(cells)
        yield from grid_block(rows)

    def _notes(self, path: str) -> Iterator[Line]:
        root = self._parts.root(path)
        for shape in (e for e in root.iter() if local(e) == "sp") if root is not None else ():
            if _placeholder(shape) == "body":
                yield from self._paragraphs(child(shape, "txBody"))


def _equation(element: Element) -> Element | None:
    """The equation that stands among the runs of a paragraph, of alternatives the one that is no picture."""
    if local(element) not in {"AlternateContent", "m"}:
        return None
    return next((e for e in element.iter() if local(e) == "oMath"), None)


def _placeholder(shape: Element) -> str | None:
    """The kind of placeholder ("title", "body"), None for a text box."""
    mark = next((e for e in shape.iter() if local(e) == "ph"), None)
    return None if mark is None else str(mark.get("type", "body"))


def _shapes(tree: Element) -> Iterator[_Shape]:
    """Shapes in the order they were made, those of groups in their place, a group that is not shown as one."""
    for element in tree:
        name = local(element)
        look = next((e for e in element.iter() if local(e) == "cNvPr"), None)
        if look is not None and look.get("hidden") in {"1", "true"}:
            yield _Shape(None, False, element, hidden=True)
            continue
        if name in {"sp", "graphicFrame"}:
            offset = child(element, "spPr", "xfrm", "off") if name == "sp" else child(element, "xfrm", "off")
            place = (int(offset.get("y", 0)), int(offset.get("x", 0))) if offset is not None else None
            yield _Shape(place, name == "sp" and _placeholder(element) in {"title", "ctrTitle"}, element)
        elif name in {"grpSp", "AlternateContent", "Choice"}:
            yield from _shapes(element)


def _in_order(shapes: list[_Shape]) -> list[_Shape]:
    """The title first; the others from top to bottom and left to right where all have a place, else as they were made
    (a placeholder without one stands where its layout puts it, mostly in that order)."""
    titles = [s for s in shapes if s.title or s.hidden]
    others = [s for s in shapes if not s.title and not s.hidden]
    if all(s.place is not None for s in others):
        others.sort(key=lambda s: (s.place[0] // _ROW, s.place[1]) if s.place else (0, 0))
    return titles + others
