"""Where training starts: a random projection of tf-idf, where a term and its accent-less form share a direction."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from assistant.vietnamese.words.syllables import plain_token
from training.static.terms import Vocabulary

SPREAD = 0.3
"""Root mean square of the starting values; the learning rate is chosen against it."""


def first_rows(vocabulary: Vocabulary, dimension: int, seed: int) -> NDArray[np.float32]:
    """(v, d) float32 starting vectors: random directions, as long as the term is rare (idf).

    The row of a term without accents is the mean of the rows it may stand for, weighted by the root of how often
    each occurs: a question typed without accents then starts near the same question with them.
    """
    rows = np.random.default_rng(seed).normal(size=(len(vocabulary.terms), dimension)).astype(np.float32)
    counts = np.maximum(vocabulary.counts, 1).astype(np.float64)
    forms: dict[str, list[int]] = {}
    for i, term in enumerate(vocabulary.terms):
        if (plain := plain_token(term)) != term:
            forms.setdefault(plain, []).append(i)
    for i, term in enumerate(vocabulary.terms):
        if term in forms:
            weights = np.sqrt(counts[forms[term]])
            rows[i] = weights @ rows[forms[term]] / np.linalg.norm(weights)
    # the chance that a passage of 100 syllables holds the term, were its occurrences spread evenly
    held = -np.expm1(-counts * 100.0 / vocabulary.size)
    rows *= -np.log(held)[:, None].astype(np.float32)
    rows *= SPREAD / np.sqrt(np.mean(rows**2))
    rows[0] = 0.0
    return rows
