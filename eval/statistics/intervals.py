"""Bootstrap intervals of a mean over questions, by scipy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

ROUNDS = 2_000
"""Resamples: an end of a 95 % interval moves by less than 0.002 from seed to seed on 150 questions of 0 and 1."""
BY_CHANCE = 0.95
SEED = 20260101
"""The same figures give the same interval."""


@dataclass(frozen=True, slots=True)
class Mean:
    """`low` and `high`: the ends of the interval; both are the mean where there is too little to say more."""

    mean: float
    low: float
    high: float
    count: int


def mean_of_shares(values: Sequence[float]) -> Mean:
    """`mean_with_interval` of values between 0 and 1. All of them 0, or all 1, say little when they are few: there the
    interval is the exact one of a binomial share (Clopper and Pearson 1934), where resampling finds no width at all."""
    found = mean_with_interval(values)
    open_end = ((1 - BY_CHANCE) / 2) ** (1 / len(values))
    if all(value == 0.0 for value in values):
        return Mean(0.0, 0.0, 1 - open_end, len(values))
    if all(value == 1.0 for value in values):
        return Mean(1.0, open_end, 1.0, len(values))
    return found


def mean_with_interval(values: Sequence[float], confidence: float = BY_CHANCE) -> Mean:
    """Bias-corrected and accelerated bootstrap (Efron 1987); by percentiles where that is not defined (one value apart
    from all others). Raises `ValueError` for no values."""
    if not values:
        raise ValueError("no values")
    data = np.asarray(values, float)
    mean = float(data.mean())
    if len(data) < 2 or np.ptp(data) == 0:
        return Mean(mean, mean, mean, len(data))
    from scipy.stats import bootstrap  # 2 s that a run without a report need not wait for

    for method in ("BCa", "percentile"):
        found = bootstrap(
            (data,), np.mean, n_resamples=ROUNDS, confidence_level=confidence, method=method,
            rng=np.random.default_rng(SEED), batch=500,
        ).confidence_interval  # fmt: skip
        if np.isfinite(found.low) and np.isfinite(found.high):
            return Mean(mean, float(found.low), float(found.high), len(data))
    return Mean(mean, mean, mean, len(data))
