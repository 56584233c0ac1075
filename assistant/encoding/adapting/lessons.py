"""What an owner's documents teach an encoder: headings and the text under them, as term strings and row numbers."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.encoding.static.folder import TermModel
from assistant.vietnamese.normalise import fold
from assistant.vietnamese.words.sentences import sentences
from assistant.vietnamese.words.syllables import plain_token
from assistant.vietnamese.words.terms import encoder_terms

Ids = NDArray[np.int64]

SEEN = 3
"""Occurrences a new term needs: a rarer one would learn its few neighbours by heart."""
MOST_NEW = 20_000
"""New terms at most, 5 MB of rows: of the shipped vocabulary's 90,000 the last fifth are as rare."""


@dataclass(frozen=True, slots=True)
class TitledText:
    """The text under one heading, without the heading. `above`: the document's title and the headings over this one,
    top down. `texts`: its passages in order."""

    heading: str
    above: tuple[str, ...]
    texts: tuple[str, ...]

    @property
    def key(self) -> str:
        return fold(self.heading).strip()


def held_out(sections: Iterable[TitledText]) -> frozenset[str]:
    """The keys of a tenth of all headings, chosen by their hash: equal headings stay on one side, and a later run
    over a grown corpus keeps the choice."""
    keys = {section.key for section in sections}
    return frozenset(key for key in keys if hashlib.sha256(key.encode()).digest()[0] < 26)


def new_terms(model: TermModel, sections: Iterable[TitledText]) -> list[str]:
    """The most frequent terms of the texts that have no row of their own, each with its accent-less form."""
    counts: Counter[str] = Counter()
    for section in sections:
        for text in section.texts:
            counts.update(term for term in encoder_terms(text).split() if term not in model.vocabulary)
    frequent = sorted((-count, term) for term, count in counts.items() if count >= SEEN)[:MOST_NEW]
    added: dict[str, None] = {}
    for _, term in frequent:
        added[term] = None
        if (plain := plain_token(term)) not in model.vocabulary:
            added[plain] = None
    return list(added)


@dataclass(frozen=True, slots=True)
class Lesson:
    """One passage to learn from. `sentences`: spans' texts and their rows; `above` rows of the headings over it,
    `heading` rows of its own. `questions`: what may ask for it beside its sentences; empty when it is held out."""

    section: int
    key: int
    sentences: tuple[str, ...]
    parts: tuple[Ids, ...]
    above: Ids
    heading: Ids
    questions: tuple[str, ...]


def lessons(model: TermModel, sections: Sequence[TitledText], hidden: frozenset[str]) -> list[Lesson]:
    """The passages of all `sections`; headings in `hidden` occur in none of them."""
    keys: dict[str, int] = {}
    shared = Counter(section.key for section in sections)
    found: list[Lesson] = []
    for number, section in enumerate(sections):
        above = tuple(line for line in section.above if fold(line).strip() not in hidden)
        seen = section.key not in hidden
        asking = (f"{section.heading}\n{above[0]}",) if above else ()
        # a heading that many texts share asks for this one only together with the title of its document
        alone = (section.heading,) if shared[section.key] == 1 or not above else ()
        for text in section.texts:
            spans = [text[a:b] for a, b in sentences(text)] or [text]
            found.append(
                Lesson(
                    section=number,
                    key=keys.setdefault(section.key, len(keys)),
                    sentences=tuple(spans),
                    parts=tuple(rows_of(model, span) for span in spans),
                    above=rows_of(model, "\n".join(above)),
                    heading=rows_of(model, section.heading) if seen else rows_of(model, ""),
                    questions=(*alone, *asking) if seen else (),
                )
            )
    return found


def rows_of(model: TermModel, text: str) -> Ids:
    """The rows of a printed text's terms."""
    return np.array(model.ids(encoder_terms(text).split()), dtype=np.int64)


def rows_of_question(model: TermModel, text: str) -> Ids:
    return np.array(model.ids(model.typed(encoder_terms(text).split())), dtype=np.int64)
