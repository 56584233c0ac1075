"""What a question asks for, how telling its terms are, and when the store supports an answer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answering import Assistant
from assistant.answering.evidence.candidates import coverage, stretches
from assistant.answering.evidence.support import judge
from assistant.settings import Settings
from assistant.types import Span
from assistant.understanding.sought.answer_types import AnswerType
from assistant.understanding.sought.sought import seek
from assistant.understanding.sought.term_weights import FIGURE, RAREST, RAREST_PAIR, weight
from tests.answering.desk import PLAN, PLAN_LINES, SCOPE, Desk


def test_a_common_word_tells_less_than_a_rare_one() -> None:
    assert weight("của") < weight("hộ") < weight("khuyến_nông") <= RAREST_PAIR
    assert weight("khôngcóthật") == RAREST
    assert weight("2026") == FIGURE
    assert weight("cua", accented=False) == weight("của") or weight("cua", accented=False) < 1.0


def test_a_pair_that_meets_by_chance_weighs_no_more_than_its_syllables() -> None:
    assert weight("trợ_chuyển") == pytest.approx(min(weight("trợ") + weight("chuyển"), RAREST_PAIR))


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("Ai chủ trì việc này?", {"who"}),
        ("Ứng dụng AI đến đâu rồi?", set()),
        ("Bao giờ xong?", {"when"}),
        ("Kế hoạch này do ai ký?", {"who", "signer"}),
        ("Nghị quyết có hiệu lực từ ngày nào?", {"effective", "when"}),
        ("Hội thảo tổ chức ở đâu?", {"where"}),
        ("ke hoach nay do ai ky", {"who", "signer"}),
    ],
)
def test_the_kind_of_answer_asked_for(text: str, types: set[AnswerType]) -> None:
    assert seek(text).types == types


def test_a_number_is_named_and_a_subject_that_looks_like_one_is_not() -> None:
    assert seek("Kế hoạch 1090/KH-UBND có mục tiêu gì?").named == ("1090/kh-ubnd",)
    assert seek("Công an tỉnh làm gì cho Đề án 06?").named == ()


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Kế hoạch 45/KH-UBND năm 2026 của UBND tỉnh Mẫu về việc gì?", 0),
        ("ke hoach 45/kh-ubnd nam 2026 noi ve noi dung gi", 0),
        ("Nội dung chính của Kế hoạch 45/KH-UBND", 0),
        ("45/KH-UBND", 0),
        ("Kế hoạch 45/KH-UBND giao nhiệm vụ gì?", 3),
        ("Nghị quyết 08 quy định mức hỗ trợ gì?", 3),
    ],
)
def test_what_is_asked_beside_the_name_of_a_document(text: str, rest: int) -> None:
    question = seek(text)
    assert question.rest == rest
    assert ("subject" in question.types) is (rest == 0)


def test_who_signed_is_not_what_it_is_about() -> None:
    assert "subject" not in seek("Kế hoạch 45/KH-UBND do ai ban hành?").types


def test_names_are_places_not_the_people_of_a_story() -> None:
    assert seek("Kế hoạch của tỉnh Khánh Hòa là gì?").names == {"khánh_hòa"}
    assert seek("Tôi và anh Nguyễn Văn An ở tỉnh thì sao?").names == frozenset()


def test_coverage_is_the_share_of_idf() -> None:
    question = seek("máy chủ đồ họa")
    total = sum(question.weights[word] for word in ("máy", "chủ", "đồ", "họa"))
    held = (question.weights["máy"] + question.weights["chủ"]) / total
    assert coverage(question, frozenset({"máy", "chủ"}), paired=False) == pytest.approx(held)
    assert coverage(question, frozenset({"đồ_họa"}), paired=True) == pytest.approx(
        question.weights["đồ_họa"] / sum(v for k, v in question.weights.items() if "_" in k)
    )


def test_what_runs_on_behind_a_semicolon_in_its_line_is_one_stretch() -> None:
    text = "Gồm: a; b; c.\n- Mục một;\n- Mục hai."
    assert [text[a:b] for a, b in stretches(text)] == ["Gồm: a; b; c.", "- Mục một;", "- Mục hai."]


def test_a_number_that_is_nowhere_supports_nothing() -> None:
    desk = Desk({1: PLAN})
    asked = "Mua sắm máy chủ đồ họa theo Kế hoạch 555/KH-UBND do ai chủ trì?"
    hits = desk.search(asked, SCOPE).hits
    assert judge(seek(asked), hits).features["missing_number"] == 1.0
    assert Assistant(desk, desk, Settings()).ask(asked, SCOPE).status == "related"
    assert Assistant(desk, desk, Settings()).ask("Mua sắm máy chủ đồ họa do ai chủ trì?", SCOPE).status == "answered"


def test_a_question_about_a_document_is_answered_from_its_head() -> None:
    desk = Desk({1: PLAN}, named=(1,))
    assistant = Assistant(desk, desk, Settings())
    about = assistant.ask("Kế hoạch 1090 nói về việc gì?", SCOPE)
    assert [(c.quote, c.path, c.page) for c in about.citations] == [(PLAN_LINES[3], "Trích yếu", 1)]
    signed = assistant.ask("Kế hoạch 1090 do ai ký?", SCOPE)
    assert "Văn bản trong kho không ghi người ký." in signed.remarks

    at = PLAN.text.index("Sở Nội vụ")
    spans = dict(PLAN.letterhead.spans) | {"signer": Span(at, at + len("Sở Nội vụ"))}
    signed_plan = replace(PLAN, letterhead=replace(PLAN.letterhead, spans=spans))
    desk = Desk({1: signed_plan}, named=(1,))
    answer = Assistant(desk, desk, Settings()).ask("Kế hoạch 1090 do ai ký?", SCOPE)
    assert [(c.quote, c.path, c.page) for c in answer.citations] == [("Sở Nội vụ", "Phần ký", 4)]
    assert answer.citations[0].official.startswith("Kế hoạch số 1090/KH-UBND ngày 06 tháng 01 năm 2026")
