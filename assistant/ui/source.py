"""The source beside the answer: the quoted passage marked in its context, with the page it stands on."""

from __future__ import annotations

import html

import streamlit as st

from assistant.errors import DocumentNotFound
from assistant.index import IndexReader
from assistant.types import Citation, Document, Span

BEFORE, AFTER = 700, 2_500
"""Characters shown around the quotation: it stands in the upper third of the panel, visible without scrolling."""

STYLE = """
<style>
.van-ban { font-family: "Liberation Serif", "Times New Roman", Times, serif; font-size: 1.05rem; line-height: 1.55; }
.van-ban p { margin: 0 0 .5rem 0; text-align: justify; }
.van-ban mark { background: #ffe58a; color: #1a1a1a; padding: .05em 0; }
.van-ban .trang { text-align: center; color: #6b7280; font-size: .8rem; margin: .6rem 0; font-family: sans-serif; }
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
    """HTML of `document.text[shown]`: every character escaped, the quotation marked, page breaks named."""
    parts: list[str] = ["<div class='van-ban'>"]
    page: int | None = None
    start = shown.start
    while start < shown.end:
        newline = document.text.find("\n", start, shown.end)
        end = shown.end if newline < 0 else newline
        here = document.page_at(start)
        if here != page and here is not None:
            parts.append(f"<div class='trang'>— trang {here} —</div>")
            page = here
        parts.append(f"<p>{marked(document.text, Span(start, end), quote)}</p>")
        start = end + 1
    parts.append("</div>")
    return "".join(parts)


def marked(text: str, paragraph: Span, quote: Span) -> str:
    """The paragraph with the part of the quotation that falls into it inside `<mark>`."""
    start, end = max(paragraph.start, quote.start), min(paragraph.end, quote.end)
    if start >= end:
        return html.escape(paragraph.of(text))
    before, inside, after = text[paragraph.start : start], text[start:end], text[end : paragraph.end]
    return f"{html.escape(before)}<mark>{html.escape(inside)}</mark>{html.escape(after)}"
