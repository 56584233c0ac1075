"""What the confidence is learned from: the first candidates of each asking, as the picker ranked them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.answering.evidence.confidence import signals_of
from assistant.answering.evidence.features import FloatArray
from training.answers.rows import Row

FIRST = 3
"""Candidates of each asking: as many as are quoted."""
SILENT = {"own": 1.0, "removed": 0.25, "none": 0.25, "foreign": 0.5}
"""What an asking counts, by its kind: a store that does not answer is asked one time in five, and there are few strange
questions."""

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Seen:
    """Row i is one candidate: `signals` `(n, len(SIGNALS))`, `right` 0 to 1, `place` from 0, `asking` the row it is of;
    all others `(n,)`."""

    signals: FloatArray
    right: Numbers
    importance: Numbers
    place: NDArray[np.int64]
    asking: NDArray[np.int64]

    def where(self, mask: NDArray[np.bool_]) -> Seen:
        return Seen(self.signals[mask], self.right[mask], self.importance[mask], self.place[mask], self.asking[mask])


def seen(rows: Sequence[Row], scores: Sequence[Numbers], importance: Sequence[float]) -> Seen:
    """`scores`: the picker's, of each row's candidates; `importance`: of each row's set."""
    signals, right, weights, places, askings = [], [], [], [], []
    for number, (row, scored, weight) in enumerate(zip(rows, scores, importance, strict=True)):
        labels, table = row.labels, signals_of(row.support.tolist(), row.features, scored)
        for place, at in enumerate(np.argsort(-scored, kind="stable")[:FIRST]):
            signals.append(table[at])
            right.append(labels[at])
            weights.append(weight * SILENT[row.kind])
            places.append(place)
            askings.append(number)
    return Seen(np.array(signals), np.array(right), np.array(weights), np.array(places), np.array(askings))
