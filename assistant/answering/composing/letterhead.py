"""Questions about a document as such – who signed it, when, what it is about – are answered from its head and foot."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from assistant.answering.citing.notes import is_digest
from assistant.answering.citing.quoting import quote
from assistant.answering.evidence.candidates import coverage, term_set
from assistant.types import Citation, Document, DocumentRecord, Hit, Span
from assistant.understanding import Sought
from assistant.understanding.sought.answer_types import AnswerType
from assistant.wording import say, words

# What each question wants: the field of the letterhead, and where it is shown to stand.
_FIELDS: Mapping[AnswerType, tuple[str, str]] = {
    "signer": ("signer", "signature"),
    "issued_by": ("issuer", "head"),
    "issued_on": ("date", "head"),
    "subject": ("title", "subject"),
}
_PLACES = words("labels.letterhead")
_BLANK = words("answers.blank")
"""By the field of the letterhead: what is said when the document leaves it blank."""
_FIELD_WORDS = words("answers.field")
# Code points of a digest that show what it is.
FIRST_LINES = 300
# "Kế hoạch 1090 triển khai nội dung gì?" asks what the plan is about; with more telling words beside what names the
# plan than these, about a part of it.
SUBJECT_WORDS = 2
# Without a number a document is meant when its kind, title and issuer hold this much of the question's idf.
MEANT_BY_TITLE = 0.7


def about_the_document(sought: Sought) -> bool:
    """Whether the question asks for something the head or foot of a document says."""
    return bool(_asked(sought))


def _asked(sought: Sought) -> list[AnswerType]:
    return [kind for kind in _FIELDS if kind in sought.types and (kind != "subject" or sought.rest <= SUBJECT_WORDS)]


def meant(sought: Sought, hits: Sequence[Hit], named: Sequence[int]) -> DocumentRecord | None:
    """The one document the question is about: named by number, else the first hit's when its title says so."""
    if named:
        return next((hit.document for hit in hits if hit.document.id in named), None) if len(set(named)) == 1 else None
    if not hits or not sought.weights or sought.named:
        return None
    record = hits[0].document
    head = record.letterhead
    naming = " . ".join(part for part in (head.kind, head.title, head.issuer, str(head.year or "")) if part)
    return record if coverage(sought, term_set(sought, naming), paired=False) >= MEANT_BY_TITLE else None


def about_a_digest(sought: Sought, record: DocumentRecord | None) -> bool:
    """Whether the question asks what a digest says as a whole: its title says nothing, its first sentences do."""
    return record is not None and is_digest(record) and "subject" in _asked(sought)


def quote_letterhead(
    sought: Sought, record: DocumentRecord, document_of: Callable[[int], Document]
) -> tuple[list[Citation], list[str]]:
    """The fields asked for, verbatim, and a note for each that the document leaves blank.

    A digest's head is ours and says nothing of the instrument's signer, issuer or day, which are then as good as blank.
    Where all that is asked is blank, the title (the first line of a digest) shows which document was looked into.
    """
    asked = [kind for kind in _asked(sought) if not (is_digest(record) and kind == "subject")]
    document = document_of(record.id)
    citations: list[Citation] = []
    notes: list[str] = []
    for kind in asked:
        name, place = _FIELDS[kind]
        path = _PLACES[place]
        span = document.letterhead.spans.get(name)
        if is_digest(record):
            notes.append(say("answers.blank_in_digest", field=_FIELD_WORDS[name], number=record.related_number or ""))
        elif span is None:
            notes.append(_BLANK[name])
        else:
            citations += quote(record, document, span, field=path, context=path)
    if notes and not citations:
        citations += _which(record, document)
    return citations, notes


def _which(record: DocumentRecord, document: Document) -> list[Citation]:
    """The title of a document, the first lines of a digest: what was looked into in vain."""
    span = document.letterhead.spans.get("title")
    if span is not None and not is_digest(record):
        return list(quote(record, document, span, field=_PLACES["subject"]))
    end = document.text.find("\n\n", 0, FIRST_LINES)
    return list(quote(record, document, Span(0, end if end > 0 else min(len(document.text), FIRST_LINES))))
