"""Word files (.docx): paragraphs, tables, text boxes and notes in document order, with the numbers a reader sees.

Inserted text of tracked changes is kept; deleted and struck text and what nobody sees is left out and counted
(`FileText.left_out`). Embedded documents, charts and equations stand in their places. Headers, footers, text boxes and
words set across the page are also `stamps`. Footnotes stand after the text, each behind its mark. A tab inside a
paragraph becomes four spaces, so that the two halves of a letterhead set with tabs can be told apart.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from assistant.reading.left_out import merged
from assistant.reading.limits import unreadable
from assistant.reading.package.ooxml import MC, Element, Package, W, open_package, value
from assistant.reading.package.opc import relation_id
from assistant.reading.text.legacy_encodings import Repair, Run
from assistant.reading.text.plain import require_unicode_vietnamese, split_lines
from assistant.reading.word.attached import AttachedParts, ReadPart, comments
from assistant.reading.word.controls import is_prompt
from assistant.reading.word.drawings import Hanging, alternative
from assistant.reading.word.notes import Notes
from assistant.reading.word.numbering import Numbering
from assistant.reading.word.runs import WRAPPERS, Collected, RunReader
from assistant.reading.word.styles import Styles
from assistant.reading.word.unseen import Sight
from assistant.types import FileText, LeftOut, LeftOutKind, Line, Page, TableBlock
from assistant.vietnamese.normalise import nfc
from assistant.wording import say

_COLUMN = "    "
_MARKER = re.compile(r"^\s*(?:[-–+•*]|\(?[0-9a-zđA-ZĐ.]{1,8}[.)/]|(?:Điều|Chương|Mục|Phần)\s+\w+[.:]?)\s*\t+\s*")


def read_docx(data: bytes, read_part: ReadPart | None = None) -> FileText:
    """The text of a .docx as one page without a number; `read_part` reads the documents embedded in it (None: they are
    counted as left out). Raises `FileUnreadable` when it is damaged or has no text."""
    package = open_package(data)
    body = package.document.find(W + "body")
    if body is None:
        raise unreadable(say("files.word.no_content"), say("files.check_original"))
    reader = _Reader(package, read_part)
    blocks = list(reader.blocks(body))
    blocks += reader.note_blocks()
    left_out = reader.left_out(package)
    if not blocks:
        raise unreadable(
            say("files.word.no_text"),
            say("files.word.use_text"),
        )
    stamps = tuple(reader.stamps())
    require_unicode_vietnamese("\n".join(_texts(blocks)))
    page, notes = Page(None, tuple(blocks)), tuple(reader.parts.notes)
    return FileText("docx", (page,), False, stamps, reader.repair.encoding, notes=notes, left_out=left_out)


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

    def __init__(self, package: Package, read_part: ReadPart | None) -> None:
        self._package = package
        self.parts = AttachedParts(package, read_part)
        self._counted: Counter[LeftOutKind] = Counter()
        self._marks: list[str] = []
        self._numbering = Numbering(package.numbering, package.styles)
        self._styles = Styles(package.styles)
        self._notes = Notes(package)
        self._runs = RunReader(self._styles, self._notes, Sight(self._styles, package.document))
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
            elif tag == W + "altChunk":
                yield from self.parts.document(relation_id(child))
            elif tag in WRAPPERS:
                yield from self.blocks(child) if not is_prompt(child) else ()
            elif tag == MC + "AlternateContent" and (chosen := alternative(child)) is not None:
                yield from self.blocks(chosen)

    def paragraph(self, element: Element) -> Iterator[Line | TableBlock]:
        """The lines of one paragraph (a line break makes a new one), then what hangs at it: text boxes, charts.

        A paragraph whose end was struck out runs on into the next one, as it does when the change is accepted.
        """
        properties = element.find(W + "pPr")
        chain = self._styles.chain(value(properties, "pStyle") or self._styles.default)
        found, self._unended = self._unended or Collected(), None
        self._runs.collect(element, chain, found)
        if _end_is_struck(properties) and element.getnext() is not None and element.getnext().tag == W + "p":
            if found.parts or found.hanging:
                self._unended = found
            return
        self._counted["unseen"] += found.unseen
        self._counted["struck"] += found.struck
        yield from self._lines(element, properties, chain, found)
        for thing in found.hanging:
            yield from self._hanging(thing)

    def _lines(
        self, element: Element, properties: Element | None, chain: tuple[str, ...], found: Collected
    ) -> Iterator[Line]:
        number = ""
        if found.says_something or properties is None or properties.find(W + "numPr") is not None or _is_cell(element):
            number = self._numbering.next(properties, chain)
        text = "".join(run.text for run in found.parts) if found.says_something else ""
        text = self.repair.runs(found.parts) if text else ""
        text = _MARKER.sub(lambda m: m[0].replace("\t", " ").strip() + " ", text.strip(" ")).strip()
        if number and text:
            font = next((run.font for run in found.parts if run.text.strip()), None)
            text = f"{self.repair.runs([Run(number, font)])} {text}"
        elif _is_cell(element) and any(c.isalnum() for c in number):
            text = number  # a column of numbers that nobody typed
        centred = self._styles.alignment(properties, chain) == "center"
        bold = bool(found.bold) and all(found.bold)
        for part in text.split("\n"):
            for line in split_lines(nfc(part.strip().replace("\t", _COLUMN))):
                if line.strip():
                    yield Line(line.strip(), None, bold, centred)

    def _hanging(self, thing: Hanging) -> Iterator[Line | TableBlock]:
        """What a drawing shows; what it holds that cannot be read is counted."""
        for box in thing.boxes:
            for block in self.blocks(box):
                lines = [block] if isinstance(block, Line) else [Line(c) for row in block.rows for c in row if c]
                self._box_texts += [line.text for line in lines]
                yield from lines
        self._marks += [nfc(mark) for mark in thing.marks]
        self._counted["unseen"] += sum(any(True for _ in self.blocks(box)) for box in thing.hidden)
        self._counted["picture"] += thing.pictures
        yield from (Line(nfc(words)) for words in thing.words)
        for chart in thing.charts:
            yield from self.parts.chart(chart)
        for diagram in thing.diagrams:
            yield from self.parts.diagram(diagram)
        for program, relation in thing.objects:
            self.parts.embedded(program, relation)

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
        return list(dict.fromkeys(t for t in [*self._marks, *self._box_texts, *texts, *self.parts.stamps] if t))

    def left_out(self, package: Package) -> tuple[LeftOut, ...]:
        """What of the text and the notes did not become text; to be asked before the headers are read."""
        counted = [LeftOut(kind, count) for kind, count in self._counted.items() if count]
        return merged([*counted, *self.parts.left_out, *comments(package.comments)])

    def skipped(self, row: Element) -> None:
        """A hidden row of a table."""
        self._counted["unseen"] += any(str(t.text or "").strip() for t in row.iter(W + "t"))

    def has_borders(self, style: str | None) -> bool:
        """Whether the table style draws any line."""
        return self._styles.has_borders(style)


def _is_cell(element: Element) -> bool:
    """Whether the paragraph is all that stands in its cell of a table."""
    above = element.getparent()
    return above is not None and above.tag == W + "tc" and len(above.findall(W + "p")) == 1


def _end_is_struck(properties: Element | None) -> bool:
    """Whether the paragraph's end was deleted or moved away as a tracked change."""
    mark = properties.find(W + "rPr") if properties is not None else None
    return mark is not None and (mark.find(W + "del") is not None or mark.find(W + "moveFrom") is not None)
