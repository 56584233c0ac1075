"""The filters of the sidebar."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from assistant.index import IndexReader
from assistant.types import DocumentRecord, Scope
from assistant.ui.session import everything, session
from assistant.wording import say


def filters(reader: IndexReader) -> Scope:
    """What the sidebar lets through; an empty choice filters nothing."""
    with reader.pin() as snapshot:
        facets = snapshot.facets(everything())
        records = snapshot.records(everything(), {"ready", "partial"})
    names = {record.id: name(record) for record in records}
    with st.sidebar:
        st.markdown(f"#### {say('app.filters.heading')}")
        kinds = st.multiselect(
            say("app.filters.kind"), sorted(map(str, facets["kinds"])), placeholder=say("app.filters.all")
        )
        issuers = st.multiselect(
            say("app.filters.issuer"), sorted(map(str, facets["issuers"])), placeholder=say("app.filters.all")
        )
        years = st.multiselect(
            say("app.filters.year"), sorted(map(int, facets["years"]), reverse=True), placeholder=say("app.filters.all")
        )
        ids = st.multiselect(
            say("app.filters.document"), list(names), format_func=lambda i: names[i], placeholder=say("app.filters.all")
        )
        st.divider()
        st.button(
            say("app.filters.new_conversation"),
            icon=":material/restart_alt:",
            width="stretch",
            on_click=session().forget,
        )
    return replace(
        everything(),
        kinds=frozenset(kinds) or None,
        issuers=frozenset(issuers) or None,
        years=frozenset(years) or None,
        document_ids=frozenset(ids) or None,
    )


def name(record: DocumentRecord) -> str:
    """The document in one short line: number and title, or the file."""
    parts = (record.letterhead.number, record.letterhead.title)
    return " – ".join(part for part in parts if part) or record.file
