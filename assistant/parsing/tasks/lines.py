"""The lines of a document outside its tables, and the clauses of one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.parsing.tasks.words import MARKER
from assistant.types import Document, Span
from assistant.vietnamese.names.agencies import AGENCY_BEGINS
from assistant.vietnamese.words.sentences import sentences


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line and the deepest section that holds it."""

    span: Span
    section: int | None


def text_lines(document: Document) -> Iterator[TextLine]:
    """The lines of the text outside tables, from the first section on, each with the deepest section that holds it."""
    text, tables = document.text, [table.span for table in document.tables]
    begin = document.letterhead.spans["title"].end if "title" in document.letterhead.spans else 0
    upcoming, stack, at = 0, list[int](), begin
    waiting: TextLine | None = None
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        while upcoming < len(document.sections) and document.sections[upcoming].span.start <= at:
            stack.append(upcoming)
            upcoming += 1
        while stack and document.sections[stack[-1]].span.end <= at:
            stack.pop()
        if end > at and not any(table.start <= at < table.end for table in tables):
            section = stack[-1] if stack else None
            if waiting is not None and waiting.section == section and _goes_on(text, waiting.span, at):
                waiting = TextLine(Span(waiting.span.start, end), section)
            else:
                if waiting is not None:
                    yield waiting
                waiting = TextLine(Span(at, end), section)
        at = end + 1
    if waiting is not None:
        yield waiting


def _goes_on(text: str, before: Span, at: int) -> bool:
    """Whether a line is the rest of a sentence: typists break lines by hand in Word files."""
    return text[at].islower() and not MARKER.match(text, at) and text[before.end - 1] not in ".;:!?"


def clauses(body: str) -> Iterator[tuple[int, int]]:
    """Sentences, and within one the parts behind a ";" that begin with an agency."""
    for start, end in sentences(body):
        at = start
        for match in re.finditer(rf";\s+(?={AGENCY_BEGINS})", body[start:end]):
            yield at, start + match.start()
            at = start + match.end()
        yield at, end
