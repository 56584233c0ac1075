"""Where a question's terms stand: counted by hand."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.retrieval.pieces.sequences import Pieces
from assistant.retrieval.ranker.features import bm25, held_share
from assistant.retrieval.ranker.matching import Wording, match
from assistant.retrieval.ranking import Ranking
from assistant.vietnamese.words.pieces import syllables


def test_terms_are_counted_over_line_and_clause_ends() -> None:
    wording = Wording.of({"hỗ": 1.0, "trợ": 2.0, "6": 1.0, "hỗ_trợ": 3.0}, ["mức", "hỗ", "trợ", "6"], False)
    found = match(Pieces.of(["Hỗ trợ 06 hộ; hỗ\ntrợ. Hỗ, trợ", "", "mức hỗ trợ"]), wording)
    assert found.counts.tolist() == [[3, 3, 1, 1], [0, 0, 0, 0], [1, 1, 0, 1]]
    assert found.lengths.tolist() == [8, 0, 3]
    assert found.stretches.tolist() == [3, 0, 3]  # "hỗ trợ 06", "mức hỗ trợ"
    assert found.company[0].tolist() == [1, 1]
    assert found.company[2].tolist() == pytest.approx([0.75, 0.75])  # without "6"


def test_both_spellings() -> None:
    assert match(Pieces.of(["Hoà giải"]), Wording.of({"hòa_giải": 1.0}, ["hòa", "giải"], False)).counts.tolist() == [
        [1]
    ]
    assert match(Pieces.of(["Hoà giải"]), Wording.of({"hoa_giai": 1.0}, ["hoa", "giai"], True)).counts.tolist() == [[1]]
    assert syllables("Hoà giải, 06 hộ", False) == ["hòa", "giải", "6", "hộ"]


def test_company_does_not_reach_into_the_next_text() -> None:
    wording = Wording.of({"cáp": 1.0, "quang": 1.0}, ["cáp", "quang"], False)
    far = "cáp " + "x " * 20 + "quang"
    found = match(Pieces.of(["cáp", "quang", far, "cáp cáp"]), wording)
    assert found.company.tolist() == [[0.5, 0.5], [0.5, 0.5], [0.5, 1.0], [0.5, 0.5]]


def test_no_terms_and_no_texts() -> None:
    nothing = Wording.of({}, [], False)
    assert match(Pieces.of(["cáp quang"]), nothing).counts.shape == (1, 0)
    assert match(Pieces.of([]), Wording.of({"cáp": 1.0}, ["cáp"], False)).counts.shape == (0, 1)


def test_bm25_by_hand() -> None:
    counts = np.array([[4, 0], [0, 1]], np.float32)
    lengths = np.array([6, 1], np.float32)
    values = np.array([2.0, 0.5], np.float32)
    long, short = 1.2 * (0.25 + 0.75 * 6 / 3.5), 1.2 * (0.25 + 0.75 * 1 / 3.5)
    expected = [2.0 * 4 * 2.2 / (4 + long), 0.5 * 2.2 / (1 + short)]
    assert bm25(counts, lengths, values, Ranking()).tolist() == pytest.approx(expected)
    assert held_share(counts > 0, values).tolist() == pytest.approx([0.8, 0.2])
