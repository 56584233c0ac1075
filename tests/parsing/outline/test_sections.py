"""Outlines of made-up documents, exactly; and what must not become a heading."""

from __future__ import annotations

from assistant.parsing import parse
from assistant.parsing.markers import find_marker, letter_order, roman
from assistant.types import Document, TableBlock
from tests.parsing.make import bold, centre, letterhead, printed, signature, whole


def tree(document: Document) -> list[str]:
    return ["  " * (s.level - 1) + f"{s.marker} | {s.title}".rstrip(" |") for s in document.sections]


def test_a_plan_from_roman_numbers_down_to_letters() -> None:
    document = parse(
        whole(
            letterhead(),
            centre("KẾ HOẠCH"),
            centre("Chuyển đổi số năm 2026"),
            bold("I. MỤC ĐÍCH, YÊU CẦU"),
            "1. Mục đích",
            "- Nâng cao nhận thức.",
            "2. Yêu cầu",
            bold("II. NHIỆM VỤ"),
            "1. Hạ tầng số",
            "a) Phủ sóng 5G;",
            "b) Trung tâm dữ liệu;",
            "c) Bảo đảm an toàn;",
            "d) Kiểm tra;",
            "đ) Báo cáo;",
            "e) Tổng kết.",
            "2. Nhân lực số",
            "+ Mở lớp tập huấn.",
        )
    )
    assert tree(document) == [
        "Mục I | MỤC ĐÍCH, YÊU CẦU",
        "  1 | Mục đích",
        "  2 | Yêu cầu",
        "Mục II | NHIỆM VỤ",
        "  1 | Hạ tầng số",
        "    a",
        "    b",
        "    c",
        "    d",
        "    đ",
        "    e",
        "  2 | Nhân lực số",
    ]
    letter = document.sections[5]
    assert [s.label for s in document.section_path(5)] == ["Mục II", "khoản 1", "điểm a"]
    assert (letter.kind, letter.span.of(document.text)) == ("chu", "a) Phủ sóng 5G;")
    assert document.sections[3].span.of(document.text).endswith("+ Mở lớp tập huấn.")


def test_a_law_with_chapter_titles_on_the_next_line() -> None:
    document = parse(
        whole(
            letterhead(("QUỐC HỘI",), "Luật số: 999/2026/QH16", "Hà Nội, ngày 10 tháng 12 năm 2026"),
            centre("LUẬT"),
            centre("SÁCH SỐ"),
            "Chương I",
            centre("QUY ĐỊNH CHUNG"),
            bold("Điều 1. Phạm vi điều chỉnh"),
            "1. Luật này quy định về sách số.",
            "2. Luật này không áp dụng đối với:",
            "a) Sách giấy;",
            "b) Báo in.",
            "Chương II",
            centre("QUẢN LÝ VÀ PHÁT TRIỂN"),
            centre("THỊ TRƯỜNG SÁCH SỐ"),
            "Mục 1. CẤP PHÉP",
            bold("Điều 2. Điều kiện"),
            "Nhà xuất bản đủ điều kiện quy định tại Điều 1 của Luật này được cấp phép.",
            "Mục 2 Chương này không áp dụng cho thư viện.",
        )
    )
    assert tree(document) == [
        "Chương I | QUY ĐỊNH CHUNG",
        "  Điều 1 | Phạm vi điều chỉnh",
        "    khoản 1",
        "    khoản 2",
        "      điểm a",
        "      điểm b",
        "Chương II | QUẢN LÝ VÀ PHÁT TRIỂN THỊ TRƯỜNG SÁCH SỐ",
        "  Mục 1 | CẤP PHÉP",
        "    Điều 2 | Điều kiện",
    ]
    assert [s.kind for s in document.sections][:6] == ["chuong", "dieu", "khoan", "khoan", "diem", "diem"]


def test_a_decision_and_the_regulation_attached_to_it() -> None:
    document = parse(
        whole(
            letterhead(number="Số: 16/2026/QĐ-UBND"),
            centre("QUYẾT ĐỊNH"),
            centre("Ban hành Quy chế quản lý kho số"),
            "Căn cứ Luật số 999/2025/QH15;",
            "Điều 1. Ban hành kèm theo Quyết định này Quy chế quản lý kho số.",
            "Điều 2. Quyết định này có hiệu lực từ ngày ký.",
            signature("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
            centre("QUY CHẾ"),
            centre("Quản lý kho số"),
            "(Ban hành kèm theo Quyết định số 16/2026/QĐ-UBND ngày 05 tháng 3 năm 2026)",
            "Chương I",
            centre("QUY ĐỊNH CHUNG"),
            "Điều 1. Phạm vi",
            "Quy chế này áp dụng cho các sở.",
            "Điều 2. Nguyên tắc",
            "Công khai.",
        )
    )
    assert tree(document) == [
        "Điều 1 | Ban hành kèm theo Quyết định này Quy chế quản lý kho số",
        "Điều 2",
        "Quy chế | Quản lý kho số",
        "  Chương I | QUY ĐỊNH CHUNG",
        "    Điều 1 | Phạm vi",
        "    Điều 2 | Nguyên tắc",
    ]
    assert document.letterhead.signer == "Trần Văn Mẫu"


def test_annexes_restart_their_numbers() -> None:
    document = parse(
        whole(
            letterhead(),
            centre("KẾ HOẠCH"),
            centre("Thử"),
            "I. MỤC TIÊU",
            "II. NHIỆM VỤ",
            signature("CHỦ TỊCH"),
            "PHỤ LỤC I",
            centre("DANH MỤC NHIỆM VỤ"),
            "(Kèm theo Kế hoạch số 12/KH-UBND ngày 05 tháng 3 năm 2026)",
            "I. NHÓM MỘT",
            "II. NHÓM HAI",
            "Phụ lục II. BIỂU MẪU",
            "I. MẪU CHUNG",
            centre("MỘT SỐ CHỈ TIÊU"),
            "(Kèm theo Kế hoạch số 12/KH-UBND ngày 05 tháng 3 năm 2026)",
        )
    )
    assert tree(document) == [
        "Mục I | MỤC TIÊU",
        "Mục II | NHIỆM VỤ",
        "Phụ lục I | DANH MỤC NHIỆM VỤ",
        "  Mục I | NHÓM MỘT",
        "  Mục II | NHÓM HAI",
        "Phụ lục II | BIỂU MẪU",
        "  Mục I | MẪU CHUNG",
        "  Phụ lục | MỘT SỐ CHỈ TIÊU",
    ]


def test_quoted_articles_stay_inside_the_article_that_amends() -> None:
    document = parse(
        whole(
            letterhead(("CHÍNH PHỦ",), "Số: 99/2026/NĐ-CP", "Hà Nội, ngày 01 tháng 02 năm 2026"),
            centre("NGHỊ ĐỊNH"),
            centre("Sửa đổi Nghị định số 98/2025/NĐ-CP"),
            "Điều 1. Sửa đổi, bổ sung một số điều của Nghị định số 98/2025/NĐ-CP",
            "1. Sửa đổi Điều 5 như sau:",
            "“Điều 5. Hồ sơ",
            "1. Đơn đề nghị;",
            "2. Bản sao “giấy phép”;",
            "a) Bản chính.”.",
            "2. Sửa đổi khoản 3 Điều 9 như sau:",
            "“3. Thời hạn là 05 ngày.”;",
            "Điều 2. Hiệu lực",
            "Nghị định này có hiệu lực từ ngày ký.",
        )
    )
    assert tree(document) == [
        "Điều 1 | Sửa đổi, bổ sung một số điều của Nghị định số 98/2025/NĐ-CP",
        "  khoản 1",
        "  khoản 2",
        "Điều 2 | Hiệu lực",
    ]
    assert "“Điều 5. Hồ sơ" in document.sections[1].span.of(document.text)


def test_an_article_quoted_without_marks_is_seen_by_its_number() -> None:
    document = parse(
        whole("Điều 1. Sửa đổi Luật Sách", "Điều 26. Cấp phép", "Cấp trong 05 ngày.", "Điều 2. Hiệu lực", "Từ ngày ký.")
    )
    assert tree(document) == ["Điều 1 | Sửa đổi Luật Sách", "Điều 2 | Hiệu lực"]


def test_an_excerpt_keeps_its_numbers() -> None:
    document = parse(whole("Điều 6. Phân nhóm", "Có bốn nhóm.", "Điều 26. Khu vực cấm", "Cấm hoạt động."))
    assert tree(document) == ["Điều 6 | Phân nhóm", "Điều 26 | Khu vực cấm"]


def test_what_is_no_heading() -> None:
    for text in (
        "1/7/2025 là ngày sáp nhập",
        "01/7/2025, các xã mới hoạt động",
        "1.200 tỷ đồng",
        "2,5 triệu người",
        "30. 000 hộ",
        "15% số xã",
        "Điều 5 của Luật này quy định",
        "Mục 2 Chương III Luật này quy định về hồ sơ",
        "Phụ lục kèm theo Nghị định này gồm các mẫu",
        "Điều 1. Phạm vi điều chỉnh ......................... 5",
        "Chương I QUY ĐỊNH CHUNG …………… 12",
        "- Thực hiện tốt",
        "(1) Nhóm một",
        "Phần lớn các xã đã có mạng cáp quang",
    ):
        assert find_marker(text) is None, text


def test_markers() -> None:
    for text, kind, name in (
        ("Điều 12a. Tên", "dieu", "12a"),
        ("Điều 3: Tên", "dieu", "3"),
        ("CHƯƠNG II: QUY ĐỊNH", "chuong", "II"),
        ("Phần thứ hai", "phan", "thứ hai"),
        ("PHẦN I. THỰC TRẠNG", "phan", "I"),
        ("Tiểu mục 2. THỦ TỤC", "tieu_muc", "2"),
        ("Tiểu mục 2.1. CẮT GIẢM", "tieu_muc", "2.1"),
        ("PHỤ LỤC I.3.1", "phu_luc", "Phụ lục I.3.1"),
        ("IV- TỔ CHỨC", "la_ma", "IV"),
        ("B. DANH MỤC", "phan", "B"),
        ("1.2. Chỉ tiêu", "so", "1.2"),
        ("3) Kinh phí", "so", "3"),
        ("đ) Báo cáo", "chu", "đ"),
        ("a. Mục tiêu", "chu", "a"),
        ("PHỤ LỤC SỐ 02", "phu_luc", "Phụ lục 02"),
        ("Mẫu số 05", "phu_luc", "Mẫu số 05"),
    ):
        marker = find_marker(text)
        assert marker is not None, text
        assert (marker.kind, marker.name) == (kind, name)


def test_orders() -> None:
    assert [letter_order(c) for c in ("a", "d", "đ", "e", "g", "aa")] == [1, 4, 5, 6, 7, 24]
    assert [roman(n) for n in ("I", "IV", "IX", "XIV", "IIII", "VX")] == [1, 4, 9, 14, 0, 0]
    assert roman("MDCLXVI") == 0  # no outline has so many parts


def test_a_second_list_in_one_section_does_not_break_the_first() -> None:
    document = parse(
        whole(
            "Điều 1. Nhiệm vụ",
            "1. Sở A thực hiện:",
            "a) Một;",
            "b) Hai.",
            "Trong năm 2027 thực hiện:",
            "a) Ba;",
            "b) Bốn.",
            "2. Sở B báo cáo.",
            "30. Đây là số trang lẫn vào văn bản",
        )
    )
    assert [s.marker for s in document.sections] == [
        "Điều 1", "khoản 1", "điểm a", "điểm b", "điểm a", "điểm b", "khoản 2",
    ]  # fmt: skip


def test_a_heading_over_two_lines_of_a_pdf() -> None:
    document = parse(
        printed(
            [
                "\t*II. ĐẨY MẠNH CHUYỂN ĐỔI SỐ, CẢI CÁCH HÀNH CHÍNH, ỨNG DỤNG KHOA HỌC VÀ",
                "*CÔNG NGHỆ",
                "\tCác sở, ngành, xã, phường chủ động thực hiện các nhiệm vụ được giao tại đây",
                "và báo cáo kết quả.",
            ]
        )
    )
    assert tree(document) == ["Mục II | ĐẨY MẠNH CHUYỂN ĐỔI SỐ, CẢI CÁCH HÀNH CHÍNH, ỨNG DỤNG KHOA HỌC VÀ CÔNG NGHỆ"]
    assert document.text.split("\n")[-1].startswith("Các sở, ngành")
    assert document.text.endswith("tại đây và báo cáo kết quả.")


def test_capital_letters_stand_above_roman_numbers_but_under_a_heading_they_follow() -> None:
    above = parse(whole("A. KẾT QUẢ", "I. TRỒNG TRỌT", "II. CHĂN NUÔI", "B. NHIỆM VỤ", "I. GIỐNG"))
    assert tree(above) == [
        "Phần A | KẾT QUẢ",
        "  Mục I | TRỒNG TRỌT",
        "  Mục II | CHĂN NUÔI",
        "Phần B | NHIỆM VỤ",
        "  Mục I | GIỐNG",
    ]
    below = parse(whole("PHỤ LỤC I", "Mục 1. CẤP PHÉP", "A. KHOÁNG SẢN", "B. ĐẤT ĐAI", "Mục 2. BÁO CÁO", "A. RỪNG"))
    assert tree(below) == [
        "Phụ lục I",
        "  Mục 1 | CẤP PHÉP",
        "    Phần A | KHOÁNG SẢN",
        "    Phần B | ĐẤT ĐAI",
        "  Mục 2 | BÁO CÁO",
        "    Phần A | RỪNG",
    ]


def test_the_authority_above_the_enacting_words_signs_nothing() -> None:
    document = parse(
        whole(
            letterhead(number="Số: 7/QĐ-UBND"),
            centre("QUYẾT ĐỊNH"),
            centre("Về việc thành lập Tổ công nghệ số"),
            centre("CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH MẪU"),
            "Căn cứ Luật số 999/2025/QH15;",
            "QUYẾT ĐỊNH:",
            "Điều 1. Thành lập Tổ công nghệ số.",
            signature("CHỦ TỊCH"),
        )
    )
    assert document.letterhead.title == "Về việc thành lập Tổ công nghệ số"
    assert document.letterhead.signer == "Trần Văn Mẫu"
    assert tree(document) == ["Điều 1 | Thành lập Tổ công nghệ số"]


def test_what_a_decision_enacts_is_the_heading_of_its_article() -> None:
    document = parse(
        whole(
            letterhead(number="Số: 9/QĐ-UBND"),
            centre("QUYẾT ĐỊNH"),
            centre("Phê duyệt Đề án thư viện số"),
            "QUYẾT ĐỊNH:",
            "Điều 1. Phê duyệt Đề án thư viện số giai đoạn 2026 - 2030 (gọi tắt là Đề án).",
            "Điều 2. Ban hành Quy chế mượn sách. Quy chế này áp dụng cho mọi thư viện.",
            "Điều 3. Quyết định này có hiệu lực từ ngày ký.",
        )
    )
    assert tree(document) == ["Điều 1 | Phê duyệt Đề án thư viện số giai đoạn 2026 - 2030", "Điều 2", "Điều 3"]


def test_numbers_in_tables_are_no_sections() -> None:
    table = TableBlock((("TT", "Nhiệm vụ"), ("1.", "Điều 1. Tên"), ("I.", "NHÓM")))
    assert parse(whole("Điều 1. Bảng", table)).sections[-1].marker == "Điều 1"


def test_a_quotation_that_was_not_closed_ends_at_the_next_instruction() -> None:
    document = parse(
        whole(
            letterhead(number="Số: 7/2026/NQ-HĐND"),
            centre("NGHỊ QUYẾT"),
            centre("Sửa đổi một số điều"),
            "Điều 1. Sửa đổi, bổ sung một số khoản của Điều 5",
            "1. Sửa đổi, bổ sung khoản 1 như sau: “1. Nộp hồ sơ trực tuyến.",
            "2. Sửa đổi, bổ sung khoản 4 như sau:",
            "“4. Cấp giấy trong 03 ngày.”.",
            "Điều 2. Bãi bỏ một số khoản của Điều 7",
            "Điều 3. Hiệu lực thi hành",
        )
    )
    assert [s.marker for s in document.sections] == ["Điều 1", "khoản 1", "khoản 2", "Điều 2", "Điều 3"]
