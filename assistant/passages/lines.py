"""The lines of a document's text, each with the section and the table row it stands in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.types import Document, Span, Table, TableRow

_CONTEXT = 600  # characters; a longer lead-in is no lead-in


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text; `section` is the deepest that holds it, `row` its table row."""

    start: int
    end: int
    words: int
    section: int | None
    row: tuple[Table, TableRow] | None = None


def read_lines(document: Document) -> Iterator[Line]:
    """The lines of `document` that hold text, in order; none that only name a table's columns, as its rows do."""
    text = document.text
    rows = {row.span.start: (table, row) for table in document.tables for row in table.rows}
    naming = {span.start for table in document.tables if table.rows for span in table.repeats}
    for table in document.tables:
        if table.rows and table.header_span is not None:
            naming |= set(_line_starts(text, table.header_span))
    upcoming = 0
    stack: list[int] = []
    at = 0
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        row = rows.get(at)
        if row is not None:
            end = max(end, row[1].span.end)
        while upcoming < len(document.sections) and document.sections[upcoming].span.start <= at:
            stack.append(upcoming)
            upcoming += 1
        while stack and document.sections[stack[-1]].span.end <= at:
            stack.pop()
        section = stack[-1] if stack else None
        if end > at and at not in naming:
            yield Line(at, end, text.count(" ", at, end) + 1, section, row)
        at = end + 1


def _line_starts(text: str, span: Span) -> Iterator[int]:
    at = span.start
    while at < span.end:
        yield at
        at = text.find("\n", at, span.end) + 1 or span.end


def lead_ins(text: str, lines: Sequence[Line]) -> dict[int, Span]:
    """For each section the last of its own lines that introduces what follows ("… như sau:")."""
    return {
        line.section: Span(line.start, line.end)
        for line in lines
        if line.section is not None
        and line.row is None
        and text[line.end - 1] == ":"
        and line.end - line.start <= _CONTEXT
    }
