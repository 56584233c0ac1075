""" "Sở Y tế phải làm gì trước 30/6/2026?": answered from the list of assignments, each quoted where it stands."""

from __future__ import annotations

import re

from assistant.answering.citing.place import column_names
from assistant.answering.citing.quoting import quote
from assistant.answering.store.protocols import Snapshot
from assistant.answering.tasks.listing import TaskRequest, list_tasks
from assistant.types import Citation, Document, Scope, StoredTask
from assistant.vietnamese.names.agencies import agency_key
from assistant.vietnamese.normalise import fold, strip_accents
from assistant.vietnamese.time.deadlines import parse_deadline
from assistant.wording import say

MOST = 8
"""Assignments quoted in one answer; the list has the others."""
_BEGINS = (
    r"(?:so|ubnd|hdnd|uy ban nhan dan|cong an|thanh tra tinh|van phong|thue tinh|thong ke tinh|bo chi huy|trung tam"
    r"|tinh doan|bao hiem xa hoi|kho bac|phong|cac so|bo)"
)
_ROLE = r"(?P<role>chu tri|phoi hop)"
_ASKS = re.compile(
    rf"^\W*(?P<who>{_BEGINS} [^?.,;:]{{2,90}}?) (?:se |con |dang )?"
    rf"(?:(?:phai|can|duoc giao|co) (?:{_ROLE} )?(?:lam|thuc hien|hoan thanh|trien khai)? ?"
    r"(?:nhung |cac )?(?:nhiem vu|cong viec|viec)? ?(?:gi|nao)"
    r"|(?P<role2>chu tri|phoi hop) (?:thuc hien )?(?:nhung |cac )?(?:nhiem vu|cong viec|viec) (?:gi|nao))\b"
    r"(?P<time>.*)$"
)
# "Liệt kê các nhiệm vụ của Sở Y tế trước 30/6", "danh sách việc Sở Nội vụ chủ trì trong quý II"
_TIME = r"(?:truoc|trong|tu|den|sau|tinh den|cham nhat|den het|het|nam|quy|thang|ngay|can hoan thanh|phai hoan thanh)"
_LISTS = re.compile(
    r"^\W*(?:(?:hay|xin|cho biet|giup toi|cho toi) )*(?:liet ke|ke ten|ke ra|danh sach|thong ke|neu ro|neu)"
    r"(?: (?:tat ca|toan bo))?(?: (?:cac|nhung))? (?:nhiem vu|cong viec|viec|dau viec)"
    rf"(?: ma| do| cua| giao cho| giao| duoc giao cho)? (?P<who>{_BEGINS} [^?.,;:]{{2,90}}?)"
    rf"(?: (?:phai |can |duoc giao )?(?:lam|thuc hien|hoan thanh|{_ROLE}(?: thuc hien)?))?"
    rf"(?P<role2>)(?P<time>(?: {_TIME}\b.*)?)\W*$"
)


def asked_tasks(question: str) -> TaskRequest | None:
    """The list that a question asks for; None for every other question. Accents do not count."""
    accented = " ".join(fold(question).split())
    plain = strip_accents(accented)
    match = _ASKS.match(plain) or _LISTS.match(plain)
    if match is None or len(plain) != len(accented) or not agency_key(match["who"]):
        return None
    time = accented[match.start("time") :]
    due = parse_deadline(time)
    if due is None and re.search(r"\d", time):
        return None  # a time that is not understood is not to be dropped
    partner = "phoi hop" in (match["role"], match["role2"])
    who = accented[match.start("who") : match.end("who")]
    return TaskRequest(
        lead=None if partner else who,
        partner=who if partner else None,
        due_before=due.end if due else None,
        due_after=due.start if due else None,
    )


def answer_from_tasks(
    question: str, snapshot: Snapshot, documents: Snapshot, scope: Scope
) -> tuple[list[Citation], list[str]]:
    """The rows and sentences that say what the agency must do, first due first, and what the reader should know;
    nothing where the question asks for something else or the store holds no such assignment. `documents`: the same
    generation, with documents as they are shown."""
    request = asked_tasks(question)
    found = list_tasks(snapshot, request, scope) if request is not None else None
    if found is None or not found.tasks:
        return [], []
    citations = [
        citation for stored in found.tasks[:MOST] for citation in _cite(stored, documents.document(stored.document.id))
    ]
    notes = list(found.notes)
    if len(found.tasks) > MOST:
        first = say("answers.notes.first_tasks", count=len(found.tasks), shown=MOST)
        notes.insert(0, first)
    return citations, notes


def _cite(stored: StoredTask, document: Document) -> list[Citation]:
    """The row or sentence, one citation for each page; a row's header, or the heading that names the agency, is its
    context."""
    return list(quote(stored.document, document, stored.task.span, lead=_context(stored, document)))


def _context(stored: StoredTask, document: Document) -> str:
    start = stored.task.span.start
    for table in document.tables:
        if table.span.start <= start < table.span.end:
            header = " | ".join(column_names(document, table))
            merged = [span.of(document.text) for row in table.rows if row.span.start == start for span in row.filled]
            return say("answers.merged_cells", header=header, cells="; ".join(merged)) if merged else header
    return stored.task.group[-1] if stored.task.group else ""
