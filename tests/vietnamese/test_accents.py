from __future__ import annotations

import json
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.vietnamese.accent_model import AccentModel, model, pack_counts, pack_keys, unpack_counts, unpack_keys
from assistant.vietnamese.accents import decode, restore_accents
from assistant.vietnamese.normalise import fold, nfc, strip_accents


@pytest.mark.parametrize(
    "text",
    [
        "Nhiệm vụ của UBND tỉnh trong đề án 06",
        "mức phạt khi không đội mũ bảo hiểm là bao nhiêu",
        "kế hoạch 1090 nói về gì",
        "Ai chủ trì xây dựng trung tâm dữ liệu của tỉnh?",
        "bao nhiêu % hộ gia đình có cáp quang",
        "chuyển đổi số là gì",
        "thời hạn hoàn thành là khi nào",
    ],
)
def test_restores_and_leaves_accented_text_alone(text: str) -> None:
    bare = " ".join(word if word.isupper() else unaccented(word) for word in text.split(" "))
    restored = restore_accents(bare)
    assert restored.text == text
    assert restored.changed
    assert 0.0 < restored.confidence <= 1.0
    again = restore_accents(text)
    assert (again.text, again.changed) == (text, False)


def unaccented(word: str) -> str:
    plain = strip_accents(word)
    return plain[0].upper() + plain[1:] if word[0].isupper() else plain


def test_half_accented() -> None:
    restored = restore_accents("chuyển doi số cua tinh Bình Thuận đến nam 2030")
    assert restored.text == "chuyển đổi số của tỉnh Bình Thuận đến năm 2030"


@pytest.mark.parametrize("text", ["", "   ", "1090/KH-UBND", "What is the plan?", "???", "VNeID", "5G"])
def test_left_alone(text: str) -> None:
    assert restore_accents(text).text == text
    assert not restore_accents(text).changed


@given(st.text(alphabet="aAàbcdđehinoôuưtg 19/.?-\n", max_size=50))
def test_only_accents_change(text: str) -> None:
    assert strip_accents(decode(text).text) == strip_accents(text)


def test_packing() -> None:
    import numpy as np

    keys = np.array([3, 4, 1 << 40, (1 << 40) + 5], dtype=np.int64)
    assert unpack_keys(pack_keys(keys)).tolist() == keys.tolist()
    counts = np.array([1.0, 2.0, 1000.0])
    assert unpack_counts(pack_counts(counts)) == pytest.approx(counts, rel=0.05)


def test_smoothing_by_hand() -> None:
    import numpy as np

    ids = np.arange(5, dtype=np.int64)
    pairs = (np.array([(3 << 14) | 4], dtype=np.int64), np.array([6.0]))
    triples = (np.array([(3 << 28) | (3 << 14) | 4], dtype=np.int64), np.array([3.0]))
    toy = AccentModel(["<s>", "<num>", "<unk>", "má", "ma"], np.array([10.0, 0, 0, 20, 10]), pairs, triples)
    assert toy.candidates("ma") == [3, 4]
    p_two = (6 + 10 * 10 / 40) / (20 + 10)
    assert toy.log_probability(ids[3:4], ids[3:4], ids[4:5])[0, 0, 0] == pytest.approx(
        np.log((3 + 6 * p_two) / (0 + 6))
    )


def test_loads_fast_and_every_form_is_bare_under_its_key() -> None:
    started = time.perf_counter()
    path = Path(__file__).resolve().parents[2] / "assistant" / "vietnamese" / "accents.npz"
    AccentModel.load(path)
    assert time.perf_counter() - started < 1.0, "0.07 s on an idle core"
    assert path.stat().st_size < 4_000_000
    assert "kế" in [model().forms[at] for at in model().candidates("ke")]


@pytest.mark.slow
def test_accuracy_on_real_questions(shared_data: Path) -> None:
    lines = (shared_data / "zalo-phapdien" / "dev" / "queries.jsonl").read_text(encoding="utf-8").splitlines()
    right = total = changed = 0
    for question in [json.loads(line)["text"] for line in lines[:300]]:
        got = fold(restore_accents(" ".join(map(strip_accents, question.split()))).text).split()
        want = fold(question).split()
        agree = [a == b for a, b in zip(got, want, strict=True) if any(map(str.isalpha, b))]
        right, total = right + sum(agree), total + len(agree)
        changed += restore_accents(question).changed
    assert right / total > 0.98
    assert changed == 0


def test_decomposed_input() -> None:
    text = "chuyển doi so cua tỉnh"
    assert restore_accents(unicodedata.normalize("NFD", text)).text in {restore_accents(text).text, nfc(text)}
