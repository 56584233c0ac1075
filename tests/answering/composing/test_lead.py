"""The one line that answers: only where the sentence or the row holds one thing of the kind asked for."""

from __future__ import annotations

import pytest

from assistant.answering import Assistant
from assistant.answering.composing import lead as leads
from assistant.settings import Settings
from assistant.types import Answer, Document, Letterhead
from tests.answering.desk import PLAN, SCOPE, Desk


@pytest.fixture(autouse=True)
def _however_unsure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leads, "SURE", 0.0)


def ask(question: str, document: Document) -> Answer:
    desk = Desk({1: document})
    return Assistant(desk, desk, Settings(answer_from=0.0)).ask(question, SCOPE)


def said(question: str, text: str) -> str | None:
    answer = ask(question, Document(text, "text", Letterhead()))
    return answer.lead.text if answer.lead is not None else None


@pytest.mark.parametrize(
    ("question", "text", "lead"),
    [
        (
            "Thời hạn cấp giấy phép xây dựng là bao nhiêu ngày?",
            "Giấy phép xây dựng được cấp trong thời hạn không quá 20 ngày làm việc kể từ ngày nhận đủ hồ sơ.",
            "không quá 20 ngày làm việc",
        ),
        ("cap giay phep xay dung trong bao lau", "Giấy phép xây dựng được cấp trong 15 ngày.", "trong 15 ngày"),
        ("Lệ phí cấp thẻ thư viện là bao nhiêu?", "Lệ phí cấp thẻ thư viện: 30.000 đồng/thẻ.", "30.000 đồng/thẻ"),
        (
            "Hành vi xả rác bị phạt bao nhiêu tiền?",
            "Hành vi xả rác bị phạt tiền từ 500.000 đồng đến 1.000.000 đồng.",
            "từ 500.000 đồng đến 1.000.000 đồng",
        ),
        ("Tỷ lệ hồ sơ trực tuyến đạt bao nhiêu?", "Tỷ lệ hồ sơ trực tuyến đạt 91 % vào cuối năm.", "đạt 91 %"),
        ("Có bao nhiêu người tham gia?", "Lớp tập huấn có 120 người tham gia, chia 3 nhóm.", "120 người tham gia"),
        ("Báo cáo rà soát nộp khi nào?", "Báo cáo rà soát nộp trước ngày 15/6/2026.", "trước ngày 15/6/2026"),
        ("Đề án hoàn thành năm nào?", "Đề án hoàn thành vào năm 2028.", "năm 2028"),
        ("Ai chủ trì xây dựng đề án?", "Sở Tài chính chủ trì, phối hợp với Sở Nội vụ xây dựng đề án.", "Sở Tài chính"),
        # What the question says itself, two of the kind, and another kind are no answer.
        ("Chỉ tiêu 80% đến năm 2027 là mấy phần trăm?", "Chỉ tiêu 80% áp dụng cho cả tỉnh.", None),
        ("Thời hạn thẩm định là bao nhiêu ngày?", "Thời hạn thẩm định là 10 ngày, dự án lớn là 20 ngày.", None),
        ("Ai chủ trì xây dựng đề án?", "Đề án được xây dựng trong 20 ngày.", None),
        ("Lớp tập huấn dạy gì?", "Lớp tập huấn có 120 người tham gia.", None),
    ],
)
def test_the_lead_is_the_one_thing_asked_for(question: str, text: str, lead: str | None) -> None:
    assert said(question, text) == lead


@pytest.mark.parametrize(
    ("question", "cells"),
    [
        ("Cơ quan nào chủ trì mua sắm máy chủ đồ họa?", ["Sở Tài chính"]),
        ("Mua sắm máy chủ đồ họa hoàn thành khi nào?", ["Quý II/2026"]),
        ("Ai chủ trì đào tạo giảng viên nguồn, bao giờ xong?", ["Sở Nội vụ", "Hằng năm"]),
    ],
)
def test_of_a_row_the_cells_of_the_columns_asked_for(question: str, cells: list[str]) -> None:
    answer = ask(question, PLAN)
    assert answer.lead is not None
    assert answer.lead.text == "; ".join(cells)
    for part, cell in zip(answer.lead.parts, cells, strict=True):
        quoted = answer.citations[part.citation]
        assert PLAN.text[part.start : part.end] == cell
        assert quoted.start <= part.start < part.end <= quoted.end
    assert answer.text.startswith(f"Trả lời: {'; '.join(cells)}\n")


def test_where_the_answer_is_not_sure_there_is_no_lead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leads, "SURE", 1.01)
    assert ask("Cơ quan nào chủ trì mua sắm máy chủ đồ họa?", PLAN).lead is None
