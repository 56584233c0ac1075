"""The source beside the answer: the quoted passage marked in its context, with the page it stands on."""

from __future__ import annotations

import streamlit as st

from assistant.answering.citing.citation import file_name
from assistant.answering.store.masking import masked
from assistant.errors import DocumentNotFound
from assistant.index import IndexReader
from assistant.types import Choice, Citation, Document, DocumentRecord, Span
from assistant.ui import markup
from assistant.ui.force_remarks import force
from assistant.ui.questions.excerpt import excerpt, window
from assistant.ui.session import Session, everything, settings
from assistant.wording import grouped, say

LONGEST = 200_000
"""Characters of a whole document sent to the browser; a code of laws has more and would make the page slow."""


def panel(reader: IndexReader, state: Session) -> None:
    """Draws the source that is open, or says how to open one."""
    with st.container(key="nguon"):
        shown = state.source
        if shown is None:
            st.caption(say("app.source.how_to_open"))
            return
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.markdown(f"##### {say('app.source.heading')}", width="content")
            if not state.asked_for:
                st.html("<span class='nguon-tu-mo'></span>")
            st.button(
                say("app.source.close"), key="dong", type="tertiary", icon=":material/close:", on_click=state.close
            )
        page = (
            say("labels.page_after", page=shown.page) if isinstance(shown, Citation) and shown.page is not None else ""
        )
        st.html(f"<div class='nguon-dau'>{markup.words(shown.official + page)}</div>")
        found = _document(reader, shown)
        if found is not None:
            _draw(*found, shown)


def _document(reader: IndexReader, shown: Citation | Choice) -> tuple[DocumentRecord, Document, str] | None:
    """The document as it answers now; None, with a word about it, when it was removed or replaced meanwhile."""
    try:
        with reader.pin() as snapshot:
            record = snapshot.record(shown.document_id)
            document = snapshot.document(shown.document_id)
            if settings().mask_personal:
                document = masked(document)
            told = force(record, snapshot, everything()) if record is not None else ""
    except DocumentNotFound:
        st.warning(say("app.source.withdrawn"))
        return None
    if record is None or (isinstance(shown, Citation) and record.version != shown.version):
        st.warning(say("app.source.replaced"))
        return None
    return record, document, told


def _draw(record: DocumentRecord, document: Document, told: str, shown: Citation | Choice) -> None:
    whole = Span(0, min(len(document.text), LONGEST))
    quote = Span(shown.start, shown.end) if isinstance(shown, Citation) else Span(0, 0)
    around = window(document, quote) if isinstance(shown, Citation) else whole
    # A key of its own for each quotation: a new one starts at the top, not where the last one was scrolled to.
    with st.container(key="nguon-giay", border=True), st.container(key=f"doan-{quote.start}-{quote.end}"):
        st.html(excerpt(document, quote, around))
    if isinstance(shown, Citation) and shown.ocr:
        st.info(say("app.source.recognised"))
    if told:
        st.caption(say("app.source.force", words=markup.markdown(told)))
    if record.missing_pages:
        pages = ", ".join(map(str, record.missing_pages))
        st.warning(say("app.source.pages_not_read", pages=pages))
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.caption(say("app.source.file", file=markup.markdown(file_name(record))), width="content")
        if isinstance(shown, Citation) and st.button(
            say("app.source.whole_text"), key="toan-van", icon=":material/article:"
        ):
            whole_text(document, quote, shown.official)


def whole_text(document: Document, quote: Span, official: str) -> None:
    """Opens the whole reading text; of a very long one the part around the quotation."""
    st.dialog(say("app.source.whole_text_title"), width="large")(_whole_text)(document, quote, official)


def _whole_text(document: Document, quote: Span, official: str) -> None:
    start = max(0, min(quote.start - LONGEST // 2, len(document.text) - LONGEST))
    if start or len(document.text) > LONGEST:
        st.caption(say("app.source.very_long", count=grouped(LONGEST)))
    st.caption(markup.markdown(official))
    with st.container(height=560, border=True):
        st.html(excerpt(document, quote, Span(start, min(len(document.text), start + LONGEST))))
