"""What the question, or the reader of its answer, must be told of the force of the documents it stands on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answering.checking.verify import keep_true
from assistant.answering.citing.citation import document_label, official_date
from assistant.answering.citing.quoting import quote
from assistant.answering.force.later_documents import Later, LaterDocuments, begins, cite, ending, note
from assistant.answering.force.new_wording import changed
from assistant.answering.force.state import doer, look, since_when
from assistant.answering.store.protocols import Snapshot
from assistant.types import UNKNOWN, Citation, Document, DocumentRecord, Scope, StateOfForce
from assistant.understanding import Sought
from assistant.vietnamese.normalise import strip_accents
from assistant.vietnamese.time.dates import day_after
from assistant.wording import say, words

_FROM_WHEN = re.compile(
    r"(?:khi nao|bao gio|ngay nao|luc nao|nam nao|thang nao|thoi diem nao|tu dau)\b.*\bhieu luc"
    r"|hieu luc.*\b(?:khi nao|bao gio|ngay nao|luc nao|nam nao|thang nao|thoi diem nao|tu ngay|ngay may)\b"
    r"|\bngay (?:bat dau )?(?:co )?hieu luc"
)
_A_LAW = re.compile(
    r"\b(?P<name>(?:bo luat|luat|phap lenh) [^?.;:\d]+?)(?:,? (?:nam )?(?P<year>(?:19|20)\d\d))?"
    r"(?=\s+(?:con|da|co|bi|het|duoc|tu|khi|bat dau|ngay|ap dung)\b|\s*\?|\s*$)"
)
_OF_FORCE = frozenset({"hieu", "luc", "thi", "hanh", "ap", "dung", "bat", "dau", "ke"})
BESIDE = 3
"""Telling syllables a question on a document's first day may hold beside its name and what asks for force; with more it
asks about something in it."""
MOST_EFFECTS = 3
"""Sentences on the first day that are quoted: that of the whole, then those of parts."""
_VERDICTS = words("force.verdicts")
_VERDICT_OF: dict[str, str] = {
    "hết hiệu lực toàn bộ": "ended",
    "hết hiệu lực một phần": "in_part",
    "ngưng hiệu lực toàn bộ": "suspended",
    "ngưng hiệu lực một phần": "in_part",
    "sắp hết hiệu lực": "to_end",
    "chưa có hiệu lực": "not_yet",
    "bị thay thế": "replaced",
    "bị bãi bỏ": "replaced",
    "được sửa đổi, bổ sung": "amended",
}
"""The answer in a word for each state; a recorded one and the period of a plan speak for themselves."""
_TITLE = words("labels.letterhead")["subject"]


@dataclass(frozen=True, slots=True)
class Remarks:
    """`said` stands above the quotations; `citations` are the new wording, to stand below them."""

    said: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()


def still_stands(
    sought: Sought, named: Sequence[int], snapshot: Snapshot, scope: Scope, later: LaterDocuments
) -> tuple[list[Citation], list[str]]:
    """For "còn hiệu lực không?" and "khi nào có hiệu lực?" of one document named (a law by its subject too): the
    sentences that answer, and the answer in a sentence; nothing where another thing is asked."""
    record = snapshot.record(named[0]) if len(set(named)) == 1 else None
    if not named and ("status" in sought.types or "effective" in sought.types):
        record = _law(sought.text, snapshot, Scope(access_groups=scope.access_groups))
    if record is None or record.letterhead.number is None:
        return [], []
    if "status" in sought.types:
        return _whether(record, snapshot, scope, later)
    if "effective" in sought.types and _asks_from_when(sought):
        return _from_when(record, snapshot)
    return [], []


def _law(question: str, snapshot: Snapshot, scope: Scope) -> DocumentRecord | None:
    """The one law a question names by its subject ("Luật Đất đai 2013 còn hiệu lực không"); None where several fit."""
    match = _A_LAW.search(strip_accents(question).lower())
    if match is None:
        return None
    held = snapshot.laws_named(match["name"], int(match["year"]) if match["year"] else None, scope)
    return held[0] if len({record.letterhead.number for record in held}) == 1 else None


def _whether(
    record: DocumentRecord, snapshot: Snapshot, scope: Scope, later: LaterDocuments
) -> tuple[list[Citation], list[str]]:
    document = snapshot.document(record.id)
    state = look(record, snapshot, scope, later)
    acts = later.of(record, snapshot, scope)
    found = [citation for one in acts for citation in one.citations]
    if state is None or state.state == UNKNOWN:
        day = begins(document)
        begun = say("force.asked.begun", date=official_date(day)) if day else ""
        said = say("force.asked.nothing_known", words=UNKNOWN, number=record.letterhead.number, since=begun)
        return found or _head(record, document), [said]
    verdict = _VERDICTS.get(_VERDICT_OF.get(state.state, ""), "")
    said = say("force.asked.verdict", verdict=verdict, words=_inside(state)).lstrip()
    return found or list(state.source) or _head(record, document), [said, *_chain(acts, snapshot, scope, later)]


def _inside(state: StateOfForce) -> str:
    return state.words.rstrip(". ")


def _chain(acts: Sequence[Later], snapshot: Snapshot, scope: Scope, later: LaterDocuments) -> list[str]:
    """What became of the document that ended this one: the store may hold one that ended it in turn."""
    last = ending(acts)
    state = look(last.record, snapshot, scope, later) if last is not None and last.by is None else None
    if last is None or state is None or state.state == UNKNOWN or not state.source:
        return []
    if state.state in ("chưa có hiệu lực", "còn hiệu lực", "đang trong giai đoạn", "chưa đến giai đoạn"):
        return []
    inside = _inside(state)
    return [say("force.asked.chain", document=document_label(last.record), words=inside[0].lower() + inside[1:])]


def _from_when(record: DocumentRecord, snapshot: Snapshot) -> tuple[list[Citation], list[str]]:
    """The first day of the whole, then those of parts, each with its sentence."""
    document = snapshot.document(record.id)
    told = sorted((v for v in document.validity if v.kind == "hieu_luc"), key=lambda v: v.part is not None)
    citations: list[Citation] = []
    said: list[str] = []
    for one in told[:MOST_EFFECTS]:
        day = day_after(record.letterhead.date, one.after_days) or one.start
        citations += [c for c in cite(record, document, one.span) if c not in citations]
        if day is None:
            continue
        if one.part is None:
            said.append(say("force.asked.takes_effect", date=official_date(day)))
        else:
            part = " ".join(one.part.of(document.text).split())
            said.append(say("force.asked.takes_effect_part", part=part[0].upper() + part[1:], date=official_date(day)))
    if not told:
        return _head(record, document), [say("force.asked.effect_not_said")]
    return citations, said


def _asks_from_when(sought: Sought) -> bool:
    """Whether the first day of the document is asked for, not of something in it."""
    of_force = {word for word in sought.weights if strip_accents(word) in _OF_FORCE}
    return _FROM_WHEN.search(strip_accents(sought.text).lower()) is not None and sought.rest <= BESIDE + len(of_force)


def _head(record: DocumentRecord, document: Document) -> list[Citation]:
    """The title of a document: what an answer can show where its text says nothing of its force."""
    span = document.letterhead.spans.get("title") or document.letterhead.spans.get("number")
    return list(quote(record, document, span, field=_TITLE)) if span is not None else []


def superseded(cited: Citation, snapshot: Snapshot, scope: Scope, later: LaterDocuments) -> Remarks:
    """What must be said above a quotation when a later document in the store replaces, repeals or amends its
    document, with the new wording of the very provision where that is held."""
    record = snapshot.record(cited.document_id)
    if record is None:
        return Remarks()
    said: list[str] = []
    new: list[Citation] = []
    for act in later.of(record, snapshot, scope):
        if not keep_true(act.citations, snapshot):
            continue
        found = changed(cited, record, act, snapshot) if act.relation == "sua_doi" and act.by is None else None
        if found is not None and found.repealed:
            said.append(say("force.asked.place_repealed", place=found.place, document=doer(act), since=since_when(act)))
        elif found is not None and (kept := keep_true(found.citations, snapshot)):
            said.append(say("force.asked.new_wording", place=found.place, document=doer(act), since=since_when(act)))
            new += kept
        said.append(note(record, act))
    return Remarks(tuple(said), tuple(new))
