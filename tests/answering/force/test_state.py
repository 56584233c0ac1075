"""The state of a document on a day: told only from what is held, said or recorded, in the words of the law."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answering import Assistant
from assistant.answering.force.later_documents import Later, LaterDocuments
from assistant.answering.force.state import Evidence, force_to_dict, look, state_of_force
from assistant.settings import Settings
from assistant.types import (
    UNKNOWN,
    Document,
    Extent,
    Letterhead,
    RecordedForce,
    Reference,
    Relation,
    Scope,
    Span,
    Validity,
)
from tests.answering.desk import SCOPE, Desk, record_of

TEXT = "Quyết định này có hiệu lực từ ngày 01/7/2026.\nQuyết định này có hiệu lực đến hết ngày 31/12/2027."
BEGINS = Validity("hieu_luc", Span(0, 44), "2026-07-01")
ENDS = Validity("het_hieu_luc", Span(46, len(TEXT)), None, "2027-12-31")
LAW = Letterhead(kind="Quyết định", number="15/2026/QĐ-UBND", issuer="UBND tỉnh Mẫu", date="2026-06-20", year=2026)
PLAN = Letterhead(kind="Kế hoạch", number="12/KH-UBND", issuer="UBND tỉnh Mẫu", date="2026-01-15", title="Năm 2026")


def document(head: Letterhead = LAW, *validity: Validity) -> Document:
    return Document(TEXT, "text", head, validity=validity)


def later(relation: Relation, effective: str | None, extent: Extent | None = None, number: str = "20") -> Later:
    head = Letterhead(kind="Quyết định", number=f"{number}/2027/QĐ-UBND", date="2027-01-10")
    return Later(record_of(document(head), int(number)), relation, (), extent, effective)


def state(
    as_of: str,
    *acts: Later,
    head: Letterhead = LAW,
    validity: tuple[Validity, ...] = (BEGINS,),
    recorded: RecordedForce | None = None,
) -> tuple[str, str | None, str | None]:
    own = document(head, *validity)
    found = state_of_force(Evidence(record_of(own, 1), own, acts, recorded), as_of)
    return found.state, found.start, found.end


def test_without_evidence_only_the_one_sentence_is_said() -> None:
    own = document(LAW, BEGINS)
    found = state_of_force(Evidence(record_of(own, 1), own, ()), "2026-11-22")
    assert (found.state, found.words, found.start, found.as_of) == (UNKNOWN, UNKNOWN, "2026-07-01", "2026-11-22")
    assert UNKNOWN == "Chưa thấy văn bản nào trong kho sửa đổi, thay thế hoặc bãi bỏ"
    assert found.source == ()


@pytest.mark.parametrize(
    ("acts", "expected"),
    [
        ([later("thay_the", "2027-02-01", "toan_bo")], ("hết hiệu lực toàn bộ", "2026-07-01", "2027-01-31")),
        ([later("bai_bo", None, "toan_bo")], ("hết hiệu lực toàn bộ", "2026-07-01", None)),
        ([later("sua_doi", "2027-02-01", "mot_phan")], ("hết hiệu lực một phần", "2026-07-01", None)),
        ([later("ngung_hieu_luc", "2027-02-01", "toan_bo")], ("ngưng hiệu lực toàn bộ", "2026-07-01", None)),
        ([later("ngung_hieu_luc", "2027-02-01", "mot_phan")], ("ngưng hiệu lực một phần", "2026-07-01", None)),
        ([later("bai_bo", "2028-01-01", "toan_bo")], ("sắp hết hiệu lực", "2026-07-01", "2027-12-31")),
    ],
)
def test_what_later_documents_do(acts: list[Later], expected: tuple[str, str | None, str | None]) -> None:
    assert state("2027-06-01", *acts) == expected


def test_an_administrative_paper_is_replaced_repealed_or_amended() -> None:
    assert state("2027-06-01", later("thay_the", "2027-02-01"), head=PLAN, validity=())[0] == "bị thay thế"
    assert state("2027-06-01", later("bai_bo", "2027-02-01"), head=PLAN, validity=())[0] == "bị bãi bỏ"
    assert state("2027-06-01", later("sua_doi", "2027-02-01"), head=PLAN, validity=())[0] == "được sửa đổi, bổ sung"


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [("2025-12-31", "chưa đến giai đoạn"), ("2026-06-01", "đang trong giai đoạn"), ("2027-01-01", "đã hết giai đoạn")],
)
def test_the_period_of_a_plan(as_of: str, expected: str) -> None:
    period = Validity("giai_doan", Span(0, 10), "2026-01-01", "2026-12-31")
    assert state(as_of, head=PLAN, validity=(period,)) == (expected, "2026-01-01", "2026-12-31")


def test_before_its_first_and_after_its_last_day() -> None:
    both = (BEGINS, ENDS)
    assert state("2026-06-30", validity=both) == ("chưa có hiệu lực", "2026-07-01", "2027-12-31")
    assert state("2026-07-01", validity=both)[0] == UNKNOWN
    assert state("2028-01-01", validity=both)[0] == "hết hiệu lực toàn bộ"
    own = document(LAW, *both)
    found = state_of_force(Evidence(record_of(own, 1), own, ()), "2028-01-01")
    assert [c.quote for c in found.source] == ["Quyết định này có hiệu lực đến hết ngày 31/12/2027."]


def test_days_after_signing_follow_a_corrected_date() -> None:
    said = Validity("hieu_luc", Span(0, 44), "2026-08-04", None, None, 45)
    assert state("2026-11-22", validity=(said,))[1] == "2026-08-04"
    assert state("2026-11-22", head=replace(LAW, date="2026-09-01"), validity=(said,))[1] == "2026-10-16"
    part = replace(BEGINS, part=Span(0, 5))
    assert state("2026-06-01", validity=(part,))[0] == UNKNOWN


def test_in_force_is_said_only_from_a_recorded_source() -> None:
    said = RecordedForce("con_hieu_luc", "vbpl.vn", "2027-03-01")
    own = document(LAW, BEGINS)
    found = state_of_force(Evidence(record_of(own, 1), own, (), said), "2027-06-01")
    assert (found.state, found.words, found.told_by) == (
        "còn hiệu lực",
        "Còn hiệu lực theo vbpl.vn, tra cứu ngày 01 tháng 3 năm 2027",
        "vbpl.vn",
    )
    # looked up after the act took effect: the person knew better; before it: the act came later
    assert state("2027-06-01", later("bai_bo", "2027-02-01"), recorded=said)[0] == "còn hiệu lực"
    assert state("2027-06-01", later("bai_bo", "2027-04-01"), recorded=said)[0] == "hết hiệu lực toàn bộ"


def test_a_document_of_another_group_changes_nothing_and_is_not_told() -> None:
    sentence = "Bãi bỏ Quyết định số 15/2026/QĐ-UBND."
    at = sentence.index("15/")
    act = Reference("15/2026/QĐ-UBND", "bai_bo", Span(at, at + 15), extent="toan_bo")
    head = Letterhead(kind="Quyết định", number="20/2026/QĐ-UBND", issuer="UBND tỉnh Mẫu", date="2026-09-01")
    desk = Desk({1: document(LAW, BEGINS), 2: Document(sentence, "text", head, references=(act,))})
    desk.records[2] = replace(desk.records[2], access_group="rieng")

    def told(groups: set[str]) -> dict[str, object] | None:
        return force_to_dict(look(desk.records[1], desk, Scope(frozenset(groups)), LaterDocuments(), "2026-11-22"))

    assert told({"chung"}) == {
        "state": UNKNOWN, "words": UNKNOWN, "from": "2026-07-01", "to": None, "as_of": "2026-11-22", "source": None,
    }  # fmt: skip
    known = told({"chung", "rieng"})
    assert known is not None
    assert (known["state"], known["to"]) == ("hết hiệu lực toàn bộ", "2026-08-31")
    assert known["source"] == {
        "document": "Quyết định số 20/2026/QĐ-UBND ngày 01 tháng 9 năm 2026 của UBND tỉnh Mẫu",
        "document_id": 2, "number": "20/2026/QĐ-UBND", "page": None, "quote": sentence, "context": None,
    }  # fmt: skip


def test_a_list_is_quoted_with_what_governs_it() -> None:
    text = "Điều 5. Hiệu lực\n1. Bãi bỏ các văn bản sau đây:\na) Quyết định số 15/2026/QĐ-UBND;\nb) Quyết định khác."
    at = text.index("15/")
    act = Reference("15/2026/QĐ-UBND", "bai_bo", Span(at, at + 15), extent="toan_bo")
    head = Letterhead(kind="Quyết định", number="20/2026/QĐ-UBND", issuer="UBND tỉnh Mẫu", date="2026-09-01")
    desk = Desk({1: document(), 2: Document(text, "text", head, references=(act,))})
    (found,) = LaterDocuments().of(desk.records[1], desk, SCOPE)
    assert (found.citations[0].context, found.citations[0].quote) == (
        "1. Bãi bỏ các văn bản sau đây:",
        "a) Quyết định số 15/2026/QĐ-UBND;",
    )


def test_asked_whether_it_stands_its_own_last_day_answers() -> None:
    desk = Desk({1: document(LAW, BEGINS, replace(ENDS, end="2020-10-31"))}, named=(1,))
    answer = Assistant(desk, desk, Settings()).ask("Quyết định 15/2026/QĐ-UBND còn hiệu lực không?", SCOPE)
    assert [c.quote for c in answer.citations] == ["Quyết định này có hiệu lực đến hết ngày 31/12/2027."]
    assert "Hết hiệu lực toàn bộ: chỉ có hiệu lực đến hết ngày 31 tháng 10 năm 2020." in answer.remarks[0]
