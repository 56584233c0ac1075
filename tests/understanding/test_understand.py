"""What a question is taken to mean, step by step."""

from __future__ import annotations

import pytest

from assistant.understanding import Steps, TermWeights, understand
from assistant.understanding.search_terms import accented_share
from assistant.understanding.sought.answer_types import asks_for_another, question_type


def test_accents_are_restored_and_shown() -> None:
    query = understand("ke hoach chuyen doi so cua uy ban nhan dan tinh")
    assert query.understanding.understood_as == "kế hoạch chuyển đổi số của ủy ban nhân dân tỉnh"
    assert query.terms.by_accents
    assert "chuyển_đổi" in query.terms.accented


def test_the_step_can_be_switched_off() -> None:
    query = understand("ke hoach chuyen doi so", steps=Steps(accents=False))
    assert query.understanding.understood_as is None
    assert query.terms.accented == {}
    assert query.terms.plain["chuyen_doi"] == TermWeights().pairs


def test_both_guesses_are_undone_together() -> None:
    typed = Steps().as_typed()
    assert understand("ke hoach chuyen doi so", steps=typed).understanding.understood_as is None
    assert understand("chuyeenr ddooir soos", steps=typed).understanding.text == "chuyeenr ddooir soos"


def test_telex_keys_are_read() -> None:
    assert understand("ke hoachj chuyeenr ddooir soos").understanding.text.endswith("chuyển đổi số")


def test_a_question_typed_in_full_is_left_alone() -> None:
    query = understand("Kế hoạch chuyển đổi số năm 2026")
    assert query.understanding.understood_as is None
    assert query.terms.plain == {}
    assert query.understanding.years == (2026,)


def test_abbreviations_weigh_half() -> None:
    query = understand("UBND tỉnh giao nhiệm vụ CCHC cho đơn vị nào?")
    assert query.terms.accented["ubnd"] == 1.0
    assert query.terms.accented["ủy_ban"] == TermWeights().pairs * 0.5
    assert query.terms.accented["cải_cách"] == TermWeights().pairs * 0.5
    without = understand("UBND tỉnh giao nhiệm vụ CCHC", steps=Steps(abbreviations=False))
    assert "ủy_ban" not in without.terms.accented


def test_numbers_and_kinds() -> None:
    query = understand("KH số 1090 /KH - UBND và nghị quyết 71")
    assert query.understanding.numbers == ("1090/KH-UBND", "71/NQ")
    assert query.understanding.kinds == ("Kế hoạch", "Nghị quyết")
    assert understand("kế hoạch 1090", steps=Steps(numbers=False)).mentions == ()


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Cơ quan nào chủ trì?", "who"),
        ("co quan nao chu tri", "who"),
        ("Thời hạn nộp là khi nào?", "when"),
        ("Mức hỗ trợ là bao nhiêu?", "how_much"),
        ("Chữ ký số là gì?", "definition"),
        ("Văn bản nào quy định việc này?", "document"),
        ("Trình tự cấp lại căn cước", "procedure"),
        ("Những giải pháp chính", "list"),
        ("Xin chào", None),
    ],
)
def test_question_types(question: str, kind: str | None) -> None:
    assert question_type(question) == kind


def test_asking_for_a_relation() -> None:
    assert asks_for_another("Văn bản nào thay thế Nghị quyết 71?")
    assert not asks_for_another("Nghị quyết 71 có những nhiệm vụ nào?")


def test_share_of_accented_words() -> None:
    assert accented_share("ke hoach chuyen doi so") == 0.0
    assert accented_share("kế hoạch chuyen doi so UBND") == 0.5
    assert accented_share("123 ?") == 0.0


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        (
            "Mức hỗ trợ mua chữ ký số là bao nhiêu?\n\nHội đồng nhân dân tỉnh giao Ủy ban nhân dân tỉnh thực hiện.",
            "Mức hỗ trợ mua chữ ký số là bao nhiêu?",
        ),
        (
            "Đoạn văn: kinh phí do ngân sách tỉnh bảo đảm.\nkinh phi lay tu nguon nao?",
            "kinh phí lấy từ nguồn nào?",
        ),
    ],
)
def test_a_paragraph_attached_to_a_question_is_left_out_and_that_is_shown(typed: str, asked: str) -> None:
    understanding = understand(typed).understanding
    assert (understanding.text, understanding.understood_as) == (asked, asked)


@pytest.mark.parametrize(
    "typed",
    [
        "Tôi làm ở xã. Tôi có được hỗ trợ không?",
        "Nghị quyết giao Sở Tài chính cấp vốn.\nĐúng không?",
        "Ai chủ trì?\nKhi nào xong?",
        "kế hoạch\nchuyển đổi số",
    ],
)
def test_a_story_or_several_lines_that_all_ask_stay_whole(typed: str) -> None:
    assert understand(typed).text == " ".join(typed.split())
