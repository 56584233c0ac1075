"""When a document takes effect and ends, as its own sentences say; never what a quoted or another document says."""

from __future__ import annotations

import pytest

from assistant.parsing import parse
from assistant.types import Document
from tests.parsing.make import centre, letterhead, whole


def read(
    *sentences: str, kind: str = "QUYẾT ĐỊNH", title: str = "Về thử nghiệm", number: str = "7/QĐ-UBND"
) -> Document:
    articles = [f"Điều {n}. {sentence}" for n, sentence in enumerate(sentences, 1)]
    return parse(whole(letterhead(number=f"Số: {number}"), centre(kind), centre(title), *articles))


@pytest.mark.parametrize(
    ("sentence", "start", "days", "quote"),
    [
        (
            "Quyết định này có hiệu lực thi hành kể từ ngày 01 tháng 7 năm 2026.",
            "2026-07-01",
            None,
            "Quyết định này có hiệu lực thi hành kể từ ngày 01 tháng 7 năm 2026",
        ),
        ("Quyết định này có hiệu lực kể từ ngày ký.", "2026-03-05", 0, "Quyết định này có hiệu lực kể từ ngày ký"),
        (
            "Quyết định này có hiệu lực thi hành sau 45 ngày, kể từ ngày ký ban hành.",
            "2026-04-19",
            45,
            "Quyết định này có hiệu lực thi hành sau 45 ngày, kể từ ngày ký",
        ),
    ],
)
def test_the_day_it_takes_effect(sentence: str, start: str, days: int | None, quote: str) -> None:
    document = read("Ban hành quy chế.", sentence)
    (found,) = document.validity
    assert (found.kind, found.start, found.after_days, found.part) == ("hieu_luc", start, days, None)
    assert found.span.of(document.text) == quote


def test_a_clause_with_a_day_of_its_own() -> None:
    document = read(
        "Hiệu lực thi hành",
        "Quyết định này có hiệu lực từ ngày 01/7/2026, trừ khoản 2 Điều 10 có hiệu lực từ ngày 01/01/2027.",
        "Khoản 3 Điều 8 của Quyết định này có hiệu lực thi hành từ ngày 01 tháng 9 năm 2026.",
    )
    said = [(v.start, v.part.of(document.text) if v.part else None) for v in document.validity]
    assert said == [
        ("2026-07-01", None),
        ("2027-01-01", "khoản 2 Điều 10"),
        ("2026-09-01", "Khoản 3 Điều 8"),
    ]


def test_the_day_it_ends() -> None:
    document = read(
        "Quyết định này có hiệu lực từ ngày 01/7/2026 đến hết ngày 31/12/2027.",
        "Quyết định này hết hiệu lực kể từ ngày 01 tháng 3 năm 2027.",
    )
    assert [(v.kind, v.start, v.end) for v in document.validity] == [
        ("hieu_luc", "2026-07-01", None),
        ("het_hieu_luc", None, "2027-12-31"),
        ("het_hieu_luc", None, "2027-02-28"),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Các hồ sơ nộp trước ngày Quyết định này có hiệu lực thi hành đến ngày 31/12/2026 được xử lý theo quy định cũ.",
        "Thông tư này có hiệu lực từ ngày 01/01/2027.",
        "Bản án đã có hiệu lực từ ngày 01/01/2027 được thi hành.",
        "Hồ sơ [Cụm từ này bị thay thế bởi Điều 2 Nghị định này có hiệu lực từ ngày 15/08/2025] gồm có:",
    ],
)
def test_what_is_not_said_of_this_document(sentence: str) -> None:
    assert read("Ban hành quy chế.", sentence).validity == ()


@pytest.mark.parametrize(
    ("title", "start", "end", "quote"),
    [
        ("Chuyển đổi số giai đoạn 2026 - 2030", "2026-01-01", "2030-12-31", "giai đoạn 2026 - 2030"),
        ("Cải cách hành chính năm 2026", "2026-01-01", "2026-12-31", "năm 2026"),
        ("Phát triển đô thị đến năm 2030", None, "2030-12-31", "đến năm 2030"),
    ],
)
def test_the_period_of_a_plan(title: str, start: str | None, end: str, quote: str) -> None:
    document = read("Mục tiêu", kind="KẾ HOẠCH", title=title, number="12/KH-UBND")
    (found,) = document.validity
    assert (found.kind, found.start, found.end, found.span.of(document.text)) == ("giai_doan", start, end, quote)


@pytest.mark.parametrize(
    "title", ["Thực hiện Luật Đất đai năm 2024", "Triển khai Chỉ thị số 11-CT/TU ngày 04 tháng 01 năm 2026"]
)
def test_a_year_of_another_document_is_no_period(title: str) -> None:
    assert read("Mục tiêu", kind="KẾ HOẠCH", title=title, number="12/KH-UBND").validity == ()
