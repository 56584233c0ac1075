"""The question's syllables as they compare with those of a sentence: folded, abbreviations written out, names found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from assistant.vietnamese.names.abbreviations import EXPANSIONS
from assistant.vietnamese.normalise import fold, strip_accents
from assistant.vietnamese.words.syllables import Token, is_vietnamese_syllable, tokens

Expansions = Mapping[str, tuple[str, ...]]
"""An abbreviation in lower case -> the syllables it stands for."""


@lru_cache(maxsize=1)
def _reviewed() -> Expansions:
    return _written_out(EXPANSIONS.items())


def expansions_with(defined: Sequence[tuple[str, str]]) -> Expansions:
    """The reviewed table, and what the store's documents define themselves as pairs (short, long)."""
    return {**_written_out(defined), **_reviewed()} if defined else _reviewed()


def _written_out(pairs_: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Abbreviation in lower case, with and without its accents -> the syllables it stands for; the first one counts."""
    found: dict[str, tuple[str, ...]] = {}
    for short, long in pairs_:
        for form in (fold(short), strip_accents(short)):
            found.setdefault(form, tuple(t.text for t in tokens(long)))
    return found


def spell(text: str, found: Sequence[Token], accented: bool, expansions: Expansions | None = None) -> list[str]:
    """The tokens `found` in `text`, folded, abbreviations written out, without accents when the question has none.

    An abbreviation that is a syllable too ("AI", "CT") is one only in capitals.
    """
    out: list[str] = []
    expansions = _reviewed() if expansions is None else expansions
    for token in found:
        long = expansions.get(token.text)
        if long is None or (not text[token.start : token.end].isupper() and is_vietnamese_syllable(token.text)):
            out.append(token.text)
        else:
            out.extend(long)
    return out if accented else [strip_accents(word) for word in out]


def pairs(words: Iterable[str]) -> list[str]:
    """Neighbouring syllables as "a_b"; an empty string is a gap."""
    listed = list(words)
    return [f"{a}_{b}" for a, b in pairwise(listed) if a and b]


_PERSON = frozenset({"anh", "chị", "ông", "bà", "em", "cô", "chú"})


def proper_names(text: str, found: Sequence[Token], accented: bool) -> frozenset[str]:
    """Pairs of neighbouring syllables both typed Like This, not at the start: the name of a place or an organisation.

    The people of a story ("anh Nguyễn Văn An") stand in no document and are left out.
    """
    names: set[str] = set()
    story = False
    for before, a, b in zip(found, found[1:], found[2:], strict=False):
        words = text[a.start : a.end], text[b.start : b.end]
        named = all(w[0].isupper() and w[1:].islower() for w in words) and text[a.end : b.start].isspace()
        story = named and (story or before.text in _PERSON)
        if named and not story:
            names.update(pairs(spell(text, (a, b), accented)))
    return frozenset(names)


def in_long_names(words: Sequence[str], long_names: Mapping[str, Sequence[tuple[str, ...]]]) -> set[str]:
    """Syllables and pairs of what an abbreviation stands for ("ủy ban nhân dân"): four syllables, but one thing."""
    found: set[str] = set()
    for at, word in enumerate(words):
        for name in long_names.get(word, ()):
            if tuple(words[at : at + len(name)]) == name:
                found.update(name, pairs(name))
    return found


def long_names(expansions: Iterable[tuple[str, ...]], accented: bool) -> Mapping[str, Sequence[tuple[str, ...]]]:
    """The names of three and more syllables by their first."""
    names: dict[str, tuple[tuple[str, ...], ...]] = {}
    for long in dict.fromkeys(expansions):
        name = tuple(word if accented else strip_accents(word) for word in long)
        if len(name) > 2:
            names[name[0]] = (*names.get(name[0], ()), name)
    return names
