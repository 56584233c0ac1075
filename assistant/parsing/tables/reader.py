"""Data tables of the reading text: joined over pages, header found, number rows dropped, group rows kept as a path."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.parsing.reading_text.rows_over_pages import is_rest, same_row
from assistant.parsing.reading_text.text import Paragraph
from assistant.parsing.tables.header import header_rows, is_known_header, names_above
from assistant.parsing.tables.rows import RowReader, texts
from assistant.types import Span, Table

_FIRST = 3
"""Rows among which the header begins: titles may stand above it."""


@dataclass(slots=True)
class _Rows:
    """The paragraphs of one table, over as many pages as it runs."""

    paragraphs: list[Paragraph]
    header: list[Paragraph]
    columns: int
    repeats: list[Span] = field(default_factory=list)


def read_tables(paragraphs: Sequence[Paragraph]) -> tuple[Table, ...]:
    """All data tables in order. A table goes on over a page break when its header repeats or its columns agree."""
    found: list[_Rows] = []
    index = 0
    last_end = -1
    while index < len(paragraphs):
        if paragraphs[index].table is None:
            index += 1
            continue
        end = index
        while end < len(paragraphs) and paragraphs[end].table is paragraphs[index].table:
            end += 1
        rows = list(paragraphs[index:end])
        block = rows[0].table
        assert block is not None
        columns = max(len(row) for row in block.rows)
        if not (found and last_end == index and _goes_on(found[-1], rows, columns)):
            found.append(_Rows(rows, header_rows(rows, columns), columns))
        last_end = index = end
    return tuple(_table(rows) for rows in found)


def _goes_on(before: _Rows, rows: list[Paragraph], columns: int) -> bool:
    """Append `rows` to the table `before` when they continue it; a repeated header is not taken again."""
    if columns != before.columns:
        return False
    rest = rows[0].page != before.paragraphs[-1].page and is_rest(texts(rows[0]), texts(before.paragraphs[-1]))
    cut = 1 if rest and before.header and len(rows) > 1 else 0
    repeated = 0
    for row, head in zip(rows[cut:], before.header, strict=False):
        if not same_row(row.text, head.text):
            break
        repeated += 1
    if rows[0].page is None and before.paragraphs[-1].page is None and not repeated:
        return False
    if repeated:
        before.repeats += [row.span for row in rows[cut : cut + repeated]]
        before.paragraphs.extend([*rows[:cut], *rows[cut + repeated :]])
        return True
    if not rest and header_rows(rows, columns) and is_known_header(rows[0]):
        return False
    before.paragraphs.extend(rows)
    return True


def _table(rows: _Rows) -> Table:
    body = rows.paragraphs
    header: list[Span | None] = [None] * rows.columns
    for row in rows.header:
        for column, cell in enumerate(row.cells):
            if cell is not None:
                header[column] = cell
    first = body.index(rows.header[0]) if rows.header and rows.header[0] in body[:_FIRST] else 0
    data = body[first + len(rows.header) :] if body[first : first + len(rows.header)] == rows.header else body
    reader = RowReader(rows.columns, data)
    for row in data:
        reader.add(row)
    repeats = [*rows.repeats, *reader.numbering]
    header_span = Span(rows.header[0].start, rows.header[-1].end) if rows.header else None
    span = Span(body[0].start, max(body[-1].end, *(span.end for span in repeats), 0))
    above = names_above(rows.header, rows.columns)
    return Table(span, tuple(header), tuple(reader.rows), header_span, tuple(sorted(repeats)), above)
