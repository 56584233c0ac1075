"""The form of what is asked for: definitions, amounts, persons, lists; questions in English."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answering import Assistant
from assistant.answering.evidence.answer_forms import assigns, defines, fits_type, names_person
from assistant.answering.evidence.candidates import coverage, gather
from assistant.answering.evidence.support import USUAL_COSINE, judge
from assistant.settings import Settings
from assistant.types import Document, Hit, Letterhead, Section, Span, Understanding
from assistant.understanding.sought.answer_types import AnswerType
from assistant.understanding.sought.foreign import sought_by
from assistant.understanding.sought.sought import seek
from tests.answering.desk import PLAN, SCOPE, Desk


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("Dữ liệu chủ là gì?", "3. Dữ liệu chủ là dữ liệu mô tả một đối tượng.", True),
        ("Dữ liệu chủ là gì?", "Cơ quan quản lý dữ liệu chủ là Sở Khoa học và Công nghệ.", False),
        ("Theo Luật Dữ liệu, dữ liệu chủ được hiểu thế nào?", "Dữ liệu chủ được hiểu là dữ liệu gốc.", True),
        ("Dữ liệu chủ là gì?", "Cập nhật dữ liệu chủ hằng ngày.", False),
        ("du lieu chu la gi", "Dữ liệu chủ là dữ liệu mô tả một đối tượng.", True),
    ],
)
def test_a_definition_opens_with_what_is_defined(question: str, text: str, expected: bool) -> None:
    assert defines(seek(question), text) is expected


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("Kinh phí thực hiện là bao nhiêu?", "Tổng kinh phí là 19,8 tỷ đồng.", True),
        ("Kinh phí thực hiện là bao nhiêu?", "16 | Làm sạch dữ liệu | 30/6/2026", False),
        ("Đạt bao nhiêu phần trăm?", "Đạt 31,5% kế hoạch.", True),
        ("Đạt bao nhiêu phần trăm?", "Có 14 thôn thuộc 07 xã.", False),
        ("Có bao nhiêu thôn?", "Có 14 thôn thuộc 07 xã.", True),
    ],
)
def test_a_figure_alone_is_no_amount_of_money_and_no_share(question: str, text: str, expected: bool) -> None:
    assert fits_type(seek(question), text, "") is expected


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("Ai là Giám đốc Sở Y tế?", {"who", "person"}),
        ("giam doc so y te la ai", {"who", "person"}),
        ("Giám đốc Sở Y tế có quyền gì?", {"list"}),
        ("Kế hoạch 87 còn áp dụng không?", {"status"}),
        ("ke hoach 87 da bi thay the chua", {"status", "document"}),
    ],
)
def test_offices_and_standing(text: str, types: set[AnswerType]) -> None:
    assert seek(text).types == types


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Lớp học ở đâu?", "1. Lớp cơ bản: mỗi lớp 02 ngày, tại Trường Chính trị tỉnh."),
        ("Tổ họp khi nào?", "2. Họp định kỳ vào tuần thứ ba."),
        ("Hội thảo bắt đầu lúc mấy giờ?", "Thời gian: 8 giờ 00, thứ Năm."),
        ("Kế hoạch do ai ký?", "Ngày ban hành và người ký chưa rõ."),
    ],
)
def test_forms_of_places_times_and_signing(question: str, text: str) -> None:
    assert fits_type(seek(question), text, "")
    assert not fits_type(seek(question), "Nâng cao chất lượng tham mưu.", "")


def test_what_the_title_says_does_not_tell_sentences_apart() -> None:
    title = frozenset({"tổ", "công", "tác", "trí", "tuệ"})
    question = seek("Tổ công tác trí tuệ họp")
    assert coverage(question, frozenset({"họp"}), paired=False, beside=title) == 1.0
    assert coverage(question, frozenset({"trí", "tuệ"}), paired=False, beside=title) == 0.0
    assert 0 < coverage(question, frozenset({"họp"}), paired=False) < 1
    assert coverage(question, frozenset({"họp"}), paired=False, beside=title | {"họp"}) == 0.0


def test_who_holds_an_office_is_said_by_a_name_or_another_office() -> None:
    assert names_person("1. Tổ trưởng: Ông Lê Văn Thí Dụ, Phó Chủ tịch.")
    assert names_person("Chủ tịch Ủy ban nhân dân tỉnh làm Tổ trưởng.")
    assert not names_person("Giám đốc Sở Y tế chịu trách nhiệm trước Ủy ban nhân dân tỉnh.")
    assert not names_person("Hộ ông bà già yếu được miễn.")


def test_an_office_without_a_holder_is_no_answer() -> None:
    lines = ("Giám đốc Sở Y tế chịu trách nhiệm nghiệm thu bệnh án điện tử.", "Giám đốc Sở Y tế: Bà Trần Thị Ví Dụ.")
    for text, status in ((lines[0], "not_found"), ("\n".join(lines), "answered")):
        desk = Desk({1: Document(text, "text", Letterhead(title="Phân công"))})
        answer = Assistant(desk, desk, Settings()).ask("Ai là Giám đốc Sở Y tế?", SCOPE)
        assert answer.status == status
    assert [citation.quote for citation in answer.citations] == [lines[1]]


def test_of_a_list_that_is_asked_for_all_items_are_shown_under_their_heading() -> None:
    items = [f"{letter}) Dữ liệu nhóm {n} của cơ quan." for n, letter in enumerate("abcdefg")]
    text = "\n".join(["1. Thông tin cấm nhập vào công cụ", *items])
    section = Section("so", "1", "khoản 1", "Thông tin cấm nhập vào công cụ", Span(0, len(text)), Span(0, 33), level=2)
    desk = Desk({1: Document(text, "text", Letterhead(title="Hướng dẫn"), (section,))})
    assistant = Assistant(desk, desk, Settings())
    answer = assistant.ask("Những thông tin gì cấm nhập vào công cụ?", SCOPE)
    assert [citation.quote for citation in answer.citations] == text.split("\n")
    one = assistant.ask("Cấm nhập vào công cụ bao nhiêu thông tin nhóm 3?", SCOPE)
    assert len(one.citations) <= 3


def test_the_meaning_counts_where_there_are_vectors() -> None:
    desk = Desk({1: PLAN})
    question = seek("Mua sắm máy chủ đồ họa do ai chủ trì?")
    hits = desk.search(question.text, SCOPE).hits
    near: list[Hit] = [replace(hit, features={"cosine": 0.8}) for hit in hits]
    far: list[Hit] = [replace(hit, features={"cosine": 0.1}) for hit in hits]
    assert judge(question, hits).features["dense"] == 0.0
    assert judge(question, near).features["dense"] == pytest.approx(0.8 - USUAL_COSINE)
    assert judge(question, far).probability < judge(question, hits).probability < judge(question, near).probability


def test_the_title_of_a_document_is_no_sentence_of_it() -> None:
    text = "Chuyển đổi số xã Mẫu Đông năm 2026\nỦy ban nhân dân xã ban hành kế hoạch."
    desk = Desk({1: Document(text, "text", Letterhead(title="Chuyển đổi số xã Mẫu Đông năm 2026"))})
    hit = desk.search("chuyển đổi số", SCOPE).hits[0]
    head = replace(hit, stored=replace(hit.stored, passage=replace(hit.stored.passage, kind="head")))
    kinds = {c.text: c.kind for c in gather(seek("Chuyển đổi số xã Mẫu Đông thế nào?"), [head])}
    assert kinds == {"Chuyển đổi số xã Mẫu Đông năm 2026": "heading", "Ủy ban nhân dân xã ban hành kế hoạch.": "head"}


def test_an_english_question_is_compared_in_vietnamese_and_what_is_unknown_counts() -> None:
    typed = "Who is responsible for digital skills training?"
    question = sought_by(Understanding(typed, typed, language="en"))
    assert {"kỹ_năng", "năng_số", "đào_tạo"} <= set(question.weights)
    assert "who" in question.types
    assert not {"is", "for", "digital"} & set(question.weights)
    strange = "How much is the fine for drunk driving?"
    assert {"drunk", "driving"} <= set(sought_by(Understanding(strange, strange, language="en")).weights)


def test_an_assignment_says_both_who_and_when() -> None:
    asked = seek("Ai chủ trì bồi dưỡng kỹ năng số, hạn khi nào?")
    header = "TT | Nội dung | Chủ trì | Thời gian hoàn thành"
    assert assigns(asked, "19 | Bồi dưỡng kỹ năng số | Sở Nội vụ | 30/11/2026", header)
    assert not assigns(asked, "Bồi dưỡng kỹ năng số cho mọi người.", "")
    assert not assigns(seek("Ai chủ trì?"), "Sở Nội vụ, xong trước ngày 30/11/2026", "")
