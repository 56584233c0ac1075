"""Trees as a table of nodes: by hand, and equal to what the library that grew them says."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.retrieval.features import NAMES
from assistant.retrieval.trees import Trees, likelihood, load_trees, shipped_trees


def two_trees() -> Trees:
    """a <= 0.5 ? 1 : (b <= 2 ? 2 : 4), and a tree that is one leaf of 10."""
    return Trees(
        ("a", "b"), np.array([0, 5], np.int32), np.array([0, 0, 1, 0, 0, 0], np.int16),
        np.array([0.5, 0, 2, 0, 0, 0]), np.array([1, 1, 3, 3, 4, 5], np.int32), np.array([2, 1, 4, 3, 4, 5], np.int32),
        np.array([2.0, 1, 3, 2, 4, 10]), 2,
    )  # fmt: skip


ROWS = np.array([[0.5, 9.0], [1.0, 2.0], [1.0, 2.5]], np.float32)


def test_scores_by_hand() -> None:
    assert two_trees().score(ROWS).tolist() == [11, 12, 14]


def test_contributions_add_up_to_the_score() -> None:
    trees = two_trees()
    moved = trees.contributions(ROWS)
    assert moved.tolist() == [[-1, 0], [1, -1], [1, 1]]
    assert (moved.sum(axis=1) + trees.value[trees.roots].sum()).tolist() == trees.score(ROWS).tolist()


def test_saved_and_loaded(tmp_path: Path) -> None:
    two_trees().save(tmp_path / "trees.npz")
    again = load_trees(tmp_path / "trees.npz")
    assert again.names == ("a", "b")
    assert again.score(ROWS).tolist() == [11, 12, 14]


def test_likelihood_keeps_the_order_between_0_and_1() -> None:
    assert likelihood(np.array([0.0, np.log(3.0)])).tolist() == pytest.approx([0.5, 0.75])


def test_the_shipped_ranker_knows_our_features() -> None:
    trees = shipped_trees(NAMES)
    assert trees is not None
    assert shipped_trees((*NAMES, "another")) is None
    scores = trees.score(np.zeros((2, len(NAMES)), np.float32))
    assert scores[0] == scores[1]


def test_flattened_trees_say_what_the_library_says() -> None:
    lightgbm = pytest.importorskip("lightgbm")
    from training.ranker import flattened

    rng = np.random.default_rng(0)
    rows = rng.normal(size=(600, len(NAMES))).astype(np.float32)
    relevant = (rows[:, 0] + rows[:, 3] > 1.5).astype(int)
    data = lightgbm.Dataset(rows, relevant, group=[30] * 20)
    booster = lightgbm.train({"objective": "lambdarank", "num_leaves": 7, "verbosity": -1, "num_threads": 1}, data, 12)
    ours = flattened(booster)
    assert ours.score(rows) == pytest.approx(booster.predict(rows), abs=1e-9)
