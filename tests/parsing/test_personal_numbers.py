"""Numbers that identify a person are known by the words beside them, never by their shape."""

from __future__ import annotations

import pytest

from assistant.parsing.personal_numbers import read_personal
from assistant.types import Document, Letterhead, Span, Table, TableRow


def found(text: str) -> list[tuple[str, str]]:
    document = Document(text, "text", Letterhead())
    return [(datum.kind, datum.span.of(text)) for datum in read_personal(document)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Số CCCD: 001099012345 do Cục Cảnh sát cấp", [("cccd", "001099012345")]),
        ("CMND số 012 345 678, cấp ngày 01/02/2010", [("cccd", "012 345 678")]),
        ("Căn cước công dân số 031094008314; Ngày cấp: 13/05/2021", [("cccd", "031094008314")]),
        ("ông Nguyễn Văn A, điện thoại: 0912.345.678", [("phone", "0912.345.678")]),
        ("SĐT: +84 912 345 678", [("phone", "+84 912 345 678")]),
        ("Số tài khoản: 1903 4567 8901 23 tại Ngân hàng", [("bank_account", "1903 4567 8901 23")]),
        ("CCCD 001099012345, ĐT 0912345678", [("cccd", "001099012345"), ("phone", "0912345678")]),
    ],
)
def test_what_identifies_a_person(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Điện thoại: 024.35564919; Fax: 024.35564930",
        "Đường dây nóng: 0912 345 678",
        "Liên hệ tổng đài 1900 1234 hoặc 18001234",
        "Mã số thuế: 0100101298",
        "tọa độ 0963019755",
        "Quyết định số 12/2026/QĐ-UBND, CCCD theo mẫu",
        "Tài khoản 3713.0.1054321 tại Kho bạc Nhà nước",
        "chuyển vào tài khoản của đơn vị; mức hỗ trợ 20.000.000 đồng",
        "CCCD: 12345678",
        "điện thoại di động và căn cước công dân",
    ],
)
def test_what_does_not(text: str) -> None:
    assert found(text) == []


def test_a_column_says_what_its_numbers_are() -> None:
    text = "STT | Họ tên | Số CCCD | Mã hồ sơ\n1 | Nguyễn Văn A | 001099012345 | 001099099999"

    def cell(words: str) -> Span:
        return Span(text.index(words), text.index(words) + len(words))

    row = TableRow(Span(text.index("1 |"), len(text)), (None, None, cell("001099012345"), cell("001099099999")))
    header = (None, cell("Họ tên"), cell("Số CCCD"), cell("Mã hồ sơ"))
    document = Document(text, "text", Letterhead(), tables=(Table(Span(0, len(text)), header, (row,)),))
    assert [datum.span for datum in read_personal(document)] == [cell("001099012345")]
