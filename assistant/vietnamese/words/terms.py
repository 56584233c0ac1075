"""The words of the index and of the questions: syllables, bigrams, longer words, document numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Protocol

from assistant.vietnamese.document_numbers.numbers import DocumentNumber, canonical_serial, find_numbers
from assistant.vietnamese.normalise import nfc
from assistant.vietnamese.words.syllables import WORD, Token, fold_token, plain_token

TERMS_VERSION = "2"
"""Raised when the same text would give other terms: an index built under another version is not added to."""


class Words(Protocol):
    """What terms need of a segmenter: words with offsets into the given text."""

    def words(self, text: str) -> list[Token]: ...


@dataclass(frozen=True, slots=True)
class TermFields:
    """Space-joined terms of one passage: title, path of headings and body apart, each accented and without accents."""

    body: str
    body_plain: str
    title: str
    title_plain: str
    path: str
    path_plain: str


@dataclass(frozen=True, slots=True)
class QueryTerms:
    """Terms of a question, repeated as they occur. `accented` is to be searched only when `has_accents`."""

    accented: tuple[str, ...]
    plain: tuple[str, ...]
    has_accents: bool


# A bigram never crosses one of these: the end of a sentence, a clause set off by ";" or ":", a line. Across them two
# syllables are no word, and a heading's last syllable would pair with the first of the text under it. A comma and
# brackets break likewise. Hyphens, slashes and quotation marks do not ("kinh tế - xã hội" keeps "tế_xã").
# The mark stands first in the pattern: texts are passed over quickly to the next one.
_BREAK = re.compile(r"[.,;:?!()\[\]\n…•|](?:(?<![.,])|(?<!\d[.,])|(?!\d))")
_MIN_WORD = 3
"""Syllables a segmented word has at least to be a term: one of two is its bigram already and would only count twice.

BM25 over 6,253 articles with the 681 zalo dev questions (22 November 2026), nDCG@10: syllables and bigrams 0.865;
with words of 3 and more 0.864 in the index alone, 0.863 in the questions too; of 2 and more 0.867 and 0.866. None
of these differs (paired t-tests, p 0.18 to 0.70), so words are a matter of other corpora and of what their
segmentation costs (`words=None`). Bigrams across sentence ends, over 11,321 articles: 0.821 against 0.823 without,
and a third more terms.
"""


_KEPT_TEXTS = 128
"""Texts kept with their terms: a passage's title and headings are those of the one before, and what its vector is made
of is for most passages what is searched."""

_nfc = lru_cache(maxsize=_KEPT_TEXTS)(nfc)


def _number_terms(number: DocumentNumber) -> list[str]:
    """The whole number, and its parts so that "kế hoạch 1090" and "NQ-HĐND" find it: serial, year, symbol."""
    terms = [number.key.lower(), fold_token(number.serial)]
    if number.year is not None:
        terms.append(str(number.year))
    if number.symbol is not None:
        terms.append(number.symbol.lower().replace("/", "-"))
    return terms


def _runs(text: str) -> Iterator[list[str]]:
    """Runs of folded tokens between breaks."""
    for piece in _BREAK.split(text):
        if run := list(map(fold_token, WORD.findall(piece))):
            yield run


@lru_cache(maxsize=_KEPT_TEXTS)
def _surface(text: str) -> tuple[list[str], list[str]]:
    """Syllables, bigrams and number terms of `text`, folded, in order: with accents, and the same without."""
    terms: list[str] = []
    plain: list[str] = []
    at = 0
    for number in [*find_numbers(text), None]:
        end = len(text) if number is None else number.span[0]
        for run in _runs(text[at:end]):
            for out, syllables in ((terms, run), (plain, list(map(plain_token, run)))):
                out += syllables
                out += map("_".join, pairwise(syllables))
        if number is not None:
            parts = _number_terms(number)
            terms += parts
            plain += map(plain_token, parts)
            at = number.span[1]
    return terms, plain


def _word_terms(text: str, words: Words | None) -> list[str]:
    if words is None:
        return []
    return [_joined(word.text) for word in words.words(text) if word.text.count(" ") >= _MIN_WORD - 1]


def _joined(word: str) -> str:
    return "_".join(fold_token(syllable) for syllable in WORD.findall(word))


def _terms(text: str, words: Words | None) -> tuple[list[str], list[str]]:
    terms, plain = _surface(text)
    longer = _word_terms(text, words)
    return terms + longer, plain + [plain_token(term) for term in longer]


def _field(text: str, words: Words | None) -> tuple[str, str]:
    if not text:
        return "", ""
    terms, plain = _terms(_nfc(text), words)
    return " ".join(terms), " ".join(plain)


def term_fields(title: str, path: str, body: str, words: Words | None) -> TermFields:
    """The terms of a passage for the lexical index. `words=None`: without segmented words, much faster."""
    body_terms, body_plain = _field(body, words)
    title_terms, title_plain = _field(title, words)
    path_terms, path_plain = _field(path, None)
    return TermFields(body_terms, body_plain, title_terms, title_plain, path_terms, path_plain)


def query_terms(text: str, words: Words | None) -> QueryTerms:
    """The terms of a question, made as the index's are; `has_accents` is false for a question typed without any."""
    text = nfc(text)
    terms, plain = _terms(text, words)
    serials = [fold_token(canonical_serial(match[0])) for match in _SPOKEN_SERIAL.finditer(text)]
    has_accents = any(a != b for a, b in zip(terms, plain, strict=True))
    return QueryTerms((*terms, *serials), (*plain, *serials), has_accents)


# "66.19" or "17a" are tokens already; only a serial glued to its kind ("nq71") needs to be cut out.
_SPOKEN_SERIAL = re.compile(r"(?<=[^\W\d_])(?<!\d)\d{2,5}(?!\w)")


def encoder_terms(text: str) -> str:
    """The space-joined string the static encoder takes: syllables, bigrams "a_b" and numbers, accented as typed."""
    return " ".join(_surface(_nfc(text))[0])
