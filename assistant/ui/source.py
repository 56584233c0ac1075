"""The source beside the answer: the quoted passage marked in its context, with the page it stands on."""

from __future__ import annotations

import html
from collections.abc import Iterator

import streamlit as st

from assistant.errors import DocumentNotFound
from assistant.index import IndexReader
from assistant.types import Citation, Document, Span, Table

BEFORE, AFTER = 250, 2_500
"""Characters shown around the quotation: it stands near the top of the panel, visible without scrolling."""

STYLE = """
<style>
.van-ban { font-family: "Liberation Serif", "Times New Roman", Times, serif; font-size: 1.02rem; line-height: 1.5; }
.van-ban p { margin: 0 0 .5rem 0; }
.van-ban mark { background: #ffe58a; color: #1a1a1a; padding: .05em 0; }
.van-ban .trang { text-align: center; opacity: .6; font-size: .8rem; margin: .6rem 0; font-family: sans-serif; }
.van-ban table { border-collapse: collapse; width: 100%; font-size: .86rem; margin: .4rem 0 .8rem 0; }
.van-ban th, .van-ban td { border: 1px solid #b8bcc4; padding: .25rem .4rem; vertical-align: top; text-align: left; }
</style>
"""


def panel(reader: IndexReader, citation: Citation) -> None:
    """Draws the source of `citation`, or says that it is gone."""
    st.markdown("##### Văn bản nguồn")
    st.caption(citation.official + (f", trang {citation.page}" if citation.page is not None else ""))
    try:
        with reader.pin() as snapshot:
            record = snapshot.record(citation.document_id)
            document = snapshot.document(citation.document_id)
    except DocumentNotFound:
        st.warning("Văn bản này vừa được gỡ khỏi kho. Hãy hỏi lại để nhận câu trả lời mới.")
        return
    if record is None or record.version != citation.version:
        st.warning("Văn bản này vừa có bản mới thay thế. Hãy hỏi lại để nhận câu trả lời từ bản mới.")
        return
    quote = Span(citation.start, citation.end)
    with st.container(height=560, border=True):
        st.html(STYLE + excerpt(document, quote, window(document, quote)))
    with st.expander("Xem toàn văn như đã đọc"), st.container(height=480, border=False):
        st.html(STYLE + excerpt(document, quote, Span(0, len(document.text))))
    st.caption(f"Tệp: {record.file}")


def window(document: Document, quote: Span) -> Span:
    """The stretch around the quotation, widened to whole paragraphs."""
    text = document.text
    start = text.rfind("\n", 0, max(quote.start - BEFORE, 0)) + 1
    end = text.find("\n", min(quote.end + AFTER, len(text)))
    return Span(start, len(text) if end < 0 else end)


def excerpt(document: Document, quote: Span, shown: Span) -> str:
    """HTML of `document.text[shown]`: every character escaped, the quotation marked, tables drawn, pages named."""
    tables = {row.span.start: (table, row.cells) for table in document.tables for row in table.rows}
    parts: list[str] = ["<div class='van-ban'>"]
    page: int | None = None
    table: Table | None = None
    for paragraph in paragraphs(document.text, shown):
        here = document.page_at(paragraph.start)
        row = tables.get(paragraph.start)
        if table is not None and (row is None or row[0] is not table or here != page):
            parts.append("</table>")
            table = None
        if here != page and here is not None:
            parts.append(f"<div class='trang'>— trang {here} —</div>")
        page = here
        if row is None:
            parts.append(f"<p>{marked(document.text, paragraph, quote)}</p>")
            continue
        if table is None:
            table = row[0]
            parts.append(f"<table>{_row(document.text, table.header, quote, 'th')}")
        parts.append(_row(document.text, row[1], quote, "td"))
    parts.append("</table></div>" if table is not None else "</div>")
    return "".join(parts)


def paragraphs(text: str, shown: Span) -> Iterator[Span]:
    start = shown.start
    while start < shown.end:
        newline = text.find("\n", start, shown.end)
        end = shown.end if newline < 0 else newline
        yield Span(start, end)
        start = end + 1


def _row(text: str, cells: tuple[Span | None, ...], quote: Span, tag: str) -> str:
    inside = "".join(f"<{tag}>{marked(text, cell, quote) if cell is not None else ''}</{tag}>" for cell in cells)
    return f"<tr>{inside}</tr>"


def marked(text: str, paragraph: Span, quote: Span) -> str:
    """The paragraph with the part of the quotation that falls into it inside `<mark>`."""
    start, end = max(paragraph.start, quote.start), min(paragraph.end, quote.end)
    if start >= end:
        return html.escape(paragraph.of(text))
    before, inside, after = text[paragraph.start : start], text[start:end], text[end : paragraph.end]
    return f"{html.escape(before)}<mark>{html.escape(inside)}</mark>{html.escape(after)}"
