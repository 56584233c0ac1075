"""The answer without a language model, on documents whose every character is known."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answering import Assistant
from assistant.errors import QuestionError
from assistant.settings import Settings
from assistant.types import Choice, Letterhead
from tests.answering.desk import DIGEST, PLAN, SCOPE, Desk, record_of


def assistant(desk: Desk) -> Assistant:
    return Assistant(desk, desk, Settings())


def test_a_fact_is_quoted_verbatim_with_its_official_place_and_page() -> None:
    answer = assistant(Desk({1: PLAN})).ask(
        "Đến năm 2027 bao nhiêu cán bộ, công chức được tập huấn trí tuệ nhân tạo?", SCOPE
    )
    assert answer.status == "answered"
    first = answer.citations[0]
    assert first.quote == "1. Đến năm 2027, 80% cán bộ, công chức được tập huấn kỹ năng sử dụng trí tuệ nhân tạo."
    assert PLAN.text[first.start : first.end] == first.quote
    assert (first.page, first.path, first.number) == (1, "Mục I › 1", "1090/KH-UBND")
    assert first.official == (
        "khoản 1 Mục I Kế hoạch số 1090/KH-UBND ngày 06 tháng 01 năm 2026 của Ủy ban nhân dân tỉnh Mẫu "
        "về ứng dụng trí tuệ nhân tạo trong cơ quan nhà nước giai đoạn 2026 - 2030"
    )
    assert f"“{first.quote}” [1]" in answer.text


@pytest.mark.parametrize(
    ("question", "row", "place"),
    [
        ("Cơ quan nào chủ trì mua sắm máy chủ đồ họa?", 15, "dòng 1 bảng tại Phụ lục I kèm theo Kế hoạch số 1090"),
        ("Thời hạn đào tạo giảng viên nguồn là khi nào?", 16, "dòng 2 bảng tại Phụ lục I kèm theo Kế hoạch số 1090"),
    ],
)
def test_who_and_when_are_answered_by_the_row_with_its_header(question: str, row: int, place: str) -> None:
    answer = assistant(Desk({1: PLAN})).ask(question, SCOPE)
    assert answer.citations[0].quote == PLAN.text.split("\n")[row]
    assert answer.citations[0].official.startswith(place)
    assert answer.citations[0].context == "STT | Nhiệm vụ | Cơ quan chủ trì | Thời hạn"
    assert "(Các cột của bảng: STT | Nhiệm vụ | Cơ quan chủ trì | Thời hạn)\n“" in answer.text


def test_a_sentence_over_a_page_boundary_is_two_citations_in_a_row() -> None:
    answer = assistant(Desk({1: PLAN})).ask("Cơ quan nào thẩm định hạ tầng tính toán bảo đảm an toàn thông tin?", SCOPE)
    first, second = answer.citations[:2]
    assert (first.page, first.continues, second.page, second.continues) == (2, False, 3, True)
    assert first.quote.endswith("trước ngày 15/4/2026,")
    assert second.quote == "bảo đảm an toàn thông tin cho toàn bộ hệ thống."
    assert f"(tiếp trang sau) “{second.quote}” [2]" in answer.text


def test_a_lead_in_brings_the_items_of_its_list() -> None:
    answer = assistant(Desk({1: PLAN})).ask("Kho dữ liệu dùng chung của tỉnh gồm những gì?", SCOPE)
    assert answer.citations[0].quote == "\n".join(PLAN.text.split("\n")[8:12])
    assert answer.citations[0].official.startswith("khoản 1 Mục II Kế hoạch số 1090/KH-UBND")


def test_an_item_brings_the_clause_it_stands_in() -> None:
    answer = assistant(Desk({1: PLAN})).ask("Dữ liệu hộ tịch thuộc kho nào?", SCOPE)
    assert answer.citations[0].quote == "\n".join(PLAN.text.split("\n")[8:12])


def test_what_may_not_answer_is_quoted_under_words_that_say_so() -> None:
    desk = Desk({1: PLAN})
    question = "Kho dữ liệu dùng chung của tỉnh đặt tại trụ sở nào?"
    unsure = Assistant(desk, desk, Settings(answer_from=1.0)).ask(question, SCOPE)
    assert (unsure.status, bool(unsure.citations)) == ("related", True)
    assert unsure.text.startswith("Chưa chắc trả lời đúng câu hỏi")
    sure = Assistant(desk, desk, Settings(answer_from=0.0)).ask(question, SCOPE)
    assert (sure.status, sure.citations) == ("answered", unsure.citations)
    assert sure.confidence == max(c.confidence or 0.0 for c in sure.citations)


@pytest.mark.parametrize(
    "question",
    [
        "Mức phạt vi phạm nồng độ cồn khi lái xe máy là bao nhiêu?",
        "Giá vé tàu cao tốc Bắc Nam là bao nhiêu?",
        "Ai là gì?",
    ],
)
def test_without_support_it_says_so_and_names_the_nearest(question: str) -> None:
    answer = assistant(Desk({1: PLAN})).ask(question, SCOPE)
    assert answer.status == "not_found"
    assert answer.text.startswith("Không tìm thấy căn cứ trong kho văn bản")
    assert not answer.citations
    assert [choice.document_id for choice in answer.nearest] == [1]


def test_an_empty_store_answers_not_found_with_nothing_near() -> None:
    answer = assistant(Desk({})).ask("Kho dữ liệu dùng chung gồm những gì?", SCOPE)
    assert (answer.status, answer.nearest) == ("not_found", ())


def test_an_ambiguous_number_is_asked_back() -> None:
    other = replace(PLAN, letterhead=replace(PLAN.letterhead, issuer="Ủy ban nhân dân tỉnh Khác", date="2025-03-02"))
    found = tuple(Choice(n, "", None, None, "Kế hoạch 1090") for n in (1, 2))
    answer = assistant(Desk({1: PLAN, 2: other}, choices=found)).ask("Kế hoạch 1090 có mục tiêu gì?", SCOPE)
    assert (answer.status, answer.citations) == ("ambiguous", ())
    about = "về ứng dụng trí tuệ nhân tạo trong cơ quan nhà nước giai đoạn 2026 - 2030"
    assert [(choice.document_id, choice.date, choice.official) for choice in answer.choices] == [
        (1, "2026-01-06", f"Kế hoạch số 1090/KH-UBND ngày 06 tháng 01 năm 2026 của Ủy ban nhân dân tỉnh Mẫu {about}"),
        (2, "2025-03-02", f"Kế hoạch số 1090/KH-UBND ngày 02 tháng 3 năm 2025 của Ủy ban nhân dân tỉnh Khác {about}"),
    ]
    assert answer.text == "Trong kho có 2 văn bản ứng với “Kế hoạch 1090”. Xin cho biết câu hỏi về văn bản nào."


def test_a_digest_is_cited_as_ours_and_the_note_says_the_instrument_is_not_held() -> None:
    answer = assistant(Desk({2: DIGEST}, named=(2,))).ask("Kế hoạch 1989/KH-UBND thực hiện nghị quyết nào?", SCOPE)
    assert answer.status == "answered"
    assert answer.citations[0].official == "Bản tóm lược (do dự án biên soạn) về Kế hoạch số 1989/KH-UBND"
    assert answer.citations[0].number is None
    assert any("Kho chưa có toàn văn văn bản số 1989/KH-UBND" in note for note in answer.notes)


def test_a_partial_document_names_its_missing_pages() -> None:
    partial = record_of(PLAN, 1, state="partial", missing_pages=(5, 7))
    answer = assistant(Desk({1: PLAN}, {1: partial})).ask("Ai chủ trì mua sắm máy chủ đồ họa?", SCOPE)
    assert any("chưa đọc được trang 5, 7" in note for note in answer.notes)


def test_a_blank_number_and_day_read_as_not_written() -> None:
    blank = Letterhead(
        kind="Kế hoạch", symbol="KH-UBND", issuer="Ủy ban nhân dân tỉnh Mẫu", year=2026, title="Về đào tạo"
    )
    answer = assistant(Desk({1: replace(PLAN, letterhead=blank)})).ask("Ai chủ trì mua sắm máy chủ đồ họa?", SCOPE)
    assert answer.citations[0].official.endswith(
        "Kế hoạch số (chưa ghi số)/KH-UBND (chưa ghi ngày) năm 2026 của Ủy ban nhân dân tỉnh Mẫu về đào tạo"
    )


def test_a_document_removed_or_replaced_after_the_search_does_not_answer() -> None:
    for change in ({"state": "removed"}, {"version": 2}):
        desk = Desk({1: PLAN})
        found = desk.search("mua sắm máy chủ đồ họa", SCOPE)
        desk.search = lambda *args, found=found, **kwargs: found  # type: ignore[method-assign, misc]
        desk.records[1] = replace(desk.records[1], **change)  # type: ignore[arg-type]
        answer = assistant(desk).ask("Ai chủ trì mua sắm máy chủ đồ họa?", SCOPE)
        assert (answer.status, answer.citations, answer.nearest) == ("not_found", (), ())


@pytest.mark.parametrize("question", ["", "  \n ", "?!… – “”", "a" * 2001])
def test_a_question_that_cannot_be_searched_is_an_error_with_advice(question: str) -> None:
    desk = Desk({1: PLAN})
    with pytest.raises(QuestionError) as caught:
        assistant(desk).ask(question, SCOPE)
    assert caught.value.action
    assert desk.asked == []


def test_the_pieces_of_a_stream_joined_are_the_text() -> None:
    pieces = list(assistant(Desk({1: PLAN})).stream("Ai chủ trì mua sắm máy chủ đồ họa?", SCOPE))
    answer = pieces.pop()
    assert not isinstance(answer, str)
    assert "".join(str(piece) for piece in pieces) == answer.text
    assert set(answer.timings) == {"search", "answer", "total"}


def test_a_question_without_accents_finds_the_same_row() -> None:
    answer = assistant(Desk({1: PLAN})).ask("co quan nao chu tri mua sam may chu do hoa?", SCOPE)
    assert answer.citations[0].quote == PLAN.text.split("\n")[15]
