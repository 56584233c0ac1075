"""Conversations of our own, half of them typed without accents: what each turn is completed to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.understanding import Conversation, Turn, understand
from assistant.vietnamese.normalise import strip_accents

FILE = Path(__file__).with_name("conversations.txt")


def conversations() -> list[list[tuple[str, str]]]:
    """Each conversation as its turns: what is typed, and what is expected."""
    blocks = FILE.read_text(encoding="utf-8").split("\n\n")[1:]
    return [[tuple(line.split(" => ")) for line in block.strip().splitlines()] for block in blocks]  # type: ignore[misc]


def completed(turns: list[str]) -> Iterator[str]:
    """What each turn is completed to, in the notation of the file."""
    conversation = Conversation()
    for typed in turns:
        question = understand(typed, conversation)
        told = question.followed or "-"
        told += f" [{question.form}]" if question.form else ""
        told += f" [documents {','.join(map(str, question.document_ids))}]" if question.document_ids else ""
        yield told
        turn = Turn(typed, question.understood_as or typed, (7, 9))
        conversation = Conversation((*conversation.turns, turn))


@pytest.mark.parametrize("turns", conversations(), ids=lambda turns: turns[0][0])
def test_each_turn_is_completed(turns: list[tuple[str, str]]) -> None:
    assert list(completed([typed for typed, _ in turns])) == [expected for _, expected in turns]


def test_there_are_sixty_of_two_to_four_turns_and_a_third_without_accents() -> None:
    found = conversations()
    bare = [turns for turns in found if all(strip_accents(typed) == typed.lower() for typed, _ in turns)]
    assert len(found) >= 60
    assert all(2 <= len(turns) <= 4 for turns in found)
    assert len(bare) >= len(found) / 3
