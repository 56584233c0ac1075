"""Questions typed with telex or VNI keys while no input method was running: "chuyeenr ddooir", "chuye6n3 d9o6i3"."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from assistant.vietnamese.document_numbers.numbers import find_numbers
from assistant.vietnamese.normalise import fold
from assistant.vietnamese.words.syllables import is_vietnamese_syllable

_TELEX_TONES = {"f": "\u0300", "s": "\u0301", "x": "\u0303", "r": "\u0309", "j": "\u0323"}
_VNI_TONES = {"2": "\u0300", "1": "\u0301", "4": "\u0303", "3": "\u0309", "5": "\u0323"}
_VNI_SHAPES = {"6": dict(zip("aeo", "âêô", strict=True)), "7": {"o": "ơ", "u": "ư"}, "8": {"a": "ă"}, "9": {"d": "đ"}}
_WORD = re.compile(r"[^\W\d_][^\W_]*")
_LONGEST_ABBREVIATION = 4  # that could be read as keys: "AIS", "REX", "BOOM"
_ABBREVIATED = re.compile(r"[A-Z]+D[d9][A-Z]*|D[d9][A-Z]+")
# A text is keys only when this share of the words that are no syllables as typed become ones, and of all words this
# share does: English prose reaches 0.5 and 0.2 ("is", "does"), telex 0.9 and 0.5.
_OF_STRANGE = 0.75
_OF_ALL = 0.3


@dataclass(frozen=True, slots=True)
class Decoded:
    """`text` as it was meant; `changed` is false, and `text` as given, when it does not look like keys."""

    text: str
    changed: bool


def decode_keys(text: str) -> Decoded:
    """Telex and VNI keys as the letters they stand for, where most of the text is typed so.

    A text that holds any accented letter is left alone (see `mixed_keys`), and so are document numbers and, in a text
    that is not all in capitals, words in capitals: they are abbreviations.
    """
    if any(c.isalpha() and not c.isascii() for c in text):
        return Decoded(text, False)
    words = written_words(text)
    read = {match.start(): keyed(match[0]) for match in words}
    strange = [match for match in words if len(match[0]) > 1 and not is_vietnamese_syllable(match[0])]
    solved = sum(1 for match in strange if read[match.start()])
    if not solved or solved < _OF_STRANGE * len(strange) or solved < _OF_ALL * len(words):
        return Decoded(text, False)
    meant = _WORD.sub(lambda match: read.get(match.start()) or _abbreviation(match[0]), text)
    return Decoded(meant, meant != text)


def written_words(text: str) -> list[re.Match[str]]:
    """The words that may be typed keys: not inside a document number, and no abbreviation."""
    numbers = [number.span for number in find_numbers(text)]
    shouting = text.isupper()
    return [
        match
        for match in _WORD.finditer(text)
        if (shouting or not match[0].isupper() or len(match[0]) == 1 or _shouted(match[0]))
        and not _ABBREVIATED.fullmatch(match[0])
        and not any(start <= match.start() < end for start, end in numbers)
    ]


def _shouted(word: str) -> bool:
    """Whether a single word in capitals is keys, not an abbreviation: "KHO6NG", "KHOONG", not "REX"."""
    return len(word) > _LONGEST_ABBREVIATION and keyed(word) is not None


def keyed(word: str) -> str | None:
    """The accented syllable that the keys of `word` give, in its capitals; None when they give none."""
    lower = word.lower()
    for keys in (*_telex(lower), _vni(lower)):
        if keys is None:
            continue
        syllable = fold(_toned(*keys))
        if syllable != lower and is_vietnamese_syllable(syllable):
            return syllable.upper() if word.isupper() and len(word) > 2 else _capital(syllable, word)
    return None


def _abbreviation(word: str) -> str:
    """ "HDDND", "HD9ND" as "HĐND"; other words stay."""
    if len(word) < 3 or not word[:1].isupper():
        return word
    return re.sub("D[d9]", "Đ", word).replace("DD", "Đ")


def _capital(syllable: str, word: str) -> str:
    return syllable[0].upper() + syllable[1:] if word[0].isupper() else syllable


def _telex(word: str) -> list[tuple[str, str]]:
    """Letters without tone, and the tone mark: the readings, the likeliest first."""
    if not word.isalpha():
        return []
    # A tone key stands after a vowel, at the end or before the last consonants: "hoachj", "hoajch", "tinrh".
    match = re.search(r"(?<=[aeiouyw])([sfrxj])(?=[a-z]*$)|(?<=[a-z])([sfrxj])$", word)
    inside = re.search(r"(?<=[aeiouyw]n)([sfrxj])(?=[gh]$)|(?<=[aeiouyw]c)([sfrxj])(?=h$)", word)
    readings = [(word[: m.start()] + word[m.end() :], _TELEX_TONES[m[0]]) for m in (match, inside) if m and m.start()]
    return [(shaped, tone) for letters, tone in readings or [(word, "")] if (shaped := _shaped(letters)) is not None]


def _shaped(word: str) -> str | None:
    """Telex letters without their tone key as the letters they give; None when a w is left."""
    word = re.sub(r"dd", "đ", word)
    word = word[0] + word[1:].replace("d", "") if word[0] == "đ" else word
    word = re.sub(r"^d(.*[aeiouy].*)d$", r"đ\1", word)  # "dod": the second d typed last
    word = re.sub(r"u(?:w?o)w|uow", "ươ", word)
    for keys, letter in (("aa", "â"), ("ee", "ê"), ("oo", "ô"), ("aw", "ă"), ("ow", "ơ"), ("uw", "ư")):
        word = word.replace(keys, letter)
    return None if "w" in word else word


def _vni(word: str) -> tuple[str, str] | None:
    """Letters without tone, and the tone mark; None when the word holds no key."""
    if not re.fullmatch(r"[a-z]+[1-9][a-z1-9]*", word):
        return None
    letters: list[str] = []
    tone = ""
    for char in word:
        if char in _VNI_TONES:
            tone = _VNI_TONES[char]
        elif char in _VNI_SHAPES:
            shapes = _VNI_SHAPES[char]
            at = next((i for i in range(len(letters) - 1, -1, -1) if letters[i] in shapes), None)
            if at is None:
                return None
            letters[at] = shapes[letters[at]]
            if char == "7" and at > 0 and letters[at - 1] == "u" and letters[at] == "ơ" and at + 1 <= len(letters):
                letters[at - 1] = "ư"
        else:
            letters.append(char)
    return "".join(letters), tone


_VOWELS = "aăâeêioôơuưy"


def _toned(letters: str, tone: str) -> str:
    """`letters` with the tone where modern spelling puts it; `fold` repairs what is left (hoà -> hòa)."""
    if not tone:
        return letters
    start = 2 if letters.startswith(("qu", "gi")) and len(letters) > 2 and letters[2] in _VOWELS else 0
    places = [i for i in range(start, len(letters)) if letters[i] in _VOWELS]
    if not places:
        return letters
    shaped = [i for i in places if letters[i] in "ăâêôơư"]
    if shaped:
        at = shaped[-1]
    elif len(places) == 1 or places[-1] + 1 < len(letters):
        at = places[-1]
    else:
        at = places[1] if len(places) > 2 else places[0]
    return unicodedata.normalize("NFC", letters[: at + 1] + tone + letters[at + 1 :])
