"""Hand-computed fusion."""

from __future__ import annotations

import math

import pytest

from assistant.retrieval.candidates.fusion import Candidate, convex, merge, normalised
from assistant.retrieval.candidates.lexical_query import idf


def test_merge_gives_what_is_missing_the_last_score_of_its_list() -> None:
    assert merge([(3, 8.0), (1, 4.0)], [(1, 0.9), (2, 0.5)]) == [
        Candidate(1, 4.0, 0.9),
        Candidate(2, 2.0, 0.5),
        Candidate(3, 8.0, 0.5),
    ]
    assert merge([], [(7, 0.25)]) == [Candidate(7, 0.0, 0.25)]


def test_convex_sum() -> None:
    assert normalised([8.0, 4.0, 0.0]) == [1.0, 0.5, 0.0]
    assert normalised([0.0]) == [0.0]
    assert convex([8.0, 4.0], [0.5, 0.875], 0.8) == pytest.approx([1.4, 1.2])


def test_idf_is_lucenes() -> None:
    assert idf(10, 2) == pytest.approx(math.log(1 + 8.5 / 2.5))
    assert idf(2, 2) > 0
