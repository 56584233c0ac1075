"""Parts that hang at the text of a Word file: embedded documents read in their place, charts, diagrams, comments; what
cannot be read is counted and named."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml import etree

from assistant.errors import FileUnreadable
from assistant.reading.package.charts import read_chart
from assistant.reading.package.ooxml import Element, Package, W, parse_xml
from assistant.reading.package.opc import local
from assistant.types import FileText, LeftOut, LeftOutKind, Line, TableBlock
from assistant.vietnamese.normalise import nfc

ReadPart = Callable[[bytes, str], FileText]
"""Reads a file inside the file by its bytes and its name; raises `FileUnreadable`."""


class AttachedParts:
    """Reads what a package has attached; `left_out` collects what it could not, `stamps` the marks inside."""

    def __init__(self, package: Package, read_part: ReadPart | None) -> None:
        self._attached = package.attached
        self._read_part = read_part
        self.left_out: list[LeftOut] = []
        self.stamps: list[str] = []
        self.notes: list[str] = []

    def document(self, relation: str) -> Iterator[Line | TableBlock]:
        """The blocks of an embedded document (`w:altChunk`), where it stands."""
        part = self._attached.get(relation)
        if part is None or part.data is None or self._read_part is None:
            self._lost("part", part.name if part is not None else "")
            return
        try:
            file = self._read_part(part.data, part.name)
        except FileUnreadable:
            self._lost("part", part.name)
            return
        self.left_out += file.left_out
        self.stamps += file.stamps
        self.notes += file.notes
        for page in file.pages:
            yield from page.blocks

    def chart(self, relation: str) -> Iterator[TableBlock]:
        """A chart as a table."""
        part = self._attached.get(relation)
        try:
            chart = read_chart(parse_xml(part.data)) if part is not None and part.data is not None else None
        except (etree.XMLSyntaxError, ValueError):
            chart = None
        block = chart.block() if chart is not None else None
        if block is None:
            self._lost("chart", chart.title if chart is not None else "")
        else:
            yield block

    def diagram(self, relation: str) -> Iterator[Line]:
        """The texts of a diagram (SmartArt), a line each."""
        part = self._attached.get(relation)
        try:
            data = parse_xml(part.data) if part is not None and part.data is not None else None
        except (etree.XMLSyntaxError, ValueError):
            data = None
        if data is None:
            self._lost("part", part.name if part is not None else "")
            return
        for paragraph in (e for e in data.iter() if local(e) == "p"):
            text = "".join(str(t.text or "") for t in paragraph.iter() if local(t) == "t")
            if line := nfc(" ".join(text.split())):
                yield Line(line)

    def embedded(self, program: str, relation: str) -> None:
        """A file put into the text as an object: an equation of an old editor, else named."""
        part = self._attached.get(relation)
        self._lost(
            "equation" if program.startswith("Equation") else "embedded", part.name if part is not None else program
        )

    def _lost(self, kind: LeftOutKind, name: str) -> None:
        self.left_out.append(LeftOut(kind, 1, (nfc(name),) if name else ()))


def comments(part: Element | None) -> list[LeftOut]:
    """How many comments stand beside the text; replies and those without a word count too."""
    count = len(part.findall(W + "comment")) if part is not None else 0
    return [LeftOut("comment", count)] if count else []
