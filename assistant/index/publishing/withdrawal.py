"""How versions stop answering: superseded by new bytes, or removed by a person; and who answers in their place."""

from __future__ import annotations

from assistant.index.facts import near_duplicates as sketches
from assistant.index.publishing.ledger import Ledger
from assistant.wording import say

BY_ROW = ("definition", "relation", "task", "task_agency", "task_count")
"""Tables of what was found in a live version; their rows go where its text goes."""


def supersede(ledger: Ledger, row: int) -> None:
    """The live version `row` stops answering. When the same bytes were given from another path too, that path's
    document takes the passages over and answers in its place."""
    sha256, group, first, count = _live_columns(ledger, row)
    heir = ledger.connection.execute(
        "SELECT row, document_id FROM version AS v WHERE state = 'duplicate' AND sha256 = ? AND access_group = ?"
        " AND version = (SELECT max(version) FROM version AS w WHERE w.document_id = v.document_id) LIMIT 1",
        (sha256, group),
    ).fetchone()
    ledger.count_bytes(sha256, -1)
    if heir is None:
        _end(ledger, row, first, count, "superseded")
        return
    for table in BY_ROW:
        ledger.connection.execute(f"UPDATE {table} SET row = ? WHERE row = ?", (heir[0], row))
    sketches.hand_over(ledger.connection, row, heir[0])
    _end(ledger, row, 0, 0, "superseded")
    _inherit(ledger, row, heir[0], heir[1], first, count)


def supersede_unread(ledger: Ledger, document_id: int) -> None:
    """What was last said of a document's path (unreadable, duplicate) no longer holds: new bytes lie there."""
    ledger.connection.execute(
        "UPDATE version SET state = 'superseded' WHERE document_id = ? AND state IN ('unreadable', 'duplicate')",
        (document_id,),
    )


def _inherit(ledger: Ledger, row: int, heir: int, heir_document: int, first: int, count: int) -> None:
    copied = "format, pages, missing_pages, related_number, layout"
    ledger.connection.execute(
        f"UPDATE version SET ({copied}) = (SELECT {copied} FROM version WHERE row = ?), first_passage = ?,"
        " passages = ?, live = 1, duplicate_of = NULL, reason = NULL,"
        " state = CASE (SELECT missing_pages FROM version WHERE row = ?) WHEN '[]' THEN 'ready' ELSE 'partial' END"
        " WHERE row = ?",
        (row, first, count, row, heir),
    )
    ledger.connection.execute("INSERT INTO content SELECT ?, data FROM content WHERE row = ?", (heir, row))
    record = ledger.record_of(heir)
    ledger.connection.execute(
        "UPDATE version SET duplicate_of = ? WHERE state = 'duplicate' AND sha256 = ? AND access_group = ?",
        (heir_document, record.sha256, record.access_group),
    )
    ledger.count_bytes(record.sha256, 1)
    ledger.refresh_letterhead(heir_document)


def remove(ledger: Ledger, row: int, document_id: int) -> None:
    """The live version `row` and the duplicates of it stop answering; their text is deleted."""
    sha256, group, first, count = _live_columns(ledger, row)
    ledger.count_bytes(sha256, -1)
    _end(ledger, row, first, count, "removed")
    ledger.connection.execute(
        "UPDATE document SET removed = 1 WHERE id IN (SELECT document_id FROM version"
        " WHERE state = 'duplicate' AND sha256 = ? AND access_group = ?)",
        (sha256, group),
    )
    ledger.connection.execute(
        "UPDATE version SET state = 'removed', reason = ? WHERE state = 'duplicate' AND sha256 = ?"
        " AND access_group = ?",
        (say("index.duplicate_of_withdrawn", document_id=document_id), sha256, group),
    )
    forget(ledger, document_id)


def forget(ledger: Ledger, document_id: int) -> None:
    """Ends a document: none of its rows answers, none keeps text; its path may be given again as a new one."""
    ledger.connection.execute("UPDATE document SET removed = 1 WHERE id = ?", (document_id,))
    rows = "SELECT row FROM version WHERE document_id = ?"
    ledger.connection.execute(f"DELETE FROM content WHERE row IN ({rows})", (document_id,))
    ledger.connection.execute("UPDATE version SET state = 'removed' WHERE document_id = ?", (document_id,))


def _live_columns(ledger: Ledger, row: int) -> tuple[str, str, int, int]:
    found = ledger.connection.execute(
        "SELECT sha256, access_group, first_passage, passages FROM version WHERE row = ? AND live = 1", (row,)
    ).fetchone()
    return found[0], found[1], found[2], found[3]


def _end(ledger: Ledger, row: int, first: int, count: int, state: str) -> None:
    ledger.connection.execute(
        "UPDATE version SET live = 0, state = ?, first_passage = NULL, passages = 0 WHERE row = ?",
        (state, row),
    )
    for table in BY_ROW:
        ledger.connection.execute(f"DELETE FROM {table} WHERE row = ?", (row,))
    sketches.forget(ledger.connection, row)
    if count:
        ledger.delete_passages(first, count)
