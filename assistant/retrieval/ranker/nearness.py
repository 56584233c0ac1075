"""How near the terms of many texts come to those of a question: "sa thải" to "cho thôi việc", where no letter agrees.

The vectors of single terms are those that the static encoder sums; each term of the question takes the nearest term of
a text (late interaction; Khattab and Zaharia 2020, "ColBERT", with vectors that do not look at their surroundings).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval.pieces.lexicon import BREAK, FloatArray, IntArray
from assistant.retrieval.pieces.sequences import Pieces
from assistant.retrieval.ranker.matching import Wording


@dataclass(frozen=True, slots=True)
class Nearness:
    """Row i is about text i. `terms` (texts, terms of the wording): the cosine of the nearest term of the text, 0 for a
    term without a vector. `explained` (texts,): the mean of the cosines of a text's terms to the nearest of the
    question, each weighed by the length of its vector, which is great for telling terms."""

    terms: FloatArray
    explained: FloatArray


def measure_nearness(pieces: Pieces, wording: Wording) -> Nearness:
    """Compares the wording's terms with all syllables and pairs of the texts; all 0 without vectors."""
    near = np.zeros((pieces.texts, len(wording.terms)), np.float32)
    explained = np.zeros(pieces.texts, np.float32)
    vectors = pieces.lexicon.vectors
    if vectors is None or not wording.terms:
        return Nearness(near, explained)
    owners, rows = occurrences(pieces, wording.plain)
    if not len(rows):
        return Nearness(near, explained)
    distinct, column = distinct_rows(rows)
    directions, lengths = vectors.term_vectors(distinct)
    asked_rows = vectors.term_ids(wording.terms)
    asked, _ = vectors.term_vectors(asked_rows)
    cosines = directions @ asked.T
    starts = np.flatnonzero(np.diff(owners, prepend=-1))
    said = owners[starts]
    for term in np.flatnonzero(asked_rows >= 0):  # one term at a time fits the processor's cache
        near[said, term] = np.maximum.reduceat(np.ascontiguousarray(cosines[:, term]).take(column), starts)
    weight = np.bincount(owners, lengths[column], pieces.texts)
    reached = np.bincount(owners, (lengths * cosines.max(axis=1))[column], pieces.texts)
    np.divide(reached, weight, out=explained, where=weight > 0, casting="same_kind")
    return Nearness(near, explained)


def occurrences(pieces: Pieces, plain: bool) -> tuple[NDArray[np.intp], IntArray]:
    """`(text, row)` of each syllable and each pair of neighbours that has a vector, by text."""
    lexicon, owners = pieces.lexicon, pieces.owners
    forms = lexicon.forms_of(pieces.at, plain)
    is_word = forms > BREAK
    beside = np.flatnonzero(is_word[:-1] & is_word[1:])
    pair = lexicon.pair_rows(forms[beside], forms[beside + 1])
    rows = np.concatenate([lexicon.rows_of(pieces.at, plain), pair])
    text = np.concatenate([owners, owners[beside]])
    known = np.flatnonzero(rows >= 0)
    order = known[np.argsort(text[known], kind="stable")]
    return text[order], rows[order]


def distinct_rows(rows: IntArray) -> tuple[IntArray, NDArray[np.intp]]:
    """The distinct `rows`, ascending, and where each stands among them; rows are few, so nothing is sorted."""
    seen = np.zeros(int(rows.max()) + 1, np.bool_)
    seen[rows] = True
    distinct = np.flatnonzero(seen)
    place = np.empty(len(seen), np.intp)
    place[distinct] = np.arange(len(distinct))
    return distinct.astype(np.int32), place[rows]
