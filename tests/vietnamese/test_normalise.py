from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.vietnamese.normalise import fold, nfc, strip_accents

VIETNAMESE = st.text(alphabet=st.sampled_from("aàáảãạăằặâấậbcđdeéẹêếệghiíoòóôốơợuúủưứựyýỷ HÒÁỦƯĐÐ.,;\n"), max_size=40)
ANY = st.one_of(st.text(max_size=40), VIETNAMESE)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("hoà", "hòa"),
        ("Uỷ ban", "ủy ban"),
        ("Thuý", "thúy"),
        ("hoè", "hòe"),
        ("tòan", "toàn"),
        ("họat động", "hoạt động"),
        ("khỏang", "khoảng"),
        ("hùynh", "huỳnh"),
        ("qúy", "quý"),
        ("qủa", "quả"),
        ("quý", "quý"),
        ("hoàn", "hoàn"),
        ("khuỷu", "khuỷu"),
        ("của mùa", "của mùa"),
        ("loại ngoại", "loại ngoại"),
        ("Ðiều", "điều"),
    ],
)
def test_tone_placement(old: str, new: str) -> None:
    assert fold(old) == new


def test_nfc_cleans_what_files_hide_in_words() -> None:
    assert nfc("Ủy\u00a0ban\u200b nhân\u00ad dân\r\nt\u1ec9nh\x00") == "Ủy ban nhân dân\ntỉnh"
    assert nfc(unicodedata.normalize("NFD", "chuyển đổi số")) == "chuyển đổi số"
    assert nfc("a\u0300\u0302") == "ầ", "a tone typed before the circumflex"
    assert nfc("a\tb\u2003c") == "a b c"


def test_strip_accents() -> None:
    assert strip_accents("Đề án CHUYỂN ĐỔI SỐ uỷ quyền") == "de an chuyen doi so uy quyen"


@given(ANY)
def test_properties(s: str) -> None:
    assert nfc(nfc(s)) == nfc(s)
    assert fold(fold(s)) == fold(s)
    assert strip_accents(fold(s)) == strip_accents(s)
    assert strip_accents(strip_accents(s)) == strip_accents(s)


@given(ANY)
def test_decomposed_input_gives_the_same(s: str) -> None:
    assert nfc(unicodedata.normalize("NFD", s)) == nfc(unicodedata.normalize("NFC", s))
    assert fold(unicodedata.normalize("NFD", s)) == fold(unicodedata.normalize("NFC", s))
