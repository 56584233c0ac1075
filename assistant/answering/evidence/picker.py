"""Which candidate answers: a weighted sum of what is known of each, learned from labelled questions.

Few numbers, so that questions of a kind it never saw are served too. Trained by `training/answers`, whose card has the
figures and the sources (`picker.md`).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.answering.evidence.candidates import Candidate
from assistant.answering.evidence.features import NAMES, Compare, FloatArray, features_of
from assistant.understanding import Sought

Numbers = NDArray[np.float64]
SHIPPED = Path(__file__).with_name("picker.npz")
FARTHEST = 5.0
"""Standard deviations: what lies further out says no more."""


@dataclass(frozen=True, slots=True, eq=False)
class Picker:
    """`names` are the features by column; `mean`, `scale`, `weights` `(len(names),)`."""

    names: tuple[str, ...]
    mean: Numbers
    scale: Numbers
    weights: Numbers

    def score(self, rows: FloatArray) -> Numbers:
        """`(n,)`: log-odds against the other candidates of the question; only differences mean anything."""
        total: Numbers = np.clip((rows - self.mean) / self.scale, -FARTHEST, FARTHEST) @ self.weights
        return total

    def save(self, path: Path) -> None:
        np.savez_compressed(
            path, names=np.array(json.dumps(self.names)), mean=self.mean, scale=self.scale, weights=self.weights
        )


@dataclass(frozen=True, slots=True, eq=False)
class Picked:
    """`candidates`, best first, each with its chance (0 to 1) as `score`; `features` `(n, len(NAMES))` and `scores`
    `(n,)` in the same order."""

    candidates: tuple[Candidate, ...]
    features: FloatArray
    scores: Numbers


def pick(sought: Sought, candidates: Sequence[Candidate], compare: Compare) -> Picked:
    """The candidates by how likely each is the one that answers; ties in the order given."""
    rows = features_of(sought, candidates, compare)
    scores = shipped_picker().score(rows)
    order = np.argsort(-scores, kind="stable")
    shares = chances(scores)
    ranked = tuple(replace(candidates[i], score=float(shares[i])) for i in order)
    return Picked(ranked, rows[order], scores[order])


def chances(scores: Numbers) -> Numbers:
    """How likely each candidate is the one that answers, were it among these: their softmax, as in training."""
    if not len(scores):
        return scores
    odds = np.exp(scores - scores.max())
    shares: Numbers = odds / odds.sum()
    return shares


def load_picker(path: Path) -> Picker:
    """Raises `OSError` or `ValueError` for a file that is missing, or made of other features."""
    with np.load(path, allow_pickle=False) as held:
        names = tuple(json.loads(str(held["names"])))
        if names != NAMES:
            raise ValueError(f"{path}: made of other features; run `python -m training.answers fit`")
        return Picker(names, held["mean"], held["scale"], held["weights"])


@lru_cache(maxsize=1)
def shipped_picker() -> Picker:
    return load_picker(SHIPPED)
