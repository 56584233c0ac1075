"""What the pages say of a document's force and of its copies, in a sentence each."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from assistant.answering.force.copies import copies
from assistant.answering.force.later_documents import LaterDocuments, today
from assistant.answering.force.state import look
from assistant.index import Snapshot
from assistant.types import DocumentRecord, Scope
from assistant.wording import say

SEARCHABLE = ("ready", "partial")


def remarks(records: Sequence[DocumentRecord], snapshot: Snapshot, scope: Scope) -> dict[int, tuple[str, ...]]:
    """For each searchable document its state of force, and of which document it is a copy or draft."""
    known = [record for record in records if record.state in SEARCHABLE]
    held = copies(snapshot, scope, known)
    out: dict[int, tuple[str, ...]] = {}
    for record in known:
        told = force(record, snapshot, scope)
        kept = held.get(record.id)
        original = kept.original_of(record.id) if kept is not None else None
        said = [told] if told else []
        if original is not None:
            said.append(say("labels.copies.of", document_id=original))
        elif kept is not None and len(kept.group) > 1:
            said.append(say("app.copies.others", documents=_ids([i for i in kept.group if i != record.id])))
        if kept is not None and kept.alike:
            said.append(say("app.copies.alike", documents=_ids(kept.alike)))
        out[record.id] = tuple(said)
    return out


def _ids(ids: Sequence[int]) -> str:
    return ", ".join(say("labels.copies.document", document_id=i) for i in ids)


def force(record: DocumentRecord, snapshot: Snapshot, scope: Scope) -> str:
    """The state of force today, in a sentence; "" in an index that must be repaired first."""
    place = (record.path, record.version, snapshot.generation)
    return _force(snapshot, record, place, tuple(sorted(scope.access_groups)), today())


@st.cache_data(max_entries=2_000, show_spinner=False)
def _force(
    _snapshot: Snapshot, _record: DocumentRecord, place: tuple[str, int, int], groups: tuple[str, ...], day: str
) -> str:
    state = look(_record, _snapshot, Scope(access_groups=frozenset(groups)), LaterDocuments(), day)
    return state.words if state is not None else ""
