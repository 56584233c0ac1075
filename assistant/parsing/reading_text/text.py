"""The reading text: paragraphs one under another, and where each stretch of it came from."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.parsing.reading_text.blocks import Block, Piece, join
from assistant.parsing.reading_text.paragraphs import blocks
from assistant.types import FileText, Segment, Span, TableBlock


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of the reading text. Rows of data tables carry their table, row number and the span of each cell."""

    text: str
    start: int
    end: int
    page: int | None = None
    bold: bool = False
    centred: bool = False
    layout: bool = False
    table: TableBlock | None = None
    row: int = -1
    cells: tuple[Span | None, ...] = ()

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class ReadingText:
    text: str
    paragraphs: tuple[Paragraph, ...]
    segments: tuple[Segment, ...]


def reading_text(file: FileText) -> ReadingText:
    """The reading text of `file`. Segments are left out where the format knows neither pages nor boxes."""
    found = blocks(file)
    placed = any(page.number is not None for page in file.pages)
    out: list[str] = []
    paragraphs: list[Paragraph] = []
    segments: list[Segment] = []
    at = 0
    for block in found:
        text, starts = _line(block)
        if not text:
            continue
        if placed:
            ends = [*starts[1:], len(text) + 1]
            segments += [
                Segment(Span(at + start, at + end), piece.page, piece.box)
                for piece, start, end in zip(block.pieces, starts, ends, strict=True)
            ]
        end = at + len(text)
        cells = _cells(block, at) if block.table is not None else ()
        paragraphs.append(
            Paragraph(
                text,
                at,
                end,
                block.pieces[0].page,
                block.bold,
                block.centred,
                block.layout,
                block.table,
                block.row,
                cells,
            )
        )
        out.append(text)
        at = end + 1
    text = "\n".join(out)
    if segments and segments[-1].span.end > len(text):
        last = segments[-1]
        segments[-1] = Segment(Span(last.span.start, len(text)), last.page, last.box)
    return ReadingText(text, tuple(paragraphs), tuple(segments))


def _line(block: Block) -> tuple[str, list[int]]:
    pieces: Sequence[Piece] = block.pieces
    if len(pieces) == 1:
        return _nfc(pieces[0].text), [0]
    text = ""
    starts = []
    for glue, piece in zip(join(pieces), pieces, strict=True):
        text += glue
        starts.append(len(text))
        text += _nfc(piece.text)
    return text, starts


def _nfc(text: str) -> str:
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def _cells(block: Block, start: int) -> tuple[Span | None, ...]:
    """The span of each column's cell in a row printed as "a | b | c"; `None` where empty or filled from above."""
    assert block.table is not None
    spans: list[Span | None] = []
    at = start
    for column, cell in enumerate(block.cells):
        if not cell or (block.row, column) in block.table.filled:
            spans.append(None)
            continue
        end = at + len(_nfc(cell))
        spans.append(Span(at, end))
        at = end + 3
    return tuple(spans)
