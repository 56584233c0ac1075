"""What a question is taken to mean, step by step."""

from __future__ import annotations

import pytest

from assistant.retrieval import Ranking, Steps
from assistant.retrieval.ranking import exactly
from assistant.understanding.check import accented_share, asks_for_another, question_type
from assistant.understanding.query import understand


def test_accents_are_restored_and_shown() -> None:
    query = understand("ke hoach chuyen doi so cua uy ban nhan dan tinh", Ranking())
    assert query.understanding.understood_as == "kế hoạch chuyển đổi số của ủy ban nhân dân tỉnh"
    assert query.by_accents
    assert "chuyển_đổi" in query.accented


def test_the_step_can_be_switched_off() -> None:
    query = understand("ke hoach chuyen doi so", Ranking(steps=Steps(accents=False)))
    assert query.understanding.understood_as is None
    assert query.accented == {}
    assert query.plain["chuyen_doi"] == Ranking().pairs


def test_both_guesses_are_undone_together() -> None:
    typed = exactly(Ranking(pairs=0.5))
    assert typed.pairs == 0.5
    assert understand("ke hoach chuyen doi so", typed).understanding.understood_as is None
    assert understand("chuyeenr ddooir soos", typed).understanding.text == "chuyeenr ddooir soos"


def test_telex_keys_are_read() -> None:
    assert understand("ke hoachj chuyeenr ddooir soos", Ranking()).understanding.text.endswith("chuyển đổi số")


def test_a_question_typed_in_full_is_left_alone() -> None:
    query = understand("Kế hoạch chuyển đổi số năm 2026", Ranking())
    assert query.understanding.understood_as is None
    assert query.plain == {}
    assert query.understanding.years == (2026,)


def test_abbreviations_weigh_half() -> None:
    query = understand("UBND tỉnh giao nhiệm vụ CCHC cho đơn vị nào?", Ranking())
    assert query.accented["ubnd"] == 1.0
    assert query.accented["ủy_ban"] == Ranking().pairs * 0.5
    assert query.accented["cải_cách"] == Ranking().pairs * 0.5
    without = understand("UBND tỉnh giao nhiệm vụ CCHC", Ranking(steps=Steps(abbreviations=False)))
    assert "ủy_ban" not in without.accented


def test_numbers_and_kinds() -> None:
    query = understand("KH số 1090 /KH - UBND và nghị quyết 71", Ranking())
    assert query.understanding.numbers == ("1090/KH-UBND", "71/NQ")
    assert query.understanding.kinds == ("Kế hoạch", "Nghị quyết")
    assert understand("kế hoạch 1090", Ranking(steps=Steps(numbers=False))).mentions == ()


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
