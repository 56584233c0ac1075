"""Letterheads of every kind of paper offices send each other; all made up. And how sure each field is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.parsing import parse
from assistant.parsing.recognition.confidence import confidences, with_recognition
from assistant.types import FileText, Letterhead, Line, Page, TableBlock
from tests.parsing.make import centre, letterhead, signature, whole

MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"


def head_of(*paragraphs: str | Line | TableBlock) -> Letterhead:
    return parse(whole(*paragraphs)).letterhead


def test_an_official_letter_in_plain_lines_with_a_blank_number() -> None:
    head = head_of(
        f"ỦY BAN NHÂN DÂN    {MOTTO}",
        "TỈNH MẪU    Độc lập - Tự do - Hạnh phúc",
        "Số:       /UBND-KGVX    Mẫu, ngày     tháng 3 năm 2026",
        "V/v triển khai Nghị quyết số 57-NQ/TW",
        "Kính gửi:",
        "- Các sở, ban, ngành;",
        "Thực hiện Công văn số 12/BKHCN-VP, UBND tỉnh yêu cầu:",
        "1. Sở Nội vụ báo cáo.",
    )
    assert (head.kind, head.number, head.symbol) == ("Công văn", None, "UBND-KGVX")
    assert (head.issuer, head.place, head.date, head.year) == ("Ủy ban nhân dân tỉnh Mẫu", "Mẫu", None, 2026)
    assert head.title == "triển khai Nghị quyết số 57-NQ/TW"
    assert head.confidence["kind"] < 1
    assert "number" not in head.confidence


def test_a_letter_set_with_tabs() -> None:
    head = head_of(
        f"\tSỞ NỘI VỤ\t\t{MOTTO}",
        "\tPHÒNG CẢI CÁCH HÀNH CHÍNH\t\tĐộc lập - Tự do - Hạnh phúc",
        "\tSố: 45/CCHC-TH\t\tMẫu, ngày 5 tháng 3 năm 2026",
        "\tV/v báo cáo quý I",
        "Kính gửi: Giám đốc Sở.",
    )
    assert (head.issuer, head.number, head.title) == ("Phòng Cải cách hành chính", "45/CCHC-TH", "báo cáo quý I")


def test_a_letter_whose_symbol_looks_like_a_kind() -> None:
    head = head_of(
        letterhead(("BỘ TÀI CHÍNH", "CỤC THUẾ"), "Số: 123/CT-CS\nV/v chính sách thuế"), "Kính gửi: Thuế tỉnh Mẫu"
    )
    assert (head.kind, head.issuer, head.title) == ("Công văn", "Cục Thuế", "chính sách thuế")


@pytest.mark.parametrize(
    ("issuer", "number", "kind", "title", "named"),
    [
        (("UBND TỈNH MẪU", "SỞ TÀI CHÍNH"), "88/TTr-STC", "TỜ TRÌNH", "Phê duyệt dự toán", "Sở Tài chính tỉnh Mẫu"),
        (("THỦ TƯỚNG CHÍNH PHỦ",), "112/CĐ-TTg", "CÔNG ĐIỆN", "Về việc ứng phó mưa lũ", "Thủ tướng Chính phủ"),
        (
            ("UBND TỈNH MẪU", "VĂN PHÒNG"),
            "91/TB-VPUBND",
            "THÔNG BÁO",
            "Kết luận tại cuộc họp tháng 3",
            "Văn phòng Ủy ban nhân dân tỉnh Mẫu",
        ),
        (
            ("ỦY BAN NHÂN DÂN", "XÃ HÒA BÌNH"),
            "05/BC-UBND",
            "BÁO CÁO",
            "Kết quả sáu tháng",
            "Ủy ban nhân dân xã Hòa Bình",
        ),
        (
            ("THÀNH PHỐ HÀ NỘI", "ỦY BAN NHÂN DÂN PHƯỜNG BA ĐÌNH"),
            "15/QĐ-UBND",
            "QUYẾT ĐỊNH",
            "Về việc phân công",
            "Ủy ban nhân dân phường Ba Đình",
        ),
        (("TỈNH ỦY MẪU",), "12-CT/TU", "CHỈ THỊ", "về tăng cường quản lý đất đai", "Tỉnh ủy Mẫu"),
        (
            ("BAN CHẤP HÀNH TRUNG ƯƠNG",),
            "57-NQ/TW",
            "NGHỊ QUYẾT",
            "về đột phá phát triển khoa học",
            "Ban Chấp hành Trung ương",
        ),
        (
            ("BỘ NỘI VỤ - BỘ TÀI CHÍNH",),
            "01/2026/TTLT-BNV-BTC",
            "THÔNG TƯ LIÊN TỊCH",
            "Hướng dẫn phụ cấp",
            "Bộ Nội vụ - Bộ Tài chính",
        ),
        (
            ("ỦY BAN THƯỜNG VỤ QUỐC HỘI - CHÍNH PHỦ - ĐOÀN CHỦ TỊCH", "ỦY BAN TRUNG ƯƠNG MẶT TRẬN TỔ QUỐC VIỆT NAM"),
            "72/2025/NQLT-UBTVQH15-CP-ĐCTUBTWMTTQVN",
            "NGHỊ QUYẾT LIÊN TỊCH",
            "Hướng dẫn hiệp thương",
            "Ủy ban Thường vụ Quốc hội - Chính phủ - Đoàn Chủ tịch Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam",
        ),
        (
            ("BỘ NÔNG NGHIỆP", "VÀ MÔI TRƯỜNG"),
            "36/2025/TT-BNNMT",
            "THÔNG TƯ",
            "Về khai thác",
            "Bộ Nông nghiệp và Môi trường",
        ),
        (
            ("BỘ TÀI CHÍNH",),
            "40 /2000/TT/BTC",
            "THÔNG TƯ",
            "Hướng dẫn miễn thuế",
            "Bộ Tài chính",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) and "/" in value else "",
)
def test_kinds_and_issuers(issuer: tuple[str, ...], number: str, kind: str, title: str, named: str) -> None:
    head = head_of(letterhead(issuer, f"Số: {number}"), centre(kind), centre(title), "1. Nội dung.")
    wanted = number.replace(" ", "").replace("TT/BTC", "TT-BTC")
    assert (head.kind, head.issuer, head.number) == (kind.capitalize(), named, wanted)
    assert head.title == title
    assert head.confidence == {}


def test_a_consolidated_decree_is_named_after_it() -> None:
    head = head_of(
        letterhead(("BỘ TÀI CHÍNH",), "Số: 12/VBHN-BTC"),
        centre("NGHỊ ĐỊNH"),
        centre("Quy định về hóa đơn, chứng từ"),
        "Nghị định số 123/2020/NĐ-CP ngày 19 tháng 10 năm 2020 của Chính phủ, được sửa đổi bởi:",
        "Điều 1. Phạm vi",
        signature("XÁC THỰC VĂN BẢN HỢP NHẤT", "KT. BỘ TRƯỞNG", "THỨ TRƯỞNG"),
    )
    assert (head.kind, head.number) == ("Văn bản hợp nhất", "12/VBHN-BTC")
    assert head.title == "Nghị định quy định về hóa đơn, chứng từ"
    assert head.signer_title == "KT. BỘ TRƯỞNG / THỨ TRƯỞNG"


def test_the_second_line_of_an_issuer_below_the_motto() -> None:
    head = head_of(
        "ỦY BAN NHÂN DÂN", MOTTO, "TỈNH MẪU", "Độc lập - Tự do - Hạnh phúc", "Mẫu, ngày 7 tháng 3 năm 2002",
        centre("QUY ĐỊNH"), centre("Về quản lý đất đai"), "Điều 1. Phạm vi",
    )  # fmt: skip
    assert (head.issuer, head.number, head.date) == ("Ủy ban nhân dân tỉnh Mẫu", None, "2002-03-07")


def test_the_head_of_a_gazette_stands_in_one_run() -> None:
    loud = parse(
        whole(
            "THÔNG TƯ",
            "CỦA BỘ TÀI CHÍNH SỐ 13/2001/TT-BTC NGÀY 8 THÁNG 3 NĂM 2001 HƯỚNG DẪN",
            "VỀ THUẾ NHÀ ĐẤT",
            "Căn cứ Luật thuế;",
            "Bộ Tài chính hướng dẫn về thuế nhà đất như sau:",
            "I. PHẠM VI",
        )
    )
    head = loud.letterhead
    assert (head.kind, head.number, head.issuer, head.date) == (
        "Thông tư",
        "13/2001/TT-BTC",
        "Bộ Tài chính",
        "2001-03-08",
    )
    assert head.title == "Hướng dẫn về thuế nhà đất"
    assert head.spans["number"].of(loud.text) == "13/2001/TT-BTC"
    assert 0 < head.confidence["number"] < 1
    quiet = head_of(
        "Chính phủ", "Nghị định của Chính phủ số 114/2003/NĐ-CP", "ngày 10/10/2003 về cán bộ xã.", "Chính phủ",
        "Căn cứ Luật Tổ chức Chính phủ;", "Chương I", "Những quy định chung", "Điều 1. Phạm vi",
    )  # fmt: skip
    assert (quiet.kind, quiet.number, quiet.issuer) == ("Nghị định", "114/2003/NĐ-CP", "Chính phủ")
    assert (quiet.date, quiet.title) == ("2003-10-10", "Về cán bộ xã")


def test_rules_kept_without_their_decision() -> None:
    document = parse(
        whole(
            "QUY CHẾ",
            "Quản lý kho số",
            "(Ban hành kèm theo Quyết định số 16/2026/QĐ-UBND",
            "ngày 05 tháng 3 năm 2026 của UBND tỉnh Mẫu)",
            "Chương I",
            "QUY ĐỊNH CHUNG",
            "Điều 1. Phạm vi",
        )
    )
    head = document.letterhead
    assert (head.kind, head.title, head.number) == ("Quy chế", "Quản lý kho số", None)
    assert [s.marker for s in document.sections] == ["Chương I", "Điều 1"]


def test_a_title_ends_where_the_signing_authority_is_named() -> None:
    head = head_of(
        letterhead(("UBND TỈNH MẪU", "BAN QUẢN LÝ KHU CÔNG NGHỆ CAO"), "Số: 9/QĐ-BQL"),
        centre("QUYẾT ĐỊNH"),
        centre("Ban hành Quy chế chi tiêu"),
        centre("TRƯỞNG BAN QUẢN LÝ KHU CÔNG NGHỆ CAO TỈNH MẪU"),
        "Căn cứ Luật số 999/2025/QH15;",
        "Điều 1. Ban hành Quy chế.",
    )
    assert head.title == "Ban hành Quy chế chi tiêu"


def test_fields_of_a_recognised_page_are_as_sure_as_the_page_and_those_filled_in_by_hand_much_less() -> None:
    page = Page(1, tuple(Line(line) for line in (
        "ỦY BAN NHÂN DÂN", "TỈNH MẪU", MOTTO, "Độc lập - Tự do - Hạnh phúc", "Số: 11/CT-UBND",
        "Mẫu, ngày 24 tháng 7 năm 2025", "CHỈ THỊ", "Về kỷ luật hành chính", "1. Các sở báo cáo.",
    )), ocr_confidence=0.9)  # fmt: skip
    file = FileText("pdf", (page,))
    document = parse(file)
    head = with_recognition(replace(document.letterhead, confidence={}), document.segments, confidences(file))
    assert head.number == "11/CT-UBND"
    assert head.confidence["number"] == pytest.approx(0.09)
    assert head.confidence["date"] == pytest.approx(0.27)
    assert head.confidence["kind"] == pytest.approx(0.9)
    assert confidences(FileText("pdf", (Page(1, ()),))) == {}
