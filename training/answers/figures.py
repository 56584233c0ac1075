"""How well choice and confidence do by folds: nothing is judged by weights that saw a question of its document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata

from assistant.answering.composing.tiers import NEAR
from assistant.answering.evidence.candidates import SCORING
from assistant.answering.evidence.features import NAMES
from assistant.settings import Settings
from training.answers.fit import FOLDS, fit_confidence, fit_picker, fold_of
from training.answers.rows import Row
from training.answers.signals import FIRST, Numbers, Seen, seen

BY_HAND = np.array([SCORING.get(name, 0.0) for name in NAMES])
"""The weights that chose before these were learned."""
BINS = 10

Sets = Mapping[str, Sequence[Row]]


@dataclass(frozen=True, slots=True)
class CrossFitted:
    """Of all rows in the order of the sets: the picker's scores, and the confidence in each of the first candidates."""

    scores: Sequence[Numbers]
    table: Seen
    confidence: Numbers


def importance_of(sets: Sets) -> list[float]:
    """Of each row: a set counts by the root of its size, so that the small ones of officials' questions are heard."""
    return [1 / np.sqrt(len(rows)) for rows in sets.values() for _ in rows]


def cross_fitted(sets: Sets) -> CrossFitted:
    rows = [row for of_set in sets.values() for row in of_set]
    importance, folds = importance_of(sets), np.array([fold_of(row.group) for row in rows])
    scores: list[Numbers] = [np.zeros(0)] * len(rows)
    for fold in range(FOLDS):
        others = np.flatnonzero(folds != fold)
        picker = fit_picker([rows[i] for i in others], [importance[i] for i in others])
        for i in np.flatnonzero(folds == fold):
            scores[i] = picker.score(rows[i].features)
    table = seen(rows, scores, importance)
    confidence = np.zeros(len(table.right))
    for fold in range(FOLDS):
        inside = folds[table.asking] == fold
        learned = table.where(~inside)
        model = fit_confidence(learned.signals, learned.right, learned.importance)
        confidence[inside] = model.chance(table.signals[inside])
    return CrossFitted(scores, table, confidence)


def known_figures(sets: Sets, fitted: CrossFitted) -> dict[str, dict[str, float]]:
    out: dict[str, dict[str, float]] = {}
    first = 0
    for name, rows in sets.items():
        numbers = np.arange(first, first + len(rows))
        first += len(rows)
        out[name] = _choice(rows, [fitted.scores[i] for i in numbers]) | _refusal(rows, numbers, fitted)
    right, weights = fitted.table.right, fitted.table.importance
    out["all"] = {"ece": _calibration_error(fitted.confidence, right, weights)}
    return {name: {key: round(value, 3) for key, value in of.items()} for name, of in out.items()}


def _choice(rows: Sequence[Row], scores: Sequence[Numbers]) -> dict[str, float]:
    own = [(row, scored) for row, scored in zip(rows, scores, strict=True) if row.kind == "own"]
    by_hand = [(row, row.features @ BY_HAND) for row, _ in own]

    def share(of: Sequence[tuple[Row, Numbers]], most: int) -> float:
        return float(np.mean([_all_told(row, scored, most) for row, scored in of]))

    return {
        "questions": len(own),
        "possible": share(own, 10_000),
        "first_by_hand": share(by_hand, 1),
        "first": share(own, 1),
        "three_by_hand": share(by_hand, FIRST),
        "three": share(own, FIRST),
        "six": share(own, 2 * FIRST),
    }


def _all_told(row: Row, scores: Numbers, most: int) -> bool:
    best = np.argsort(-scores, kind="stable")[:most]
    return reduce(or_, (int(row.told[i]) for i in best), 0) == 2**row.facts - 1


def _refusal(rows: Sequence[Row], numbers: NDArray[np.int64], fitted: CrossFitted) -> dict[str, float]:
    """Of the surest of the first candidates of each asking."""
    table = fitted.table
    inside = np.isin(table.asking, numbers)
    surest = np.zeros(len(rows))
    np.maximum.at(surest, table.asking[inside] - numbers[0], fitted.confidence[inside])
    kind = np.array([row.kind for row in rows])
    own, foreign = kind == "own", kind == "foreign"
    silent = ~own & ~foreign
    figures = {
        "auroc": _area(surest[~foreign], own[~foreign]),
        "ece": _calibration_error(fitted.confidence[inside], table.right[inside], table.importance[inside]),
    }
    for name, of in (("own", own), ("silent", silent), ("foreign", foreign)):
        figures[f"{name}_answered"] = float((surest[of] >= Settings().answer_from).mean())
        figures[f"{name}_near"] = float((surest[of] >= NEAR).mean())
    return figures


def _area(confidence: Numbers, positive: NDArray[np.bool_]) -> float:
    """Area under the ROC curve, by ranks."""
    n, m = int(positive.sum()), int((~positive).sum())
    if not n or not m:
        return float("nan")
    return float((rankdata(confidence)[positive].sum() - n * (n + 1) / 2) / (n * m))


def _calibration_error(confidence: Numbers, right: Numbers, weights: Numbers) -> float:
    """Expected calibration error over `BINS` equal bins (Guo et al. 2017), weighted."""
    place = np.minimum((confidence * BINS).astype(int), BINS - 1)
    total = np.bincount(place, weights, BINS)
    gap = np.bincount(place, weights * (confidence - right), BINS)
    return float(np.abs(gap).sum() / total.sum())
