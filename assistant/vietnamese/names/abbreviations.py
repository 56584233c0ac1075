"""Abbreviations of administration both ways, a reviewed English glossary, and the language of a question."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType

from assistant.vietnamese.document_numbers.numbers import find_numbers
from assistant.vietnamese.normalise import fold, nfc, strip_accents
from assistant.vietnamese.words.syllables import is_bare_syllable, is_vietnamese_syllable


def _rows(name: str) -> list[tuple[str, str]]:
    text = files("assistant.vietnamese.names").joinpath(name).read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    return [(left, right) for left, right in (line.split("\t") for line in lines)]


_ROWS = _rows("abbreviations.tsv")
EXPANSIONS: Mapping[str, str] = MappingProxyType(dict(reversed(_ROWS)))
"""Abbreviation as printed -> its usual expansion in lower case."""
GLOSSARY_EN: Mapping[str, str] = MappingProxyType(dict(_rows("glossary_en.tsv")))
"""English term in lower case -> Vietnamese term."""

# Abbreviations that are also words or other abbreviations: only expanded when typed in capitals, never contracted to.
_CAPITALS_ONLY = frozenset(
    {
        "TT",
        "CT",
        "HD",
        "KH",
        "TP",
        "TX",
        "DN",
        "AI",
        "QH",
        "TW",
        "TƯ",
        "CV",
        "ĐA",
        "NQ",
        "QĐ",
        "NĐ",
        "KP",
        "TK",
        "DS",
        "BV",
    }
)
_TOKEN = re.compile(r"[^\W_]+(?:[&.\-][^\W_]+)*")


@lru_cache(maxsize=1)
def _by_fold() -> dict[str, list[str]]:
    """Folded abbreviation (accented, and without accents) -> its expansions."""
    return _table(_ROWS)


@lru_cache(maxsize=1)
def _by_expansion() -> dict[str, list[str]]:
    """Folded expansion, and without accents -> its abbreviations."""
    return _table((long, short) for short, long in _ROWS if short not in _CAPITALS_ONLY)


def _table(rows: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """What stands on the left, folded with and without accents -> what stands on the right."""
    table: dict[str, list[str]] = {}
    for left, right in rows:
        for form in {fold(left), strip_accents(left)}:
            if right not in (known := table.setdefault(form, [])):
                known.append(right)
    return table


def _meanings(word: str, table: Mapping[str, Sequence[str]]) -> Sequence[str]:
    if word.upper() in _CAPITALS_ONLY and not word.isupper():
        return []
    if not word.isupper() and is_vietnamese_syllable(word) and fold(word) not in {"ubnd", "hdnd"}:
        return []
    return table.get(fold(word), [])


def expand(text: str, defined: Sequence[tuple[str, str]] | None = None) -> list[str]:
    """Other ways to write `text`: every abbreviation expanded (one variant per meaning), every known term abbreviated.

    "UBND tỉnh" -> ["ủy ban nhân dân tỉnh"]; "cải cách hành chính" -> ["CCHC"]. Document numbers are left alone;
    an empty list when there is nothing to expand. The first variant holds all usual expansions at once.
    `defined`: pairs (short, long in lower case) to go by instead of the reviewed table.
    """
    meant = _by_fold() if defined is None else _table(defined)
    shortened = _by_expansion() if defined is None else _table((long, short) for short, long in defined)
    variants: list[str] = []
    numbers = [number.span for number in find_numbers(text)]
    found = [
        (m.start(), m.end(), meanings)
        for m in _TOKEN.finditer(text)
        if not any(a < m.end() and m.start() < b for a, b in numbers) and (meanings := _meanings(m[0], meant))
    ]
    if found:
        variants.append(_replaced(text, [(start, end, meanings[0]) for start, end, meanings in found]))
        for start, end, meanings in found:
            variants += [_replaced(text, [(start, end, other)]) for other in meanings[1:]]
    variants += _contracted(text, shortened)
    return [variant for at, variant in enumerate(variants) if variant != text and variant not in variants[:at]]


def _replaced(text: str, changes: list[tuple[int, int, str]]) -> str:
    for start, end, new in reversed(changes):
        text = text[:start] + new + text[end:]
    return text


def _contracted(text: str, shortened: Mapping[str, Sequence[str]]) -> list[str]:
    """`text` with the long terms abbreviated; longest terms first, one variant for each abbreviation of a term."""
    folded = fold(text)
    if len(folded) != len(text):
        text = folded
    variants: list[str] = []
    taken: list[tuple[int, int]] = []
    for long, shorts in sorted(shortened.items(), key=lambda item: -len(item[0])):
        at = folded.find(long)
        end = at + len(long)
        if at < 0 or folded[at - 1 : at].isalnum() or folded[end : end + 1].isalnum():
            continue
        if not any(a < end and at < b for a, b in taken):
            taken.append((at, end))
            variants += [text[:at] + short + text[end:] for short in shorts]
    return variants


_ENGLISH = frozenset(
    """
        the of and is are what who when where which how does do did for with in on to by from about under this that was
        were has have will shall must can should be it its their there any many much between during plan please tell me
        responsible deadline year people law article does digital administrative reform province government
    """.split()  # noqa: SIM905
)
_MOSTLY = 0.7
"""Share of words that can be Vietnamese from which a question is Vietnamese: real ones have over 0.85,
English ones under 0.4 ("to", "can", "the" are syllables too)."""


def _latin(char: str) -> bool:
    return ord(char) <= 0x24F or 0x300 <= ord(char) <= 0x36F or 0x1E00 <= ord(char) <= 0x1EFF


def detect_language(text: str) -> str:
    """ "vi", "en" or "other" for a question. Without accents is "vi" too; so are numbers and names alone."""
    words = re.findall(r"[^\W\d_]+", nfc(text))
    if sum(map(len, (word for word in words if not all(map(_latin, word))))) > sum(map(len, words)) / 2:
        return "other"
    words = [word for word in words if len(word) > 1 and not (word.isupper() and not is_bare_syllable(word))]
    prose = [fold(word) for word in words if word[1:].islower()] or [fold(word) for word in words]
    if not prose:
        return "vi" if any(char.isalnum() for char in text) else "other"
    vietnamese = sum(is_bare_syllable(word) for word in prose) / len(prose)
    english = sum(word in _ENGLISH or word in _english_words() for word in prose) / len(prose)
    if vietnamese >= _MOSTLY or (
        vietnamese >= english and any(strip_accents(word) != word for word in prose if is_vietnamese_syllable(word))
    ):
        return "vi"
    if english >= 0.25 and english >= vietnamese / 2:
        return "en"
    return "vi" if len(prose) == 1 or vietnamese >= 0.5 else "other"


@lru_cache(maxsize=1)
def _english_words() -> frozenset[str]:
    """Words of the glossary's entries that are not Vietnamese syllables as well."""
    return frozenset(word for entry in GLOSSARY_EN for word in entry.split() if not is_bare_syllable(word))


def translate_glossary(text: str) -> list[str]:
    """Vietnamese terms for the glossary entries an English question names, longest first: what to search beside it."""
    rest = f" {re.sub(r'[^a-z0-9à-ỹđ' + chr(39) + '-]+', ' ', fold(text).replace('’', chr(39)))} "
    found: list[str] = []
    for english in sorted(GLOSSARY_EN, key=len, reverse=True):
        if f" {english} " in rest:
            rest = rest.replace(f" {english} ", "  ")
            if GLOSSARY_EN[english] not in found:
                found.append(GLOSSARY_EN[english])
    return found
