"""The form that takes files into the store, its progress and its report."""

from __future__ import annotations

from typing import Any

import streamlit as st

from assistant.errors import TracuuError
from assistant.ingest import PageEvent, VectorEvent, encoding, recognising, shown_name
from assistant.ui.documents.upload import Upload, ingest_files, save_all
from assistant.ui.markup import markdown
from assistant.ui.session import settings
from assistant.wording import say, words

STATES = words("app.states")
OUTCOMES = words("app.outcomes")
"""Said instead of the state when a file was known before."""


def upload_form() -> None:
    with st.form("upload", clear_on_submit=True):
        files = st.file_uploader(
            say("app.upload.choose"),
            accept_multiple_files=True,
        )
        replace_old = st.checkbox(say("app.upload.replace_old"))
        sent = st.form_submit_button(say("app.upload.take_in"), icon=":material/upload_file:")
    if sent and files:
        take([Upload(file.name, file.getvalue()) for file in files], replace_old)
    elif sent:
        st.info(say("app.upload.none_chosen"), icon=":material/info:")
    report(st.session_state.pop("upload_report", []))


def take(uploads: list[Upload], replace_old: bool) -> None:
    """Saves and ingests the files with a progress bar; the report stays on the page after the list is drawn anew."""
    bar = st.progress(0.0, say("app.upload.preparing", count=len(uploads)))
    events: list[dict[str, Any]] = []
    share = 0.0
    try:
        for event in ingest_files(save_all(uploads, settings().index_dir, replace_old), settings()):
            if "vectors" in event:
                said = encoding(VectorEvent(**event))
                bar.progress(event["vectors"] / max(event["passages"], 1), say("app.upload.searchable", said=said))
                continue
            if "state" not in event:
                said = recognising(PageEvent(**event))
                bar.progress(share, markdown(said[0].upper() + said[1:] + "…"))
                continue
            events.append(event)
            total = max(event["total"] or len(uploads), 1)
            name = markdown(shown_name(event["file"]))
            share = min(event["done"] / total, 1.0)
            bar.progress(share, say("app.upload.done", done=event["done"], total=total, name=name))
    except TracuuError as error:
        bar.empty()
        report(events)
        st.error(markdown(f"{error.message} {error.action}"), icon=":material/error:")
        return
    st.session_state.upload_report = events
    st.rerun()


def report(events: list[dict[str, Any]]) -> None:
    """One line for each file: taken in, or why not."""
    for event in events:
        if event["state"] == "unpacked":
            st.info(markdown(f"{shown_name(event['file'])} – {event['reason']}"), icon=":material/folder_zip:")
            continue
        failed = event["state"] not in {"ready", "partial"}
        said = STATES[event["state"]] if failed else OUTCOMES.get(event["outcome"], STATES[event["state"]])
        reason = f": {event['reason']}" if event["reason"] else ""
        line = markdown(f"{shown_name(event['file'])} – {said}{reason}")
        if failed or event["state"] == "partial":
            st.warning(line, icon=":material/report:")
        else:
            st.success(line, icon=":material/check:")
