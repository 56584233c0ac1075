"""Asking the product: a question that it refuses to take costs itself, not the run."""

from __future__ import annotations

from collections.abc import Callable

from assistant.errors import QuestionError
from assistant.types import Answer


def answered(ask: Callable[[str], Answer], question: str) -> Answer:
    """The answer; of a question without words, or too long, that nothing was found."""
    try:
        return ask(question)
    except QuestionError as error:
        return Answer("not_found", error.message)
