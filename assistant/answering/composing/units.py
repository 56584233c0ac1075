"""From the sentence that answers to what is quoted of its document: the whole clause where it can be read at a glance.

A condition, an exception or the second of two time limits stands in the next sentence of the same clause as often as
not; a clause is also what administration cites ("khoản 2 Điều 5").
"""

from __future__ import annotations

from assistant.answering.citing.place import row_at, section_at, trim
from assistant.answering.evidence.candidates import Candidate
from assistant.types import Document, SectionKind, Span

# Characters. Half of the passages of real documents, which are cut along the outline, have fewer (docs/experiments.md).
WHOLE = 500
ITEMS: frozenset[SectionKind] = frozenset({"diem", "chu", "gach"})
"""Levels that say little without the clause they stand in."""


def unit_of(candidate: Candidate, document: Document) -> Span:
    """The clause around the candidate, of an item the whole list, if it has at most `WHOLE` characters; else its
    paragraph, else itself. Rows, headings and letterhead stay as they are."""
    if candidate.kind != "sentence" or row_at(document, candidate.span) is not None:
        return candidate.span
    return _section(candidate.span, document) or _paragraph(candidate.span, document) or candidate.span


def _section(span: Span, document: Document) -> Span | None:
    widest: Span | None = None
    index = section_at(document, span.start)
    while index is not None:
        section = document.sections[index]
        whole = trim(document.text, section.span)
        if whole.end - whole.start > WHOLE or not whole.contains(span) or _holds_table(whole, document):
            break
        widest, index = whole, section.parent if section.kind in ITEMS else None
    return widest


def _holds_table(span: Span, document: Document) -> bool:
    return any(span.start < table.span.end and table.span.start < span.end for table in document.tables)


def _paragraph(span: Span, document: Document) -> Span | None:
    start = document.text.rfind("\n", 0, span.start) + 1
    end = document.text.find("\n", span.end)
    line = trim(document.text, Span(start, end if end >= 0 else len(document.text)))
    return line if line.end - line.start <= WHOLE else None
