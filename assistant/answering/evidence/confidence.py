"""How likely each candidate answers: a calibrated chance, fitted on questions with their answer and without.

The same questions were asked twice, once with the documents that answer them left out: what is left then looks as like
an answer as a store can offer by accident. Trained with the picker by `training/answers` (`picker.md` has the figures).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import numpy as np

from assistant.answering.evidence.candidates import Candidate
from assistant.answering.evidence.features import NAMES, FloatArray
from assistant.answering.evidence.picker import FARTHEST, Numbers, Picked, chances
from assistant.answering.evidence.support import WEIGHTS, Support

SHIPPED = Path(__file__).with_name("confidence.npz")
SIGNALS = (
    *(f"support_{name}" for name in WEIGHTS),
    *(f"best_{name}" for name in NAMES),
    *(f"most_{name}" for name in NAMES),
    "score",
    "gap",
    "chance",
    "candidates",
)


@dataclass(frozen=True, slots=True, eq=False)
class Confidence:
    """A logistic regression over `SIGNALS`: `mean`, `scale`, `weights` `(len(names),)`, `bias`."""

    names: tuple[str, ...]
    mean: Numbers
    scale: Numbers
    weights: Numbers
    bias: float

    def chance(self, signals: FloatArray) -> Numbers:
        """`(n,)`, 0 to 1, of rows of signals."""
        standard = np.clip((signals - self.mean) / self.scale, -FARTHEST, FARTHEST)
        odds: Numbers = 1 / (1 + np.exp(-(standard @ self.weights + self.bias)))
        return odds

    def save(self, path: Path) -> None:
        np.savez_compressed(
            path, names=np.array(json.dumps(self.names)), mean=self.mean, scale=self.scale, weights=self.weights,
            bias=np.array(self.bias),
        )  # fmt: skip


def signals_of(support: Sequence[float], features: FloatArray, scores: Numbers) -> FloatArray:
    """`(n, len(SIGNALS))` of candidates with `features` `(n, len(NAMES))` and the picker's `scores` `(n,)`; `support`:
    the features of `Support` in the order of `WEIGHTS`."""
    n = len(scores)
    alone = np.zeros(n)
    if n > 1:
        second, first = np.partition(scores, n - 2)[-2:]
        alone = scores - np.where(scores == first, second, first)
    rest = (scores, alone, chances(scores), np.full(n, np.log(max(n, 1))))
    most = features.max(axis=0) if n else np.zeros(len(NAMES))
    given = np.tile(np.concatenate([support, most]), (n, 1))
    known = len(support)
    parts = (given[:, :known], features, given[:, known:], np.column_stack(rest))
    return np.concatenate(parts, axis=1).astype(np.float32)


def with_confidence(support: Support, picked: Picked) -> tuple[Candidate, ...]:
    """The picked candidates, each with the chance that it answers."""
    known = [support.features.get(name, 0.0) for name in WEIGHTS]
    chance = shipped_confidence().chance(signals_of(known, picked.features, picked.scores))
    return tuple(replace(c, confidence=float(p)) for c, p in zip(picked.candidates, chance, strict=True))


def load_confidence(path: Path) -> Confidence:
    """Raises `OSError` or `ValueError` for a file that is missing, or made of other signals."""
    with np.load(path, allow_pickle=False) as held:
        names = tuple(json.loads(str(held["names"])))
        if names != SIGNALS:
            raise ValueError(f"{path}: made of other signals; run `python -m training.answers fit`")
        return Confidence(names, held["mean"], held["scale"], held["weights"], float(held["bias"]))


@lru_cache(maxsize=1)
def shipped_confidence() -> Confidence:
    return load_confidence(SHIPPED)
