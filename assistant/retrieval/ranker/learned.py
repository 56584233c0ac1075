"""The learned ranker: a weighted sum of what is known of a candidate, weighted by how long the question is.

Few numbers, so that questions of a kind it never saw are ranked well too: 300 boosted trees over the same features knew
the dev questions better and others worse (docs/experiments.md, "Retrieval"). Trained by `training/ranker.py`.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval.pieces.lexicon import FloatArray

SHIPPED = Path(__file__).with_name("ranker.npz")
SHIPPED_MEANT = Path(__file__).with_name("ranker-meant.npz")
"""The same with the columns of `features.MEANT`; trained by `training.encoder measure`."""
LENGTH = "asked_length"
"""The feature that shifts the weight of the others: a long question's words agree otherwise than a short one's."""

# Standard deviations: what lies further out says no more.
FARTHEST = 5.0

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Ranker:
    """`names` are the features by column; `mean`, `scale`, `weights`, `by_length` `(len(names),)`."""

    names: tuple[str, ...]
    mean: Numbers
    scale: Numbers
    weights: Numbers
    by_length: Numbers

    def contributions(self, rows: FloatArray) -> Numbers:
        """`(n, len(names))` from rows `(n, len(names))`: what each feature adds to the score of each row."""
        standard = standardised(rows, self.mean, self.scale)
        length = standard[:, [self.names.index(LENGTH)]]
        return standard * (self.weights + length * self.by_length)

    def score(self, rows: FloatArray) -> Numbers:
        """`(n,)`: log-odds against the other candidates of the question; only differences mean anything."""
        total: Numbers = self.contributions(rows).sum(axis=1)
        return total

    def save(self, path: Path) -> None:
        np.savez_compressed(
            path, names=np.array(json.dumps(self.names)), mean=self.mean, scale=self.scale, weights=self.weights,
            by_length=self.by_length,
        )  # fmt: skip


def standardised(rows: FloatArray, mean: Numbers, scale: Numbers) -> Numbers:
    """In standard deviations from the mean, at most `FARTHEST`."""
    return np.clip((rows - mean) / scale, -FARTHEST, FARTHEST)


def chances(scores: Numbers) -> Numbers:
    """How likely each candidate is the one that answers, were it among these: their softmax, as in training."""
    if not len(scores):
        return scores
    odds = np.exp(scores - scores.max())
    shares: Numbers = odds / odds.sum()
    return shares


def load_ranker(path: Path) -> Ranker:
    """Raises `OSError` or `ValueError` for a file that is missing or no such table."""
    with np.load(path, allow_pickle=False) as held:
        names = tuple(json.loads(str(held["names"])))
        return Ranker(names, held["mean"], held["scale"], held["weights"], held["by_length"])


@lru_cache(maxsize=2)
def shipped_ranker(expected: tuple[str, ...]) -> Ranker | None:
    """The packaged ranker that was trained on the features `expected`; None when there is none."""
    for file in (SHIPPED, SHIPPED_MEANT):
        with suppress(OSError, KeyError):
            ranker = load_ranker(file)
            if ranker.names == tuple(expected):
                return ranker
    return None
