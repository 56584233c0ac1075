"""How many questions it takes to see a difference, and what a given number can show."""

from __future__ import annotations

import math
from collections.abc import Sequence

ALPHA, POWER = 0.05, 0.8
"""The conventional ones (Cohen 1988)."""
_CERTAIN = 12.0
"""Standard errors beyond which the chance is 1 to the last digit; the distribution of scipy fails farther out."""


def power_of(effect: float, count: int, alpha: float = ALPHA) -> float:
    """The chance that a two-sided paired t test over `count` questions sees a difference of `effect` standard
    deviations: from the noncentral t distribution. The randomisation test is as strong but for very few questions."""
    from scipy.stats import nct, t

    if count < 2:
        return 0.0
    bound = t.ppf(1 - alpha / 2, count - 1)
    away = effect * math.sqrt(count)
    if away > _CERTAIN:
        return 1.0
    return float(nct.sf(bound, count - 1, away) + nct.cdf(-bound, count - 1, away))


def questions_needed(difference: float, spread: float, alpha: float = ALPHA, power: float = POWER) -> int:
    """The least number of questions that show a mean `difference` where the differences of single questions have the
    standard deviation `spread`. Raises `ValueError` unless both are above 0."""
    if difference <= 0 or spread <= 0:
        raise ValueError(f"{difference}, {spread}")
    low, high = 2, 4
    while power_of(difference / spread, high, alpha) < power:
        low, high = high, high * 2
    while low < high:
        middle = (low + high) // 2
        if power_of(difference / spread, middle, alpha) >= power:
            high = middle
        else:
            low = middle + 1
    return high


def least_seen(spread: float, count: int, alpha: float = ALPHA, power: float = POWER) -> float:
    """The least mean difference that `count` questions show with that chance."""
    low, high = 0.0, 10.0 * spread
    for _ in range(50):
        middle = (low + high) / 2
        low, high = (low, middle) if power_of(middle / spread, count, alpha) >= power else (middle, high)
    return high


def spread_of(gains: Sequence[float]) -> float:
    """Standard deviation (n - 1) of differences; 0.0 of fewer than two."""
    if len(gains) < 2:
        return 0.0
    mean = sum(gains) / len(gains)
    return math.sqrt(sum((gain - mean) ** 2 for gain in gains) / (len(gains) - 1))
