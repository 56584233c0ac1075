"""What is known of each candidate beside the question: a row of numbers, cheap enough for some hundreds of them.

Each candidate is compared by itself and with what it hangs on: its headings, its lead-in, the header of its table.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.answering.evidence.answer_forms import fits_type
from assistant.answering.evidence.candidates import LIST_ITEM, Candidate
from assistant.answering.evidence.places import elsewhere
from assistant.retrieval import Comparison
from assistant.understanding import Sought
from assistant.understanding.sought.answer_types import AnswerType

FloatArray = NDArray[np.float32]

Compare = Callable[[Sequence[str]], Comparison]
"""How the question compares with texts of one kind: `Searcher.compare` for that question."""

GIVEN = (
    "own", "own_pairs", "around", "around_pairs", "headed", "above", "beyond", "figures", "type", "assigns", "defines",
    "formula", "rank", "heading", "short", "head",
)  # fmt: skip
"""As `candidates.py` computes them, from sets of terms."""
COMPARED = ("bm25", "nearest", "explained", "stretch", "company", "cosine")
"""The fields of `Comparison`, each for the candidate's own text and with its surroundings."""
PLACED = (
    "cosine_passage", "hit_chance", "hit_order", "length", "row", "item", "lead_in", "names_missing", "figures_missing",
    "elsewhere",
)  # fmt: skip
_KINDS: tuple[AnswerType, ...] = ("who", "when", "how_much", "money", "percent", "where", "definition", "document")
NAMES = (
    *GIVEN,
    *COMPARED,
    *(f"{name}_near" for name in COMPARED),
    *PLACED,
    *(f"is_{kind}" for kind in _KINDS),
    *(f"lacks_{kind}" for kind in _KINDS),
)
"""The columns. A new one is appended here and filled in `features_of`; `python -m training.answers` fits it."""


def features_of(sought: Sought, candidates: Sequence[Candidate], compare: Compare) -> FloatArray:
    """`(len(candidates), len(NAMES))`."""
    if not candidates:
        return np.zeros((0, len(NAMES)), np.float32)
    columns: dict[str, Sequence[float] | FloatArray] = {n: [c.features[n] for c in candidates] for n in GIVEN}
    own, near = compare([c.text for c in candidates]), compare([_with_surroundings(c) for c in candidates])
    columns |= {name: getattr(own, name) for name in COMPARED}
    columns |= {f"{name}_near": getattr(near, name) for name in COMPARED}
    columns |= _placed(sought, candidates)
    for kind in _KINDS:
        columns[f"is_{kind}"], columns[f"lacks_{kind}"] = _fitting(sought, candidates, kind)
    return np.array([columns[name] for name in NAMES], np.float32).T


def _with_surroundings(candidate: Candidate) -> str:
    passage = candidate.hit.stored.passage
    parts = (passage.heading, passage.context, candidate.context, candidate.text)
    return "\n".join(dict.fromkeys(part for part in parts if part))


def _placed(sought: Sought, candidates: Sequence[Candidate]) -> dict[str, Sequence[float]]:
    wide = [c.own | c.around | c.above for c in candidates]
    return {
        "cosine_passage": [c.hit.features.get("cosine", 0.0) for c in candidates],
        "hit_chance": [c.hit.score for c in candidates],
        "hit_order": [1 / (1 + c.order) for c in candidates],
        "length": [float(np.log1p(c.text.count(" "))) for c in candidates],
        "row": [float(c.kind == "row") for c in candidates],
        "item": [float(LIST_ITEM.match(c.text) is not None) for c in candidates],
        "lead_in": [float(c.text.rstrip().endswith(":")) for c in candidates],
        "names_missing": [_share_missing(sought.names, terms) for terms in wide],
        "figures_missing": [_share_missing(sought.figures, terms) for terms in wide],
        "elsewhere": [float(bool(others)) for others in elsewhere(sought, candidates)],
    }


def _fitting(sought: Sought, candidates: Sequence[Candidate], kind: AnswerType) -> tuple[list[float], list[float]]:
    """Whether each has the form of what is asked, and whether it lacks it; both 0 where that is not asked."""
    if kind not in sought.types:
        return [0.0] * len(candidates), [0.0] * len(candidates)
    among = frozenset({kind})
    fits = [fits_type(sought, c.text, c.context if c.kind == "row" else "", among) for c in candidates]
    return [float(fit) for fit in fits], [float(not fit) for fit in fits]


def _share_missing(wanted: frozenset[str], held: frozenset[str]) -> float:
    return len(wanted - held) / len(wanted) if wanted else 0.0
