"""Intervals, tests and power against numbers worked out by hand and those of statsmodels 0.15."""

from __future__ import annotations

import math
import random

import pytest

from eval.statistics.agreement import kappa
from eval.statistics.comparing import differ, effect_size, holm, randomisation_p
from eval.statistics.intervals import mean_of_shares, mean_with_interval
from eval.statistics.power import least_seen, power_of, questions_needed, spread_of


def test_interval_of_a_share() -> None:
    found = mean_with_interval([1.0] * 60 + [0.0] * 40)
    assert found.mean == 0.6
    # The normal interval is 0.504 to 0.696.
    assert found.low == pytest.approx(0.504, abs=0.015)
    assert found.high == pytest.approx(0.696, abs=0.015)
    assert found == mean_with_interval([1.0] * 60 + [0.0] * 40)


def test_intervals_that_say_no_more_than_the_mean() -> None:
    assert mean_with_interval([0.5]).low == 0.5
    assert mean_with_interval([1.0, 1.0, 1.0]).high == 1.0
    with pytest.raises(ValueError, match="no values"):
        mean_with_interval([])


def test_none_of_a_few_says_little() -> None:
    # 25 of 25 failures: the exact 95 % interval ends at 1 - 0.025^(1/25) = 0.1372.
    assert mean_of_shares([0.0] * 25).high == pytest.approx(0.1372, abs=1e-4)
    assert mean_of_shares([1.0] * 25).low == pytest.approx(0.8628, abs=1e-4)
    assert mean_of_shares([1.0, 0.0, 1.0]) == mean_with_interval([1.0, 0.0, 1.0])


def test_the_interval_covers_the_truth_about_as_often_as_it_says() -> None:
    rng = random.Random(1)
    covered = 0
    for _ in range(100):
        found = mean_with_interval([float(rng.random() < 0.3) for _ in range(80)])
        covered += found.low <= 0.3 <= found.high
    assert 88 <= covered <= 100


def test_randomisation_exactly() -> None:
    assert randomisation_p([1.0] * 6) == pytest.approx(2 / 2**6)  # only all alike reach the sum
    assert randomisation_p([1.0, 1.0, -1.0]) == 1.0  # |sum| 1 is reached by all 8
    assert randomisation_p([2.0, 1.0, 1.0, 1.0]) == pytest.approx(2 / 16)
    assert randomisation_p([0.0, 0.0]) == 1.0
    assert randomisation_p([0.0, 0.5]) == 1.0


def test_randomisation_by_sampling_is_near_the_exact() -> None:
    # 14 of 16 better by one: 2 · (1 + 16 + 120) / 2^16.
    assert randomisation_p([1.0] * 14 + [-1.0] * 2) == pytest.approx(2 * 137 / 2**16, abs=0.002)


def test_effect_size() -> None:
    assert effect_size([1.0, 2.0, 3.0]) == 2.0
    assert effect_size([0.0, 0.0]) == 0.0
    assert effect_size([1.0, 1.0]) == math.inf


def test_holm_as_statsmodels_has_it() -> None:
    assert holm([0.01, 0.04, 0.03, 0.005, 0.2]) == pytest.approx([0.04, 0.09, 0.09, 0.025, 0.2])
    assert holm([0.9, 0.8]) == [1.0, 1.0]


def test_power_as_statsmodels_has_it() -> None:
    assert power_of(0.2, 100) == pytest.approx(0.508264806621038, abs=1e-6)
    assert questions_needed(0.2, 1.0) == 199  # 198.15
    assert questions_needed(0.5, 1.0, power=0.9) == 44  # 43.995
    assert least_seen(1.0, 199) == pytest.approx(0.2, abs=0.001)
    with pytest.raises(ValueError, match="0"):
        questions_needed(0.0, 1.0)


def test_two_systems() -> None:
    found = differ({"a": 1.0, "b": 1.0, "c": 0.0, "x": 1.0}, {"a": 0.0, "b": 1.0, "c": 1.0, "y": 1.0})
    assert found is not None
    assert (found.mean.mean, found.mean.count, found.better, found.worse, found.p) == (0.0, 3, 1, 1, 1.0)
    assert differ({"a": 1.0}, {"b": 1.0}) is None
    assert spread_of([1.0, 2.0, 3.0]) == 1.0


def test_kappa() -> None:
    # Cohen's own form: 20 and 15 agreed of 50; seen 0.7, by chance 0.5.
    first = ["yes"] * 25 + ["no"] * 25
    second = ["yes"] * 20 + ["no"] * 5 + ["yes"] * 10 + ["no"] * 15
    assert kappa(first, second) == pytest.approx((0.7 - 0.5) / 0.5)
    assert kappa([1, 1], [1, 1]) == 1.0
    assert kappa([1, 0], [0, 1]) == -1.0
