"""What a reader must know beside the quotations: digests, missing pages, blank numbers."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answering.citing.citation import DIGEST, document_label
from assistant.types import Citation, DocumentRecord
from assistant.wording import say


def of_documents(
    records: Sequence[DocumentRecord],
    citations: Sequence[Citation],
    named: Sequence[int],
    said: Sequence[str] = (),
) -> list[str]:
    """Notes on the cited documents, in the order they are cited, without what was `said` already.

    `named`: documents the question names by number.
    """
    by_id = {record.id: record for record in records}
    out: list[str] = []
    for document_id in dict.fromkeys(citation.document_id for citation in citations):
        record = by_id.get(document_id)
        if record is None:
            continue
        if is_digest(record) and not any(say("labels.digest.called") in note for note in (*said, *out)):
            out.append(_digest_note(record, document_id in named))
        if record.letterhead.is_draft:
            out.append(say("answers.notes.quotes_a_draft", document=document_label(record)))
        if record.state == "partial" and record.missing_pages:
            out.append(_partial_note(record))
    return out


def is_digest(record: DocumentRecord) -> bool:
    """Whether the document is a digest of our own writing, not an instrument."""
    kind = record.letterhead.kind
    return kind is not None and kind.casefold() == DIGEST


def _digest_note(record: DocumentRecord, named: bool) -> str:
    about = record.related_number
    if about and named:
        return say("answers.notes.only_a_digest", number=about)
    return say("answers.notes.quotes_a_digest")


def _partial_note(record: DocumentRecord) -> str:
    pages = ", ".join(str(page) for page in record.missing_pages)
    label = document_label(record)
    return say("answers.notes.pages_not_read", document=f"{label[0].upper()}{label[1:]}", pages=pages)
