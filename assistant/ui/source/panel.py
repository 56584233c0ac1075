"""The source beside the answers: the open document, what is to be known of it, the way to the next quotation."""

from __future__ import annotations

import streamlit as st

from assistant.errors import DocumentNotFound
from assistant.index import IndexReader
from assistant.types import Choice, Citation, Document, DocumentRecord, Span
from assistant.ui import markup
from assistant.ui.force_remarks import force
from assistant.ui.session import Session, everything
from assistant.ui.source.viewer import Shown, view
from assistant.wording import say


def panel(reader: IndexReader, state: Session, key: str = "xem") -> None:
    """Draws the source that is open, or says how to open one."""
    with st.container(key="nguon"):
        shown = state.source
        if shown is None:
            st.caption(say("app.source.how_to_open"))
            return
        _head(state, shown)
        found = _document(reader, shown)
        if found is not None:
            _draw(*found, shown, key)


def _head(state: Session, shown: Citation | Choice) -> None:
    at = state.among.index(shown) if isinstance(shown, Citation) and shown in state.among else None
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="dau-nguon"):
        if at is None or len(state.among) == 1:
            st.markdown(f"##### {say('app.source.heading')}", width="content")
        else:
            _neighbours(state, at)
        st.space("stretch")
        st.button(say("app.source.close"), key="dong", type="tertiary", icon=":material/close:", on_click=state.close)
    if state.asked_for:
        _go_there(state.openings)
    else:
        st.html("<span class='nguon-tu-mo'></span>")
    page = say("labels.page_after", page=shown.page) if isinstance(shown, Citation) and shown.page is not None else ""
    st.html(f"<div class='nguon-dau'>{markup.words(shown.official + page)}</div>")


def _go_there(openings: int) -> None:
    """Where the source stands under the answer (a phone), each opening moves the page to it; the number makes the
    script another one, which alone is run."""
    st.html(
        f"<script>/* {openings} */ if (matchMedia('(max-width: 640px)').matches)"
        " document.querySelector('.st-key-nguon')?.scrollIntoView()</script>",
        unsafe_allow_javascript=True,
    )


def _neighbours(state: Session, at: int) -> None:
    """The quotations of the same answer before and after this one."""
    last = len(state.among) - 1
    told = say("app.source.quotation_of", number=at + 1, count=len(state.among))
    st.markdown(f"##### {told}", width="content")
    for key, label, icon, to in (
        ("trich-truoc", say("app.source.quotation_before"), ":material/arrow_upward:", at - 1),
        ("trich-sau", say("app.source.quotation_after"), ":material/arrow_downward:", at + 1),
    ):
        st.button(
            label, key=f"chi-hinh-{key}", icon=icon, type="tertiary", on_click=state.open,
            args=(state.among[min(max(to, 0), last)], state.among), disabled=not 0 <= to <= last,
        )  # fmt: skip


def _document(reader: IndexReader, shown: Citation | Choice) -> tuple[DocumentRecord, Document, str] | None:
    """The document as it answers now; None, with a word about it, when it was removed or replaced meanwhile."""
    allowed = everything()
    try:
        with reader.pin() as snapshot:
            record = snapshot.record(shown.document_id)
            if record is not None and record.access_group not in allowed.access_groups:
                record = None  # of an older conversation: the document is not for this reader any more
            document = snapshot.document(shown.document_id) if record is not None else None
            told = force(record, snapshot, allowed) if record is not None else ""
    except DocumentNotFound:
        record = document = None
    if record is None or document is None:
        st.warning(say("app.source.withdrawn"))
        return None
    if isinstance(shown, Citation) and record.version != shown.version:
        st.warning(say("app.source.replaced"))
        return None
    return record, document, told


def _draw(record: DocumentRecord, document: Document, told: str, shown: Citation | Choice, key: str) -> None:
    quote = Span(shown.start, shown.end) if isinstance(shown, Citation) else None
    if told:
        st.html(f"<div class='nguon-hieu-luc'>{markup.words(say('app.source.force', words=told))}</div>")
    view(Shown(record, document, quote, shown.official, key))
    if isinstance(shown, Citation) and shown.ocr:
        st.info(say("app.source.recognised"))
    if record.missing_pages:
        pages = ", ".join(map(str, record.missing_pages))
        st.warning(say("app.source.pages_not_read", pages=pages))
