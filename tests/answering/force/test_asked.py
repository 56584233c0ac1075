""" "Còn hiệu lực không?", "khi nào có hiệu lực?", and what stands above a quotation that was changed since."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answering import Assistant
from assistant.parsing import parse
from assistant.settings import Settings
from assistant.types import Answer, Document, Letterhead, Span
from tests.answering.desk import DIGEST, SCOPE, Desk
from tests.parsing.make import centre, letterhead, whole


def paper(number: str, date: str, title: str, *lines: str) -> Document:
    head = letterhead(number=f"Số: {number}", date=f"Mẫu, ngày {date}")
    return parse(whole(head, centre("QUYẾT ĐỊNH"), centre(title), *lines))


OLD = paper(
    "12/2020/QĐ-UBND", "05 tháng 3 năm 2020", "Quy định về bến khách",
    "Điều 1. Phạm vi", "Quyết định này quy định về bến khách.",
    "Điều 2. Nhà chờ", "1. Bến khách có biển báo.", "2. Bến khách có từ 100 chỗ phải có nhà chờ.",
    "Điều 3. Hiệu lực", "Quyết định này có hiệu lực từ ngày 20 tháng 3 năm 2020.",
)  # fmt: skip
AMENDING = paper(
    "7/2022/QĐ-UBND", "10 tháng 5 năm 2022", "Sửa đổi quy định về bến khách",
    "Điều 1. Sửa đổi, bổ sung một số điều của Quyết định số 12/2020/QĐ-UBND",
    "1. Sửa đổi, bổ sung khoản 2 Điều 2 như sau:", "“2. Bến khách có từ 50 chỗ phải có nhà chờ.”.",
    "Điều 2. Hiệu lực", "Quyết định này có hiệu lực từ ngày 01 tháng 6 năm 2022.",
)  # fmt: skip
ENDING = paper(
    "9/2024/QĐ-UBND", "10 tháng 5 năm 2024", "Bãi bỏ một số văn bản",
    "Điều 1. Bãi bỏ các văn bản sau đây, kể từ ngày 01 tháng 7 năm 2024:",
    "1. Quyết định số 11/2019/QĐ-UBND ngày 02/02/2019;",
    "2. Quyết định số 12/2020/QĐ-UBND ngày 05/3/2020, trừ khoản 1 Điều 2.",
)  # fmt: skip


def ask(question: str, *documents: Document, named: tuple[int, ...] = (1,)) -> Answer:
    desk = Desk(dict(enumerate(documents, 1)), named=named)
    return Assistant(desk, desk, Settings()).ask(question, SCOPE)


STANDS = "Quyết định 12/2020/QĐ-UBND còn hiệu lực không?"


def test_nothing_known_is_said_with_the_first_day_and_the_title() -> None:
    answer = ask(STANDS, OLD)
    assert answer.status == "answered"
    assert answer.remarks == (
        "Chưa thấy văn bản nào trong kho sửa đổi, thay thế hoặc bãi bỏ văn bản số 12/2020/QĐ-UBND (văn bản có hiệu lực"
        " từ ngày 20 tháng 3 năm 2020); kho có thể còn thiếu văn bản, xin đối chiếu thêm nguồn chính thức.",
    )
    assert answer.text.startswith(answer.remarks[0])
    assert [c.document_id for c in answer.citations] == [1]


def test_in_part_names_the_part_and_quotes_the_sentence() -> None:
    answer = ask(STANDS, OLD, AMENDING)
    assert answer.remarks[0].startswith("Còn hiệu lực một phần. Hết hiệu lực một phần (một số điều), được sửa đổi")
    assert answer.citations[0].quote == "Điều 1. Sửa đổi, bổ sung một số điều của Quyết định số 12/2020/QĐ-UBND"


def test_ended_but_for_a_part() -> None:
    answer = ask(STANDS, OLD, ENDING)
    assert answer.remarks[0] == (
        "Còn hiệu lực một phần. Hết hiệu lực một phần, bị bãi bỏ bởi Quyết định số 09/2024/QĐ-UBND ngày 10 tháng 5 năm"
        " 2024, từ ngày 01 tháng 7 năm 2024, trừ khoản 1 Điều 2."
    )
    assert answer.citations[0].quote == "2. Quyết định số 12/2020/QĐ-UBND ngày 05/3/2020, trừ khoản 1 Điều 2."
    assert answer.citations[0].context.startswith("Điều 1. Bãi bỏ các văn bản sau đây")


def test_a_chain_is_followed_one_step_on() -> None:
    next_one = paper(
        "3/2025/QĐ-UBND", "02 tháng 02 năm 2025", "Quy định", "Điều 1. Bãi bỏ Quyết định số 09/2024/QĐ-UBND."
    )
    answer = ask(STANDS, OLD, ENDING, next_one)
    assert any("Quyết định số 09/2024/QĐ-UBND" in r and "bị bãi bỏ bởi" in r for r in answer.remarks[1:])


@pytest.mark.parametrize(
    "question",
    ["Quyết định 12/2020/QĐ-UBND có hiệu lực khi nào?", "quyet dinh 12/2020/QD-UBND co hieu luc tu ngay nao"],
)
def test_from_when(question: str) -> None:
    answer = ask(question, OLD)
    assert answer.remarks == ("Có hiệu lực từ ngày 20 tháng 3 năm 2020.",)
    assert answer.citations[0].quote == "Quyết định này có hiệu lực từ ngày 20 tháng 3 năm 2020."


@pytest.mark.parametrize(
    "question", ["Luật Bến bãi 2019 còn hiệu lực không?", "luat ben bai nam 2019 con hieu luc khong"]
)
def test_a_law_is_named_by_its_subject(question: str) -> None:
    head = Letterhead(kind="Luật", number="45/2019/QH14", date="2019-11-20", year=2019, title="Luật Bến bãi")
    text = "Luật Bến bãi\nLuật này có hiệu lực từ ngày 01 tháng 01 năm 2021."
    law = Document(text, "text", replace(head, spans={"title": Span(0, 12)}))
    newer = paper("5/2025/QĐ-UBND", "02 tháng 02 năm 2025", "Quy định", "Điều 1. Bãi bỏ Luật Bến bãi năm 2019.")
    assert ask(question, law, named=()).remarks[0].startswith("Chưa thấy văn bản nào")
    assert ask("Luật Bến bãi 2020 còn hiệu lực không?", law, newer, named=()).remarks == ()


def test_an_amended_clause_is_quoted_with_its_new_wording() -> None:
    answer = ask("Quyết định 12/2020/QĐ-UBND: bến khách có bao nhiêu chỗ phải có nhà chờ?", OLD, AMENDING)
    assert "100 chỗ" in answer.citations[0].quote
    assert answer.remarks[0] == (
        "Nội dung được trích (khoản 2 Điều 2) đã được sửa đổi bởi Quyết định số 07/2022/QĐ-UBND ngày 10 tháng 5 năm"
        " 2022, từ ngày 01 tháng 6 năm 2022; nội dung mới ở trích dẫn cuối."
    )
    assert (answer.citations[-1].document_id, answer.citations[-1].quote) == (
        2,
        "2. Bến khách có từ 50 chỗ phải có nhà chờ.",
    )


def test_who_signed_is_not_recorded_in_a_digest() -> None:
    desk = Desk({1: DIGEST}, named=(1,))
    answer = Assistant(desk, desk, Settings()).ask("Ai ký Kế hoạch 1989/KH-UBND?", SCOPE)
    assert answer.remarks == ("Kho chỉ có bản tóm lược của văn bản 1989/KH-UBND; bản tóm lược không ghi người ký.",)
    assert answer.citations[0].document_id == 1
