"""Held-out figures: the ranking of today, its sum with the cosine, and the cosine alone, over the same candidates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

ALPHAS = (0.0, 2.0, 5.0, 8.0, 11.0, 14.0, 20.0, 28.0, 40.0, 60.0, 100.0)
"""Weights of the cosine beside the logarithm of the ranking's score."""
AT = 10


@dataclass(frozen=True, slots=True)
class Judged:
    """The candidates of one question, in any order: is each relevant, what the ranking and the encoder say of it.

    `cosine` is nan where a candidate was not encoded; such stay behind the encoded ones. `judged`: relevant articles
    there are, found or not.
    """

    relevant: NDArray[np.bool_]
    score: Numbers
    cosine: Numbers
    judged: int
    fold: int


def ndcg(relevant: NDArray[np.bool_], order: NDArray[np.int64], judged: int) -> float:
    """nDCG@10 with relevance 0 or 1 (Järvelin and Kekäläinen 2002)."""
    discount = 1 / np.log2(np.arange(2, AT + 2))
    top = relevant[order[:AT]]
    return float(discount[: len(top)] @ top) / float(discount[: max(1, judged)].sum())


def mrr(relevant: NDArray[np.bool_], order: NDArray[np.int64]) -> float:
    """1 over the place of the first relevant one among the first ten, else 0."""
    top = relevant[order[:AT]]
    return 1 / (int(np.argmax(top)) + 1) if top.any() else 0.0


def order_by(one: Judged, alpha: float | None) -> NDArray[np.int64]:
    """By log(score) + alpha · cosine, by the cosine alone for None; what was not encoded stands behind what was, in the
    order of the ranking. At 0 the order is the ranking's own."""
    if alpha == 0:
        return np.argsort(-one.score, kind="stable")
    behind = np.isnan(one.cosine)
    cosine = np.where(behind, 0.0, one.cosine)
    values = cosine if alpha is None else one.score + alpha * cosine
    return np.lexsort((-one.score, -np.where(behind, 0.0, values), behind))


@dataclass(frozen=True, slots=True)
class Figure:
    """Means over questions."""

    ndcg: float
    mrr: float


@dataclass(frozen=True, slots=True)
class Figures:
    """The ranking, its sum with the cosine, the cosine alone; `alphas` as chosen for each fold on the others."""

    questions: int
    ranking: Figure
    mixed: Figure
    cosine: Figure
    alphas: tuple[float, ...]
    best: float
    """nDCG of the best single weight, chosen on these very questions: how much the choosing costs."""


def figures(questions: Sequence[Judged]) -> Figures:
    tried = np.array([[_both(one, alpha) for alpha in ALPHAS] for one in questions])
    fold = np.array([one.fold for one in questions])
    chosen, values = [], np.zeros((len(questions), 2))
    for part in sorted(set(fold.tolist())):
        here = fold == part
        others = ~here if (~here).any() else here
        best = int(tried[others, :, 0].mean(0).argmax())
        chosen.append(ALPHAS[best])
        values[here] = tried[here, best]
    alone = np.array([_both(one, None) for one in questions])
    ranking, mixed, cosine = (_figure(table) for table in (tried[:, 0], values, alone))
    return Figures(len(questions), ranking, mixed, cosine, tuple(chosen), float(tried[:, :, 0].mean(0).max()))


def _both(one: Judged, alpha: float | None) -> tuple[float, float]:
    order = order_by(one, alpha)
    return ndcg(one.relevant, order, one.judged), mrr(one.relevant, order)


def _figure(table: Numbers) -> Figure:
    found = table.mean(0)
    return Figure(float(found[0]), float(found[1]))
