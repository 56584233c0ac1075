"""Follow-up questions: what is carried over, what is replaced, and what stands on its own."""

from __future__ import annotations

import pytest

from assistant.answering import Assistant, Conversation
from assistant.settings import Settings
from assistant.understanding import Turn
from assistant.understanding.follow_up.resolve import is_follow_up, resolve
from tests.answering.desk import PLAN, SCOPE, Desk

FIRST = "Cơ quan nào chủ trì xây dựng kho dữ liệu dùng chung trong kế hoạch 1090?"


def after(question: str, *ids: int) -> Conversation:
    return Conversation((Turn(question, question, ids),))


@pytest.mark.parametrize(
    ("previous", "question", "understood"),
    [
        (FIRST, "còn thời hạn thì sao?", "Thời hạn xây dựng kho dữ liệu dùng chung trong kế hoạch 1090"),
        (FIRST, "Thế còn kinh phí?", "Kinh phí xây dựng kho dữ liệu dùng chung trong kế hoạch 1090"),
        (FIRST, "khi nào xong?", "Khi nào xong xây dựng kho dữ liệu dùng chung trong kế hoạch 1090"),
        (
            "Nhiệm vụ của Sở Tài chính trong kế hoạch 1090 là gì?",
            "Còn Sở Nội vụ thì sao?",
            "Nhiệm vụ của Sở Nội vụ trong kế hoạch 1090 là gì",
        ),
        (
            "Chỉ tiêu đào tạo năm 2026 là bao nhiêu?",
            "vậy năm 2027?",
            "Chỉ tiêu đào tạo năm 2027 là bao nhiêu",
        ),
        (
            "Sở Khoa học và Công nghệ phối hợp với ai để lập kho dữ liệu?",
            "thế còn Văn phòng Ủy ban nhân dân tỉnh?",
            "Văn phòng Ủy ban nhân dân tỉnh phối hợp với ai để lập kho dữ liệu",
        ),
        (
            "Ai chủ trì bồi dưỡng kỹ năng số cho công chức?",
            "còn Sở Tài chính?",
            "Sở Tài chính chủ trì bồi dưỡng kỹ năng số cho công chức",
        ),
        (
            "Mục tiêu của kế hoạch 1090 là gì?",
            "còn kế hoạch 1989?",
            "Mục tiêu của kế hoạch 1989 là gì",
        ),
    ],
)
def test_a_follow_up_carries_the_subject_over(previous: str, question: str, understood: str) -> None:
    followed = resolve(question, after(previous, 7))
    assert followed.understood_as == understood == followed.text
    assert followed.document_ids == ()


@pytest.mark.parametrize(
    "question",
    [
        "Mức hỗ trợ đào tạo nghề cho lao động nông thôn là bao nhiêu?",
        "Kế hoạch 1989/KH-UBND thực hiện nghị quyết nào?",
        "Cơ quan nào chủ trì xây dựng trung tâm dữ liệu của tỉnh?",
    ],
)
def test_a_question_with_a_subject_of_its_own_stands_alone(question: str) -> None:
    assert not is_follow_up(question)
    assert resolve(question, after(FIRST)).understood_as is None


def test_the_first_question_is_never_a_follow_up() -> None:
    assert resolve("còn thời hạn thì sao?", None).text == "còn thời hạn thì sao?"
    assert resolve("còn thời hạn thì sao?", Conversation()).understood_as is None


def test_this_document_is_the_one_just_cited() -> None:
    followed = resolve("Văn bản này do ai ký?", after(FIRST, 7, 9))
    assert followed.document_ids == (7,)
    assert followed.text == "Kế hoạch 1090 do ai ký"


def test_a_conversation_over_an_assistant() -> None:
    desk = Desk({1: PLAN})
    assistant = Assistant(desk, desk, Settings())
    question = "Cơ quan nào chủ trì mua sắm máy chủ đồ họa?"
    first = assistant.ask(question, SCOPE)
    conversation = Conversation().extended(question, first)
    assert conversation.turns[0].document_ids == (1,)
    second = assistant.ask("còn thời hạn thì sao?", SCOPE, conversation)
    assert second.understood_as == "Thời hạn mua sắm máy chủ đồ họa"
    assert second.citations[0].quote == "1 | Mua sắm máy chủ đồ họa | Sở Tài chính | Quý II/2026"
    third = conversation.extended("còn thời hạn thì sao?", second)
    assert third.turns[-1].understood == "Thời hạn mua sắm máy chủ đồ họa"
