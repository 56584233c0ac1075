from __future__ import annotations

import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from assistant.vietnamese.words.syllables import Token
from assistant.vietnamese.words.terms import _BREAK, encoder_terms, query_terms, term_fields


class ThreeSyllableWords:
    """A segmenter a person can predict: every text is one word of its first three syllables, then pairs."""

    def words(self, text: str) -> list[Token]:
        parts = text.split()
        return [Token(" ".join(parts[:3]).lower(), 0, 1), Token(" ".join(parts[3:5]).lower(), 1, 2)]


def test_body_title_and_path_apart() -> None:
    fields = term_fields("Kế hoạch", "Mục II", "Hoà giải ở cơ sở", None)
    assert fields.body == "hòa giải ở cơ sở hòa_giải giải_ở ở_cơ cơ_sở"
    assert fields.body_plain == "hoa giai o co so hoa_giai giai_o o_co co_so"
    assert (fields.title, fields.title_plain) == ("kế hoạch kế_hoạch", "ke hoach ke_hoach")
    assert fields.path == "mục ii mục_ii"


def test_bigrams_stop_at_sentences_and_lines_but_not_at_dashes() -> None:
    assert encoder_terms("kinh tế - xã hội.\nTrách nhiệm; của") == (
        "kinh tế xã hội kinh_tế tế_xã xã_hội trách nhiệm trách_nhiệm của"
    )


def test_a_document_number_is_one_term_and_its_parts() -> None:
    expected = "theo 33/2022/nq-hđnd 33 2022 nq-hđnd ngày"
    assert encoder_terms("theo 33 /2022/ NQ - HĐND ngày") == expected
    assert encoder_terms("số 06/QĐ-TTg") == "số 06/qđ-ttg 6 qđ-ttg"
    assert encoder_terms("57-NQ/TW") == "57-nq/tw 57 nq-tw"


def test_words_of_three_syllables_only() -> None:
    terms = query_terms("ủy ban nhân dân tỉnh", ThreeSyllableWords())
    assert "ủy_ban_nhân" in terms.accented
    assert terms.accented.count("dân_tỉnh") == 1, "a word of two syllables is its bigram already"
    assert "uy_ban_nhan" in terms.plain
    assert len(terms.plain) == len(terms.accented)


def test_has_accents_and_glued_serials() -> None:
    assert not query_terms("ke hoach 1090", None).has_accents
    assert query_terms("kế hoạch 1090", None).has_accents
    assert "71" in query_terms("nq71", None).plain
    assert query_terms("", None).plain == ()


@given(st.text(alphabet="aàạâđhoáuỷ1290/.,- KHUBNDQĐ\n", max_size=60))
def test_decomposed_and_old_spelling_give_the_same_terms(text: str) -> None:
    assert query_terms(unicodedata.normalize("NFD", text), None) == query_terms(text, None)


@given(st.one_of(st.text(max_size=20), st.text(alphabet="1a.,;:\n(٣²… ", max_size=12)))
def test_breaks_are_marks_but_for_points_and_commas_inside_figures(text: str) -> None:
    plain = re.compile(r"(?<!\d)[.,]|[.,](?!\d)|[;:?!()\[\]\n…•|]")
    assert _BREAK.split(text) == plain.split(text)
