"""The state of a document on a day: from what others do to it, what it says of its own time, and what was recorded.

Open-world: that nothing held ends a document does not make it "còn hiệu lực"; that is said only from a recorded source
with its date. The words for normative papers ("hết hiệu lực toàn bộ / một phần", "ngưng hiệu lực") are those of Luật
Ban hành văn bản quy phạm pháp luật; plans and other administrative papers are replaced, repealed, or past their period.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from assistant.answering.citing.citation import document_label, official_date
from assistant.answering.force.later_documents import ACT_WORDS, DONE_WORDS, Later, LaterDocuments, begins, cite, today
from assistant.answering.store.protocols import Snapshot
from assistant.types import (
    UNKNOWN,
    Document,
    DocumentRecord,
    ForceState,
    RecordedForce,
    RecordedState,
    Scope,
    StateOfForce,
    Validity,
)
from assistant.vietnamese.document_numbers.kinds import NORMATIVE
from assistant.vietnamese.time.dates import day_after
from assistant.wording import say, words

RECORDED: dict[RecordedState, ForceState] = {
    "con_hieu_luc": "còn hiệu lực",
    "het_hieu_luc": "hết hiệu lực toàn bộ",
    "het_hieu_luc_mot_phan": "hết hiệu lực một phần",
    "ngung_hieu_luc": "ngưng hiệu lực toàn bộ",
    "chua_co_hieu_luc": "chưa có hiệu lực",
}
_RECORDED_WORDS = words("force.recorded")
_OF_THIS = re.compile(r"(?<!\w)này(?!\w)", re.I)
_ARTICLE = re.compile(r"(?<!\w)(?:điều|khoản|điểm|chương|mục|phụ lục)\s+\w", re.I)
MOST_PARTS = 3
"""Parts named in the sentence; the others are counted."""
_ISSUED_AS_LAW = frozenset({"Nghị quyết", "Quyết định"})
"""Kinds that are normative when their number holds its year ("33/2021/QĐ-UBND"; Nghị định 154/2026 and before)."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that the state follows from; `later` holds documents of the caller's access groups alone."""

    record: DocumentRecord
    document: Document
    later: Sequence[Later]
    recorded: RecordedForce | None = None


def look(
    record: DocumentRecord, snapshot: Snapshot, scope: Scope, standing: LaterDocuments, as_of: str | None = None
) -> StateOfForce | None:
    """The state of `record` as callers of these access groups may know it; `as_of` ISO, None: today.

    None where documents were stored before relations were kept (`tracuu index repair` reads them again).
    """
    if not snapshot.relations_known:
        return None
    document = snapshot.document(record.id)
    later = standing.of(record, snapshot, scope)
    return state_of_force(Evidence(record, document, later, snapshot.recorded_force(record.id)), as_of or today())


def state_of_force(found: Evidence, as_of: str) -> StateOfForce:
    """The state on the day `as_of` (ISO). Pure: the same evidence gives the same state."""
    start, period = begins(found.document), _said(found, "giai_doan")
    end = _said(found, "het_hieu_luc")
    known = StateOfForce(UNKNOWN, say("force.unknown"), as_of, start, end.end if end else None)
    in_force = [act for act in found.later if act.effective is None or act.effective <= as_of]
    if found.recorded is not None and all((a.effective or "") <= found.recorded.date for a in in_force):
        return _recorded(known, found.recorded)
    state = (
        _ended(found, known, in_force)
        or _over(found, known, end)
        or _not_yet(found, known)
        or _changed(found, known, in_force)
        or _to_end(known, [act for act in found.later if act not in in_force])
    )
    return state or (_in_period(found, known, period) if period is not None else known)


def is_normative(record: DocumentRecord) -> bool:
    """Whether the document makes law, so that "hiệu lực" is the word; else it is an administrative paper."""
    head = record.letterhead
    return head.kind in NORMATIVE or (head.kind in _ISSUED_AS_LAW and (head.number or "").count("/") > 1)


def _said(found: Evidence, kind: str) -> Validity | None:
    return next((said for said in found.document.validity if said.kind == kind and said.part is None), None)


def _recorded(known: StateOfForce, recorded: RecordedForce) -> StateOfForce:
    said = say(
        "force.state.by_record",
        state=_capital(_RECORDED_WORDS[recorded.state]),
        source=recorded.source,
        date=official_date(recorded.date),
    )
    return replace(known, state=RECORDED[recorded.state], words=said, told_by=recorded.source)


def _ended(found: Evidence, known: StateOfForce, acts: Sequence[Later]) -> StateOfForce | None:
    act = next((a for a in acts if a.relation in ("thay_the", "bai_bo") and a.extent != "mot_phan"), None)
    if act is None:
        return None
    document, since = doer(act), f"{since_when(act)}{_but(act)}"
    state: ForceState
    if is_normative(found.record) and _parts_go_on(act, found.record):
        state = "hết hiệu lực một phần"
        said = say("force.state.law_ended_in_part", done=DONE_WORDS[act.relation], document=document, since=since)
    elif is_normative(found.record):
        state = "hết hiệu lực toàn bộ"
        if act.relation == "thay_the":
            said = say("force.state.law_replaced", document=document, since=since)
        else:
            said = say("force.state.law_repealed", document=document, since=since)
    elif act.relation == "thay_the":
        state, said = "bị thay thế", say("force.state.replaced", document=document, since=since)
    else:
        state, said = "bị bãi bỏ", say("force.state.repealed", document=document, since=since)
    return replace(known, state=state, words=said, end=day_after(act.effective, -1), source=act.citations)


def _over(found: Evidence, known: StateOfForce, end: Validity | None) -> StateOfForce | None:
    if end is None or end.end is None or end.end >= known.as_of:
        return None
    said = say("force.state.expired", date=official_date(end.end))
    source = tuple(cite(found.record, found.document, end.span))
    return replace(known, state="hết hiệu lực toàn bộ", words=said, source=source)


def _not_yet(found: Evidence, known: StateOfForce) -> StateOfForce | None:
    if known.start is None or known.start <= known.as_of:
        return None
    begin = _said(found, "hieu_luc")
    source = tuple(cite(found.record, found.document, begin.span)) if begin else ()
    said = say("force.state.not_yet", date=official_date(known.start))
    return replace(known, state="chưa có hiệu lực", words=said, source=source)


def _changed(found: Evidence, known: StateOfForce, acts: Sequence[Later]) -> StateOfForce | None:
    """Suspended, or struck out and amended in part; the first document is quoted, the others are counted."""
    if not acts:
        return None
    act = acts[0]
    document, since = doer(act), since_when(act)
    parts = _parts_of(act)
    others = say("force.others", count=len(acts) - 1) if len(acts) > 1 else ""
    state: ForceState
    if act.relation == "ngung_hieu_luc" and act.extent == "mot_phan":
        state = "ngưng hiệu lực một phần"
        said = say("force.state.partly_suspended", parts=parts, document=document, since=since, others=others)
    elif act.relation == "ngung_hieu_luc":
        state = "ngưng hiệu lực toàn bộ"
        said = say("force.state.suspended", document=document, since=since, others=others)
    elif is_normative(found.record):
        state = "hết hiệu lực một phần"
        said = say("force.state.law_amended", parts=parts, document=document, since=since, others=others)
    else:
        state = "được sửa đổi, bổ sung"
        said = say("force.state.amended", parts=parts, document=document, since=since, others=others)
    return replace(known, state=state, words=said, source=act.citations)


def _to_end(known: StateOfForce, acts: Sequence[Later]) -> StateOfForce | None:
    """What is said already of a later day."""
    if not acts:
        return None
    act = acts[0]
    whole = act.relation in ("thay_the", "bai_bo")
    document, since = _capital(doer(act)), f"{since_when(act)}{_but(act)}"
    said = say("force.to_come", document=document, act=ACT_WORDS[act.relation], since=since)
    end = day_after(act.effective, -1) if whole else known.end
    state: ForceState = "sắp hết hiệu lực" if whole else "được sửa đổi, bổ sung"
    return replace(known, state=state, words=said, end=end, source=act.citations)


def _in_period(found: Evidence, known: StateOfForce, period: Validity) -> StateOfForce:
    printed, unknown = period.span.of(found.document.text), say("force.unknown")
    state: ForceState
    if period.end is not None and period.end < known.as_of:
        state, said = "đã hết giai đoạn", say("force.state.past_period", said=printed, unknown=unknown)
    elif period.start is not None and period.start > known.as_of:
        state, said = "chưa đến giai đoạn", say("force.state.before_period", said=printed, unknown=unknown)
    else:
        state, said = "đang trong giai đoạn", say("force.state.in_period", said=printed, unknown=unknown)
    return replace(
        known,
        state=state,
        words=said,
        start=period.start or known.start,
        end=period.end,
        source=tuple(cite(found.record, found.document, period.span)),
    )


def _name(record: DocumentRecord) -> str:
    """The document without its title: "Nghị định số 98/2025/NĐ-CP ngày …"."""
    return document_label(replace(record, letterhead=replace(record.letterhead, title=None, issuer=None))).replace(
        f" {say('labels.issuer_blank')}", ""
    )


def doer(act: Later) -> str:
    """Who did it: the paper that says so, or the third one that it names."""
    return _name(act.record) if act.by is None else say("force.told_of", number=act.by, document=_name(act.record))


def _but(act: Later) -> str:
    return say("force.but", excepted=act.excepted) if act.excepted else ""


def _parts_go_on(act: Later, record: DocumentRecord) -> bool:
    """Whether the exception leaves articles of the document itself in force, not only cases of the new one."""
    number, said = record.letterhead.number, act.excepted or ""
    of_the_new = _OF_THIS.search(said) is not None and (number is None or number not in said)
    return _ARTICLE.search(said) is not None and not of_the_new


def _parts_of(act: Later) -> str:
    """ " (khoản 2 Điều 5; Điều 7)"; "" where the act does not say which parts."""
    if not act.parts:
        return ""
    more = say("force.more_parts", count=len(act.parts) - MOST_PARTS) if len(act.parts) > MOST_PARTS else ""
    return say("force.parts", parts="; ".join(act.parts[:MOST_PARTS]), more=more)


def since_when(act: Later) -> str:
    return say("force.since", date=official_date(act.effective)) if act.effective else ""


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]


def force_to_dict(force: StateOfForce | None) -> dict[str, Any] | None:
    """`{state, words, from, to, as_of, source: {document, document_id, number, page, quote}}`; dates ISO or null."""
    if force is None:
        return None
    first = force.source[0] if force.source else None
    source: dict[str, Any] | None = None
    if first is not None:
        quote = " ".join(citation.quote for citation in force.source)
        source = {"document": first.official, "document_id": first.document_id, "number": first.number}
        source |= {"page": first.page, "quote": quote, "context": first.context or None}
    elif force.told_by is not None:
        source = {"document": force.told_by, "document_id": None, "number": None, "page": None, "quote": None}
    return {
        "state": force.state,
        "words": force.words,
        "from": force.start,
        "to": force.end,
        "as_of": force.as_of,
        "source": source,
    }
