"""Which questions ask for a summary, a comparison, the list of tasks; and of what."""

from __future__ import annotations

import pytest

from assistant.answering.requests.asked import Comparison, asked_comparison, asked_summary
from assistant.answering.requests.regulating import asked_about
from assistant.answering.tasks.answer import asked_tasks
from assistant.answering.tasks.listing import TaskRequest


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("tóm tắt Kế hoạch 12/KH-UBND", "Kế hoạch 12/KH-UBND"),
        ("Hãy tóm tắt nội dung chính của nghị quyết về đầu tư công", "nghị quyết về đầu tư công"),
        ("Xin nêu khái quát các nội dung chủ yếu trong Đề án 06?", "Đề án 06"),
        ("tóm lược lại quyết định 15", "quyết định 15"),
        ("Ai ký Kế hoạch 12/KH-UBND?", None),
        ("Bản tóm tắt gửi cho ai?", None),
    ],
)
def test_summaries(text: str, what: str | None) -> None:
    assert asked_summary(text) == what


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Văn bản nào quy định về chữ ký số?", "chữ ký số"),
        ("những nghị quyết nào nói về đầu tư công", "đầu tư công"),
        ("văn bản nào hướng dẫn lập dự toán?", "lập dự toán"),
        ("Văn bản nào quy định chi tiết Nghị định 13/2023/NĐ-CP?", None),
        ("Văn bản nào thay thế nghị quyết cũ?", None),
    ],
)
def test_documents_on_a_subject(text: str, what: str | None) -> None:
    assert asked_about(text) == what


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "so sánh mức hỗ trợ của hộ nghèo và hộ cận nghèo",
            Comparison(
                ("hộ nghèo", "hộ cận nghèo"),
                ("mức hỗ trợ của hộ nghèo", "mức hỗ trợ của hộ cận nghèo"),
                "mức hỗ trợ",
            ),
        ),
        (
            "So sánh chỉ tiêu hồ sơ trực tuyến năm 2026 với năm 2027?",
            Comparison(
                ("năm 2026", "năm 2027"),
                ("chỉ tiêu hồ sơ trực tuyến năm 2026", "chỉ tiêu hồ sơ trực tuyến năm 2027"),
                "chỉ tiêu hồ sơ trực tuyến",
            ),
        ),
        (
            "so sánh Sở Tài chính và Sở Nội vụ về nhiệm vụ chuyển đổi số",
            Comparison(
                ("Sở Tài chính", "Sở Nội vụ"),
                ("Sở Tài chính về nhiệm vụ chuyển đổi số", "Sở Nội vụ về nhiệm vụ chuyển đổi số"),
                "nhiệm vụ chuyển đổi số",
            ),
        ),
        (
            "so sánh kế hoạch 12/KH-UBND và kế hoạch 45/KH-UBND",
            Comparison(
                ("kế hoạch 12/KH-UBND", "kế hoạch 45/KH-UBND"), ("kế hoạch 12/KH-UBND", "kế hoạch 45/KH-UBND"), ""
            ),
        ),
        (
            "so sánh chữ ký số và chữ ký điện tử về giá trị pháp lý",
            Comparison(
                ("chữ ký số", "chữ ký điện tử"),
                ("chữ ký số giá trị pháp lý", "chữ ký điện tử giá trị pháp lý"),
                "giá trị pháp lý",
            ),
        ),
        ("so sánh giá", None),
        ("Kế hoạch nào so sánh hai mô hình?", None),
    ],
)
def test_comparisons(text: str, expected: Comparison | None) -> None:
    assert asked_comparison(text) == expected


@pytest.mark.parametrize(
    ("question", "request_"),
    [
        ("Liệt kê nhiệm vụ của Sở Y tế trước 30/6/2026", ("sở y tế", None, "2026-06-30", None)),
        (
            "liệt kê các nhiệm vụ sở nội vụ phải hoàn thành trong quý II/2026",
            ("sở nội vụ", None, "2026-06-30", "2026-04-01"),
        ),
        ("Hãy kể tên những việc giao cho Công an tỉnh", ("công an tỉnh", None, None, None)),
        ("danh sách nhiệm vụ do sở tài chính chủ trì năm 2026", ("sở tài chính", None, "2026-12-31", "2026-01-01")),
        ("Cho biết liệt kê công việc Sở Tư pháp phối hợp thực hiện", (None, "sở tư pháp", None, None)),
        ("Liệt kê các mục tiêu của kế hoạch", None),
        ("Liệt kê nhiệm vụ của người dân", None),
    ],
)
def test_lists_of_tasks(question: str, request_: tuple[str | None, ...] | None) -> None:
    assert asked_tasks(question) == (TaskRequest(*request_) if request_ is not None else None)
