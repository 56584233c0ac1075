"""How well the store supports an answer at all: one number from a few features that a person can read.

Features are taken over the best *section* (the found passages of one article or one top-level part, with their headings
and the document's title), because an answer is often one sentence of a section whose heading holds the subject.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.answering.evidence.candidates import coverage, term_set
from assistant.types import Hit
from assistant.understanding import Sought

# The first three are rounded from a logistic regression on law questions, `length` is smaller than it gave, the others
# are set by hand, the bias by the questions over `corpus/`: docs/experiments.md, "Answering".
WEIGHTS: Mapping[str, float] = {
    "terms": 3.0,
    "pairs": 5.0,
    "passage": 1.0,
    "length": 2.0,
    "dense": 3.0,
    "named": 1.5,
    "missing_figures": -1.5,
    "missing_names": -2.5,
    "missing_number": -8.0,
}
BIAS = -6.0
# Cosine to the best passage: over 0.38 for half of the questions with an answer, under 0.21 for half of the others.
USUAL_COSINE = 0.3
# Telling words from which on a question is long; a short one is covered by chance more easily.
LONG = 12
# Passages judged; an answer that stands further down would not be shown either.
JUDGED = 12
# Share of the question's idf that a section must hold to be near it at all. Of 1,500 questions whose answer was found
# 99 in 100 share more with the best section; half of the questions about other things, asked of 156 laws, share less.
NEAR = 0.2


@dataclass(frozen=True, slots=True)
class Support:
    """`probability` (0 to 1) that the hits hold an answer by these weights alone, the features it comes from, and the
    best section. `confidence.py` weighs the features together with those of the candidates."""

    probability: float
    features: Mapping[str, float]
    section: tuple[int, tuple[str, ...]] | None

    @property
    def near(self) -> bool:
        """Whether anything in the store comes near the question: by its words, or because the document is named."""
        return self.features.get("terms", 0.0) >= NEAR or self.features.get("named", 0.0) > 0


def judge(sought: Sought, hits: Sequence[Hit], named: Sequence[int] = ()) -> Support:
    """The support of the best section among `hits`; `named` are the documents the question names by number."""
    groups: dict[tuple[int, tuple[str, ...]], list[Hit]] = {}
    for hit in hits[:JUDGED]:
        groups.setdefault((hit.document.id, hit.stored.passage.section_key), []).append(hit)
    if not groups or (not sought.weights and not named):
        return Support(0.0, {}, None)
    judged = [(_features(sought, members, named), key) for key, members in groups.items()]
    best, key = max(judged, key=lambda pair: _logit(pair[0]))
    return Support(1 / (1 + math.exp(-_logit(best))), best, key)


def _logit(features: Mapping[str, float]) -> float:
    return BIAS + sum(WEIGHTS[name] * value for name, value in features.items())


def _features(sought: Sought, hits: Sequence[Hit], named: Sequence[int]) -> dict[str, float]:
    record = hits[0].document
    head = record.letterhead
    place = " . ".join(part for part in (head.kind, head.title, head.issuer, head.place, str(head.year or "")) if part)
    terms = term_set(sought, place)
    single = 0.0
    paired = any("_" in term for term in sought.weights)
    for hit in hits:
        passage = hit.stored.passage
        parts = (passage.heading, passage.context, passage.text)
        own = frozenset[str]().union(*(term_set(sought, part) for part in parts))
        single = max(single, coverage(sought, own, paired=paired))
        terms |= own
    is_named = record.id in named
    # Without vectors nothing is known about the meaning, and the feature says nothing.
    cosine = max((hit.features.get("cosine", 0.0) for hit in hits), default=0.0)
    return {
        "terms": coverage(sought, terms, paired=False) if sought.weights else float(is_named),
        "pairs": coverage(sought, terms, paired=paired),
        "passage": single,
        "length": min(sum("_" not in term for term in sought.weights), LONG) / LONG,
        "dense": cosine - USUAL_COSINE if cosine > 0 else 0.0,
        "named": float(is_named),
        "missing_figures": _share_missing(sought.figures, terms),
        "missing_names": _share_missing(sought.names, terms),
        "missing_number": float(not is_named and _number_missing(sought.named, terms)),
    }


def _number_missing(named: Sequence[str], terms: frozenset[str]) -> bool:
    """Whether none of the numbers the question names stands in the section, in full or by its serial ("1090/…")."""
    held = [term for term in terms if "/" in term]
    return bool(named) and not any(term == number or term.startswith(f"{number}/") for number in named for term in held)


def _share_missing(wanted: frozenset[str], terms: frozenset[str]) -> float:
    return len(wanted - terms) / len(wanted) if wanted else 0.0
