"""What keeps a well fitting candidate from being given as the answer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answering import Assistant
from assistant.answering.evidence.doubts import lacks_sum
from assistant.settings import Settings
from assistant.types import Answer, Document, Letterhead
from tests.answering.desk import SCOPE, Desk

FEES = Document(
    "Lệ phí cấp giấy phép khai thác nước ngầm là 600.000 đồng một giấy phép.",
    "text",
    Letterhead(kind="Nghị quyết", issuer="Hội đồng nhân dân tỉnh Cao Bằng", title="Quy định lệ phí", year=2025),
)


def ask(question: str, *documents: Document) -> Answer:
    desk = Desk(dict(enumerate(documents, 1)))
    return Assistant(desk, desk, Settings()).ask(question, SCOPE)


@pytest.mark.parametrize(
    ("place", "status"),
    [("tỉnh Cao Bằng", "answered"), ("tỉnh Lạng Sơn", "related"), ("tinh Lang Son", "related")],
)
def test_a_fee_of_another_province_is_related_and_no_more(place: str, status: str) -> None:
    answer = ask(f"Lệ phí cấp giấy phép khai thác nước ngầm ở {place} là bao nhiêu?", FEES)
    assert (answer.status, answer.citations[0].quote) == (status, FEES.text)
    note = "Không thấy nội dung này cho Lạng Sơn; đoạn dẫn dưới đây là của Cao Bằng."
    assert (note in answer.remarks) is (status == "related")


def test_a_paper_of_the_whole_state_answers_for_every_province() -> None:
    state = replace(FEES, letterhead=Letterhead(kind="Nghị định", issuer="Chính phủ", place="Hà Nội"))
    assert ask("Lệ phí cấp giấy phép khai thác nước ngầm ở Lạng Sơn là bao nhiêu?", state).status == "answered"


def test_the_province_in_the_sentence_counts_before_that_of_the_head() -> None:
    joint = replace(FEES, text="Tỉnh Lạng Sơn thu lệ phí cấp giấy phép khai thác nước ngầm 600.000 đồng.")
    assert ask("Lệ phí cấp giấy phép khai thác nước ngầm ở Lạng Sơn là bao nhiêu?", joint).status == "answered"


@pytest.mark.parametrize(
    ("question", "text", "lacking"),
    [
        ("Phạt bao nhiêu tiền khi xả rác?", "Nghiêm cấm xả rác nơi công cộng.", True),
        ("Phạt bao nhiêu tiền khi xả rác?", "Phạt tiền từ 500.000 đồng đến 1.000.000 đồng.", False),
        ("phat bao nhieu khi xa rac", "Nghiêm cấm xả rác nơi công cộng.", True),
        ("Mức hỗ trợ mua máy là bao nhiêu?", "Hỗ trợ 50% chi phí mua máy.", False),
        ("Mức hỗ trợ mua máy là bao nhiêu?", "Hộ nghèo được hỗ trợ mua máy.", True),
        ("Kinh phí năm 2026 bao nhiêu tỷ?", "Kinh phí 12,5 tỷ đồng.", False),
        ("Lệ phí cấp giấy là bao nhiêu?", "Lệ phí nộp tại bộ phận một cửa.", True),
        ("Học phí nộp khi nào?", "Học phí nộp đầu học kỳ.", False),
        ("Phí nộp trong bao nhiêu ngày?", "Phí nộp trong 05 ngày.", False),
        ("Có bao nhiêu người được hỗ trợ?", "Hỗ trợ 120 người.", False),
        ("Hệ số lương của kế toán là bao nhiêu?", "Kế toán hưởng hệ số 2,34.", False),
        ("Phụ cấp của Bí thư là bao nhiêu?", "Bí thư hưởng phụ cấp bằng 1,5 lần mức lương cơ sở.", False),
    ],
)
def test_who_asks_for_a_sum_is_answered_by_one(question: str, text: str, lacking: bool) -> None:
    assert lacks_sum(question, text) is lacking


def test_of_two_clauses_alike_the_one_with_the_sum_comes_first() -> None:
    text = "1. Hộ nghèo được hỗ trợ tiền mua máy lọc nước.\n2. Mức hỗ trợ tiền mua máy lọc nước: 2.000.000 đồng một hộ."
    answer = ask("Hộ nghèo được hỗ trợ bao nhiêu tiền mua máy lọc nước?", Document(text, "text", Letterhead()))
    assert "2.000.000 đồng" in answer.citations[0].quote
