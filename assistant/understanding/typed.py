"""The words of a question as they were meant: telex and VNI keys read, accents restored where they are missing."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.understanding.follow_up.conversation import Conversation
from assistant.understanding.steps import Steps
from assistant.vietnamese.names.abbreviations import detect_language
from assistant.vietnamese.normalise import nfc
from assistant.vietnamese.spelling.accent_lattice import Frequencies
from assistant.vietnamese.spelling.accents import restore_accents
from assistant.vietnamese.spelling.mixed_keys import decode_words
from assistant.vietnamese.spelling.typing_keys import decode_keys


def asked_paragraphs(question: str) -> str:
    """`question` without the paragraphs attached to it: where some of its paragraphs ask with a question mark and
    others do not, those that ask. A letter in one paragraph stays whole: its story says what is asked about."""
    paragraphs = [paragraph for paragraph in re.split(r"\n+", question) if paragraph.strip()]
    asking = [paragraph for paragraph in paragraphs if "?" in paragraph]
    telling = [paragraph for paragraph in asking if len(re.findall(r"\w+", paragraph)) >= _LEAST]
    return "\n".join(asking) if telling and len(asking) < len(paragraphs) else question


_LEAST = 4
"""Words that a paragraph needs to be a question by itself; "Đúng không?" after a paragraph is about that one."""


@dataclass(frozen=True, slots=True)
class Read:
    """`typed`: in NFC, single spaces, without attached paragraphs (`parted`: there were some). `shown`: with accents
    where they are sure, which a person is shown; `likely`: with the most likely ones, which is searched: a guess at a
    syllable finds more than the bare syllable does (docs/experiments.md, "Accents"). `language`: see `detect_language`.
    """

    typed: str
    shown: str
    likely: str
    language: str
    parted: bool = False


def read(
    question: str,
    conversation: Conversation | None = None,
    steps: Steps | None = None,
    frequencies: Frequencies | None = None,
) -> Read:
    """The words of `question`, which may follow the last turn of `conversation` and repeat its words."""
    steps = steps or Steps()
    asked = asked_paragraphs(question)
    parted = asked != question
    typed = " ".join(nfc(asked).split())
    text = _from_keys(typed) if steps.keys else typed
    language = detect_language(text)
    if language != "vi" or not steps.accents:
        return Read(typed, text, text, language, parted)
    before = conversation.turns[-1].understood if conversation is not None and conversation.turns else None
    restored = restore_accents(text, frequencies, before)
    return Read(typed, restored.text if restored.changed else text, restored.best, language, parted)


def _from_keys(typed: str) -> str:
    """`typed` with telex and VNI keys read, all of them or those of single words."""
    decoded = decode_keys(typed)
    return decoded.text if decoded.changed else decode_words(typed)
