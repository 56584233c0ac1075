"""Cosines of passages asked for by id, against a matrix product; in plain files and in files with inverted lists."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.index.dense import faiss_files as dense
from assistant.index.dense import segments


@pytest.mark.parametrize("listed", [500, 10**9])
def test_the_best_vector_of_each_passage_asked_for(
    listed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(segments, "LISTED", listed)
    chance = np.random.default_rng(0)
    vectors = chance.normal(size=(1200, 16)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    ids = np.sort(chance.integers(0, 800, 1200)).astype(np.int64)  # some passages have several vectors, some none
    opened = dense.open_segment(tmp_path, dense.write_segment(tmp_path, 1, vectors, ids).name)
    assert (opened.lists > 0) == (listed == 500)
    asked = np.unique(chance.integers(0, 900, 200))
    held = vectors.astype(np.float16).astype(np.float32) @ vectors[3]
    expected = {int(i): float(held[ids == i].max()) for i in asked if (ids == i).any()}
    assert dense.cosines([opened], vectors[3], asked) == pytest.approx(expected, abs=1e-6)
