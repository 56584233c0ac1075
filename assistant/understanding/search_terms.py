"""The terms a question is searched by, and how heavy each is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.understanding.question import SearchTerms
from assistant.understanding.steps import TermWeights
from assistant.vietnamese.normalise import fold, nfc, strip_accents
from assistant.vietnamese.words.syllables import is_vietnamese_syllable
from assistant.vietnamese.words.terms import query_terms

# Of 1,557 questions 1 % carry marks on fewer of their syllables; of the same typed with half of them 88 % do.
FULLY_ACCENTED = 0.65


def search_terms(texts: Sequence[tuple[str, float]], language: str, weights: TermWeights) -> SearchTerms:
    """`texts`: the question itself first, then what else it may be searched by, each with its weight."""
    accented, plain = _weigh(texts, weights)
    return SearchTerms(accented, plain, _dense_text(texts, language))


def _weigh(texts: Sequence[tuple[str, float]], weights: TermWeights) -> tuple[dict[str, float], dict[str, float]]:
    """The weight of each term by spelling: the greatest of the texts that hold it; a repeated term counts once.

    The question itself, which stands first, says which spelling is to be trusted.
    """
    accented: dict[str, float] = {}
    plain: dict[str, float] = {}
    full, bare = _spellings(accented_share(next(iter(texts))[0]), weights)
    for text, weight in texts:
        terms = query_terms(text, None)
        for table, words, factor in ((accented, terms.accented, full), (plain, terms.plain, bare)):
            for word in words if factor > 0 else ():
                value = weight * factor * (weights.pairs if "_" in word else 1.0)
                if value > table.get(word, 0.0):
                    table[word] = value
    return accented, plain


def _spellings(share: float, weights: TermWeights) -> tuple[float, float]:
    """Weights of the accented and the accent-less terms of a text with this share of accented words."""
    if share >= FULLY_ACCENTED:
        return weights.accented, weights.plain
    return (0.0, 1.0) if share == 0.0 else (0.5, 0.5)


def _dense_text(texts: Iterable[tuple[str, float]], language: str) -> str:
    """What the encoder is given: the question, in Vietnamese as far as the glossary reaches."""
    if language == "vi":
        return next(iter(texts))[0]
    return " ".join(part for part, weight in texts if weight == 1.0)


def accented_share(text: str) -> float:
    """Share (0 to 1) of the Vietnamese syllables of `text` that carry a mark or đ; about 0.75 in prose.

    Abbreviations and foreign names have no accents to lose and do not count.
    """
    words = [word for word in re.findall(r"[^\W\d_]+", nfc(text)) if len(word) > 1]
    native = [word for word in words if is_vietnamese_syllable(word)]
    return sum(strip_accents(word) != fold(word) for word in native) / len(native) if native else 0.0
