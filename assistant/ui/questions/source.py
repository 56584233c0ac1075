"""The source beside the answer: the quoted passage marked in its context, with the page it stands on."""

from __future__ import annotations

import streamlit as st

from assistant.answering.store.masking import masked
from assistant.errors import DocumentNotFound
from assistant.index import IndexReader
from assistant.types import Choice, Citation, Document, DocumentRecord, Span
from assistant.ui import markup
from assistant.ui.force_remarks import force
from assistant.ui.questions.excerpt import excerpt, window
from assistant.ui.session import Session, everything, settings

LONGEST = 200_000
"""Characters of a whole document sent to the browser; a code of laws has more and would make the page slow."""


def panel(reader: IndexReader, state: Session) -> None:
    """Draws the source that is open, or says how to open one."""
    with st.container(key="nguon"):
        shown = state.source
        if shown is None:
            st.caption("Bấm “Xem trong văn bản” ở một trích dẫn để mở văn bản tại đây.")
            return
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.markdown("##### Văn bản nguồn", width="content")
            st.button("Đóng", key="dong", type="tertiary", icon=":material/close:", on_click=state.close)
        page = f", trang {shown.page}" if isinstance(shown, Citation) and shown.page is not None else ""
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
        st.warning("Văn bản này vừa được gỡ khỏi kho. Hãy hỏi lại để nhận câu trả lời mới.")
        return None
    if record is None or (isinstance(shown, Citation) and record.version != shown.version):
        st.warning("Văn bản này vừa có bản mới thay thế. Hãy hỏi lại để nhận câu trả lời từ bản mới.")
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
        st.info("Đoạn này được nhận dạng từ bản quét nên có thể sai chữ; hãy đối chiếu với tệp gốc.")
    if told:
        st.caption(f"Hiệu lực: {markup.markdown(told)}")
    if record.missing_pages:
        pages = ", ".join(map(str, record.missing_pages))
        st.warning(f"Chưa đọc được trang {pages} của tệp này; nội dung các trang đó không có ở đây.")
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.caption(f"Tệp: {markup.markdown(record.file)}", width="content")
        if isinstance(shown, Citation) and st.button("Xem toàn văn", key="toan-van", icon=":material/article:"):
            whole_text(document, quote, shown.official)


@st.dialog("Toàn văn như đã đọc", width="large")
def whole_text(document: Document, quote: Span, official: str) -> None:
    """The whole reading text; of a very long one the part around the quotation."""
    start = max(0, min(quote.start - LONGEST // 2, len(document.text) - LONGEST))
    if start or len(document.text) > LONGEST:
        st.caption(f"Văn bản rất dài: hiện {LONGEST:,} ký tự quanh đoạn trích.".replace(",", "."))
    st.caption(markup.markdown(official))
    with st.container(height=560, border=True):
        st.html(excerpt(document, quote, Span(start, min(len(document.text), start + LONGEST))))
