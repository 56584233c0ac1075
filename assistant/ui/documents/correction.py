"""The form in which a person corrects what was read of a document's letterhead."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from assistant.answering import document_label
from assistant.errors import TracuuError
from assistant.ingest.correction import FIELDS, correct
from assistant.types import DocumentRecord, Letterhead
from assistant.ui.markup import markdown
from assistant.ui.session import current, settings
from assistant.vietnamese.time.dates import format_date

_DOUBTFUL = 0.6  # as `tracuu docs show` warns: fields filled in by hand on a scan have 0.3 and less


@st.dialog("Sửa thông tin văn bản", width="large")
def correction_form(record: DocumentRecord) -> None:
    """One field for each thing that can be corrected, as it stands now; what is left as it is stays as it was read."""
    with current().reader.pin() as snapshot:
        edits = snapshot.edits(record.id)
        head = snapshot.document(record.id).letterhead
    st.caption(markdown(f"{document_label(record)} – tệp {record.file}"))
    st.caption("Phần đã sửa được giữ lại khi tệp được nạp lại. Xóa trắng một ô nếu văn bản để trống mục đó.")
    with st.form("sua-thong-tin", border=False):
        typed = {name: _field(name, head, edits) for name in FIELDS}
        corrected = [name for name in FIELDS if name in edits]
        reset = (
            st.multiselect(
                "Lấy lại như đã đọc từ tệp",
                corrected,
                format_func=lambda name: FIELDS[name],
                placeholder="Chọn mục muốn bỏ phần đã sửa",
            )
            if corrected
            else []
        )
        if not st.form_submit_button("Lưu", type="primary", icon=":material/save:"):
            return
    changes = {
        name: value for name, value in typed.items() if name not in reset and value.strip() != _shown(name, head)
    }
    if not changes and not reset:
        st.info("Chưa có mục nào được sửa.", icon=":material/info:")
        return
    try:
        correct(settings(), record.id, changes, reset)
    except TracuuError as error:
        st.error(markdown(f"{error.message} {error.action}"))
        return
    st.session_state.removed = f"Đã lưu thông tin của {markdown(record.file)}."
    st.rerun()


def _field(name: str, head: Letterhead, edits: Mapping[str, object]) -> str:
    note = None
    if name in edits:
        note = "Mục này đã được người dùng sửa."
    elif head.confidence.get(name, 1.0) < _DOUBTFUL:
        note = "Đọc từ bản quét, cần xem lại."
    label = FIELDS[name] + (" (đã sửa)" if name in edits else " (cần xem lại)" if note else "")
    area = st.text_area if name == "title" else st.text_input
    return str(area(label, _shown(name, head), help=note, key=f"sua-{name}") or "")


def _shown(name: str, head: Letterhead) -> str:
    """A field as the form shows it: a date as it is written in Viet Nam, a blank as an empty box."""
    value = getattr(head, name)
    if name == "date" and value:
        return format_date(value)
    return str(value or "")
