"""A question in another language, in Vietnamese as far as the reviewed glossary reaches."""

from __future__ import annotations

import re

from assistant.types import Understanding
from assistant.understanding.sought.sought import Sought, seek
from assistant.vietnamese.names.abbreviations import GLOSSARY_EN, translate_glossary
from assistant.vietnamese.normalise import fold, nfc, strip_accents
from assistant.vietnamese.spelling.accent_model import IN_CAPITALS

# What English asks with, and how the same is asked here; the first that stands in the question.
_ASKS = (
    ("who", "ai"),
    ("which agency", "cơ quan nào"),
    ("when", "khi nào"),
    ("deadline", "thời hạn"),
    ("where", "ở đâu"),
    ("how many", "bao nhiêu"),
    ("how much", "bao nhiêu"),
    ("what percentage", "bao nhiêu phần trăm"),
    ("what is", "là gì"),
)
_BINDING = frozenset(
    """the of and is are what who when where which how does do did for with in on to by from about under this that was
    were has have will shall must can should be it its their there any many much between during please tell me a an as
    at or not we i you my our your if""".split()  # noqa: SIM905
)


def sought_by(understanding: Understanding) -> Sought:
    """The question to compare with Vietnamese sentences.

    In another language: the glossary's terms, what is asked for, and the words the glossary lacks, which no document
    holds, so that a question understood by half is refused. Without accents as typed: restored ones may be wrong.
    """
    typed = understanding.original
    if understanding.language == "vi":
        return seek(_spelling(understanding), understanding.defined)
    low = fold(typed)
    terms = translate_glossary(typed)
    known = {word for entry in GLOSSARY_EN if re.search(rf"\b{re.escape(entry)}\b", low) for word in entry.split()}
    asks = next((ours for theirs, ours in _ASKS if re.search(rf"\b{theirs}\b", low)), "")
    rest = [word for word in re.findall(r"[\w./%-]+", typed) if fold(word).strip(".-/") not in known | _BINDING]
    # "và" keeps terms that stood apart from making pairs.
    return seek(" và ".join([*terms, *rest, asks]).strip())


def _spelling(understanding: Understanding) -> str:
    """As typed where only accents were restored; telex and VNI keys, and letters mended, as they were understood."""
    typed, text = " ".join(nfc(understanding.original).split()), understanding.text
    if strip_accents(typed) != fold(typed) or strip_accents(text) != strip_accents(typed):
        return text
    words = zip(typed.split(), text.split(), strict=True)
    return " ".join(meant if meant in IN_CAPITALS else word for word, meant in words)
