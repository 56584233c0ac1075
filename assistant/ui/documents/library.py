"""The page of documents: what is in the store, what was refused and why, upload and removal."""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Sequence

import streamlit as st

from assistant.answering import document_label
from assistant.answering.citing.citation import file_name
from assistant.answering.citing.signature_words import signature_words
from assistant.answering.store.masking import masked
from assistant.errors import IndexMissing, TracuuError
from assistant.index import Snapshot, open_writer
from assistant.types import DocumentRecord, Span
from assistant.ui.documents.correction import correction_form
from assistant.ui.documents.upload import forget_copy
from assistant.ui.documents.upload_form import STATES, upload_form
from assistant.ui.force_remarks import remarks
from assistant.ui.markup import markdown, told_apart
from assistant.ui.session import current, everything, settings
from assistant.ui.source.excerpt import excerpt
from assistant.ui.source.viewer import LONGEST
from assistant.vietnamese.normalise import strip_accents
from assistant.wording import grouped, say

SEARCHABLE = ("ready", "partial")
ORDER = tuple(STATES)
PAGE = 20
"""Documents shown at a time: each has buttons, and a browser is slow with hundreds of them."""


def page() -> None:
    st.subheader(say("app.library.heading"), anchor=False)
    upload_form()
    try:
        with current().reader.pin() as snapshot:
            listing(snapshot.records(everything()), snapshot)
    except IndexMissing:
        st.info(say("app.library.empty"), icon=":material/info:")
        return


def listing(records: list[DocumentRecord], snapshot: Snapshot) -> None:
    """The list with its filters, the newest first."""
    if "removed" in st.session_state:
        st.success(st.session_state.pop("removed"), icon=":material/check:")
    counts: Counter[str] = Counter(record.state for record in records)
    searchable = sum(counts[state] for state in SEARCHABLE)
    st.markdown(say("app.library.count", count=searchable, entries=len(records)))
    states = [state for state in ORDER if counts[state]]
    wanted = st.pills(
        say("app.library.state"),
        states,
        selection_mode="multi",
        format_func=lambda state: f"{STATES[state]} ({counts[state]})",
        label_visibility="collapsed",
    )
    typed = st.text_input(say("app.library.find"), placeholder=say("app.library.find_by"))
    shown = [r for r in records if (not wanted or r.state in wanted) and _matches(r, typed)]
    shown.sort(key=lambda r: (r.added_at or "", r.id, r.version), reverse=True)
    if not shown:
        st.caption(say("app.library.none"))
    most = st.session_state.get("shown", PAGE)
    live = {record.id for record in records if record.state in SEARCHABLE}
    said = remarks(shown[:most], snapshot, everything())
    for record in shown[:most]:
        removable = record.state in SEARCHABLE or (record.state != "removed" and record.id not in live)
        entry(record, removable, said.get(record.id, ()))
    if len(shown) > most and st.button(
        say("app.library.more", count=min(PAGE, len(shown) - most)), icon=":material/expand_more:"
    ):
        st.session_state.shown = most + PAGE
        st.rerun()


def _matches(record: DocumentRecord, typed: str) -> bool:
    head = record.letterhead
    text = " ".join(part for part in (head.number, head.kind, head.title, head.issuer, file_name(record)) if part)
    return all(word in strip_accents(text) for word in strip_accents(typed).split())


def entry(record: DocumentRecord, removable: bool, said: Sequence[str]) -> None:
    """One file: its state, what it is, why it cannot be searched. `removable`: it is not an older row of a document
    that answers."""
    key = f"{record.id}-{record.version}-{record.state}"
    with st.container(border=True, key=f"muc-{key}"):
        words, buttons = st.columns([5, 1.3], vertical_alignment="center")
        words.html(describe(record, said))
        with buttons, st.container(horizontal=True, horizontal_alignment="right"):
            if record.state in SEARCHABLE and st.button(say("app.library.show"), key=f"xem-{key}"):
                read(record)
            if record.state in SEARCHABLE and st.button(
                say("app.library.correct"), key=f"sua-{key}", help=say("app.library.correct_help")
            ):
                correction_form(record)
            if removable and st.button(say("app.library.withdraw"), key=f"go-{key}"):
                confirm(record)


def describe(record: DocumentRecord, said: Sequence[str] = ()) -> str:
    """HTML of one entry; every text of the document and the file's name escaped. `said`: of its force and copies."""
    searchable = record.state in SEARCHABLE
    name = file_name(record)
    label = name
    if searchable:
        official = document_label(record)
        label = told_apart(official[0].upper() + official[1:], record.letterhead.title)
    details = [say("app.source.file", file=name)] if label != name else []
    if record.pages:
        details.append(say("app.library.pages", count=record.pages))
    if record.missing_pages:
        details.append(say("app.library.pages_not_read", pages=", ".join(map(str, record.missing_pages))))
    version = say("app.library.version", version=record.version) if record.version > 1 else ""
    details.append(say("labels.copies.document", document_id=record.id) + version)
    reason = f"<p class='ly-do'>{html.escape(record.reason)}</p>" if record.reason else ""
    reason += "".join(f"<p class='hieu-luc'>{html.escape(words)}</p>" for words in said)
    return (
        f"<div class='muc'><p><span class='nhan {record.state}'>{STATES[record.state]}</span>{_draft(record)}</p>"
        f"<p class='ten'>{html.escape(label)}</p>{reason}"
        f"<p class='phu'>{html.escape(' · '.join(details))}</p></div>"
    )


def _draft(record: DocumentRecord) -> str:
    """The mark of a draft beside the state of the file; "" for any other paper."""
    if not record.letterhead.is_draft or record.letterhead.copy_mark is None:
        return ""
    return f" <span class='nhan du-thao'>{html.escape(record.letterhead.copy_mark.capitalize())}</span>"


def read(record: DocumentRecord) -> None:
    """Opens the reading text of a document."""
    st.dialog(say("app.library.text_title"), width="large")(_read)(record)


def _read(record: DocumentRecord) -> None:
    with current().reader.pin() as snapshot:
        document = snapshot.document(record.id)
        if settings().mask_personal:
            document = masked(document)
    st.caption(markdown(document_label(record)))
    if record.reason:
        st.info(markdown(record.reason))
    if document.ocr_pages:
        sure = sum(page.confidence for page in document.ocr_pages) / len(document.ocr_pages)
        pages = say("app.library.recognised", count=len(document.ocr_pages))
        st.info(say("app.library.confidence", pages=pages, confidence=f"{sure:.0%}"))
    for words in signature_words(document.signatures):
        st.caption(markdown(say("labels.signature.line", words=words)))
    if len(document.text) > LONGEST:
        st.caption(say("app.library.very_long", count=grouped(LONGEST)))
    with st.container(height=560, border=True):
        st.html(excerpt(document, Span(0, 0), Span(0, min(LONGEST, len(document.text)))))


def confirm(record: DocumentRecord) -> None:
    """Asks once more, and removes."""
    st.dialog(say("app.library.confirm"))(_confirm)(record)


def _confirm(record: DocumentRecord) -> None:
    st.markdown(markdown(document_label(record) if record.state in SEARCHABLE else record.file))
    st.caption(say("app.library.what_withdrawing_does"))
    if st.button(say("app.library.confirmed"), key="dong-y-go", type="primary", icon=":material/delete:"):
        try:
            remove([record])
        except TracuuError as error:
            st.error(markdown(f"{error.message} {error.action}"))
            return
        st.session_state.removed = say("app.library.withdrawn", file=markdown(record.file))
        st.rerun()


def remove(records: Sequence[DocumentRecord]) -> None:
    """Raises `IndexLocked` while another process writes, `DocumentNotFound` when it is gone already."""
    chosen = settings()
    with open_writer(chosen.index_dir, encoder=current().reader.encoder) as writer:
        for record in records:
            writer.remove(record.id)
    for record in records:
        forget_copy(record.path, chosen.index_dir)
