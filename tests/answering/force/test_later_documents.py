"""Whether a document still stands: told in the words of the later document, and never taken from another's number."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answering import Assistant
from assistant.answering.force.later_documents import LaterDocuments
from assistant.settings import Settings
from assistant.types import Document, Letterhead, Reference, Relation, Scope, Span
from tests.answering.desk import PLAN, SCOPE, Desk

SENTENCE = "Kế hoạch này thay thế Kế hoạch số 1090/KH-UBND ngày 06/01/2026 của Ủy ban nhân dân tỉnh Mẫu."
TEXT = f"ỦY BAN NHÂN DÂN TỈNH MẪU\nKế hoạch này có hiệu lực từ ngày ký. {SENTENCE} Các sở tổ chức thực hiện.\nNơi nhận"


def later(
    relation: Relation = "thay_the", date: str | None = "2026-01-06", number: str = "1090/KH-UBND", **head: str
) -> Document:
    """A plan of June 2026 that acts on the plan 1090 of 06/01/2026."""
    at = TEXT.index("1090/KH-UBND")
    fields = {"kind": "Kế hoạch", "number": "200/KH-UBND", "issuer": "Ủy ban nhân dân tỉnh Mẫu", "date": "2026-06-01"}
    reference = Reference(number, relation, Span(at, at + len("1090/KH-UBND")), date=date)
    return Document(TEXT, "text", Letterhead(**(fields | head)), references=(reference,))  # type: ignore[arg-type]


def found(document: Document, scope: Scope = SCOPE) -> list[tuple[int, str, str]]:
    desk = Desk({1: PLAN, 2: document})
    with desk.pin() as snapshot:
        acts = LaterDocuments().of(desk.records[1], snapshot, scope)
    return [(act.record.id, act.relation, act.citations[0].quote) for act in acts]


def test_the_sentence_of_the_later_document_is_quoted_and_no_more() -> None:
    assert found(later()) == [(2, "thay_the", SENTENCE)]
    assert found(later("sua_doi")) == [(2, "sua_doi", SENTENCE)]


@pytest.mark.parametrize(
    "other",
    [
        later("nhac_den"),
        later(date="2025-01-06"),
        later(date=None, issuer="Ủy ban nhân dân tỉnh Khác"),
        later(number="1091/KH-UBND"),
        later(number="109/KH-UBND"),
    ],
    ids=["a mention", "another day", "another issuer", "another number", "part of the number"],
)
def test_what_acts_on_another_document_says_nothing(other: Document) -> None:
    assert found(other) == []


def test_a_document_before_it_cannot_end_it() -> None:
    assert found(replace(later(), letterhead=replace(later().letterhead, date="2025-12-31"))) == []


def test_without_a_date_the_same_issuer_is_meant() -> None:
    assert found(later(date=None)) == [(2, "thay_the", SENTENCE)]


def test_a_filter_of_years_hides_no_later_document() -> None:
    assert found(later(), replace(SCOPE, years=frozenset({1999}))) == [(2, "thay_the", SENTENCE)]


def test_asked_whether_it_stands_the_later_document_answers() -> None:
    desk = Desk({1: PLAN, 2: later()}, named=(1,))
    answer = Assistant(desk, desk, Settings()).ask("Kế hoạch 1090/KH-UBND còn áp dụng không?", SCOPE)
    assert (answer.status, [(c.document_id, c.quote) for c in answer.citations]) == ("answered", [(2, SENTENCE)])
    assert TEXT[answer.citations[0].start : answer.citations[0].end] == SENTENCE
    assert answer.remarks[0].startswith("Không còn áp dụng. Bị thay thế bởi Kế hoạch số 200/KH-UBND")


def test_an_answer_from_a_replaced_document_says_so() -> None:
    desk = Desk({1: PLAN, 2: later()}, named=(1,))
    answer = Assistant(desk, desk, Settings()).ask("Kế hoạch 1090/KH-UBND: ai chủ trì mua sắm máy chủ đồ họa?", SCOPE)
    assert answer.citations[0].document_id == 1
    assert answer.text.startswith(answer.remarks[0])
    assert answer.remarks == (
        "Kế hoạch số 200/KH-UBND ngày 01 tháng 6 năm 2026 của Ủy ban nhân dân tỉnh Mẫu có ghi việc thay thế "
        f"văn bản số 1090/KH-UBND: “{SENTENCE}”",
    )


def test_when_none_is_known_that_is_all_that_is_said() -> None:
    desk = Desk({1: PLAN}, named=(1,))
    answer = Assistant(desk, desk, Settings()).ask("Kế hoạch 1090/KH-UBND đã bị thay thế chưa?", SCOPE)
    assert (
        "Chưa thấy văn bản nào trong kho sửa đổi, thay thế hoặc bãi bỏ văn bản số 1090/KH-UBND; "
        "kho có thể còn thiếu văn bản, xin đối chiếu thêm nguồn chính thức."
    ) in answer.remarks


def test_what_was_found_is_remembered_for_its_generation_only() -> None:
    desk = Desk({1: PLAN})
    standing = LaterDocuments()
    assert standing.of(desk.records[1], desk, SCOPE) == ()
    desk.documents[2] = later()
    desk.__post_init__()
    assert standing.of(desk.records[1], desk, SCOPE) == ()
    desk.generation = 2
    assert [act.record.id for act in standing.of(desk.records[1], desk, SCOPE)] == [2]
