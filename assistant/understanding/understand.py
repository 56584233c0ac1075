"""From what was typed to what was meant: small pure steps, each of which a bench can switch off."""

from __future__ import annotations

from dataclasses import replace

from assistant.types import Understanding
from assistant.understanding.defined_abbreviations import Definitions, defined_terms
from assistant.understanding.follow_up.conversation import Conversation
from assistant.understanding.follow_up.resolve import resolve
from assistant.understanding.question import Question
from assistant.understanding.search_terms import search_terms
from assistant.understanding.sought.answer_types import question_type
from assistant.understanding.sought.foreign import sought_by
from assistant.understanding.steps import Steps, TermWeights
from assistant.understanding.typed import read
from assistant.vietnamese.document_numbers.mentions import find_number_mentions
from assistant.vietnamese.names.abbreviations import expand, translate_glossary
from assistant.vietnamese.spelling.accent_lattice import Frequencies
from assistant.vietnamese.time.dates import find_years
from assistant.wording import say

# Variants of a question with its abbreviations written out that are searched too.
_VARIANTS = 3


def understand(
    question: str,
    conversation: Conversation | None = None,
    *,
    steps: Steps | None = None,
    weights: TermWeights | None = None,
    frequencies: Frequencies | None = None,
    definitions: Definitions | None = None,
) -> Question:
    """The question taken apart. Pure: of the index only `frequencies` is asked, for the accents of its own words, and
    `definitions`, for its own abbreviations. `conversation`: the turns before a possible follow-up.

    See `Question` for what comes out, and `Understanding` for what a person is shown.
    """
    steps, weights = steps or Steps(), weights or TermWeights()
    words = read(question, conversation, steps, frequencies)
    language = words.language
    followed = resolve(words.shown, conversation if language == "vi" else None)
    text = followed.text
    likely = resolve(words.likely, conversation).text if language == "vi" else text
    typed = words.typed if followed.understood_as is None and followed.form is None else text
    defined = defined_terms(likely, definitions) if steps.definitions and definitions is not None else ()
    translated = translate_glossary(typed) if steps.glossary and language != "vi" else []
    texts = [(likely, 1.0), *((variant, weights.expansion) for variant in _written_out(likely, defined, steps))]
    texts += [(term, 1.0) for term in translated]
    mentions = tuple(find_number_mentions(text)) if steps.numbers else ()
    understanding = Understanding(
        original=typed,
        text=text,
        understood_as=words.shown if words.parted or words.shown != words.typed else None,
        numbers=tuple(dict.fromkeys(mention.key for mention in mentions)),
        kinds=tuple(dict.fromkeys(mention.kind for mention in mentions if mention.kind)),
        years=tuple(find_years(text)),
        question_type=question_type(text),
        language=language,
        notes=(_language_note(language, translated),) if language != "vi" else (),
        defined=defined,
    )
    return Question(
        understanding=understanding,
        mentions=mentions,
        terms=search_terms(texts, language, weights),
        sought=sought_by(replace(understanding, text=likely)),
        followed=followed.understood_as,
        document_ids=followed.document_ids or None,
        form=followed.form,
    )


def _written_out(text: str, defined: tuple[tuple[str, str], ...], steps: Steps) -> list[str]:
    """`text` with its abbreviations in full: those of the reviewed table, then those documents define."""
    variants = expand(text)[:_VARIANTS] if steps.abbreviations else []
    return [*variants, *(expand(text, defined)[:_VARIANTS] if defined else ())]


def _language_note(language: str, translated: list[str]) -> str:
    named = say("questions.foreign.english") if language == "en" else say("questions.foreign.other")
    note = say("questions.foreign.note", named=named)
    return f"{note}: {', '.join(translated)}." if translated else f"{note}."
