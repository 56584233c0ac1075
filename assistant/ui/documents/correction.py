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
from assistant.wording import say

_DOUBTFUL = 0.6  # as `tracuu docs show` warns: fields filled in by hand on a scan have 0.3 and less


def correction_form(record: DocumentRecord) -> None:
    """Opens the form."""
    st.dialog(say("app.correction.title"), width="large")(_form)(record)


def _form(record: DocumentRecord) -> None:
    """One field for each thing that can be corrected, as it stands now; what is left as it is stays as it was read."""
    with current().reader.pin() as snapshot:
        edits = snapshot.edits(record.id)
        head = snapshot.document(record.id).letterhead
    st.caption(markdown(say("app.correction.document", document=document_label(record), file=record.file)))
    st.caption(say("app.correction.about"))
    with st.form("sua-thong-tin", border=False):
        typed = {name: _field(name, head, edits) for name in FIELDS}
        corrected = [name for name in FIELDS if name in edits]
        reset = (
            st.multiselect(
                say("app.correction.reset"),
                corrected,
                format_func=lambda name: FIELDS[name],
                placeholder=say("app.correction.choose"),
            )
            if corrected
            else []
        )
        if not st.form_submit_button(say("app.correction.save"), type="primary", icon=":material/save:"):
            return
    changes = {
        name: value for name, value in typed.items() if name not in reset and value.strip() != _shown(name, head)
    }
    if not changes and not reset:
        st.info(say("app.correction.nothing"), icon=":material/info:")
        return
    try:
        correct(settings(), record.id, changes, reset)
    except TracuuError as error:
        st.error(markdown(f"{error.message} {error.action}"))
        return
    st.session_state.removed = say("app.correction.saved", file=markdown(record.file))
    st.rerun()


def _field(name: str, head: Letterhead, edits: Mapping[str, object]) -> str:
    note = None
    if name in edits:
        note = say("app.correction.by_a_person")
    elif head.confidence.get(name, 1.0) < _DOUBTFUL:
        note = say("app.correction.from_a_scan")
    label = FIELDS[name] + (
        say("app.correction.corrected") if name in edits else say("app.correction.to_check") if note else ""
    )
    area = st.text_area if name == "title" else st.text_input
    return str(area(label, _shown(name, head), help=note, key=f"sua-{name}") or "")


def _shown(name: str, head: Letterhead) -> str:
    """A field as the form shows it: a date as it is written in Viet Nam, a blank as an empty box."""
    value = getattr(head, name)
    if name == "date" and value:
        return format_date(value)
    return str(value or "")
