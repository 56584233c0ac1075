"""What lies over the cells of a sheet: charts, text boxes, pictures, comments."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from assistant.reading.package.charts import Chart, read_chart
from assistant.reading.package.ooxml import Element
from assistant.reading.package.opc import Parts, child, local, relation_id
from assistant.types import LeftOut, Line, TableBlock
from assistant.vietnamese.normalise import nfc

_EMU_OF_COLUMN, _EMU_OF_ROW = 609_600, 190_500
"""A column and a row of the usual size, in English Metric Units: a picture is anchored to cells, not measured."""
_LEAST = (3.0, 4.0)
"""Columns and rows from which a picture may hold lines of text."""


class Drawings:
    """Reads the drawings of sheets; `letters` puts old encodings right."""

    def __init__(self, parts: Parts, letters: Callable[[str], str]) -> None:
        self._parts = parts
        self._letters = letters
        self.left_out: list[LeftOut] = []

    def of(self, path: str, cells: Sequence[Line | TableBlock]) -> Iterator[Line | TableBlock]:
        """The text boxes and charts of the sheet `path`, whose cells gave `cells`: a chart without a title that
        draws them says nothing new."""
        for kind, target in self._parts.related(path).values():
            if kind == "drawing" and (drawing := self._parts.root(target)) is not None:
                yield from self._drawing(drawing, target, cells)
            elif kind == "comments" and (notes := self._parts.root(target)) is not None:
                count = sum(1 for e in notes.iter() if local(e) == "comment")
                self.left_out += [LeftOut("comment", count)] if count else []
            elif kind in {"oleObject", "package"}:
                self.left_out.append(LeftOut("embedded", 1, (target.rsplit("/", 1)[-1],)))

    def _drawing(self, drawing: Element, path: str, cells: Sequence[Line | TableBlock]) -> Iterator[Line | TableBlock]:
        related = self._parts.related(path)
        for anchor in drawing:
            look = next((e for e in anchor.iter() if local(e) == "cNvPr"), None)
            if look is not None and look.get("hidden") in {"1", "true"}:
                self.left_out.append(LeftOut("unseen"))
                continue
            for element in anchor.iter():
                name = local(element)
                if name == "chart" and (target := related.get(relation_id(element))) is not None:
                    yield from self._chart(target[1], cells)
                elif name == "txBody":
                    yield from (Line(line) for line in self._lines(element))
                elif name == "pic" and _is_large(anchor):
                    self.left_out.append(LeftOut("picture"))

    def _lines(self, body: Element) -> Iterator[str]:
        for paragraph in (e for e in body.iter() if local(e) == "p"):
            text = "".join(str(t.text or "") for t in paragraph.iter() if local(t) == "t")
            if line := nfc(self._letters(text)).strip():
                yield line

    def _chart(self, path: str, cells: Sequence[Line | TableBlock]) -> Iterator[Line | TableBlock]:
        root = self._parts.root(path)
        chart = read_chart(root) if root is not None else Chart("", "")
        block = chart.block()
        if block is not None and (chart.title or not _said(chart.rows(), cells)):
            yield block
        elif chart.title and cells:
            yield Line(chart.title)  # no values are kept with it: it draws cells that are read
        if block is None and not cells:
            self.left_out.append(LeftOut("chart", 1, (chart.title,) if chart.title else ()))


def _said(rows: Sequence[Sequence[str]], cells: Sequence[Line | TableBlock]) -> bool:
    """Whether every row of a chart stands in the cells of the sheet already."""
    known = [set(row) for block in cells if isinstance(block, TableBlock) for row in block.rows]
    return all(any(set(filter(None, row)) <= found for found in known) for row in rows[1:])


def _is_large(anchor: Element) -> bool:
    """Whether a picture covers cells enough to hold text."""
    extent = child(anchor, "ext")
    if extent is not None:
        sizes = (str(extent.get("cx", "0")), str(extent.get("cy", "0")))
        least = (_LEAST[0] * _EMU_OF_COLUMN, _LEAST[1] * _EMU_OF_ROW)
        return all(size.isdecimal() and int(size) >= few for size, few in zip(sizes, least, strict=True))
    spans = []
    for name in ("col", "row"):
        ends = [str(getattr(child(anchor, end, name), "text", "") or "") for end in ("from", "to")]
        spans.append(int(ends[1]) - int(ends[0]) if all(e.isdecimal() and len(e) < 8 for e in ends) else 0)
    return spans[0] >= _LEAST[0] and spans[1] >= _LEAST[1]
