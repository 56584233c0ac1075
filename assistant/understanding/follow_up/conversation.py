"""The turns of a conversation: what was asked, how it was understood, which documents answered."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.types import Answer

# Turns looked at: people refer to what was just said.
REMEMBERED = 8


@dataclass(frozen=True, slots=True)
class Turn:
    """One question as it was understood, and the documents its answer stood on, the most telling first: their ids, and
    the number of the first where it has one."""

    question: str
    understood: str
    document_ids: tuple[int, ...] = ()
    number: str | None = None


@dataclass(frozen=True, slots=True)
class Conversation:
    """The turns so far, oldest first. Immutable: `extended` returns the next one."""

    turns: tuple[Turn, ...] = ()

    def extended(self, question: str, answer: Answer) -> Conversation:
        """This conversation with one more turn; an answer that found nothing leaves the topic to the next question."""
        ids = tuple(dict.fromkeys(citation.document_id for citation in answer.citations))
        number = answer.citations[0].number if answer.citations else None
        turn = Turn(question, answer.understood_as or question, ids, number)
        return Conversation((*self.turns, turn)[-REMEMBERED:])
