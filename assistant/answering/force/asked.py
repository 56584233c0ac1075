"""What the question, or the reader of its answer, must be told of the force of the documents it stands on."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answering.checking.verify import keep_true
from assistant.answering.force.later_documents import LaterDocuments, none_known, note
from assistant.answering.force.state import look
from assistant.answering.store.protocols import Snapshot
from assistant.types import UNKNOWN, Citation, Scope
from assistant.understanding import Sought


def still_stands(
    sought: Sought, named: Sequence[int], snapshot: Snapshot, scope: Scope, later: LaterDocuments
) -> tuple[list[Citation], list[str]]:
    """For "còn áp dụng không?": the sentences of later documents that answer, or a note that none is known."""
    record = snapshot.record(named[0]) if len(set(named)) == 1 else None
    if "status" not in sought.types or record is None or record.letterhead.number is None:
        return [], []
    if found := [citation for one in later.of(record, snapshot, scope) for citation in one.citations]:
        return found, []
    state = look(record, snapshot, scope, later)
    if state is None or state.state == UNKNOWN:
        return [], [none_known(record)]
    return list(state.source), [f"{state.words}."]


def superseded(document_id: int, snapshot: Snapshot, scope: Scope, later: LaterDocuments) -> list[str]:
    """A note when the document quoted is replaced, repealed or amended by one in the store."""
    record = snapshot.record(document_id)
    acts = later.of(record, snapshot, scope) if record is not None else ()
    return [note(record, one) for one in acts if record is not None and keep_true(one.citations, snapshot)]
