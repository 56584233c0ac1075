"""What the product's own search finds for each question: the tables that `training.ranker_features` writes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval.ranker.features import NAMES
from training.encoder.pairs.corpora import Article, passages

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Candidates:
    """The articles found for one question, best first; their scores, and `rows` in the table of the set."""

    question: str
    articles: tuple[str, ...]
    scores: NDArray[np.float64]
    rows: NDArray[np.int64]


def read_candidates(
    tables: Path, name: str, accents: str, most: int, scores: NDArray[np.float64] | None = None
) -> dict[str, Candidates]:
    """Question -> its first `most` candidates by `scores` (of the rows of `NAME-ACCENTS.npz`), or by the formula."""
    held = np.load(tables / f"{name}-{accents}.npz")
    base = held["features"][:, NAMES.index("base")].astype(float) if scores is None else scores
    documents, query = held["documents"], held["query"]
    out = {}
    for number, question in enumerate(held["questions"].tolist()):
        rows = np.flatnonzero(query == number)
        rows = rows[np.argsort(-base[rows], kind="stable")][:most]
        out[question] = Candidates(question, tuple(documents[rows].tolist()), base[rows], rows)
    return out


def terms(text: str) -> set[str]:
    """Syllables and pairs of neighbours, in lower case."""
    words = [match[0].lower() for match in _WORD.finditer(text)]
    return {*words, *(f"{a} {b}" for a, b in pairwise(words))}


def likely_passages(question: set[str], article: Article, most: int) -> list[str]:
    """The `most` passages of an article that share most terms with a question, in the order of the text.

    Only these are encoded; the passage with the highest cosine is nearly always among the two that share most.
    """
    held = passages(article.title, article.text)
    if len(held) <= most:
        return list(held)
    shared = [len(question & (found := terms(passage))) / log(20 + len(found)) for passage in held]
    best = sorted(sorted(range(len(held)), key=lambda i: (-shared[i], i))[:most])
    return [held[i] for i in best]


def alike(first: set[str], others: Sequence[set[str]]) -> float:
    """The greatest share of terms that `first` has in common with one of `others` (Jaccard)."""
    return max((len(first & other) / max(1, len(first | other)) for other in others), default=0.0)
