"""Tokens with their place in the text, and what a Vietnamese syllable can look like."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from assistant.vietnamese.document_numbers.numbers import find_numbers
from assistant.vietnamese.normalise import fold, strip_accents


@dataclass(frozen=True, slots=True)
class Token:
    """One syllable, number or whole document number. `text` is folded; `[start, end)` its place in the given text."""

    text: str
    start: int
    end: int


# Letters may be decomposed or hold a soft hyphen or a zero-width character; digits keep their decimal signs.
_INSIDE = "\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff"
# Raised digits and numerals are marks of notes ("quy định¹", "tài liệuⁱᵛ"), but for those of "m²" and "km³".
_RAISED = "²³¹\u2070-\u208eˡˣᵈᵐᵛᶜ"
# Both cases are written out and letters are taken in runs: four fifths of the time of the plain pattern.
WORD = re.compile(
    rf"\d+(?:[.,]\d+)*(?![^\W_{_RAISED}])|[kKdDcCmM\u212a]?[mM][²³]"
    rf"|[^\W_{_RAISED}]+(?:[{_INSIDE}]+[^\W_{_RAISED}]*)*"
)
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+")


@lru_cache(maxsize=200_000)
def fold_token(raw: str) -> str:
    """The matching form of one token: folded; "1.500" as "1500", "06" as "6" (a date or serial is typed both ways)."""
    if raw[0].isdigit():
        if _GROUPED.fullmatch(raw):
            raw = raw.replace(".", "")
        if raw.isdigit():
            return raw.lstrip("0") or "0"
    return fold(raw)


@lru_cache(maxsize=200_000)
def plain_token(folded: str) -> str:
    """A folded token without accents."""
    return strip_accents(folded)


def _plain_tokens(text: str, start: int, end: int) -> list[Token]:
    return [Token(fold_token(m[0]), m.start(), m.end()) for m in WORD.finditer(text, start, end)]


def tokens(text: str) -> list[Token]:
    """Syllables, numbers and whole document numbers of `text` in order, folded, with offsets into `text` as given.

    A document number is one token whose text is its canonical key in lower case ("1090/kh-ubnd").
    """
    found: list[Token] = []
    at = 0
    for number in find_numbers(text):
        start, end = number.span
        found += _plain_tokens(text, at, start)
        found.append(Token(number.key.lower(), start, end))
        at = end
    return found + _plain_tokens(text, at, len(text))


# Vietnamese phonotactics: onset x rime x tone. Sources: the syllable tables of Đoàn Thiện Thuật, "Ngữ âm tiếng Việt"
# (1977), with the loan rimes that modern administrative prose has (oong, eng).
_ONSETS = """
    b c ch d đ g gh gi h k kh l m n ng ngh nh p ph q r s t th tr v x
""".split()  # noqa: SIM905
_RIMES = set(
    """
        a ac ach ai am an ang anh ao ap at au ay ă ăc ăm ăn ăng ăp ăt â âc âm ân âng âp ât âu ây e ec em en eng eo ep et
        ê êch êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu o oa oac oach oai oam oan oang
        oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt
        ơ ơi ơm ơn ơp ơt u ua uân uâng uât uây uc uê uêch uênh uêt ui um un ung uơ uôc uôi uôm uôn uông uôt up ut uy uya
        uych uyên uyêt uynh uyt uyu uyn uyp ư ưa ưc ưi ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu ưm ưn y yêm yên yêng
        yêt yêu
    """.split()  # noqa: SIM905
)
_AFTER_Q_WORDS = """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc ân âng ât ây e en eo et ê ên êt êu êch ênh i
    ich in inh it iu o ơ ơi ôc y ych ynh yt yên yêt yêu yp ya
"""
_AFTER_Q = {"u" + rime for rime in _AFTER_Q_WORDS.split()}
_TONE_MARKS = frozenset("\u0300\u0301\u0303\u0309\u0323")
_STOP_TONES = frozenset({"\u0301", "\u0323"})
_FRONT = frozenset("ieêy")


def _split_tone(syllable: str) -> tuple[str, str]:
    """The syllable without its tone mark, and the tone marks."""
    decomposed = unicodedata.normalize("NFD", syllable)
    tones = "".join(c for c in decomposed if c in _TONE_MARKS)
    return unicodedata.normalize("NFC", "".join(c for c in decomposed if c not in _TONE_MARKS)), tones


def _onset_fits(onset: str, rime: str) -> bool:
    front = rime[0] in _FRONT
    if onset in {"k", "gh", "ngh"}:
        return front or (onset == "k" and rime in {"a", "ha", "y"})
    if onset in {"c", "g", "ng"}:
        return not front or (onset == "g" and rime[0] == "i")
    return True


@lru_cache(maxsize=50_000)
def is_vietnamese_syllable(s: str) -> bool:
    """Whether `s` (any case, any Unicode form) is spelt as a Vietnamese syllable can be, tone included."""
    base, tones = _split_tone(fold(s))
    if not base or len(tones) > 1 or len(base) > 7:
        return False
    if (base[-2:] == "ch" or base[-1] in "cpt") and tones not in _STOP_TONES:
        return False
    if base.startswith("q"):
        return base[1:] in _AFTER_Q
    if base in _RIMES:
        return True
    for size in (3, 2, 1):
        onset, rime = base[:size], base[size:]
        if onset in _ONSETS and rime in _RIMES and _onset_fits(onset, rime):
            return True
    return base.startswith("gi") and ("i" + base[2:] in _RIMES or base == "gi")


@lru_cache(maxsize=1)
def _bare_syllables() -> frozenset[str]:
    found = {onset + rime for onset in ["", *_ONSETS] for rime in _RIMES} | {"q" + rime for rime in _AFTER_Q}
    return frozenset(strip_accents(syllable) for syllable in found)


def is_bare_syllable(s: str) -> bool:
    """Whether some Vietnamese syllable is typed `s` when the accents are left out: "duoc", "nghi", "quyet"."""
    return strip_accents(s) in _bare_syllables()


_LETTERS = re.compile(rf"[^\W\d_](?:[^\W\d_]|[{_INSIDE}])*")


def share_foreign(text: str) -> float:
    """Share (0 to 1) of the letter tokens of `text` that cannot be Vietnamese syllables; 0.0 when there is none.

    Abbreviations in capitals (UBND, NĐ-CP, TTg), roman numerals and single letters (list markers) are not counted.
    Calibrated on `../shared/data/documents`: a usable text layer lies below 0.13, an unusable one above 0.45.
    """
    counted = foreign = 0
    for match in _LETTERS.finditer(text):
        word = match[0]
        if len(word) < 2 or (word.isupper() and len(word) <= 7 and not is_vietnamese_syllable(word)):
            continue
        counted += 1
        foreign += not is_vietnamese_syllable(word)
    return foreign / counted if counted else 0.0
