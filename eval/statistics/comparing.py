"""Two systems over the same questions: the difference, how sure it is, how large; and many such tests at once."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from eval.statistics.intervals import SEED, Mean, mean_with_interval

ROUNDS = 10_000
EXACT_BELOW = 13
"""Differing questions up to which all 2^n assignments are gone through (4,096 of 12)."""


@dataclass(frozen=True, slots=True)
class Difference:
    """First minus second over the questions both were measured on. `effect`: the mean in standard deviations of the
    differences (Cohen's d for pairs); `better`, `worse`: questions on which the first did so. `p` is two-sided."""

    mean: Mean
    p: float
    effect: float
    better: int
    worse: int


def differ(first: Mapping[str, float], second: Mapping[str, float]) -> Difference | None:
    """None where no question was measured for both."""
    both = sorted(first.keys() & second.keys())
    if not both:
        return None
    gains = [first[name] - second[name] for name in both]
    return Difference(
        mean_with_interval(gains),
        randomisation_p(gains),
        effect_size(gains),
        sum(gain > 0 for gain in gains),
        sum(gain < 0 for gain in gains),
    )


def randomisation_p(gains: Sequence[float]) -> float:
    """Paired randomisation (Smucker, Allan and Carterette 2007) by `scipy.stats.permutation_test`: two-sided, exact for
    few differing questions. Questions without a difference change nothing and are left out."""
    data = np.asarray([gain for gain in gains if gain != 0.0], float)
    if len(data) < 2:  # of one difference both signs are as far from nothing
        return 1.0
    from scipy.stats import permutation_test

    found = permutation_test(
        (data,), np.sum, permutation_type="samples", vectorized=True, alternative="two-sided",
        n_resamples=np.inf if len(data) < EXACT_BELOW else ROUNDS, rng=np.random.default_rng(SEED), batch=1_000,
    )  # fmt: skip
    return float(min(found.pvalue, 1.0))


def effect_size(gains: Sequence[float]) -> float:
    """Mean over standard deviation (n - 1) of the differences; 0 where all are 0, infinite where all are alike."""
    data = np.asarray(gains, float)
    mean = float(data.mean())
    spread = float(data.std(ddof=1)) if len(data) > 1 else 0.0
    if spread == 0.0:
        return math.copysign(math.inf, mean) if mean else 0.0
    return mean / spread


def holm(ps: Sequence[float]) -> list[float]:
    """Holm's (1979) adjusted p values, in the order given: each test counts for itself among the others."""
    order = sorted(range(len(ps)), key=lambda i: ps[i])
    out = [0.0] * len(ps)
    least = 0.0
    for rank, i in enumerate(order):
        least = max(least, min(1.0, (len(ps) - rank) * ps[i]))
        out[i] = least
    return out
