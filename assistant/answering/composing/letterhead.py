"""Questions about a document as such – who signed it, when, what it is about – are answered from its head and foot."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from assistant.answering.citing.citation import document_label, number_doubt
from assistant.answering.citing.notes import is_digest
from assistant.answering.citing.place import by_page, trim
from assistant.answering.evidence.candidates import coverage, term_set
from assistant.types import Citation, Document, DocumentRecord, Hit
from assistant.understanding.question import Question, QuestionType
from assistant.wording import words

# What each question wants: the field of the letterhead, and where it is shown to stand.
_FIELDS: Mapping[QuestionType, tuple[str, str]] = {
    "signer": ("signer", "signature"),
    "issued_by": ("issuer", "head"),
    "issued_on": ("date", "head"),
    "subject": ("title", "subject"),
}
_PLACES = words("labels.letterhead")
_BLANK = words("answers.blank")
"""By the field of the letterhead: what is said when the document leaves it blank."""
# "Kế hoạch 1090 triển khai nội dung gì?" asks what the plan is about; with more telling words beside what names the
# plan than these, about a part of it.
SUBJECT_WORDS = 2
# Without a number a document is meant when its kind, title and issuer hold this much of the question's idf.
MEANT_BY_TITLE = 0.7


def about_the_document(question: Question) -> bool:
    """Whether the question asks for something the head or foot of a document says."""
    return bool(_asked(question))


def _asked(question: Question) -> list[QuestionType]:
    return [
        kind for kind in _FIELDS if kind in question.types and (kind != "subject" or question.rest <= SUBJECT_WORDS)
    ]


def meant(question: Question, hits: Sequence[Hit], named: Sequence[int]) -> DocumentRecord | None:
    """The one document the question is about: named by number, else the first hit's when its title says so."""
    if named:
        return next((hit.document for hit in hits if hit.document.id in named), None) if len(set(named)) == 1 else None
    if not hits or not question.weights or question.named:
        return None
    record = hits[0].document
    head = record.letterhead
    naming = " . ".join(part for part in (head.kind, head.title, head.issuer, str(head.year or "")) if part)
    return record if coverage(question, term_set(question, naming), paired=False) >= MEANT_BY_TITLE else None


def about_a_digest(question: Question, record: DocumentRecord | None) -> bool:
    """Whether the question asks what a digest says as a whole: its title says nothing, its first sentences do."""
    return record is not None and is_digest(record) and "subject" in _asked(question)


def quote_letterhead(
    question: Question, record: DocumentRecord, document_of: Callable[[int], Document]
) -> tuple[list[Citation], list[str]]:
    """The fields asked for, verbatim, and a note for each that the document leaves blank.

    Nothing of a digest: its head is ours and says nothing about the instrument's.
    """
    if is_digest(record):
        return [], []
    document = document_of(record.id)
    citations: list[Citation] = []
    notes: list[str] = []
    for kind in _asked(question):
        name, place = _FIELDS[kind]
        path = _PLACES[place]
        span = document.letterhead.spans.get(name)
        if span is None:
            notes.append(_BLANK[name])
            continue
        for i, (part, page) in enumerate(by_page(document, trim(document.text, span))):
            citations.append(
                Citation(
                    document_id=record.id,
                    version=record.version,
                    number=record.letterhead.number,
                    title=record.letterhead.title,
                    official=document_label(record) + number_doubt(record, document),
                    path=path,
                    page=page,
                    quote=part.of(document.text),
                    start=part.start,
                    end=part.end,
                    ocr=document.is_recognised(page),
                    score=1.0,
                    continues=i > 0,
                    context=path,
                )
            )
    return citations, notes
