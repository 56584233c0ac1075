"""The choice and its confidence are learned: what tells an answer is found, chances are calibrated, nothing leaks."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from assistant.answering.evidence.candidates import SCORING
from assistant.answering.evidence.confidence import SIGNALS, load_confidence, shipped_confidence, signals_of
from assistant.answering.evidence.features import NAMES
from assistant.answering.evidence.picker import load_picker, shipped_picker
from assistant.answering.evidence.support import WEIGHTS
from training.answers.figures import cross_fitted, known_figures
from training.answers.fit import FOLDS, fit_confidence, fit_picker, fold_of
from training.answers.rows import SUPPORT, Asking, Row

TELLING = NAMES.index("cosine_near")


def rows(count: int, seed: int = 0) -> list[Row]:
    """Askings of 12 candidates; the one that answers stands out in one feature, and in none where it was removed."""
    random = np.random.default_rng(seed)
    out: list[Row] = []
    for number in range(count):
        kinds: tuple[Asking, ...] = ("own", "removed")
        for kind in kinds:
            features = random.normal(size=(12, len(NAMES))).astype(np.float32)
            told = np.zeros(12, np.int64)
            if kind == "own":
                right = int(random.integers(12))
                told[right], features[right, TELLING] = 1, 3.5
            group = f"document-{number}"
            out.append(Row(str(number), group, kind, 1, features, told, np.zeros(len(SUPPORT), np.float32)))
    return out


def test_the_feature_that_tells_gets_the_weight() -> None:
    learned = fit_picker(rows(80), [1.0] * 160)
    assert int(np.argmax(np.abs(learned.weights))) == TELLING
    fresh = [row for row in rows(40, seed=1) if row.kind == "own"]
    assert np.mean([row.told[np.argmax(learned.score(row.features))] for row in fresh]) > 0.8


def test_by_folds_the_removed_are_told_from_the_answerable_and_chances_are_calibrated() -> None:
    sets = {"made": rows(150)}
    figures = known_figures(sets, cross_fitted(sets))
    assert figures["made"]["first"] > 0.8 > figures["made"]["first_by_hand"]
    assert figures["made"]["auroc"] > 0.9
    assert figures["all"]["ece"] < 0.1


def test_a_document_stands_in_one_fold() -> None:
    assert fold_of("a.pdf") == fold_of("a.pdf")
    assert {fold_of(f"{n}.pdf") for n in range(100)} == set(range(FOLDS))


def test_labels_are_the_share_of_the_facts_held() -> None:
    row = replace(rows(1)[0], facts=3, told=np.array([0, 0b101, 0b111], np.int64))
    assert row.labels.tolist() == pytest.approx([0.0, 2 / 3, 1.0])


def test_the_gap_is_to_the_best_of_the_others() -> None:
    signals = signals_of([0.0] * len(WEIGHTS), np.zeros((3, len(NAMES)), np.float32), np.array([1.0, 4.0, 2.0]))
    assert signals.shape == (3, len(SIGNALS))
    assert signals[:, SIGNALS.index("gap")].tolist() == [-3.0, 2.0, -2.0]
    assert signals_of([0.0] * len(WEIGHTS), np.zeros((0, len(NAMES)), np.float32), np.zeros(0)).shape[0] == 0


def test_the_confidence_learns_a_rate() -> None:
    random = np.random.default_rng(0)
    signals = random.normal(size=(400, len(SIGNALS))).astype(np.float32)
    right = (random.random(400) < 0.25).astype(np.float64)
    assert fit_confidence(signals, right, np.ones(400)).chance(signals).mean() == pytest.approx(right.mean(), abs=0.02)


def test_what_is_shipped_is_of_todays_features() -> None:
    assert shipped_picker().names == NAMES
    assert shipped_confidence().names == SIGNALS
    assert set(SCORING) <= set(NAMES)


def test_weights_of_other_features_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.npz"
    replace(shipped_picker(), names=("another",)).save(path)
    with pytest.raises(ValueError, match="other features"):
        load_picker(path)
    replace(shipped_confidence(), names=("another",)).save(path)
    with pytest.raises(ValueError, match="other signals"):
        load_confidence(path)
