"""Scores worked out by hand on a set small enough to check on paper."""

from __future__ import annotations

import math

import pytest

from eval.metrics.ranking import score, score_each
from eval.statistics.paired import paired_p
from eval.statistics.percentiles import percentile

QRELS = {"q1": {"a": 1}, "q2": {"b": 1, "c": 1}, "q3": {"d": 1}}
RUN = {
    "q1": [("x", 3.0), ("a", 2.0)],
    "q2": [("b", 9.0), ("x", 1.0), ("c", 1.0)],
    "q3": [],
}


def test_scores_by_hand() -> None:
    first = 1 / math.log2(3)
    second = (1 + 1 / math.log2(4)) / (1 + 1 / math.log2(3))
    scores = score(RUN, QRELS)
    assert scores["nDCG@10"] == pytest.approx((first + second + 0) / 3)
    assert scores["R@1"] == pytest.approx((0 + 0.5 + 0) / 3)
    assert scores["R@10"] == pytest.approx((1 + 1 + 0) / 3)
    assert scores["R@100"] == pytest.approx(2 / 3)
    assert scores["MRR@10"] == pytest.approx((0.5 + 1 + 0) / 3)
    assert scores["acc@1"] == pytest.approx(1 / 3)


def test_ties_keep_the_order_of_the_run() -> None:
    run = {"q": [("z", 1.0), ("a", 1.0)]}
    assert score(run, {"q": {"z": 1}})["acc@1"] == 1.0
    assert score(run, {"q": {"a": 1}})["acc@1"] == 0.0


def test_each_question_counts_also_when_nothing_was_found() -> None:
    each = score_each(RUN, QRELS, "MRR@10")
    assert each == {"q1": 0.5, "q2": 1.0, "q3": 0.0}


def test_percentiles() -> None:
    assert percentile([4.0, 1.0, 3.0, 2.0], 0.5) == 2.5
    assert percentile([1.0, 2.0, 3.0, 4.0, 5.0], 0.95) == pytest.approx(4.8)
    assert percentile([], 0.5) == 0.0


def test_paired_randomisation() -> None:
    better = {str(i): 1.0 for i in range(12)}
    worse = {str(i): 0.0 for i in range(12)}
    # Only all signs alike reach the seen mean: 2 of 2^12 assignments.
    assert paired_p(better, worse) < 0.002
    assert paired_p(better, better) == 1.0
