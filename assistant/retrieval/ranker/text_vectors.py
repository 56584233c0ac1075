"""Cosines of whole passages by the vectors of their terms alone, summed while a question is answered.

An index of another encoder holds no such vectors; its candidates are few enough to sum them anew. So what the ranker
learned of them stays true (docs/experiments.md, "The encoder in the product"), and it has something to go by while the
vectors of the index are still being made.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval.candidates.sections import BEFORE, Sections
from assistant.retrieval.pieces.lexicon import FloatArray
from assistant.retrieval.ranker.nearness import distinct_rows, occurrences

_TEXTS_AT_ONCE = 256
"""Rows of the table of counts, of some 5,000 columns: five megabytes, which a processor's cache nearly holds."""


def passage_cosines(near: Sections, question: FloatArray) -> dict[int, float]:
    """Passage id -> cosine of `question` `(d,)`, a unit vector, to title, heading and text of the passage; nothing
    without vectors of terms."""
    sums = _sums(near, question.shape[0])
    cosines: dict[int, float] = {}
    for ids, (at, end) in zip(near.ids, pairwise(near.starts.tolist()), strict=True):
        passages = sums[at + BEFORE : end] + sums[at : at + BEFORE].sum(axis=0)
        lengths = np.sqrt(np.einsum("ij,ij->i", passages, passages))
        found = passages @ question / np.maximum(lengths, np.float32(1e-9))
        cosines |= dict(zip(ids, found.tolist(), strict=True))
    return cosines


def _sums(near: Sections, dimension: int) -> FloatArray:
    """`(texts, dimension)`: the vectors of the terms of each text, each as long as it weighs, added up."""
    pieces = near.pieces
    out: FloatArray = np.zeros((pieces.texts, dimension), np.float32)
    vectors = pieces.lexicon.vectors
    if vectors is None:
        return out
    owners, rows = occurrences(pieces, plain=False)
    if not len(rows):
        return out
    distinct, column = distinct_rows(rows)
    directions, lengths = vectors.term_vectors(distinct)
    weighted = directions * lengths[:, None]
    for first in range(0, pieces.texts, _TEXTS_AT_ONCE):
        last = min(first + _TEXTS_AT_ONCE, pieces.texts)
        begin, end = np.searchsorted(owners, (first, last))
        out[first:last] = _counts(owners[begin:end] - first, column[begin:end], last - first, len(distinct)) @ weighted
    return out


def _counts(owners: NDArray[np.intp], column: NDArray[np.intp], texts: int, terms: int) -> FloatArray:
    """How often each term stands in each text, `(texts, terms)`."""
    found = np.bincount(owners * terms + column, minlength=texts * terms)
    return found.reshape(texts, terms).astype(np.float32)
