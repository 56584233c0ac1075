"""What typing does to questions."""

from __future__ import annotations

import random
import unicodedata

import pytest

from eval.data.noise import abbreviated, half, noisy, old, scanned, some, strip, telex, vni, wrong_tone

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
    ("word", "keys"),
    [("chuyển đổi", "chuye6n3 d9o6i3"), ("người", "ngu7o7i2"), ("Đắk", "D9a8k1"), ("ủy", "uy3"), ("ban", "ban")],
)
def test_vni(word: str, keys: str) -> None:
    assert vni(word) == keys


def test_some_syllables_are_left_as_keys() -> None:
    typed = some(SENTENCE, random.Random(1)).split()
    pairs = list(zip(typed, SENTENCE.split(), strict=True))
    assert all(word in (meant, telex(meant)) for word, meant in pairs)
    assert 0 < sum(word != meant for word, meant in pairs) < len(pairs)


def test_one_syllable_gets_a_wrong_tone() -> None:
    for seed in range(20):
        typed = wrong_tone(SENTENCE, random.Random(seed))
        assert unicodedata.is_normalized("NFC", typed)
        assert strip(typed) == strip(SENTENCE)
        assert sum(a != b for a, b in zip(typed.split(), SENTENCE.split(), strict=True)) == 1
    assert {wrong_tone("hoạch", random.Random(seed)) for seed in range(9)} == {"hoách"}
    assert wrong_tone("ban dan 12", random.Random(0)) == "ban dan 12"


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


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("cải cách hành chính ở xã", "CCHC ở xã"),
        ("ai ký kế hoạch 12/KH-UBND", None),
        ("con ong", "con ong"),
    ],
)
def test_abbreviated(text: str, short: str | None) -> None:
    found = abbreviated(text)
    assert "12/KH-UBND" in found if short is None else found == short


def test_a_bad_scan_changes_some_letters_and_no_length() -> None:
    read = scanned(SENTENCE * 5, random.Random(1))
    assert len(read) == len(unicodedata.normalize("NFC", SENTENCE * 5))
    changed = sum(a != b for a, b in zip(read.split(), (SENTENCE * 5).split(), strict=True))
    assert 0 < changed < len(read.split()) / 3
    assert scanned("x", random.Random(0)) == "x"
