"""The words of a question as they were meant: telex and VNI keys read, accents restored where they are missing."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.understanding.follow_up.conversation import Conversation
from assistant.understanding.steps import Steps
from assistant.vietnamese.names.abbreviations import detect_language
from assistant.vietnamese.normalise import nfc
from assistant.vietnamese.spelling.accent_lattice import Frequencies
from assistant.vietnamese.spelling.accents import restore_accents
from assistant.vietnamese.spelling.mixed_keys import decode_words
from assistant.vietnamese.spelling.typing_keys import decode_keys


@dataclass(frozen=True, slots=True)
class Read:
    """`typed` in NFC with single spaces; `shown`: with accents where they are sure, which a person is shown; `likely`:
    with the most likely ones, which is searched: a guess at a syllable finds more than the bare syllable does
    (docs/experiments.md, "Accents"). `language`: see `detect_language`.
    """

    typed: str
    shown: str
    likely: str
    language: str


def read(
    question: str,
    conversation: Conversation | None = None,
    steps: Steps | None = None,
    frequencies: Frequencies | None = None,
) -> Read:
    """The words of `question`, which may follow the last turn of `conversation` and repeat its words."""
    steps = steps or Steps()
    typed = " ".join(nfc(question).split())
    text = _from_keys(typed) if steps.keys else typed
    language = detect_language(text)
    if language != "vi" or not steps.accents:
        return Read(typed, text, text, language)
    before = conversation.turns[-1].understood if conversation is not None and conversation.turns else None
    restored = restore_accents(text, frequencies, before)
    return Read(typed, restored.text if restored.changed else text, restored.best, language)


def _from_keys(typed: str) -> str:
    """`typed` with telex and VNI keys read, all of them or those of single words."""
    decoded = decode_keys(typed)
    return decoded.text if decoded.changed else decode_words(typed)
