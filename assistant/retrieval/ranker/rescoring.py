"""The best candidates read once more, each together with the question, by a reranker."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from assistant.encoding import Reranker

RESCORED = 50
"""Candidates read by the reranker: the right one stands beyond them in 2 of 100 questions, and time grows with each."""
WEIGHT = 1.0
"""Of the reranker against what the ranking knew before: both are log-odds of one candidate against another."""


def rescored(reranker: Reranker, question: str, texts: Sequence[str], scores: Sequence[float]) -> list[float]:
    """New scores, 0 to 1, for candidates with the texts and positive `scores` (any order), as many as were given.

    The best `RESCORED` are ordered by the sum of their log scores and the reranker's, as experts that judge apart
    (Hinton 2002); the others keep their order below them.
    """
    order = sorted(range(len(scores)), key=lambda i: -scores[i])
    first = order[:RESCORED]
    prior = np.log(np.maximum([scores[i] for i in first], 1e-9))
    odds = prior + WEIGHT * reranker.score(question, [texts[i] for i in first])
    chances = np.exp(odds - odds.max()) if len(first) else odds
    out = [0.0] * len(scores)
    for i, chance in zip(first, chances.tolist(), strict=True):
        out[i] = chance
    lowest = min((out[i] for i in first), default=0.0)
    top = scores[order[len(first)]] if len(order) > len(first) else 0.0
    for i in order[len(first) :]:
        out[i] = lowest * scores[i] / top if top > 0 else 0.0
    return out
