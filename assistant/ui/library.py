"""The page of documents: what is in the store, what was refused and why, upload and removal."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from assistant.errors import IndexMissing, TracuuError
from assistant.index import open_writer
from assistant.types import DocumentRecord
from assistant.ui.session import current, settings
from assistant.ui.upload import Upload, ingest_files, save

STATES = {
    "ready": "Sẵn sàng",
    "partial": "Đọc được một phần",
    "unreadable": "Chưa đọc được",
    "refused": "Từ chối",
    "duplicate": "Trùng tệp đã có",
    "superseded": "Đã có bản mới",
    "removed": "Đã gỡ",
}
SEARCHABLE = ("ready", "partial")


VIETNAMESE_UPLOADER = """
<style>
[data-testid="stFileUploaderDropzone"] button { font-size: 0; }
[data-testid="stFileUploaderDropzone"] button::after { content: "Chọn tệp"; font-size: .9rem; }
[data-testid="stFileUploaderDropzoneInstructions"] { display: none; }
</style>
"""
"""The uploader's own words are English and cannot be set otherwise."""


def page() -> None:
    st.html(VIETNAMESE_UPLOADER)
    st.subheader("Kho văn bản")
    upload_form()
    try:
        with current().reader.pin() as snapshot:
            records = snapshot.records()
    except IndexMissing:
        st.info("Kho chưa có văn bản nào. Hãy tải tệp lên ở trên.", icon=":material/info:")
        return
    listing(records)


def upload_form() -> None:
    with st.form("upload", clear_on_submit=True):
        files = st.file_uploader(
            "Tải văn bản lên (PDF, Word .docx, HTML, Markdown, văn bản thuần)", accept_multiple_files=True
        )
        replace_old = st.checkbox("Tệp trùng tên là bản mới của văn bản đã có (thay bản cũ)")
        sent = st.form_submit_button("Nạp vào kho", icon=":material/upload_file:")
    if sent and files:
        take([Upload(file.name, file.getvalue()) for file in files], replace_old)
    for level, line in st.session_state.pop("upload_report", []):
        (st.success if level == "ready" else st.warning)(line)


def take(uploads: list[Upload], replace_old: bool) -> None:
    """Saves and ingests the files with a progress bar; the report stays on the page after the list is drawn anew."""
    bar = st.progress(0.0, "Đang chuẩn bị…")
    try:
        paths = [save(upload, settings().index_dir, replace_old) for upload in uploads]
        lines: list[tuple[str, str]] = []
        for event in ingest_files(paths, settings()):
            name = Path(event["file"]).name
            bar.progress(event["done"] / max(event["total"] or 1, 1), f"Đã xử lý {name}")
            reason = f": {event['reason']}" if event["reason"] else ""
            lines.append((event["state"], f"{STATES[event['state']]} – {name}{reason}"))
    except TracuuError as error:
        bar.empty()
        st.error(f"{error.message} {error.action}")
        return
    bar.empty()
    st.session_state.upload_report = lines
    st.rerun()


def listing(records: list[DocumentRecord]) -> None:
    searchable = [r for r in records if r.state in SEARCHABLE]
    st.caption(f"{len(searchable)} văn bản tra cứu được trong {len(records)} mục đã nạp.")
    rows = [
        {
            "Mã": r.id,
            "Trạng thái": STATES[r.state],
            "Loại": r.letterhead.kind or "",
            "Số, ký hiệu": r.letterhead.number or "",
            "Trích yếu": r.letterhead.title or "",
            "Cơ quan ban hành": r.letterhead.issuer or "",
            "Ngày": r.letterhead.date or "",
            "Số trang": "" if r.pages is None else str(r.pages),
            "Tệp": r.file,
            "Lý do": r.reason or "",
        }
        for r in sorted(records, key=lambda r: (r.state not in SEARCHABLE, -r.id))
    ]
    st.dataframe(rows, hide_index=True, width="stretch", height=420)
    names = {r.id: f"{r.id} – {r.letterhead.number or r.file}" for r in searchable}
    with st.expander("Gỡ văn bản khỏi kho"):
        chosen = st.multiselect(
            "Văn bản cần gỡ", list(names), format_func=lambda i: names[i], placeholder="Chọn văn bản"
        )
        st.caption("Văn bản được gỡ sẽ không còn xuất hiện trong câu trả lời. Tệp gốc trên máy không bị xóa.")
        if st.button("Gỡ khỏi kho", disabled=not chosen, icon=":material/delete:"):
            remove(chosen)
            st.rerun()


def remove(ids: list[int]) -> None:
    reader = current().reader
    with open_writer(settings().index_dir, encoder=reader.encoder) as writer:
        for identifier in ids:
            writer.remove(identifier)
