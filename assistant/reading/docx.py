"""Word files (.docx): paragraphs, tables, text boxes and notes in document order, with the numbers a reader sees.

Inserted text of tracked changes is kept, deleted text left out, hidden text left out. Headers, footers and text boxes
are also `stamps`. Footnotes stand after the text, each behind its mark. A tab inside a paragraph becomes four spaces,
so that the two halves of a letterhead set with tabs can be told apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from assistant.reading.docx_drawing import alternative, symbol, text_boxes
from assistant.reading.docx_numbering import Numbering
from assistant.reading.docx_styles import Styles
from assistant.reading.limits import unreadable
from assistant.reading.ooxml import MC, Element, Package, W, is_on, open_package, value
from assistant.reading.plain import require_unicode_vietnamese, split_lines
from assistant.reading.superscript import raised
from assistant.types import FileText, Line, Page, TableBlock
from assistant.vietnamese.normalise import nfc

_COLUMN = "    "
_MARKER = re.compile(r"^\s*(?:[-–+•*]|\(?[0-9a-zđA-ZĐ.]{1,8}[.)/]|(?:Điều|Chương|Mục|Phần)\s+\w+[.:]?)\s*\t+\s*")
_SKIPPED = {
    W + name for name in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "sectPr", "commentReference")
}
_WRAPPERS = {
    W + name
    for name in re.findall(
        r"\w+", "ins moveTo hyperlink smartTag sdt sdtContent customXml fldSimple dir bdo ruby rubyBase"
    )
}
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


@dataclass(slots=True)
class _Paragraph:
    """The text of one paragraph while it is put together; `boxes` are text boxes anchored in it."""

    parts: list[str] = field(default_factory=list)
    bold: list[bool] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)

    def add(self, text: str, bold: bool) -> None:
        self.parts.append(text)
        if text.strip():
            self.bold.append(bold)


def read_docx(data: bytes) -> FileText:
    """The text of a .docx as one page without a number. Raises `FileUnreadable` when it is damaged or has no text."""
    package = open_package(data)
    body = package.document.find(W + "body")
    if body is None:
        raise unreadable("Tệp Word không có nội dung.", "Hãy kiểm tra lại tệp gốc.")
    reader = _Reader(package)
    blocks = list(reader.blocks(body))
    blocks += reader.notes()
    if not blocks:
        raise unreadable(
            "Tệp Word không có chữ nào (có thể chỉ gồm ảnh quét).",
            "Hãy dùng bản có chữ, hoặc chờ chức năng nhận dạng chữ (OCR).",
        )
    require_unicode_vietnamese("\n".join(_texts(blocks)))
    return FileText("docx", (Page(None, tuple(blocks)),), False, tuple(reader.stamps()), None)


def _texts(blocks: list[Line | TableBlock]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Line):
            yield block.text
        else:
            yield from (cell for row in block.rows for cell in row)


class _Reader:
    """Walks one package; holds the running list numbers and note marks."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._numbering = Numbering(package.numbering, package.styles)
        self._styles = Styles(package.styles)
        self._notes: list[tuple[str, Element]] = []
        self._box_texts: list[str] = []

    # ------------------------------------------------------------------ blocks

    def blocks(self, container: Element) -> Iterator[Line | TableBlock]:
        """Paragraphs and tables under `container`, in order."""
        for child in container:
            tag = child.tag
            if tag == W + "p":
                yield from self.paragraph(child)
            elif tag == W + "tbl":
                from assistant.reading.docx_tables import table_blocks

                yield from table_blocks(child, self)
            elif tag in _WRAPPERS:
                yield from self.blocks(child)
            elif tag == MC + "AlternateContent" and (chosen := alternative(child)) is not None:
                yield from self.blocks(chosen)

    def paragraph(self, element: Element) -> Iterator[Line]:
        """The lines of one paragraph (a line break makes a new one), then those of the text boxes anchored in it."""
        properties = element.find(W + "pPr")
        chain = self._styles.chain(value(properties, "pStyle") or self._styles.default)
        found = _Paragraph()
        self._runs(element, found, bool(self._styles.bold(chain)))
        number = ""
        if any(p.strip() for p in found.parts) or properties is None or properties.find(W + "numPr") is not None:
            number = self._numbering.next(properties, chain)
        text = _MARKER.sub(lambda m: m[0].replace("\t", " ").strip() + " ", "".join(found.parts).strip(" "))
        text = text.strip()
        if number and text:
            text = f"{number} {text}"
        centred = self._styles.alignment(properties, chain) == "center"
        bold = bool(found.bold) and all(found.bold)
        for part in text.split("\n"):
            for line in split_lines(nfc(part.strip().replace("\t", _COLUMN))):
                if line.strip():
                    yield Line(line.strip(), None, bold, centred)
        for box in found.boxes:
            for block in self.blocks(box):
                lines = [block] if isinstance(block, Line) else [Line(c) for row in block.rows for c in row if c]
                self._box_texts += [line.text for line in lines]
                yield from lines

    # ------------------------------------------------------------------ runs

    def _runs(self, element: Element, found: _Paragraph, bold: bool) -> None:
        for child in element:
            tag = child.tag
            if tag == W + "r":
                self._run(child, found, bold)
            elif tag in _SKIPPED or not isinstance(tag, str):
                continue
            elif tag in _WRAPPERS:
                self._runs(child, found, bold)
            elif tag == MC + "AlternateContent":
                if (chosen := alternative(child)) is not None:
                    self._runs(chosen, found, bold)
            elif tag.endswith(("}oMath", "}oMathPara")):
                found.add("".join(str(t.text or "") for t in child.iter() if str(t.tag).endswith("}t")), bold)

    def _run(self, run: Element, found: _Paragraph, bold: bool) -> None:
        properties = run.find(W + "rPr")
        if is_on(properties, "vanish"):
            return
        own = is_on(properties, "b")
        if own is None and (style := value(properties, "rStyle")):
            own = self._styles.bold(self._styles.chain(style))
        bold = bold if own is None else own
        up = value(properties, "vertAlign") == "superscript"
        self._content(run, found, bold, up)

    def _content(self, run: Element, found: _Paragraph, bold: bool, up: bool) -> None:
        for child in run:
            name = child.tag.removeprefix(W) if isinstance(child.tag, str) else ""
            if name == "t":
                text = str(child.text or "").replace("\n", " ")
                found.add(raised(text, "".join(found.parts[-3:])) if up else text, bold)
            elif name in _SIGNS:
                found.add(_SIGNS[name], bold)
            elif name == "sym":
                found.add(symbol(str(child.get(W + "char", ""))), bold)
            elif name in {"footnoteReference", "endnoteReference"}:
                self._notes.append((name, child))
                found.add(raised(str(len(self._notes)), "x"), bold)
            elif name in {"drawing", "pict", "object"}:
                found.boxes += text_boxes(child)
            elif child.tag == MC + "AlternateContent" and (chosen := alternative(child)) is not None:
                self._content(chosen, found, bold, up)

    # ------------------------------------------------------------------ notes, stamps

    def notes(self) -> list[Line | TableBlock]:
        """Footnotes and endnotes in the order of their marks."""
        out: list[Line | TableBlock] = []
        parts = {"footnoteReference": self._package.footnotes, "endnoteReference": self._package.endnotes}
        for index, (kind, reference) in enumerate(list(self._notes), start=1):
            part = parts[kind]
            if part is None:
                continue
            for note in part:
                if note.get(W + "id") == reference.get(W + "id"):
                    lines = [b for b in self.blocks(note) if isinstance(b, Line)]
                    mark = raised(str(index), "x")
                    out += [
                        Line(f"{mark} {b.text}" if i == 0 else b.text, None, b.bold, b.centred)
                        for i, b in enumerate(lines)
                    ]
        return out

    def stamps(self) -> list[str]:
        """Texts of headers, footers and text boxes, each once."""
        texts: list[str] = []
        for margin in self._package.margins:
            texts += list(_texts(list(self.blocks(margin))))
        return list(dict.fromkeys(t for t in [*self._box_texts, *texts] if t))

    def has_borders(self, style: str | None) -> bool:
        """Whether the table style draws any line."""
        return self._styles.has_borders(style)
