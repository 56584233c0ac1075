"""The most probable accents of a sentence: a second-order hidden Markov model over its syllables.

The hidden syllables follow the trigrams of `accent_model`, mixed with what the owner's index says of them; what is
typed is each syllable with or without its accents. The best sequence comes from the Viterbi algorithm, the probability
of each syllable from the forward-backward algorithm over the same lattice.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from assistant.vietnamese.spelling.accent_model import SPECIAL, START, AccentModel, Floats, Ints

TEMPERATURE = 1.2
"""Divides log probabilities, so that a syllable is right as often as is said of it (docs/experiments.md, "Accents,
again"): raw, syllables of less than 0.7 are said to be right in 0.54 of the cases and are in 0.43."""
EVIDENCE, HALF_EVIDENCE = 0.1, 5.0
"""Most weight of the index beside the model, and the passages holding the first syllable at which it is half of that:
chosen in docs/experiments.md, "Accents"."""
ENOUGH = 100.0
"""Times the model saw the two syllables before at which the index weighs half: there it has nothing to add."""

SAID = 3.0
"""Nats that a pair of syllables gains in a follow-up when the question before holds it: people repeat the names of
what they talk about. It is the weight of twenty times the evidence; not tuned."""

Frequencies = Callable[[Sequence[str]], Sequence[int]]
"""In how many passages of an index each accented term stands: syllables, and pairs as "a_b"."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One typed token: its place, the ids it may stand for, and the cost in nats of each (a misspelling's)."""

    start: int
    end: int
    candidates: Ints
    free: bool = False
    """Whether accents may be put on it; else it is shown as typed."""
    costs: Floats | None = None


@dataclass(frozen=True, slots=True)
class Path:
    """The best ids of a sentence, their log probability, that of all sequences, and the probability of each id."""

    ids: list[int]
    score: float
    total: float
    probabilities: list[float]


class Index:
    """Document frequencies of one sentence's candidates, asked for once and all together."""

    def __init__(self, slots: Sequence[Slot], known: AccentModel, frequencies: Frequencies) -> None:
        ids = sorted({int(i) for slot in slots for i in slot.candidates if i >= len(SPECIAL)})
        counts = dict(zip(ids, frequencies([known.forms[i] for i in ids]), strict=True))
        self._single = [np.array([counts.get(int(i), 0) for i in slot.candidates], dtype=np.float64) for slot in slots]
        self._pairs = [np.zeros((len(a.candidates), len(b.candidates))) for a, b in pairwise(slots)]
        terms: list[str] = []
        cells: list[tuple[Floats, int, int]] = []
        for at, table in enumerate(self._pairs):
            for i in np.flatnonzero(self._single[at]).tolist():
                head = known.forms[slots[at].candidates[i]]
                for j in np.flatnonzero(self._single[at + 1]).tolist():
                    terms.append(f"{head}_{known.forms[slots[at + 1].candidates[j]]}")
                    cells.append((table, i, j))
        for (cell, i, j), count in zip(cells, frequencies(terms), strict=True):
            cell[i, j] = count

    def mix(self, at: int, model: Floats, context: Floats) -> Floats:
        """(1 - w) model + w index for the candidates of slot `at` (from 1) after those of the slot before it.

        `model` has shape (..., candidates of slot at - 1, candidates of slot at).
        """
        single = self._single[at - 1][:, None]
        weight = EVIDENCE * single / (single + HALF_EVIDENCE) * (ENOUGH / (ENOUGH + context))[:, :, None]
        share = np.minimum(self._pairs[at - 1] / np.maximum(single, 1.0), 1.0)
        return np.asarray((1.0 - weight) * model + weight * share)


@dataclass(frozen=True, slots=True)
class Before:
    """What comes before a sentence: the id it starts with, and the pairs of ids of the question it may follow."""

    start: int = START
    said: frozenset[tuple[int, int]] = frozenset()

    def bonus(self, second: Ints, third: Ints) -> Floats:
        """`SAID` for the pairs that were just said. Shape (len(second), len(third))."""
        return SAID * np.array([[(a, b) in self.said for b in third.tolist()] for a in second.tolist()])


def steps(slots: Sequence[Slot], known: AccentModel, index: Index | None, before: Before = Before()) -> list[Floats]:
    """Log probabilities of each slot's candidates after those of the two slots before it."""
    start = np.asarray([before.start], dtype=np.int64)
    columns = [start, start, *(slot.candidates for slot in slots)]
    out = []
    for at, slot in enumerate(slots):
        first, second, third = columns[at : at + 3]
        step = known.log_probability(first, second, third)
        if index is not None and at > 0:
            step = np.log(index.mix(at, np.exp(step), known.pairs(first, second)))
        if before.said:
            step = step + before.bonus(second, third)[None]
        step /= TEMPERATURE
        out.append(step if slot.costs is None else step - slot.costs)
    return out


def _logsum(values: Floats, axis: int) -> Floats:
    top = values.max(axis=axis, keepdims=True)
    return np.asarray(np.squeeze(top, axis) + np.log(np.exp(values - top).sum(axis=axis)))


def decode_slots(slots: Sequence[Slot], table: Sequence[Floats]) -> Path:
    """The best path through `steps`."""
    best: Floats = np.zeros((1, 1))
    forward = [np.zeros((1, 1))]
    back: list[Ints] = []
    for step in table:
        scores = best[:, :, None] + step
        back.append(scores.argmax(axis=0))
        best = scores.max(axis=0)
        forward.append(_logsum(forward[-1][:, :, None] + step, axis=0))
    behind: Floats = np.zeros_like(best)
    posteriors: list[Floats] = []
    total = float(_logsum(forward[-1].ravel(), axis=0))
    for at in range(len(table) - 1, -1, -1):
        posteriors.append(np.exp(forward[at + 1] + behind - total).sum(axis=0))
        behind = _logsum(table[at] + behind[None], axis=2)
    posteriors.reverse()
    pair = np.unravel_index(int(best.argmax()), best.shape)
    chosen = [int(pair[0]), int(pair[1])]
    for at in range(len(table) - 1, 0, -1):
        chosen.insert(0, int(back[at][chosen[0], chosen[1]]))
    chosen = chosen[1:]
    probabilities = [float(posterior[k]) for posterior, k in zip(posteriors, chosen, strict=True)]
    ids = [int(slot.candidates[k]) for slot, k in zip(slots, chosen, strict=True)]
    return Path(ids, float(best.max()), total, probabilities)
