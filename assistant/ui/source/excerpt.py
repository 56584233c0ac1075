"""A stretch of a document as HTML: every character escaped, the quotation marked, tables drawn, pages named."""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import replace

from assistant.types import Document, Span, Table, TableRow
from assistant.wording import say

BEFORE, AFTER = 220, 2_500
"""Characters shown around the quotation: it stands near the top of the panel, visible without scrolling."""
ROWS_BEFORE = 1
"""Rows of a table shown above a quoted one; rows are tall in a narrow panel."""


def window(document: Document, quote: Span) -> Span:
    """The stretch around the quotation, widened to whole paragraphs and table rows."""
    text = document.text
    start = text.rfind("\n", 0, max(quote.start - BEFORE, 0)) + 1
    for table in document.tables:
        if table.span.contains(quote):
            above = [row.span.start for row in table.rows if row.span.start <= quote.start]
            if above:
                start = above[-1 - ROWS_BEFORE] if len(above) > ROWS_BEFORE else above[0]
    end = text.find("\n", min(quote.end + AFTER, len(text)))
    return Span(start, len(text) if end < 0 else end)


def excerpt(document: Document, quote: Span, shown: Span) -> str:
    """`document.text[shown]`; `quote` may be empty. Rows of a table stand under its header also where it begins
    outside `shown`, or on an earlier page."""
    lines = table_lines(document)
    parts: list[str] = ["<div class='van-ban'>"]
    if shown.start > 0:
        parts.append("<div class='luoc'>…</div>")
    page: int | None = None
    table: Table | None = None
    for paragraph in paragraphs(document.text, shown):
        here = document.page_at(paragraph.start)
        into, row = lines.get(paragraph.start, (None, None))
        if table is not None and (into is not table or here != page):
            parts.append("</table>")
            table = None
        if here != page and here is not None:
            parts.append(f"<div class='trang'>{say('labels.page', page=here)}</div>")
        page = here
        if into is None:
            parts.append(f"<p>{marked(document.text, paragraph, quote)}</p>")
            continue
        if table is None:
            table = into
            parts.append(f"<table>{_header(document.text, table, quote)}")
        if row is not None:
            parts.append(_cells(document.text, row.cells, quote, "td"))
        elif not _in_header(table, paragraph):
            words = marked(document.text, paragraph, quote)
            parts.append(f"<tr><td class='nhom' colspan='{max(len(table.header), 1)}'>{words}</td></tr>")
    parts.append("</table>" if table is not None else "")
    parts.append("<div class='luoc'>…</div></div>" if shown.end < len(document.text) else "</div>")
    return "".join(parts)


def table_lines(document: Document) -> dict[int, tuple[Table, TableRow | None]]:
    """By its first character, the table each line belongs to, and its row; None for header and group lines."""
    lines: dict[int, tuple[Table, TableRow | None]] = {}
    for table in document.tables:
        if table.header_span is not None:
            lines |= {line.start: (table, None) for line in paragraphs(document.text, table.header_span)}
        for row in table.rows:
            lines |= {span.start: (table, None) for span in row.group}
    for table in document.tables:
        lines |= {row.span.start: (table, row) for row in table.rows}
        for row in table.rows:
            for rest in row.rest:  # the next page's part of a cut row: a row of the drawing
                first = min(span.start for span in rest if span is not None)
                lines[document.text.rfind("\n", 0, first) + 1] = (table, replace(row, cells=rest))
    return lines


def _in_header(table: Table, line: Span) -> bool:
    return table.header_span is not None and table.header_span.start <= line.start < table.header_span.end


def paragraphs(text: str, shown: Span) -> Iterator[Span]:
    """The lines of `text[shown]` that hold something."""
    start = shown.start
    while start < shown.end:
        newline = text.find("\n", start, shown.end)
        end = shown.end if newline < 0 else newline
        if text[start:end].strip():
            yield Span(start, end)
        start = end + 1


def _header(text: str, table: Table, quote: Span) -> str:
    """The names of the columns; where several rows name them, those above each column before its own."""
    if not table.above:
        return _cells(text, table.header, quote, "th")
    return f"<tr>{''.join(f'<th>{html.escape(name)}</th>' for name in table.names(text))}</tr>"


def _cells(text: str, cells: tuple[Span | None, ...], quote: Span, tag: str) -> str:
    """One row; nothing when every cell is empty (a table without a header)."""
    if not any(cells):
        return ""
    inside = "".join(f"<{tag}>{marked(text, cell, quote) if cell is not None else ''}</{tag}>" for cell in cells)
    return f"<tr>{inside}</tr>"


def marked(text: str, paragraph: Span, quote: Span) -> str:
    """The paragraph with the part of the quotation that falls into it inside `<mark>`."""
    start, end = max(paragraph.start, quote.start), min(paragraph.end, quote.end)
    if start >= end:
        return html.escape(paragraph.of(text))
    before, inside, after = text[paragraph.start : start], text[start:end], text[end : paragraph.end]
    return f"{html.escape(before)}<mark>{html.escape(inside)}</mark>{html.escape(after)}"
