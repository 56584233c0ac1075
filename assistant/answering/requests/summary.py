"""A document in outline: of each of its sections the heading, and word for word the sentence it begins with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.answering.citing.quoting import quote
from assistant.types import Citation, Document, DocumentRecord, Section, Span
from assistant.vietnamese.words.sentences import sentences

MOST = 12
"""Sections in an outline: a plan has 3 to 6, a decree of many articles is shown by its chapters."""
_FEW = 3
"""With fewer sections at the top their own sections are shown too: a plan in one part, an annex alone."""
_TELLING = 5
"""Words that a sentence needs to say something; "Căn cứ:" and "1. Mục tiêu" do not."""
_LONGEST = 600
"""Characters of one quotation; a sentence that goes on longer is a list, of which the beginning is enough."""


def outline(record: DocumentRecord, document: Document, most: int = MOST) -> list[Citation]:
    """At most `most` quotations, in the order of the document; [] where it has no sections or they say nothing."""
    found: list[Citation] = []
    for section in shown_sections(document):
        if len(found) >= most:
            break
        span = first_sentence(document, section)
        if span is not None:
            heading = " ".join(section.heading.of(document.text).split())
            context = "" if section.heading.start <= span.start < section.heading.end else heading
            found += list(quote(record, document, span, context=context))[:1]
    return found


def shown_sections(document: Document) -> Sequence[Section]:
    """The sections at the top of the outline; where they are few, those right under them."""
    sections = document.sections
    top = [at for at, section in enumerate(sections) if section.parent is None]
    if len(top) < _FEW:
        below = [at for at, section in enumerate(sections) if section.parent in top]
        top = sorted({*(at for at in top if not _has(sections, at, below)), *below}) if below else top
    return [sections[at] for at in top]


def _has(sections: Sequence[Section], parent: int, below: Sequence[int]) -> bool:
    return any(sections[at].parent == parent for at in below)


def first_sentence(document: Document, section: Section) -> Span | None:
    """The first sentence of a section that says something: of its body, else its heading line where that is a
    sentence itself; None without."""
    for span in _sentences(document, section.heading.end, section.span.end):
        text = span.of(document.text)
        if len(re.findall(r"\w+", text)) >= _TELLING and not _is_heading(document, span):
            return _bounded(span)
    heading = section.heading  # a section that is its heading alone: "1. Sở Nội vụ chủ trì …."
    return _bounded(heading) if len(re.findall(r"\w+", heading.of(document.text))) >= _TELLING else None


def _bounded(span: Span) -> Span:
    return Span(span.start, min(span.end, span.start + _LONGEST))


def _sentences(document: Document, start: int, end: int) -> Iterator[Span]:
    for first, last in sentences(document.text[start:end]):
        yield Span(start + first, start + last)


def _is_heading(document: Document, span: Span) -> bool:
    """Whether it is the header or a group row of a table, or the heading of a section under this one: no sentence."""
    headers = [table.header_span for table in document.tables if table.header_span is not None]
    headings = [section.heading for section in document.sections if not section.heading.of(document.text).endswith(".")]
    groups = [span for table in document.tables for row in table.rows for span in row.group]
    inside = [other for other in (*headers, *headings, *groups) if other.start <= span.start < other.end]
    return any(span.end <= other.end for other in inside)
