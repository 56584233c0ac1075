"""Two things side by side: what the store says of each, or two documents by the topics of their sections."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant.answering.citing.quoting import quote
from assistant.answering.requests.asked import Comparison
from assistant.answering.requests.summary import first_sentence, shown_sections
from assistant.types import Answer, AnswerTable, Citation, Document, DocumentRecord, Section
from assistant.vietnamese.normalise import fold, plain_words
from assistant.vietnamese.words.syllables import tokens
from assistant.wording import say

ALIKE = 0.5
"""Two headings are of one topic when they share this part of their syllables (Jaccard), numbers left out."""
MOST = 8
"""Topics shown side by side."""


def by_answers(asked: Comparison, ask: Callable[[str], Answer]) -> tuple[list[Citation], AnswerTable | None] | None:
    """What the store says of each of the two, by the question about it; without a table where one sentence says both.
    None where it says nothing of either."""
    answers = [ask(question) for question in asked.questions]
    if not any(answer.citations for answer in answers):
        return None
    if (both := _of_both(asked.names, answers)) is not None:
        return [both], None
    citations: list[Citation] = []
    cells: list[str] = []
    for answer in answers:
        cells.append(_cell(answer.citations[0], citations) if answer.citations else say("answers.nothing_found"))
    header = (say("answers.topic"), *asked.names)
    return citations, AnswerTable(header, ((asked.topic or say("answers.in_short"), *cells),))


def _of_both(names: Sequence[str], answers: Sequence[Answer]) -> Citation | None:
    """The first quotation of either answer that stands in the other too and names both: one sentence says it all."""
    places = [{(found.document_id, found.start) for found in answer.citations} for answer in answers]
    for found in (answer.citations[0] for answer in answers if answer.citations):
        told = plain_words(found.quote)
        if all((found.document_id, found.start) in place for place in places) and all(
            plain_words(name) in told for name in names
        ):
            return found
    return None


def by_sections(
    one: tuple[DocumentRecord, Document], other: tuple[DocumentRecord, Document], names: tuple[str, str]
) -> tuple[list[Citation], AnswerTable | None] | None:
    """The first sentences of the sections of both that are of one topic; None where no two are."""
    citations: list[Citation] = []
    rows: list[tuple[str, ...]] = []
    theirs = list(shown_sections(other[1]))
    for section in shown_sections(one[1]):
        match = max(theirs, key=lambda their: likeness(section, their), default=None)
        if match is None or likeness(section, match) < ALIKE or len(rows) >= MOST:
            continue
        theirs.remove(match)
        rows.append((section.title or section.marker, _of(one, section, citations), _of(other, match, citations)))
    return (citations, AnswerTable((say("answers.topic"), *names), tuple(rows))) if rows else None


def likeness(one: Section, other: Section) -> float:
    """Share (0 to 1) of the syllables of two headings that both have."""
    a, b = (_syllables(section) for section in (one, other))
    return len(a & b) / len(a | b) if a and b else 0.0


def _syllables(section: Section) -> frozenset[str]:
    return frozenset(token.text for token in tokens(fold(section.title)) if token.text.isalpha())


def _of(side: tuple[DocumentRecord, Document], section: Section, citations: list[Citation]) -> str:
    record, document = side
    span = first_sentence(document, section)
    found = list(quote(record, document, span))[:1] if span is not None else []
    return _cell(found[0], citations) if found else say("answers.nothing_found")


def _cell(citation: Citation, citations: list[Citation]) -> str:
    """The quotation with its marker; it is added to `citations`."""
    citations.append(citation)
    return f"{citation.quote} [{len(citations)}]"
