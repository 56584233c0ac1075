"""Gradient-boosted trees evaluated with numpy: the ranker needs no library at question time.

Burges (2010), "From RankNet to LambdaRank to LambdaMART"; trained by `training/ranker.py`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

SHIPPED = Path(__file__).with_name("ranker.npz")


@dataclass(frozen=True, slots=True, eq=False)
class Trees:
    """All nodes of all trees in one table; a leaf leads to itself.

    `names` are the features by column. A row goes left where its `feature` is at most `threshold`. `value` of a leaf is
    what it adds to the score, of an inner node the mean of what its leaves add.
    """

    names: tuple[str, ...]
    roots: NDArray[np.int32]
    feature: NDArray[np.int16]
    threshold: NDArray[np.float64]
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    value: NDArray[np.float64]
    depth: int

    def score(self, rows: NDArray[np.float32]) -> NDArray[np.float64]:
        """`(n,)` from rows `(n, len(names))`; higher is better, only the order means anything."""
        at = self._start(rows)
        for _ in range(self.depth):
            at = self._step(rows, at)
        total: NDArray[np.float64] = self.value[at].sum(axis=1)
        return total

    def contributions(self, rows: NDArray[np.float32]) -> NDArray[np.float64]:
        """`(n, len(names))`: what each feature moved the score by, along the path of each tree (Saabas 2014).

        A row's sum and the value of the roots make its score.
        """
        out = np.zeros((len(rows), len(self.names)))
        at = self._start(rows)
        here = np.broadcast_to(np.arange(len(rows))[:, None], at.shape)
        for _ in range(self.depth):
            after = self._step(rows, at)
            np.add.at(out, (here, self.feature[at]), self.value[after] - self.value[at])
            at = after
        return out

    def _start(self, rows: NDArray[np.float32]) -> NDArray[np.int32]:
        return np.broadcast_to(self.roots, (len(rows), len(self.roots)))

    def _step(self, rows: NDArray[np.float32], at: NDArray[np.int32]) -> NDArray[np.int32]:
        seen = np.take_along_axis(rows, self.feature[at].astype(np.intp), axis=1)
        return np.where(seen <= self.threshold[at], self.left[at], self.right[at])

    def save(self, path: Path) -> None:
        np.savez_compressed(
            path, names=np.array(json.dumps(self.names)), roots=self.roots, feature=self.feature,
            threshold=self.threshold, left=self.left, right=self.right, value=self.value, depth=np.array(self.depth),
        )  # fmt: skip


def likelihood(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Scores as 0 to 1 in the same order: of two candidates the odds that one is the better are those of these."""
    odds: NDArray[np.float64] = 1 / (1 + np.exp(-scores))
    return odds


def load_trees(path: Path) -> Trees:
    """Raises `OSError` or `ValueError` for a file that is missing or no such table."""
    with np.load(path, allow_pickle=False) as held:
        return Trees(
            tuple(json.loads(str(held["names"]))), held["roots"], held["feature"], held["threshold"], held["left"],
            held["right"], held["value"], int(held["depth"]),
        )  # fmt: skip


@lru_cache(maxsize=1)
def shipped_trees(expected: tuple[str, ...]) -> Trees | None:
    """The packaged ranker; None when there is none or it was trained on other features than `expected`."""
    if not SHIPPED.is_file():
        return None
    trees = load_trees(SHIPPED)
    return trees if trees.names == tuple(expected) else None
