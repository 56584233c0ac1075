"""How near the terms of many texts come to those of a question: "sa thải" to "cho thôi việc", where no letter agrees.

The vectors of single terms are those that the static encoder sums; each term of the question takes the nearest term of
a text (late interaction; Khattab and Zaharia 2020, "ColBERT", with vectors that do not look at their surroundings).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval.ranker.matching import FloatArray, IntArray, Pieces, Wording


class TermVectors(Protocol):
    """What nearness needs of an encoder: see `StaticEncoder`."""

    def term_ids(self, terms: Iterable[str]) -> IntArray: ...

    def term_vectors(self, ids: IntArray) -> tuple[FloatArray, FloatArray]: ...


@dataclass(frozen=True, slots=True)
class Nearness:
    """Row i is about text i. `terms` (texts, terms of the wording): the cosine of the nearest term of the text, 0 for a
    term without a vector. `explained` (texts,): the mean of the cosines of a text's terms to the nearest of the
    question, each weighed by the length of its vector, which is great for telling terms."""

    terms: FloatArray
    explained: FloatArray


def measure_nearness(pieces: Pieces, texts: int, wording: Wording, vectors: TermVectors | None) -> Nearness:
    """Compares the wording's terms with all syllables and pairs of the texts; all 0 without vectors."""
    near = np.zeros((texts, len(wording.terms)), np.float32)
    explained = np.zeros(texts, np.float32)
    if vectors is None or not wording.terms:
        return Nearness(near, explained)
    owners, rows = _occurrences(pieces, wording.plain, vectors)
    if not len(rows):
        return Nearness(near, explained)
    distinct, column = np.unique(rows, return_inverse=True)
    directions, lengths = vectors.term_vectors(distinct)
    asked, _ = vectors.term_vectors(vectors.term_ids(wording.terms))
    cosines = directions @ asked.T
    starts = np.flatnonzero(np.diff(owners, prepend=-1))
    near[owners[starts]] = np.maximum.reduceat(cosines[column], starts, axis=0)
    weight = np.bincount(owners, lengths[column], texts)
    reached = np.bincount(owners, (lengths * cosines.max(axis=1))[column], texts)
    np.divide(reached, weight, out=explained, where=weight > 0, casting="same_kind")
    return Nearness(near, explained)


def _occurrences(pieces: Pieces, plain: bool, vectors: TermVectors) -> tuple[NDArray[np.intp], IntArray]:
    """`(text, row)` of each syllable and each pair of neighbours that has a vector, by text."""
    words = pieces.spelt(plain)
    single = vectors.term_ids(words)[pieces.at]
    is_word = np.fromiter(map(bool, words), np.bool_, len(words))[pieces.at]
    owners = pieces.owners()
    beside = np.flatnonzero(is_word[:-1] & is_word[1:])
    keys = pieces.at[beside].astype(np.int64) * len(words) + pieces.at[beside + 1]
    distinct, inverse = np.unique(keys, return_inverse=True)
    first, second = np.divmod(distinct, len(words))
    named = [f"{words[a]}_{words[b]}" for a, b in zip(first.tolist(), second.tolist(), strict=True)]
    pair = vectors.term_ids(named)[inverse]
    rows, text = np.concatenate([single, pair]), np.concatenate([owners, owners[beside]])
    known = np.flatnonzero(rows >= 0)
    order = known[np.argsort(text[known], kind="stable")]
    return text[order], rows[order]
