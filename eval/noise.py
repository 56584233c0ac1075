"""What typing does to a question: accents dropped, telex keys left as typed, old tone placement, decomposed marks."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable, Mapping

_MARKS = {"\u0300": "f", "\u0301": "s", "\u0303": "x", "\u0309": "r", "\u0323": "j"}
"""Tone marks and their telex keys."""
_SHAPES = {"\u0302": None, "\u0306": "w", "\u031b": "w"}
"""Circumflex (the letter is doubled), breve and horn (w)."""
_WORD = re.compile(r"[^\W\d_]+")


def strip(text: str) -> str:
    """All marks dropped, đ as d; capitals stay."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", bare).replace("đ", "d").replace("Đ", "D")


def half(text: str, rng: random.Random) -> str:
    """Each syllable keeps its accents with probability ½."""
    text = unicodedata.normalize("NFC", text)
    return _WORD.sub(lambda match: match[0] if rng.random() < 0.5 else strip(match[0]), text)


def telex(text: str) -> str:
    """The keys a person presses with telex and no input method running: "chuyển đổi" -> "chuyeenr ddooir"."""
    return _WORD.sub(lambda match: _keys(match[0]), unicodedata.normalize("NFC", text))


def _keys(syllable: str) -> str:
    out: list[str] = []
    tone = ""
    for char in unicodedata.normalize("NFD", syllable):
        if char in _MARKS:
            tone = _MARKS[char]
        elif char in _SHAPES:
            out.append(_SHAPES[char] or out[-1].lower())
        elif char in "đĐ":
            out.append("dd" if char == "đ" else "Dd")
        else:
            out.append(char)
    return "".join(out) + tone


_NEW = re.compile(r"(o[aeáàảãạéèẻẽẹ]|u[yýỳỷỹỵ]|[óòỏõọ][ae]|[úùủũụ]y)$", re.IGNORECASE)


def old(text: str) -> str:
    """The tone of open oa, oe, uy on the last vowel, as before 1984: "hòa" -> "hoà", "ủy" -> "uỷ" (not after q)."""
    return _WORD.sub(lambda match: _old_syllable(match[0]), unicodedata.normalize("NFC", text))


def _old_syllable(syllable: str) -> str:
    found = _NEW.search(syllable)
    if found is None or syllable[: found.start()].lower().endswith("q"):
        return syllable
    first, second = (unicodedata.normalize("NFD", char) for char in found[0])
    marks = "".join(c for c in first if c in _MARKS)
    if not marks:
        return syllable
    moved = "".join(c for c in first if c not in _MARKS) + second + marks
    return syllable[: found.start()] + unicodedata.normalize("NFC", moved)


NOISES: Mapping[str, Callable[[str, random.Random], str]] = {
    "keep": lambda text, _: text,
    "strip": lambda text, _: strip(text),
    "half": half,
    "telex": lambda text, _: telex(text),
    "old": lambda text, _: old(text),
    "nfd": lambda text, _: unicodedata.normalize("NFD", text),
}


def noisy(queries: Mapping[str, str], accents: str, seed: int) -> dict[str, str]:
    """The questions as `accents` says (a key of `NOISES`); one random stream over all of them in order."""
    rng = random.Random(seed)
    return {name: NOISES[accents](text, rng) for name, text in queries.items()}
