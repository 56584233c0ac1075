"""What typing does to a question: accents dropped, telex or VNI keys left as typed, a wrong tone, old spellings."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable, Mapping

from assistant.vietnamese.names.abbreviations import expand
from assistant.vietnamese.normalise import nfc

_MARKS = {"\u0300": "f", "\u0301": "s", "\u0303": "x", "\u0309": "r", "\u0323": "j"}
"""Tone marks and their telex keys."""
_SHAPES = {"\u0302": None, "\u0306": "w", "\u031b": "w"}
"""Circumflex (the letter is doubled), breve and horn (w)."""
_VNI_MARKS = {"\u0300": "2", "\u0301": "1", "\u0303": "4", "\u0309": "3", "\u0323": "5"}
_VNI_SHAPES = {"\u0302": "6", "\u0306": "8", "\u031b": "7"}
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


def vni(text: str) -> str:
    """The same with VNI: "chuyển đổi" -> "chuye6n3 d9o6i3"."""
    return _WORD.sub(lambda match: _vni_keys(match[0]), unicodedata.normalize("NFC", text))


def _vni_keys(syllable: str) -> str:
    out: list[str] = []
    tone = ""
    for char in unicodedata.normalize("NFD", syllable):
        if char in _VNI_MARKS:
            tone = _VNI_MARKS[char]
        elif char in _VNI_SHAPES:
            out.append(_VNI_SHAPES[char])
        elif char in "đĐ":
            out.append("d9" if char == "đ" else "D9")
        else:
            out.append(char)
    return "".join(out) + tone


def some(text: str, rng: random.Random) -> str:
    """A hand that slips off the input method: each syllable is left as its telex keys with probability ¼."""
    text = unicodedata.normalize("NFC", text)
    return _WORD.sub(lambda match: _keys(match[0]) if rng.random() < 0.25 else match[0], text)


def wrong_tone(text: str, rng: random.Random) -> str:
    """One syllable of those with a tone mark gets another: "chuyển đổi" -> "chuyễn đổi"."""
    text = unicodedata.normalize("NFC", text)
    toned = [m for m in _WORD.finditer(text) if any(c in _MARKS for c in unicodedata.normalize("NFD", m[0]))]
    if not toned:
        return text
    match = rng.choice(toned)
    return text[: match.start()] + _other_tone(match[0], rng) + text[match.end() :]


def _other_tone(syllable: str, rng: random.Random) -> str:
    letters = unicodedata.normalize("NFD", syllable)
    mark = next(c for c in letters if c in _MARKS)
    # -c, -ch, -p, -t take two tones only, and a keyboard that checks spelling would not type another.
    stopped = strip(syllable).lower().endswith(("c", "ch", "p", "t"))
    others = [c for c in ("\u0301\u0323" if stopped else _MARKS) if c != mark]
    return nfc(letters.replace(mark, rng.choice(others), 1))


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


def abbreviated(text: str) -> str:
    """As officials write in haste: "Ủy ban nhân dân tỉnh" -> "UBND tỉnh", by the product's reviewed table. What it does
    not shorten stays."""
    shorter = [form for form in expand(text) if len(form) < len(text)]
    return min(shorter, key=len, default=text)


_LOOKALIKE = {"l": "1", "I": "l", "o": "0", "O": "0", "đ": "d", "Đ": "D", "0": "O", "1": "l", "5": "S", "8": "B"}
_FAULTY = 1 / 8
"""Of the syllables: about the share that recognition of a bad scan gets wrong (an accuracy of nine words in ten)."""


def scanned(text: str, rng: random.Random) -> str:
    """As read from a bad scan: in some syllables a letter loses its marks, or is taken for one that looks like it."""
    text = unicodedata.normalize("NFC", text)
    return re.sub(r"\w+", lambda match: _misread(match[0], rng) if rng.random() < _FAULTY else match[0], text)


def _misread(word: str, rng: random.Random) -> str:
    at = rng.choice([i for i, c in enumerate(word) if c in _LOOKALIKE or strip(c) != c] or [-1])
    if at < 0:
        return word
    return word[:at] + (_LOOKALIKE.get(word[at]) or strip(word[at])) + word[at + 1 :]


NOISES: Mapping[str, Callable[[str, random.Random], str]] = {
    "keep": lambda text, _: text,
    "strip": lambda text, _: strip(text),
    "half": half,
    "telex": lambda text, _: telex(text),
    "vni": lambda text, _: vni(text),
    "some": some,
    "tone": wrong_tone,
    "old": lambda text, _: old(text),
    "abbreviated": lambda text, _: abbreviated(text),
    "ocr": scanned,
    "nfd": lambda text, _: unicodedata.normalize("NFD", text),
}


def noisy(queries: Mapping[str, str], accents: str, seed: int) -> dict[str, str]:
    """The questions as `accents` says (a key of `NOISES`); one random stream over all of them in order."""
    rng = random.Random(seed)
    return {name: NOISES[accents](text, rng) for name, text in queries.items()}
