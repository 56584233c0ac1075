"""The answer to a request for a summary or a comparison, from what the store holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.answering.composing.letterhead import meant
from assistant.answering.evidence.support import judge
from assistant.answering.requests.asked import Comparison, asked_comparison, asked_summary
from assistant.answering.requests.comparison import by_answers, by_sections
from assistant.answering.requests.regulating import asked_about, documents_on
from assistant.answering.requests.summary import MOST, outline
from assistant.answering.store.protocols import Snapshot
from assistant.types import Answer, AnswerTable, Citation, DocumentRecord, SearchResult
from assistant.understanding import Question
from assistant.understanding.sought.sought import seek
from assistant.vietnamese.document_numbers.mentions import find_number_mentions

Ask = Callable[[str], tuple[SearchResult, Answer]]
"""What is found for another question, and its answer."""
_SHORT_OUTLINE = 4
"""Sections of a summary that is asked to be short."""


@dataclass(frozen=True, slots=True)
class Made:
    """Quotations, not yet checked, and the table in which they are shown side by side."""

    citations: Sequence[Citation]
    table: AnswerTable | None = None


def answer_request(question: Question, result: SearchResult, source: Snapshot, ask: Ask) -> Made | None:
    """`ask`: asks another question of the same store. None where nothing of the kind is asked for, or the store does
    not show which document is meant: the question is then searched as any other."""
    what = asked_summary(question.text)
    if what is not None:
        record = _meant(what, question, result)
        most = _SHORT_OUTLINE if question.form == "short" else MOST
        found = outline(record, source.document(record.id), most) if record is not None else []
        return Made(found) if found else None
    what = asked_about(question.text)
    if what is not None and judge(question.sought, result.hits, result.named_documents).near:
        found = documents_on(what, result.hits, source.document)
        return Made(found) if found else None
    compared = asked_comparison(question.text)
    return _compared(compared, source, ask) if compared is not None else None


def _compared(compared: Comparison, source: Snapshot, ask: Ask) -> Made | None:
    """The two by the topics of their sections where both are documents, else by what the store says of each."""
    found_for = {asked: ask(asked) for asked in compared.questions}
    records = [
        _whole(name, asked, found_for[asked][0]) for name, asked in zip(compared.names, compared.questions, strict=True)
    ]
    if all(records):
        one, other = ((record, source.document(record.id)) for record in records if record is not None)
        made = by_sections(one, other, compared.names) if one[0].id != other[0].id else None
    else:
        made = by_answers(compared, lambda asked: found_for[asked][1])
    return Made(*made) if made is not None else None


def _meant(what: str, question: Question, result: SearchResult) -> DocumentRecord | None:
    """The document that `what` names by its number or title, or that the question points at ("văn bản này")."""
    if question.document_ids is not None and result.hits:
        return result.hits[0].document
    sought = seek(what)
    if result.named_documents:
        return meant(sought, result.hits, result.named_documents)
    of_each = {hit.document.id: hit for hit in reversed(result.hits)}  # the best hit of each document
    best = (meant(sought, [hit], ()) for hit in sorted(of_each.values(), key=lambda hit: -hit.score))
    return next((record for record in best if record is not None), None)


def _whole(name: str, asked: str, result: SearchResult) -> DocumentRecord | None:
    """The document that is compared as a whole: the question about it only names it by its number."""
    if not find_number_mentions(name) or len(asked.split()) > len(name.split()) + 1 or not result.named_documents:
        return None
    return next((hit.document for hit in result.hits if hit.document.id in result.named_documents), None)
