"""How the bundled encoder is made: terms as at question time, honest pairs, rows that survive int8."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from assistant.encoding.static.encoder import load_static
from assistant.encoding.static.export import quantise, write_folder
from assistant.encoding.static.folder import UNKNOWN
from assistant.vietnamese.words.terms import encoder_terms
from training.static.corpus import SOURCES, Entry, Texts, number_texts, runs
from training.static.eval import typed
from training.static.init import first_rows
from training.static.pairs import Mix, Pairs
from training.static.terms import Vocabulary, build_vocabulary
from training.static.train import Plan, train

LAW = (
    "Ủy ban nhân dân cấp xã có trách nhiệm tổ chức thực hiện, kiểm tra việc chuyển đổi số; "
    "Kế hoạch số 1090/KH-UBND được thực hiện trong năm 2026. Người dân được cấp tài khoản định danh điện tử."
)


@pytest.fixture(scope="module")
def texts() -> Texts:
    entries = [Entry("codification", "Trách nhiệm của Ủy ban nhân dân", "Luật Mẫu", LAW)] * 4
    entries += [Entry("news", "Tin mẫu", "Tóm tắt tin mẫu", "Người dân được cấp tài khoản. " * 5)] * 2
    return number_texts(entries, processes=1)


@pytest.fixture(scope="module")
def vocabulary(texts: Texts) -> Vocabulary:
    return build_vocabulary(texts, accented=80, plain=60, weights=np.ones(len(SOURCES)))


@pytest.mark.parametrize("text", [LAW, "a, b; c d", "x", "", "1.500 đồng", "Số 12/2020/NĐ-CP"])
def test_runs_give_the_terms_of_the_encoder(text: str) -> None:
    parts = runs(text)
    terms = [part for part in parts if part] + [f"{a}_{b}" for a, b in pairwise(parts) if a and b]
    assert Counter(terms) == Counter(encoder_terms(text).split())


def test_term_ids_are_the_rows_of_the_terms(texts: Texts, vocabulary: Vocabulary) -> None:
    rows = {term: i for i, term in enumerate(vocabulary.terms)}
    ids, starts = vocabulary.term_ids([texts.part(0, 2), texts.part(0, 0)])
    expected = [
        Counter(rows[term] for term in encoder_terms(text).split() if term in rows)
        for text in (LAW, "Trách nhiệm của Ủy ban nhân dân")
    ]
    assert starts.tolist() == [0, sum(expected[0].values())]
    assert [Counter(ids[: starts[1]].tolist()), Counter(ids[starts[1] :].tolist())] == expected


def test_the_vocabulary_holds_both_ways_of_typing(vocabulary: Vocabulary) -> None:
    assert vocabulary.terms[0] == UNKNOWN
    assert len(set(vocabulary.terms)) == len(vocabulary.terms)
    assert {"người_dân", "nguoi_dan", "dân", "dan"} <= set(vocabulary.terms)


def test_a_term_starts_where_its_accented_forms_do(vocabulary: Vocabulary) -> None:
    rows = first_rows(vocabulary, 32, seed=1)
    at = {term: i for i, term in enumerate(vocabulary.terms)}
    a, b = rows[at["người_dân"]], rows[at["nguoi_dan"]]
    assert a @ b / np.linalg.norm(a) / np.linalg.norm(b) == pytest.approx(1.0, abs=1e-5)
    assert not rows[0].any()


def test_a_batch_is_the_same_whenever_it_is_drawn(texts: Texts, vocabulary: Vocabulary) -> None:
    first = Pairs(texts, vocabulary.plain, Mix(), seed=7).draw(3, 16)
    again = Pairs(texts, vocabulary.plain, Mix(), seed=7).draw(3, 16)
    assert [q.tolist() for q in first.questions] == [q.tolist() for q in again.questions]
    assert [p.tolist() for p in first.passages] == [p.tolist() for p in again.passages]


def test_int8_rows_stay_within_half_a_step() -> None:
    rows = np.random.default_rng(2).normal(size=(20, 8)).astype(np.float32)
    rows[3] = 0
    steps, scales = quantise(rows)
    assert steps.dtype == np.int8
    assert np.abs(steps * scales[:, None] - rows).max() <= scales.max() / 2 + 1e-6
    assert not steps[3].any()


def test_a_written_folder_is_read_back(tmp_path: Path) -> None:
    rows = np.array([[0, 0], [127, 0], [0, 254]], dtype=np.float32)
    write_folder(tmp_path, [UNKNOWN, "số", "số_hóa"], rows)
    encoder = load_static(tmp_path)
    expected = np.array([[127, 254]]) / np.hypot(127, 254)
    np.testing.assert_allclose(encoder.encode_terms(["số số_hóa"]), expected, atol=1e-6)


def test_typed_drops_accents_as_asked() -> None:
    assert typed("Chuyển đổi số", "strip") == "chuyen doi so"
    assert typed("Chuyển đổi số", "keep") == "Chuyển đổi số"
    half = typed("Chuyển đổi số " * 20, "half", "seed").split()
    assert half == typed("Chuyển đổi số " * 20, "half", "seed").split()
    assert {"chuyển", "chuyen"} <= set(half)


@pytest.mark.slow
def test_two_trainings_agree_to_the_last_bit(texts: Texts, vocabulary: Vocabulary) -> None:
    plan = Plan(dimension=16, steps=6, batch=48, warm_up=2, threads=2)
    first, again = train(texts, vocabulary, plan), train(texts, vocabulary, plan)
    assert np.isfinite(first).all()
    assert first.tobytes() == again.tobytes()
    assert first.tobytes() != train(texts, vocabulary, replace(plan, seed=2)).tobytes()
