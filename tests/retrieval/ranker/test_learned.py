"""The learned ranker: a sum a person can do by hand; fitted on questions whose answer is known."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.retrieval.ranker.features import NAMES
from assistant.retrieval.ranker.learned import Ranker, chances, load_ranker, shipped_ranker
from training.ranker import BY_LENGTH, Part, by_folds, drawn, fit, measure

ROWS = np.array([[1, 0, 2], [3, 4, 0], [100, 0, 1]], np.float32)


def small() -> Ranker:
    """Of `asked_length` 1 on, `a` counts 2 for each unit above 1, and 1 more for each that the question is longer."""
    mean, scale = np.array([1.0, 0, 1]), np.array([1.0, 2, 1])
    return Ranker(("a", "b", "asked_length"), mean, scale, np.array([2.0, 1, 0]), np.array([1.0, 0, 0]))


def test_weights_shift_with_the_length_of_the_question() -> None:
    # (1 - 1) * 3; (3 - 1) * (2 - 1) + 4 / 2; what is 99 deviations out counts as 5: 5 * 2
    assert small().score(ROWS).tolist() == [0, 4, 10]
    assert small().contributions(ROWS)[1].tolist() == [2, 2, 0]


def test_a_saved_ranker_is_the_same(tmp_path: Path) -> None:
    small().save(tmp_path / "ranker.npz")
    again = load_ranker(tmp_path / "ranker.npz")
    assert again.names == ("a", "b", "asked_length")
    assert again.score(ROWS).tolist() == [0, 4, 10]


def test_chances_keep_the_order_and_make_one() -> None:
    assert chances(np.array([1000.0, 1000 + np.log(3.0)])).tolist() == pytest.approx([0.25, 0.75])
    assert chances(np.zeros(0)).tolist() == []


def test_the_shipped_ranker_knows_our_features() -> None:
    ranker = shipped_ranker(NAMES)
    assert ranker is not None
    assert shipped_ranker((*NAMES, "another")) is None
    assert not ranker.by_length[[i for i, name in enumerate(NAMES) if name not in BY_LENGTH]].any()


def made_up(questions: int = 60, candidates: int = 20) -> Part:
    """The relevant candidate is that with the most of `lexical` less twice `length`."""
    rng = np.random.default_rng(0)
    rows = rng.normal(size=(questions * candidates, len(NAMES))).astype(np.float32)
    worth = (rows[:, NAMES.index("lexical")] - 2 * rows[:, NAMES.index("length")]).reshape(questions, candidates)
    relevant = np.zeros_like(worth, bool)
    relevant[np.arange(questions), worth.argmax(axis=1)] = True
    query = np.repeat(np.arange(questions), candidates)
    names = tuple(map(str, range(questions)))
    return Part(
        "made-up", "keep", names, query, relevant.ravel(), rows, np.arange(questions) % 5, np.ones(questions, int)
    )


def test_fitting_finds_what_was_put_in() -> None:
    part = made_up()
    assert (drawn(part).relevant.sum(), len(drawn(part).query)) == (60, 1200)  # 20 candidates are within the first 40
    ranker = fit([(part, np.ones(60, bool))])
    slopes = dict(zip(NAMES, ranker.weights / ranker.scale, strict=True))
    assert slopes["length"] / slopes["lexical"] == pytest.approx(-2, rel=0.25)
    assert fit([(part, np.ones(60, bool))]).weights.tolist() == ranker.weights.tolist()
    held = by_folds([part])["made-up", "keep"]
    assert measure(part, held)["MRR@10"] > 0.6  # by chance 0.15
