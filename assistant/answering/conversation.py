"""A follow-up question is understood with the question before it."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.types import Answer


@dataclass(frozen=True, slots=True)
class Turn:
    """One question as it was understood, and the documents its answer stood on, the most telling first."""

    question: str
    understood: str
    document_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Conversation:
    """The turns so far, oldest first. Immutable: `extended` returns the next one."""

    turns: tuple[Turn, ...] = ()

    def extended(self, question: str, answer: Answer) -> Conversation:
        """This conversation with one more turn; an answer that found nothing leaves the topic to the next question."""
        raise NotImplementedError
