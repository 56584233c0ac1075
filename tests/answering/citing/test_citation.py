"""Official citation forms, and what is not printed."""

from __future__ import annotations

import pytest

from assistant.answering import answer_to_dict, citation_label, document_label, error_to_dict
from assistant.answering.citing.citation import official_date
from assistant.errors import QuestionError
from assistant.types import Answer, Choice, Citation, Document, Lead, LeadPart, Letterhead
from tests.answering.desk import record_of


def label(labels: tuple[str, ...] = (), row: str | None = None, related: str | None = None, **fields: object) -> str:
    document = Document("", "pdf", Letterhead(**fields), related_number=related)  # type: ignore[arg-type]
    return citation_label(record_of(document, 7), labels, row)


@pytest.mark.parametrize(
    ("iso", "written"),
    [
        ("2022-01-06", "ngày 06 tháng 01 năm 2022"),
        ("2026-02-28", "ngày 28 tháng 02 năm 2026"),
        ("2020-03-05", "ngày 05 tháng 3 năm 2020"),
        ("2025-12-31", "ngày 31 tháng 12 năm 2025"),
    ],
)
def test_dates_are_written_as_the_decree_prescribes(iso: str, written: str) -> None:
    assert official_date(iso) == written


UBND = "Ủy ban nhân dân tỉnh Mẫu"


@pytest.mark.parametrize(
    ("title", "joined"),
    [
        ("Về công tác văn thư", "về công tác văn thư"),
        ("V/v rà soát thủ tục", "về việc rà soát thủ tục"),
        ("Ban hành Quy chế làm việc", "ban hành Quy chế làm việc"),
        ("Triển khai Đề án 06", "về triển khai Đề án 06"),
        ("AI trong cơ quan nhà nước", "về AI trong cơ quan nhà nước"),
        ("Ứng dụng\ntrí tuệ  nhân tạo.", "về ứng dụng trí tuệ nhân tạo"),
    ],
)
def test_the_subject_is_joined_on(title: str, joined: str) -> None:
    assert label(kind="Kế hoạch", number="05/KH-UBND", date="2026-01-06", issuer=UBND, title=title) == (
        f"Kế hoạch số 05/KH-UBND ngày 06 tháng 01 năm 2026 của {UBND} {joined}"
    )


@pytest.mark.parametrize(
    ("fields", "written"),
    [
        ({"kind": "Kế hoạch"}, "Kế hoạch (chưa ghi số) (chưa ghi ngày) (chưa ghi cơ quan ban hành)"),
        (
            {"kind": "Kế hoạch", "symbol": "KH-UBND", "issuer": UBND, "year": 2026},
            f"Kế hoạch số (chưa ghi số)/KH-UBND (chưa ghi ngày) năm 2026 của {UBND}",
        ),
        (
            {"kind": "Luật", "number": "20/2023/QH15", "issuer": "Quốc hội", "title": "Luật Giao dịch điện tử",
             "date": "2023-06-22"},
            "Luật Giao dịch điện tử số 20/2023/QH15 ngày 22 tháng 6 năm 2023 của Quốc hội",
        ),
        ({"title": "Thanh niên"}, "“Thanh niên”"),
        ({}, "tệp van-ban-7.pdf"),
    ],
)  # fmt: skip
def test_what_is_not_printed_is_said(fields: dict[str, object], written: str) -> None:
    assert label(**fields) == written


def test_places_run_from_the_bottom_up() -> None:
    fields = {"kind": "Nghị quyết", "number": "33/2022/NQ-HĐND", "issuer": "HĐND tỉnh Mẫu", "date": "2022-12-09"}
    tail = "Nghị quyết số 33/2022/NQ-HĐND ngày 09 tháng 12 năm 2022 của HĐND tỉnh Mẫu"
    assert label(("Điều 5", "khoản 2", "điểm a"), **fields) == f"điểm a khoản 2 Điều 5 {tail}"
    assert label(("Mục II", "-"), **fields) == f"Mục II {tail}"
    assert label(("Phụ lục I",), "dòng 3 bảng", **fields) == f"dòng 3 bảng tại Phụ lục I kèm theo {tail}"
    assert label((), "dòng 3 bảng", **fields) == f"dòng 3 bảng trong {tail}"


@pytest.mark.parametrize(
    ("related", "written"),
    [
        ("1989/KH-UBND", "Bản tóm lược (do dự án biên soạn) về Kế hoạch số 1989/KH-UBND"),
        ("06/QĐ-TTg", "Bản tóm lược (do dự án biên soạn) về Quyết định số 06/QĐ-TTg"),
        ("202/2025/QH15", "Bản tóm lược (do dự án biên soạn) về văn bản số 202/2025/QH15"),
        ("57-NQ/TW", "Bản tóm lược (do dự án biên soạn) về Nghị quyết số 57-NQ/TW"),
        (None, "Bản tóm lược (do dự án biên soạn) về hạ tầng số"),
    ],
)
def test_a_digest_is_ours(related: str | None, written: str) -> None:
    assert label(kind="Tóm lược", title="Tóm lược về hạ tầng số", related=related) == written


def test_the_json_of_an_answer_has_exactly_the_promised_keys() -> None:
    citation = Citation(
        7, 2, "05/KH-UBND", "T", "O", "Mục I › 1", 4, "chữ", 10, 13, context="ngữ cảnh", score=2.0, confidence=0.61237
    )
    choice = Choice(7, "O", "T", None)
    answer = Answer(
        "answered",
        "“chữ” [1]",
        (citation,),
        "hiểu",
        (choice,),
        (choice,),
        ("lưu ý",),
        confidence=0.61237,
        lead=Lead("chữ", (LeadPart(0, 10, 13),)),
        timings={"total": 1.23456},
        remarks=("nhận xét",),
    )
    shown = {"document_id": 7, "official": "O", "title": "T", "date": None}
    assert answer_to_dict(answer) == {
        "status": "answered",
        "text": "“chữ” [1]",
        "answer": {"text": "chữ", "parts": [{"citation": 1, "start": 10, "end": 13}]},
        "confidence": 0.6124,
        "understood_as": "hiểu",
        "choices": [shown],
        "nearest": [shown],
        "remarks": ["nhận xét"],
        "notes": ["lưu ý"],
        "citations": [
            {"document_id": 7, "version": 2, "number": "05/KH-UBND", "title": "T", "official": "O", "path": "Mục I › 1",
             "page": 4, "context": "ngữ cảnh", "quote": "chữ", "start": 10, "end": 13, "ocr": False,
             "confidence": 0.6124}
        ],
        "timings": {"total": 1.235},
    }  # fmt: skip
    assert error_to_dict(QuestionError("Câu hỏi trống.", "Hãy nhập.")) == {
        "error": {"code": "cau_hoi_khong_hop_le", "message": "Câu hỏi trống.", "action": "Hãy nhập."}
    }


def test_a_document_label_is_the_citation_without_a_place() -> None:
    document = Document("", "pdf", Letterhead(kind="Báo cáo", number="9/BC-UBND"))
    assert document_label(record_of(document, 1)) == citation_label(record_of(document, 1), ())
