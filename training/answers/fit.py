"""Fits the picker and the confidence to rows: ridge regressions of some dozens of numbers, in folds of documents.

The picker is a softmax over the candidates of a question (ListNet's loss, Cao et al. 2007, "Learning to Rank: From
Pairwise Approach to Listwise Approach"); the confidence a logistic regression over what the picker saw.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from assistant.answering.evidence.confidence import SIGNALS, Confidence
from assistant.answering.evidence.features import NAMES
from assistant.answering.evidence.picker import FARTHEST, Picker
from training.answers.rows import Row

FOLDS = 5
RIDGE = 0.02
RIDGE_OF_CONFIDENCE = 0.02

Numbers = NDArray[np.float64]


def fold_of(group: str) -> int:
    """Questions about one document stand in one fold."""
    return int(hashlib.sha256(group.encode()).hexdigest()[:8], 16) % FOLDS


def fit_picker(rows: Sequence[Row], importance: Sequence[float], ridge: float = RIDGE) -> Picker:
    """Learns from the rows with a right candidate; `importance` is by row."""
    usable = [(row, w) for row, w in zip(rows, importance, strict=True) if len(row.labels) > 1 and row.labels.any()]
    features = np.concatenate([row.features for row, _ in usable]).astype(np.float64)
    mean, scale = features.mean(axis=0), features.std(axis=0) + 1e-6
    standard = np.clip((features - mean) / scale, -FARTHEST, FARTHEST)
    sizes = np.array([len(row.labels) for row, _ in usable])
    starts, owner = np.concatenate([[0], np.cumsum(sizes)[:-1]]), np.repeat(np.arange(len(sizes)), sizes)
    labels = np.concatenate([row.labels for row, _ in usable]).astype(np.float64)
    labels /= np.maximum.reduceat(labels, starts)[owner]
    shares = np.array([w for _, w in usable])
    shares /= shares.sum()

    def loss(weights: Numbers) -> tuple[float, Numbers]:
        scores = standard @ weights
        odds = np.exp(scores - np.maximum.reduceat(scores, starts)[owner])
        chance = odds / np.add.reduceat(odds, starts)[owner]
        right = np.add.reduceat(chance * labels, starts)
        wanted = chance * labels / right[owner]
        value = -float(shares @ np.log(right)) + ridge * float(weights @ weights)
        return value, (shares[owner] * (chance - wanted)) @ standard + 2 * ridge * weights

    found = minimize(loss, np.zeros(len(mean)), jac=True, method="L-BFGS-B", options={"maxiter": 500})
    return Picker(NAMES, mean, scale, found.x)


def fit_confidence(
    signals: NDArray[np.float32], right: Numbers, importance: Numbers, ridge: float = RIDGE_OF_CONFIDENCE
) -> Confidence:
    """`signals` `(n, len(SIGNALS))`, `right` 0 or 1, `importance` `(n,)`."""
    mean, scale = signals.mean(axis=0).astype(np.float64), signals.std(axis=0).astype(np.float64) + 1e-6
    standard = np.clip((signals - mean) / scale, -FARTHEST, FARTHEST)
    design = np.column_stack([standard, np.ones(len(standard))])
    shares = importance / importance.sum()

    def loss(weights: Numbers) -> tuple[float, Numbers]:
        logits = design @ weights
        free = np.append(weights[:-1], 0.0)
        value = float(shares @ (np.logaddexp(0.0, logits) - right * logits)) + ridge * float(free @ free)
        return value, (shares * (1 / (1 + np.exp(-logits)) - right)) @ design + 2 * ridge * free

    found = minimize(loss, np.zeros(design.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 1000})
    return Confidence(SIGNALS, mean, scale, found.x[:-1], float(found.x[-1]))
