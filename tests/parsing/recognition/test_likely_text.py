"""Structure of recognised pages: what recognition spoils in heads, headings and numbers is found all the same."""

from __future__ import annotations

from assistant.parsing import parse
from assistant.parsing.reading_text.text import Paragraph
from assistant.parsing.recognition.likely_text import likely_text
from assistant.types import Correction, Document, FileText, Line, Page, Span
from tests.parsing.outline.test_sections import tree


def recognised(*lines: str) -> Document:
    return parse(FileText("pdf", (Page(1, tuple(Line(line) for line in lines), ocr_confidence=0.94),)))


HEAD = (
    "ỦY BAN NHÂN DÂN", "THANH PHO HA NỌI", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
    "Số: M' /CT-UBND", "Hà Nội, ngày.--† tháng 7 năm 2025", "CHÍ THỊ", "Về kỷ luật hành chính",
)  # fmt: skip


def test_a_head_with_figures_written_by_hand() -> None:
    document = recognised(*HEAD, "Thực hiện nhiệm vụ được giao.", "1. Các sở báo cáo.")
    head = document.letterhead
    assert (head.kind, head.symbol, head.issuer) == ("Chỉ thị", "CT-UBND", "Ủy ban nhân dân thành phố Hà Nội")
    assert (head.place, head.year, head.title) == ("Hà Nội", 2025, "Về kỷ luật hành chính")
    assert (head.number, head.date) == (None, None), "what a hand wrote is not guessed"
    assert head.spans["kind"].of(document.text) == "CHÍ THỊ", "the text stays as it was read"
    far = recognised(*HEAD[:4], "Số: 4 5 5Š /QĐ-UBND", "Hà Nội, ngày 0Â tháng + năm 2026", "QUYÉT ĐỊNH", "Về đất đai")
    assert (far.letterhead.kind, far.letterhead.number, far.letterhead.symbol) == ("Quyết định", None, "QĐ-UBND")
    assert (far.letterhead.date, far.letterhead.year) == (None, 2026)


def test_numerals_that_were_misread_count_up() -> None:
    document = recognised(
        *HEAD,
        "IL. MỤC TIÊU, YÊU CẢU",
        "- Cung cấp dịch vụ.",
        "H. NỘI DUNG",
        "1. Rà soát bộ máy.",
        ". Bảo đảm nhân sự.",
        "3. Huy động nguồn lực.",
        "II. TÓ CHỨC THỰC HIỆN",
        "1. Sở Nội vụ",
        "IV. KINH PHÍ",
    )
    assert tree(document) == [
        "Mục I | MỤC TIÊU, YÊU CẦU",
        "Mục II | NỘI DUNG",
        "  1",
        "  2",
        "  3",
        "Mục III | TỔ CHỨC THỰC HIỆN",
        "  1 | Sở Nội vụ",
        "Mục IV | KINH PHÍ",
    ]


def test_the_same_letters_in_a_file_that_was_not_recognised_are_believed() -> None:
    plain = parse(FileText("docx", (Page(None, (Line("H. NỘI DUNG"), Line("II. TÓ CHỨC"))),)))
    assert not any(s.marker == "Mục I" for s in plain.sections)


def test_a_signature_with_lost_marks() -> None:
    head = recognised(*HEAD, "1. Các sở báo cáo.", "Nơi nhận:", "CHU TỊCH", "- Như trên;", "Trân Sỹ Thanh").letterhead
    assert (head.signer_title, head.signer) == ("CHỦ TỊCH", "Trần Sỹ Thanh")


def test_the_likely_text_keeps_every_offset() -> None:
    text = "Triên khai chuyên đổi\nCHI THỊ"
    lines = (Paragraph(text[:21], 0, 21), Paragraph(text[22:], 22, 29))
    likely = likely_text(text, lines, [Correction(Span(0, 5), "Triển"), Correction(Span(11, 17), "chuyểnn")])
    assert likely == "Triển khai chuyên đổi\nCHỈ THỊ"


def test_the_noise_of_a_stamp_between_kind_and_title() -> None:
    head = recognised(
        "THỦ TƯỚNG CHÍNH PHỦ", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Số: 1360/QĐ-TTg",
        "Hà Nội, ngày 26 tháng 6 năm 2025",
        "QUYÉT ĐỊNH", "ĐẾN", "2 612", "Ầ VU iA", "^", "Nzy..đH6l20 2Ý", "Về việc công nhận xã nông thôn mới",
        "THỦ TƯỚNG CHÍNH PHỦ", "Căn cứ Luật Tổ chức Chính phủ;", "Điều 1. Công nhận các xã.",
    ).letterhead  # fmt: skip
    assert (head.kind, head.number) == ("Quyết định", "1360/QĐ-TTg")
    assert head.title == "Về việc công nhận xã nông thôn mới"


def test_a_number_written_over_its_word_leaves_the_symbol() -> None:
    head = recognised(
        "ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "THÀNH PHỐ MẪU", "Độc lập - Tự do - Hạnh phúc",
        "SỞ Y TẾ sé sỲ) /KH-SYT", "Mẫu, ngàyƒŸ tháng 02 năm 2021", "KẾ HOẠCH", "Kiểm tra văn bản",
        "Thực hiện Kế hoạch số 4963/KH-UBND ngày 22/12/2020 của Ủy ban nhân dân Thành phố về kiểm tra văn bản và Quyết"
        " định số 5467/QĐ-BYT ngày 29/12/2020 của Bộ Y tế.",
    ).letterhead  # fmt: skip
    assert (head.kind, head.number, head.symbol) == ("Kế hoạch", None, "KH-SYT")
    assert (head.issuer, head.year, head.title) == ("Sở Y tế Thành phố Mẫu", 2021, "Kiểm tra văn bản")
