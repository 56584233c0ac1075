"""Word files (.docx): paragraphs, tables, text boxes and notes in document order, with the numbers a reader sees.

Inserted text of tracked changes is kept, deleted text left out, hidden text left out. Headers, footers and text boxes
are also `stamps`. Footnotes stand after the text, each behind its mark. A tab inside a paragraph becomes four spaces,
so that the two halves of a letterhead set with tabs can be told apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant.reading.limits import unreadable
from assistant.reading.package.ooxml import MC, Element, Package, W, open_package, value
from assistant.reading.text.legacy_encodings import Repair, Run
from assistant.reading.text.plain import require_unicode_vietnamese, split_lines
from assistant.reading.word.drawings import alternative
from assistant.reading.word.notes import Notes
from assistant.reading.word.numbering import Numbering
from assistant.reading.word.runs import WRAPPERS, Collected, RunReader
from assistant.reading.word.styles import Styles
from assistant.types import FileText, Line, Page, TableBlock
from assistant.vietnamese.normalise import nfc
from assistant.wording import say

_COLUMN = "    "
_MARKER = re.compile(r"^\s*(?:[-–+•*]|\(?[0-9a-zđA-ZĐ.]{1,8}[.)/]|(?:Điều|Chương|Mục|Phần)\s+\w+[.:]?)\s*\t+\s*")


def read_docx(data: bytes) -> FileText:
    """The text of a .docx as one page without a number. Raises `FileUnreadable` when it is damaged or has no text."""
    package = open_package(data)
    body = package.document.find(W + "body")
    if body is None:
        raise unreadable(say("files.word.no_content"), say("files.check_original"))
    reader = _Reader(package)
    blocks = list(reader.blocks(body))
    blocks += reader.note_blocks()
    if not blocks:
        raise unreadable(
            say("files.word.no_text"),
            say("files.word.use_text"),
        )
    stamps = tuple(reader.stamps())
    require_unicode_vietnamese("\n".join(_texts(blocks)))
    return FileText("docx", (Page(None, tuple(blocks)),), False, stamps, reader.repair.encoding)


def _texts(blocks: list[Line | TableBlock]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Line):
            yield block.text
        else:
            yield from (cell for row in block.rows for cell in row)


def _paragraph_texts(root: Element) -> Iterator[str]:
    """The letters of each paragraph, to tell the encoding of the file."""
    for paragraph in root.iter(W + "p"):
        yield "".join(str(t.text or "") for t in paragraph.iter(W + "t"))


class _Reader:
    """Walks one package; holds the running list numbers and note marks."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._numbering = Numbering(package.numbering, package.styles)
        self._styles = Styles(package.styles)
        self._notes = Notes(package)
        self._runs = RunReader(self._styles, self._notes)
        self._box_texts: list[str] = []
        self._unended: Collected | None = None
        self.repair = Repair(_paragraph_texts(package.document))

    # ------------------------------------------------------------------ blocks

    def blocks(self, container: Element) -> Iterator[Line | TableBlock]:
        """Paragraphs and tables under `container`, in order."""
        for child in container:
            tag = child.tag
            if tag == W + "p":
                yield from self.paragraph(child)
            elif tag == W + "tbl":
                from assistant.reading.word.tables import table_blocks

                yield from table_blocks(child, self)
            elif tag in WRAPPERS:
                yield from self.blocks(child)
            elif tag == MC + "AlternateContent" and (chosen := alternative(child)) is not None:
                yield from self.blocks(chosen)

    def paragraph(self, element: Element) -> Iterator[Line]:
        """The lines of one paragraph (a line break makes a new one), then those of the text boxes anchored in it.

        A paragraph whose end was struck out runs on into the next one, as it does when the change is accepted.
        """
        properties = element.find(W + "pPr")
        chain = self._styles.chain(value(properties, "pStyle") or self._styles.default)
        found, self._unended = self._unended or Collected(), None
        self._runs.collect(element, chain, found)
        if _end_is_struck(properties) and element.getnext() is not None and element.getnext().tag == W + "p":
            if found.parts or found.boxes:
                self._unended = found
            return
        number = ""
        if found.says_something or properties is None or properties.find(W + "numPr") is not None:
            number = self._numbering.next(properties, chain)
        text = "".join(run.text for run in found.parts) if found.says_something else ""
        text = self.repair.runs(found.parts) if text else ""
        text = _MARKER.sub(lambda m: m[0].replace("\t", " ").strip() + " ", text.strip(" ")).strip()
        if number and text:
            font = next((run.font for run in found.parts if run.text.strip()), None)
            text = f"{self.repair.runs([Run(number, font)])} {text}"
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

    # ------------------------------------------------------------------ notes, stamps

    def note_blocks(self) -> list[Line | TableBlock]:
        """Footnotes and endnotes in the order of their marks."""
        out: list[Line | TableBlock] = []
        for note in self._notes:
            blocks = list(self.blocks(note.content))
            if blocks and isinstance(blocks[0], Line):
                blocks[0] = replace(blocks[0], text=f"{note.mark} {blocks[0].text}".strip())
            out += blocks
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


def _end_is_struck(properties: Element | None) -> bool:
    """Whether the paragraph's end was deleted or moved away as a tracked change."""
    mark = properties.find(W + "rPr") if properties is not None else None
    return mark is not None and (mark.find(W + "del") is not None or mark.find(W + "moveFrom") is not None)
