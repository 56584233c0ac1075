"""What typing does to questions."""

from __future__ import annotations

import random
import unicodedata

import pytest

from eval.noise import half, noisy, old, strip, telex

SENTENCE = "Kế hoạch chuyển đổi số của Ủy ban nhân dân tỉnh Đắk Lắk"


def test_strip() -> None:
    assert strip(SENTENCE) == "Ke hoach chuyen doi so cua Uy ban nhan dan tinh Dak Lak"


@pytest.mark.parametrize(
    ("word", "keys"),
    [
        ("chuyển", "chuyeenr"),
        ("đổi", "ddooir"),
        ("số", "soos"),
        ("hoạch", "hoachj"),
        ("người", "nguwowif"),
        ("ủy", "uyr"),
        ("Đắk", "Ddawks"),
        ("kế hoạch 1090/KH-UBND", "kees hoachj 1090/KH-UBND"),
    ],
)
def test_telex(word: str, keys: str) -> None:
    assert telex(word) == keys


@pytest.mark.parametrize(
    ("new", "placed"),
    [
        ("hòa", "hoà"),
        ("ủy ban", "uỷ ban"),
        ("thúy", "thuý"),
        ("khỏe", "khoẻ"),
        ("quý", "quý"),
        ("toàn", "toàn"),
        ("mùa", "mùa"),
        ("HÒA", "HOÀ"),
    ],
)
def test_old_placement(new: str, placed: str) -> None:
    assert old(new) == placed


def test_half_keeps_each_syllable_whole_or_bare() -> None:
    typed = half(SENTENCE, random.Random(3)).split()
    pairs = list(zip(typed, SENTENCE.split(), strict=True))
    assert all(word in (meant, strip(meant)) for word, meant in pairs)
    kept = [word == meant for word, meant in pairs if strip(meant) != meant]
    assert any(kept)
    assert not all(kept)


def test_the_seed_fixes_the_noise() -> None:
    queries = {str(i): SENTENCE for i in range(20)}
    assert noisy(queries, "half", 7) == noisy(queries, "half", 7)
    assert noisy(queries, "half", 7) != noisy(queries, "half", 8)
    assert noisy(queries, "keep", 1) == queries
    assert noisy({"q": "ủy"}, "nfd", 0) == {"q": unicodedata.normalize("NFD", "ủy")}
