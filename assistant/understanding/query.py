"""From what was typed to what is searched: small pure steps, each of which a bench can switch off."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.retrieval.ranking import Ranking, Steps
from assistant.types import Understanding
from assistant.understanding.check import accented_share, question_type
from assistant.understanding.defined_abbreviations import Definitions, defined_terms
from assistant.vietnamese.document_numbers.mentions import find_number_mentions
from assistant.vietnamese.document_numbers.numbers import DocumentNumber
from assistant.vietnamese.names.abbreviations import detect_language, expand, translate_glossary
from assistant.vietnamese.normalise import nfc, strip_accents
from assistant.vietnamese.spelling.accent_lattice import Frequencies
from assistant.vietnamese.spelling.accents import restore_accents
from assistant.vietnamese.spelling.mixed_keys import decode_words
from assistant.vietnamese.spelling.typing_keys import decode_keys
from assistant.vietnamese.time.dates import find_years
from assistant.vietnamese.words.terms import query_terms
from assistant.wording import say

# Of 1,557 questions 1 % carry marks on fewer of their syllables; of the same typed with half of them 88 % do.
FULLY_ACCENTED = 0.65
# A restored question differs from prose only by names and abbreviations; a follow-up counts half beside its question.
PREVIOUS = 0.5


@dataclass(frozen=True, slots=True)
class Query:
    """A question ready to be searched.

    `accented` and `plain` weigh the terms of the fields with and without accents; either may be empty. `dense` is the
    text given to the encoder. `sections` is the spelling in which whole sections are compared.
    """

    understanding: Understanding
    mentions: tuple[DocumentNumber, ...]
    accented: Mapping[str, float]
    plain: Mapping[str, float]
    dense: str

    @property
    def by_accents(self) -> bool:
        """Whether the accented spelling is the one to trust."""
        return sum(self.accented.values()) > sum(self.plain.values())


def understand(
    question: str,
    ranking: Ranking,
    previous: str | None = None,
    frequencies: Frequencies | None = None,
    definitions: Definitions | None = None,
) -> Query:
    """The question taken apart. Pure: of the index only `frequencies` is asked, for the accents of its own words, and
    `definitions`, for its own abbreviations.

    See `Understanding` for what a person is shown.
    """
    steps = ranking.steps
    typed = " ".join(nfc(question).split())
    notes: list[str] = []
    text = _from_keys(typed) if steps.keys else typed
    language = detect_language(text)
    text, likely = _accented(text, steps, frequencies) if language == "vi" else (text, text)
    mentions = tuple(find_number_mentions(text)) if steps.numbers else ()
    texts = [(likely, 1.0)]
    if steps.abbreviations:
        texts += [(variant, ranking.expansion) for variant in expand(likely)[:3]]
    defined = defined_terms(likely, definitions) if steps.definitions and definitions is not None else ()
    if defined:
        texts += [(variant, ranking.expansion) for variant in expand(likely, defined)[:3]]
    if language != "vi":
        translated = translate_glossary(typed) if steps.glossary else []
        texts += [(term, 1.0) for term in translated]
        notes.append(_language_note(language, translated))
    if previous:
        texts.append((" ".join(nfc(previous).split()), PREVIOUS))
    accented, plain = _weigh(texts, ranking)
    understanding = Understanding(
        original=question,
        text=text,
        understood_as=text if text != typed else None,
        numbers=tuple(dict.fromkeys(mention.key for mention in mentions)),
        kinds=tuple(dict.fromkeys(mention.kind for mention in mentions if mention.kind)),
        years=tuple(find_years(text)),
        question_type=question_type(text),
        language=language,
        notes=tuple(notes),
        defined=defined,
    )
    return Query(understanding, mentions, accented, plain, _dense_text(likely, texts, language))


def _from_keys(typed: str) -> str:
    """`typed` with telex and VNI keys read, all of them or those of single words."""
    decoded = decode_keys(typed)
    return decoded.text if decoded.changed else decode_words(typed)


def _accented(typed: str, steps: Steps, frequencies: Frequencies | None) -> tuple[str, str]:
    """`typed` with accents restored where they are sure, which is shown; and where likely, which is searched.

    A guess at a syllable finds more than the bare syllable does (docs/experiments.md, "Accents").
    """
    if not steps.accents:
        return typed, typed
    restored = restore_accents(typed, frequencies)
    return (restored.text if restored.changed else typed), restored.best


def _weigh(texts: Sequence[tuple[str, float]], ranking: Ranking) -> tuple[dict[str, float], dict[str, float]]:
    """The weight of each term by spelling: the greatest of the texts that hold it; a repeated term counts once.

    The question itself, which stands first, says which spelling is to be trusted.
    """
    accented: dict[str, float] = {}
    plain: dict[str, float] = {}
    full, bare = _spellings(accented_share(next(iter(texts))[0]), ranking)
    for text, weight in texts:
        terms = query_terms(text, None)
        for table, words, factor in ((accented, terms.accented, full), (plain, terms.plain, bare)):
            for word in words if factor > 0 else ():
                value = weight * factor * (ranking.pairs if "_" in word else 1.0)
                if value > table.get(word, 0.0):
                    table[word] = value
    return accented, plain


def _spellings(share: float, ranking: Ranking) -> tuple[float, float]:
    """Weights of the accented and the accent-less terms of a text with this share of accented words."""
    if share >= FULLY_ACCENTED:
        return ranking.accented, ranking.plain
    return (0.0, 1.0) if share == 0.0 else (0.5, 0.5)


def _dense_text(text: str, texts: Iterable[tuple[str, float]], language: str) -> str:
    """What the encoder is given: the question, in Vietnamese as far as the glossary reaches."""
    if language == "vi":
        return text
    return " ".join(part for part, weight in texts if weight == 1.0)


def _language_note(language: str, translated: list[str]) -> str:
    named = say("questions.foreign.english") if language == "en" else say("questions.foreign.other")
    note = say("questions.foreign.note", named=named)
    return f"{note}: {', '.join(translated)}." if translated else f"{note}."


def plain_words(text: str) -> str:
    """Accent-less, single spaces: for looking for names inside a question."""
    return " ".join(strip_accents(text).split())
