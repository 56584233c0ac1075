"""Data tables of the reading text: joined over pages, header found, number rows dropped, group rows kept as a path."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.parsing.reading_text.rows_over_pages import is_rest, same_row
from assistant.parsing.reading_text.text import Paragraph
from assistant.parsing.tables.captions import title_above
from assistant.parsing.tables.header import known_header, names_of_columns, read_header
from assistant.parsing.tables.rows import RowReader, texts
from assistant.types import Span, Table


@dataclass(slots=True)
class _Rows:
    """The paragraphs of one table, over as many pages as it runs."""

    paragraphs: list[Paragraph]
    header: tuple[Paragraph, ...]
    columns: int
    title: tuple[Paragraph, ...] = ()
    above: Paragraph | None = None
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
            head = read_header(rows, columns)
            title, rows = head.title, rows[len(head.title) :]
            above = title_above(paragraphs, index) if not title else None
            found.append(_Rows(rows, head.rows, columns, title, above))
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
    if not rest and read_header(rows, columns).rows and known_header(rows[0]):
        return False
    before.paragraphs.extend(rows)
    return True


def _table(rows: _Rows) -> Table:
    body = rows.paragraphs
    header, above = names_of_columns(rows.header, rows.columns)
    data = body[len(rows.header) :] if tuple(body[: len(rows.header)]) == rows.header else body
    reader = RowReader(rows.columns, data)
    for row in data:
        reader.add(row)
    repeats = [*rows.repeats, *reader.numbering]
    header_span = Span(rows.header[0].start, rows.header[-1].end) if rows.header else None
    span = Span(body[0].start, max(body[-1].end, *(span.end for span in repeats), 0))
    caption = Span(rows.title[0].start, rows.title[-1].end) if rows.title else None
    if rows.above is not None:
        caption = rows.above.span
    return Table(span, header, tuple(reader.rows), header_span, tuple(sorted(repeats)), above, caption)
