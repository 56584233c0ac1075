"""How text is given to the trained models, when they are trained and when they are used."""

from __future__ import annotations

import re

from assistant.vietnamese.normalise import fold

SEPARATOR, QUESTION, PASSAGE = "[SEP]", "[Q]", "[D]"
"""Marks a new line; begins a question; begins a passage. Folded text is lower case and cannot contain them."""

_WORD = re.compile(r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*|[^\w\s]|_")


def prepare(text: str) -> str:
    """`text` folded, so that old and new spelling and NFC and NFD are one, its lines joined by the separator."""
    lines = (" ".join(fold(line).split()) for line in text.splitlines())
    return f" {SEPARATOR} ".join(line for line in lines if line)


def words(text: str) -> list[str]:
    """The words, numbers and signs of a prepared text, separators left out."""
    return _WORD.findall(text.replace(SEPARATOR, " "))


def question_text(text: str) -> str:
    """What the models read for a question."""
    return f"{QUESTION} {prepare(text)}"


def passage_text(text: str) -> str:
    """What the models read for a passage."""
    return f"{PASSAGE} {prepare(text)}"
