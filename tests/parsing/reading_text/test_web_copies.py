"""Texts as web sites save them: lines glued together or broken, notes at the end, articles without a stop."""

from __future__ import annotations

from assistant.parsing import parse
from assistant.parsing.reading_text.broken_lines import unglued
from assistant.types import FileText, Line, Page
from tests.parsing.make import centre, letterhead, signature, whole
from tests.parsing.outline.test_sections import tree

LAW = (
    letterhead(("QUỐC HỘI",), "Luật số: 9/2026/QH16", "Hà Nội, ngày 10 tháng 12 năm 2026"),
    centre("LUẬT"),
    centre("SÁCH SỐ"),
)


def web(*lines: str) -> FileText:
    return FileText("text", (Page(None, tuple(Line(line) for line in lines)),))


def test_lines_that_a_copy_glued_come_apart() -> None:
    assert unglued("Chương II QUY ĐỊNH VỀ CỔNG THÔNG TIN Điều 9. Nguyên tắc hoạt động") == [
        "Chương II QUY ĐỊNH VỀ CỔNG THÔNG TIN",
        "Điều 9. Nguyên tắc hoạt động",
    ]
    assert unglued("cư trú tại địa phương.”Điều 2. Hiệu lực thi hành") == [
        "cư trú tại địa phương.”",
        "Điều 2. Hiệu lực thi hành",
    ]
    assert unglued("Luật Sách số 2026. Chương I QUY ĐỊNH CHUNG") == ["Luật Sách số 2026.", "Chương I QUY ĐỊNH CHUNG"]
    assert unglued("TM. CHÍNH PHỦ THỦ TƯỚNG Trần Văn Mẫu PHỤ LỤC I DANH MỤC SÁCH") == [
        "TM. CHÍNH PHỦ THỦ TƯỚNG Trần Văn Mẫu",
        "PHỤ LỤC I DANH MỤC SÁCH",
    ]


def test_prose_that_names_an_article_stays_whole() -> None:
    for text in (
        "Hồ sơ quy định tại Điều 9. Ủy ban nhân dân tỉnh xem xét trong 05 ngày.",
        "Thực hiện theo UBND tỉnh tại Điều 5 Quy chế này.",
        "Ban hành kèm theo Quyết định này PHỤ LỤC I Danh mục sách.",
        "Luật Sách số quy định tại Chương II về cấp phép.",
    ):
        assert unglued(text) == [text]


def test_an_articles_word_parted_from_its_number() -> None:
    document = parse(web("Điều 1. Phạm vi", "Sách số.", "Điều", "2. Nguyên tắc", "Công khai.", "Điều 3. Hiệu lực"))
    assert tree(document) == ["Điều 1 | Phạm vi", "Điều 2 | Nguyên tắc", "Điều 3 | Hiệu lực"]


def test_articles_without_a_stop_where_the_whole_text_prints_them_so() -> None:
    document = parse(
        whole(
            *LAW,
            "Chương I",
            centre("QUY ĐỊNH CHUNG"),
            "Điều 1 Nhà nước phát triển sách số.",
            "Điều 2 Người đọc có quyền mượn sách theo quy định tại",
            "Điều 1 Luật này.",
            "Điều 3 Thư viện phục vụ miễn phí.",
        )
    )
    assert [s.marker for s in document.sections] == ["Chương I", "Điều 1", "Điều 2", "Điều 3"]
    usual = parse(
        whole(*LAW, "Điều 1. Phạm vi", "Quy định tại", "Điều 2 Luật này áp dụng cho thư viện.", "Điều 2. Quyền")
    )
    assert [s.marker for s in usual.sections] == ["Điều 1", "Điều 2"]
    assert usual.sections[1].title == "Quyền"


def test_notes_below_a_consolidated_text_are_no_articles_of_it() -> None:
    document = parse(
        whole(
            *LAW,
            *(line for n in range(1, 8) for line in (f"Điều {n}. Việc thứ {n}", "1. Thư viện mở cửa.", "2. Miễn phí.")),
            signature("XÁC THỰC VĂN BẢN HỢP NHẤT", "CHỦ NHIỆM"),
            "[1] Luật số 10/2027/QH16 có căn cứ ban hành như sau:",
            "“Căn cứ Hiến pháp.”.",
            "[2] Điều này được sửa đổi theo khoản 1 Điều 1 của Luật số 10/2027/QH16.",
            "[3] Điều 17 và Điều 18 của Luật số 10/2027/QH16 quy định như sau:",
            "“Điều 17. Hiệu lực thi hành",
            "1. Thay cụm từ “sách giấy” bằng cụm từ “sách”.",
            "Điều 18. Quy định chuyển tiếp",
            "Thư viện cũ giữ giấy phép.”.",
        )
    )
    assert [s.marker for s in document.sections if s.kind == "dieu"] == [f"Điều {n}" for n in range(1, 8)]
    assert document.text.endswith("Thư viện cũ giữ giấy phép.”.")


def test_a_stray_quotation_mark_does_not_swallow_the_articles_after_it() -> None:
    lines = [line for n in range(1, 12) for line in (f"Điều {n}. Việc thứ {n}", "Thư viện mở cửa.")]
    lines[15] = "Sách điện tử (gọi là “ebook) được mượn."
    lines[19] = "Người đọc thẻ” được ưu tiên."
    assert [s.marker for s in parse(whole(*LAW, *lines)).sections] == [f"Điều {n}" for n in range(1, 12)]


def test_a_paper_with_its_own_letterhead_below_the_signature() -> None:
    document = parse(
        whole(
            letterhead(number="Số: 16/2026/QĐ-UBND"),
            centre("QUYẾT ĐỊNH"),
            centre("Quy định mẫu đơn"),
            "Điều 1. Ban hành mẫu đơn.",
            "Điều 2. Quyết định này có hiệu lực từ ngày ký.",
            signature("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
            letterhead(("TÊN CƠ QUAN",), "Số: ..../QĐ", "........, ngày .... tháng .... năm ...."),
            centre("QUYẾT ĐỊNH"),
            centre("Về việc cho mượn sách"),
            "Điều 1. Cho ông (bà) ....... mượn sách.",
            "Điều 2. Quyết định này có hiệu lực từ ngày ký.",
        )
    )
    assert tree(document) == [
        "Điều 1 | Ban hành mẫu đơn",
        "Điều 2",
        "Văn bản kèm theo | QUYẾT ĐỊNH",
        "  Điều 1",
        "  Điều 2",
    ]
    assert document.letterhead.number == "16/2026/QĐ-UBND"


def test_a_list_of_annexes_inside_an_article_opens_none() -> None:
    document = parse(
        whole(
            *LAW,
            "Điều 1. Ban hành kèm theo Luật này các phụ lục:",
            "Phụ lục I - Danh mục sách giáo khoa;",
            "Phụ lục II - Danh mục sách tham khảo.",
            "Điều 2. Hiệu lực",
            "PHỤ LỤC I",
            centre("DANH MỤC SÁCH GIÁO KHOA"),
        )
    )
    assert tree(document) == [
        "Điều 1 | Ban hành kèm theo Luật này các phụ lục",
        "Điều 2 | Hiệu lực",
        "Phụ lục I | DANH MỤC SÁCH GIÁO KHOA",
    ]


def test_a_title_that_ends_with_the_issuers_name_keeps_it() -> None:
    head = parse(
        whole(
            letterhead(("BỘ QUỐC PHÒNG",), "Số: 13/2026/TT-BQP", "Hà Nội, ngày 12 tháng 02 năm 2026"),
            centre("THÔNG TƯ"),
            centre("QUY ĐỊNH VỀ THƯ VIỆN THUỘC PHẠM VI QUẢN LÝ CỦA BỘ QUỐC PHÒNG"),
            "Điều 1. Đối tượng áp dụng",
        )
    ).letterhead
    assert head.title == "Quy định về thư viện thuộc phạm vi quản lý của Bộ Quốc phòng"


def test_who_authenticated_a_consolidated_text_on_one_line() -> None:
    head = parse(
        whole(
            letterhead(("VĂN PHÒNG QUỐC HỘI",), "Số: 9/VBHN-VPQH", "Hà Nội, ngày 10 tháng 12 năm 2026"),
            centre("LUẬT"),
            centre("SÁCH SỐ"),
            "Điều 1. Phạm vi",
            "Nơi nhận:",
            "- Lưu: HC.",
            "XÁC THỰC VĂN BẢN HỢP NHẤT CHỦ NHIỆM Trần Văn Mẫu",
        )
    ).letterhead
    assert (head.signer, head.signer_title) == ("Trần Văn Mẫu", "CHỦ NHIỆM")


def test_a_signature_parted_after_its_first_word_and_glued_to_the_annex() -> None:
    document = parse(
        whole(
            *LAW,
            "Điều 1. Phạm vi",
            "Nơi nhận:",
            "- Lưu: VT.",
            "TM.",
            "CHÍNH PHỦ KT. THỦ TƯỚNG PHÓ THỦ TƯỚNG Trần Văn Mẫu Phụ lục (Kèm theo Luật này)",
            "I. NHÓM MỘT",
        )
    )
    assert document.letterhead.signer == "Trần Văn Mẫu"
    assert document.letterhead.signer_title == "TM. CHÍNH PHỦ / KT. THỦ TƯỚNG / PHÓ THỦ TƯỚNG"
    assert tree(document) == ["Điều 1 | Phạm vi", "Phụ lục", "  Mục I | NHÓM MỘT"]
