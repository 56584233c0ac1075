"""Letterheads in the layouts real files use; every document here is made up."""

from __future__ import annotations

import pytest

from assistant.parsing import parse
from assistant.types import FileText, Line, Page
from tests.parsing.make import bold, centre, letterhead, signature, whole

BODY = ("Ủy ban nhân dân tỉnh Mẫu ban hành Kế hoạch với các nội dung sau:", bold("I. MỤC ĐÍCH"), "Nâng cao hiệu quả.")


def test_a_plan_with_all_fields_and_their_spans() -> None:
    document = parse(
        whole(
            letterhead(),
            centre("KẾ HOẠCH"),
            centre("Ứng dụng trí tuệ nhân tạo trong cơ quan nhà nước"),
            centre("trên địa bàn tỉnh Mẫu giai đoạn 2026 - 2030"),
            centre("__________"),
            "Căn cứ Luật số 999/2025/QH15;",
            *BODY,
            signature("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        )
    )
    head = document.letterhead
    assert head.kind == "Kế hoạch"
    assert head.number == "12/KH-UBND"
    assert head.symbol == "KH-UBND"
    assert head.issuer == "Ủy ban nhân dân tỉnh Mẫu"
    assert head.place == "Mẫu"
    assert (head.date, head.year) == ("2026-03-05", 2026)
    assert head.title == (
        "Ứng dụng trí tuệ nhân tạo trong cơ quan nhà nước trên địa bàn tỉnh Mẫu giai đoạn 2026 - 2030"
    )
    assert head.signer == "Trần Văn Mẫu"
    assert head.signer_title == "TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH / PHÓ CHỦ TỊCH"
    shown = {name: span.of(document.text) for name, span in head.spans.items()}
    assert shown["number"] == "12/KH-UBND"
    assert shown["issuer"] == "ỦY BAN NHÂN DÂN\nTỈNH MẪU"
    assert shown["date"] == "ngày 05 tháng 3 năm 2026"
    assert shown["kind"] == "KẾ HOẠCH"
    assert shown["signer"] == "Trần Văn Mẫu"
    assert shown["title"].startswith("Ứng dụng")
    assert shown["title"].endswith("2030")


def test_blank_number_and_day_stay_blank() -> None:
    head = parse(
        whole(
            letterhead(number="Số:          /KH-UBND", date="Mẫu, ngày      tháng     năm 2026"),
            centre("KẾ HOẠCH"),
            centre("Cải cách hành chính"),
            *BODY,
        )
    ).letterhead
    assert (head.number, head.symbol, head.date, head.year) == (None, "KH-UBND", None, 2026)
    assert (head.place, head.title) == ("Mẫu", "Cải cách hành chính")


@pytest.mark.parametrize(
    ("number", "key", "symbol"),
    [
        ("Số: 33/2026/NQ-HĐND", "33/2026/NQ-HĐND", "NQ-HĐND"),
        ("Số: 1090 /KH - UBND", "1090/KH-UBND", "KH-UBND"),
        ("Số 57-NQ/TU", "57-NQ/TU", "NQ/TU"),
        ("Số: ....../2026/QĐ-UBND", None, "QĐ-UBND"),
    ],
)
def test_numbers_as_printed(number: str, key: str | None, symbol: str) -> None:
    head = parse(whole(letterhead(number=number), centre("KẾ HOẠCH"), centre("Thử"), *BODY)).letterhead
    assert (head.number, head.symbol) == (key, symbol)


def test_a_department_is_named_with_the_province_above_it() -> None:
    head = parse(
        whole(
            letterhead(("UBND TỈNH MẪU", "SỞ KHOA HỌC VÀ CÔNG NGHỆ"), "Số: 7/BC-SKHCN"),
            centre("BÁO CÁO"),
            centre("Quý I"),
        )
    ).letterhead
    assert head.issuer == "Sở Khoa học và Công nghệ tỉnh Mẫu"
    assert head.number == "07/BC-SKHCN"


def test_an_official_letter_has_its_subject_as_title() -> None:
    document = parse(
        whole(
            letterhead(number="Số: 123/UBND-KSTT\nV/v báo cáo kết quả chuyển đổi số\nquý I năm 2026"),
            "Kính gửi: Các sở, ban, ngành.",
            "Ủy ban nhân dân tỉnh yêu cầu:",
            "1. Các sở báo cáo trước ngày 15/4/2026.",
            "2. Sở Khoa học và Công nghệ tổng hợp.",
            signature("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"),
        )
    )
    head = document.letterhead
    assert (head.kind, head.number) == ("Công văn", "123/UBND-KSTT")
    assert head.title == "báo cáo kết quả chuyển đổi số quý I năm 2026"
    assert head.signer_title == "TL. CHỦ TỊCH / CHÁNH VĂN PHÒNG"
    assert [s.marker for s in document.sections] == ["1", "2"]


def test_a_web_copy_of_a_law() -> None:
    document = parse(
        whole(
            "QUỐC HỘI",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập - Tự do - Hạnh phúc",
            "Luật số: 999/2026/QH16",
            "Hà Nội, ngày 10 tháng 12 năm 2026",
            centre("LUẬT"),
            centre("SÁCH GIÁO KHOA SỐ"),
            "Căn cứ Hiến pháp;",
            "Quốc hội ban hành Luật Sách giáo khoa số.",
            bold("Điều 1. Phạm vi điều chỉnh"),
            "Luật này quy định về sách giáo khoa số.",
            "CHỦ TỊCH QUỐC HỘI Trần Văn Mẫu",
        )
    )
    head = document.letterhead
    assert (head.kind, head.number, head.symbol) == ("Luật", "999/2026/QH16", "QH16")
    assert (head.issuer, head.title) == ("Quốc hội", "Luật Sách giáo khoa số")
    assert (head.signer, head.signer_title) == ("Trần Văn Mẫu", "CHỦ TỊCH QUỐC HỘI")


def test_a_party_letterhead() -> None:
    head = parse(
        whole(
            "ĐẢNG BỘ TỈNH MẪU",
            "TỈNH ỦY",
            "*",
            "ĐẢNG CỘNG SẢN VIỆT NAM",
            "Số 57-NQ/TU",
            "Mẫu, ngày 22 tháng 12 năm 2026",
            centre("NGHỊ QUYẾT"),
            centre("về đột phá phát triển khoa học"),
            "I. QUAN ĐIỂM",
        )
    ).letterhead
    assert (head.kind, head.number, head.date) == ("Nghị quyết", "57-NQ/TU", "2026-12-22")
    assert head.issuer == "Tỉnh ủy Mẫu"


def test_a_copy_mark_supplies_no_field() -> None:
    document = parse(
        whole(
            "SAO Y; Ủy ban nhân dân tỉnh Mẫu; Số: 15/SY-UBND; Mẫu, ngày 25 tháng 7 năm 2026",
            letterhead(),
            centre("KẾ HOẠCH"),
            centre("Cải cách hành chính"),
            *BODY,
            signature("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
            "SAO Y",
            "TL. CHỦ TỊCH",
            "Lê Thị Sao",
        )
    )
    head = document.letterhead
    assert head.copy_mark == "SAO Y"
    assert (head.number, head.date, head.signer) == ("12/KH-UBND", "2026-03-05", "Trần Văn Mẫu")


def test_a_copy_mark_on_a_stamp() -> None:
    page = Page(1, (Line("Một đoạn văn."),))
    assert parse(FileText("pdf", (page,), stamps=("SAO LỤC",))).letterhead.copy_mark == "SAO LỤC"


def test_a_digest_has_no_identity_of_its_instrument() -> None:
    document = parse(
        whole(
            "Bản tóm lược do dự án biên soạn – không phải văn bản chính thức",
            bold("Kế hoạch số 1259/KH-UBND về cải cách hành chính giai đoạn 2026–2030"),
            "Kế hoạch nêu mục tiêu chung.",
        )
    )
    head = document.letterhead
    assert head.kind == "Tóm lược"
    assert (head.number, head.symbol, head.date, head.issuer, head.signer) == (None, None, None, None, None)
    assert head.title == "Kế hoạch số 1259/KH-UBND về cải cách hành chính giai đoạn 2026–2030"
    assert document.related_number == "1259/KH-UBND"


def test_an_article_has_no_letterhead() -> None:
    document = parse(whole("1. Người nộp đơn ghi rõ số: 12/HC trên phong bì.", "2. Cơ quan nhận đơn vào sổ."))
    assert document.letterhead.kind is None
    assert document.letterhead.number is None
    assert [s.kind for s in document.sections] == ["khoan", "khoan"]
