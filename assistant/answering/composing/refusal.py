"""When nothing is quoted: which document is meant must be asked, or no ground was found and the nearest are named."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answering.citing.citation import choice_of
from assistant.answering.store.protocols import Snapshot
from assistant.types import Answer, Choice, Hit, SearchResult
from assistant.understanding import Question
from assistant.wording import say

NEAREST = 3
"""Documents named where no ground was found: as many as are read at a glance."""


def which_document(question: Question, result: SearchResult, snapshot: Snapshot) -> Answer:
    """The choice between the documents that the number in the question may mean."""
    records = [(choice, snapshot.record(choice.document_id)) for choice in result.choices]
    choices = tuple(choice if record is None else choice_of(record) for choice, record in records)
    typed = dict.fromkeys(choice.asked for choice in result.choices if choice.asked)
    asked = ", ".join(f"“{words}”" for words in typed) or say("answers.which_document.unnamed")
    text = say("answers.which_document.ask", count=len(result.choices), asked=asked)
    said = tuple(dict.fromkeys((*question.understanding.notes, *result.notes)))
    return Answer("ambiguous", text, understood_as=question.understood_as, choices=choices, notes=said)


def not_found(question: Question, hits: Sequence[Hit], said: Sequence[str], confidence: float | None) -> Answer:
    """No ground in the store, not even near; the documents of the first hits are named as the nearest."""
    nearest: dict[int, Choice] = {}
    for hit in hits:
        if len(nearest) < NEAREST:
            nearest.setdefault(hit.document.id, choice_of(hit.document))
    text = say("answers.not_found")
    notes = tuple(dict.fromkeys(said))
    return Answer(
        "not_found",
        text,
        understood_as=question.understood_as,
        nearest=tuple(nearest.values()),
        notes=notes,
        confidence=confidence,
    )
