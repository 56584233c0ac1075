"""A span of a document as citations: the quotation, its official place, its page. The one place that makes them."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.answering.citing.citation import citation_label, document_label, number_doubt
from assistant.answering.citing.place import by_page, locate, trim
from assistant.types import Citation, Document, DocumentRecord, Span


def quote(
    record: DocumentRecord,
    document: Document,
    span: Span,
    *,
    field: str | None = None,
    context: str = "",
    lead: str = "",
    version: int | None = None,
    score: float = 1.0,
    confidence: float | None = None,
) -> Iterator[Citation]:
    """`span` of `document`, trimmed, one citation for each physical page; the second and later ones continue the first.

    `field`: the part of the letterhead it is ("Trích yếu"), named instead of the place in the outline. `context`: what
    each part needs to be understood (the header of its table); `lead`: what only the first does (a list's lead-in).
    `version`: the one that was found, None: the record's.
    """
    if field is not None:
        official, path = document_label(record), field
    else:
        place = locate(document, span)
        official, path = citation_label(record, place.labels, place.row), place.path_text
    official += number_doubt(record, document)
    for i, (part, page) in enumerate(by_page(document, trim(document.text, span))):
        yield Citation(
            document_id=record.id,
            version=record.version if version is None else version,
            number=record.letterhead.number,
            title=record.letterhead.title,
            official=official,
            path=path,
            page=page,
            quote=part.of(document.text),
            start=part.start,
            end=part.end,
            ocr=document.is_recognised(page),
            score=score,
            confidence=confidence,
            continues=i > 0,
            context=context or (lead if i == 0 else ""),
        )
