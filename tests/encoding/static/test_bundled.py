"""The encoder that is shipped: small, quick to load, the same through sentence-transformers, and useful."""

from __future__ import annotations

import subprocess
import sys
import time

import numpy as np
import pytest

from assistant.encoding import BUNDLED, load_encoder
from assistant.encoding.static.encoder import StaticEncoder
from assistant.vietnamese.words.terms import encoder_terms

TEXTS = [
    "Trách nhiệm của Ủy ban nhân dân cấp xã trong chuyển đổi số được quy định như thế nào?",
    "trach nhiem cua uy ban nhan dan cap xa trong chuyen doi so duoc quy dinh nhu the nao",
    "Kế hoạch số 1090/KH-UBND ngày 06/01/2026",
    "Xử phạt người điều khiển xe máy không đội mũ bảo hiểm",
    "Uỷ ban nhân dân hoà giải",
    "zzqx wvvk",
    "???",
    "",
]


@pytest.fixture(scope="module")
def bundled() -> StaticEncoder:
    encoder = load_encoder("bundled")
    assert isinstance(encoder, StaticEncoder)
    return encoder


def test_equals_the_same_folder_in_sentence_transformers(bundled: StaticEncoder) -> None:
    from sentence_transformers import SentenceTransformer

    oracle = SentenceTransformer(str(BUNDLED), local_files_only=True, device="cpu")
    long_text = " ".join(TEXTS) * 40
    texts = [*TEXTS, long_text]
    asked = oracle.encode([bundled.question_terms(text) for text in texts])
    np.testing.assert_allclose(bundled.encode_queries(texts), asked, atol=2e-6)
    expected = oracle.encode([encoder_terms(text) for text in texts])
    np.testing.assert_allclose(bundled.encode_passages(texts).vectors, expected, atol=2e-6)
    assert not expected[5:8].any()


def test_rows_are_units_or_zero(bundled: StaticEncoder) -> None:
    norms = np.linalg.norm(bundled.encode_queries(TEXTS), axis=1)
    np.testing.assert_allclose(norms, [1, 1, 1, 1, 1, 0, 0, 0], atol=1e-6)


def test_a_question_finds_its_passage_with_and_without_accents(bundled: StaticEncoder) -> None:
    passages = [
        "Ủy ban nhân dân xã có trách nhiệm tổ chức thực hiện nhiệm vụ chuyển đổi số trên địa bàn.",
        "Người điều khiển xe mô tô không đội mũ bảo hiểm bị phạt tiền.",
        "Hồ sơ đăng ký kết hôn gồm tờ khai và giấy tờ tùy thân của hai bên.",
    ]
    scores = bundled.encode_queries(TEXTS[:4]) @ bundled.encode_passages(passages).vectors.T
    assert scores.argmax(axis=1)[[0, 1, 3]].tolist() == [0, 0, 1]


def test_spelling_and_unicode_form_change_nothing(bundled: StaticEncoder) -> None:
    import unicodedata

    old, new = bundled.encode_queries(["Uỷ ban hoà giải", "Ủy ban hòa giải"])
    assert old.tobytes() == new.tobytes()
    decomposed = bundled.encode_queries([unicodedata.normalize("NFD", TEXTS[0])])[0]
    assert decomposed.tobytes() == bundled.encode_queries([TEXTS[0]])[0].tobytes()


def test_it_is_small_and_loads_quickly_without_torch() -> None:
    size = sum(file.stat().st_size for file in BUNDLED.rglob("*") if file.is_file())
    assert size < 40_000_000
    code = (
        "import sys, time; began = time.perf_counter();"
        "from assistant.encoding import load_encoder; load_encoder('bundled').encode_queries(['chuyển đổi số']);"
        "print(time.perf_counter() - began);"
        "print(sorted({'torch', 'sentence_transformers', 'transformers', 'tokenizers', 'scipy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    seconds, heavy = done.stdout.splitlines()
    assert heavy == "[]"
    assert float(seconds) < 3.0  # 0.3 s on an idle core; the rest is room for a loaded one


def test_many_passages_a_second(bundled: StaticEncoder) -> None:
    text = " ".join(TEXTS[:5]) * 2
    began = time.process_time()
    bundled.encode_passages([text] * 2000)
    assert 2000 / (time.process_time() - began) > 1000  # 150,000 passages in 150 s even on a slow core


def test_the_card_names_sources_and_figures() -> None:
    card = (BUNDLED / "CARD.md").read_text(encoding="utf-8")
    for needed in ("Bộ Pháp điển", "vietnews", "nDCG@10", "Apache-2.0", "## Limits"):
        assert needed in card
