"""Lines to paragraphs, and the reading text with its segments."""

from __future__ import annotations

from assistant.parsing import parse
from assistant.parsing.text import reading_text
from assistant.types import FileText, Line, Page, Span, TableBlock
from tests.parsing.make import letterhead, printed, whole


def test_lines_of_a_paragraph_are_joined_and_kept_apart_from_the_next() -> None:
    file = printed(
        [
            "\tSở Khoa học và Công nghệ chủ trì, phối hợp với các sở, ngành rà soát hạ",
            "tầng số của tỉnh, trình Ủy ban nhân dân tỉnh trong tháng 6 năm 2026.",
            "\tCác xã, phường báo cáo kết quả trước ngày 10 tháng 12 hằng năm để tổng hợp,",
            "gửi về Sở Khoa học và Công nghệ.",
        ]
    )
    assert parse(file).text.split("\n") == [
        "Sở Khoa học và Công nghệ chủ trì, phối hợp với các sở, ngành rà soát hạ "
        "tầng số của tỉnh, trình Ủy ban nhân dân tỉnh trong tháng 6 năm 2026.",
        "Các xã, phường báo cáo kết quả trước ngày 10 tháng 12 hằng năm để tổng hợp, gửi về Sở Khoa học và Công nghệ.",
    ]


def test_a_paragraph_runs_over_the_page_break() -> None:
    file = printed(
        ["\tĐơn vị đầu mối tổng hợp số liệu của các xã, phường và đặc khu trên địa bàn"],
        ["tỉnh, báo cáo hằng quý.", "\tĐiều 2. Tổ chức thực hiện"],
    )
    document = parse(file)
    joined, after = document.text.split("\n")
    assert joined.endswith("trên địa bàn tỉnh, báo cáo hằng quý.")
    assert after == "Điều 2. Tổ chức thực hiện"
    assert document.page_at(0) == 1
    assert document.page_at(document.text.index("tỉnh, báo cáo")) == 2
    assert document.page_count == 2


def test_a_number_at_a_line_start_in_mid_sentence_opens_nothing() -> None:
    file = printed(
        [
            "\tViệc thanh toán thực hiện theo trình tự, thủ tục quy định tại điểm a khoản",
            "1. Điều này không áp dụng cho các trường hợp chuyển tiếp đã nêu ở trên đây.",
        ]
    )
    assert parse(file).text.count("\n") == 0


def test_a_symbol_broken_at_the_line_end_is_whole_again() -> None:
    file = printed(
        [
            "\tCăn cứ các quy định hiện hành và nội dung nêu tại Nghị định số 12/2026/NĐ-",
            "CP của Chính phủ.",
        ]
    )
    assert "12/2026/NĐ-CP của" in parse(file).text


def test_page_numbers_of_a_wrapped_text_are_no_part_of_it() -> None:
    lines = (
        "Điều 1. Phạm vi",
        "Quyết định này quy định mức chi cho hoạt động chuyển đổi số của",
        "2",
        "các xã, phường.",
    )
    document = parse(FileText("text", (Page(None, tuple(Line(t) for t in lines)),), True))
    assert document.text.endswith("của các xã, phường.")


def test_the_number_at_the_edge_of_a_page_does_not_part_a_table() -> None:
    head = ("TT", "Nhiệm vụ")
    file = FileText(
        "pdf",
        (
            Page(1, (Line("1"), TableBlock((head, ("1", "Một"))))),
            Page(2, (Line("- 2 -"), TableBlock((head, ("2", "Hai"))))),
        ),
        True,
    )
    document = parse(file)
    assert document.text.split("\n") == ["TT | Nhiệm vụ", "1 | Một", "TT | Nhiệm vụ", "2 | Hai"]
    assert [len(table.rows) for table in document.tables] == [2]


def test_both_halves_of_a_letterhead_line_come_apart() -> None:
    text = parse(whole("ỦY BAN NHÂN DÂN          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Số:        /KH-UBND")).text
    assert text.split("\n") == ["ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Số: /KH-UBND"]


def test_rows_are_one_line_with_the_span_of_each_cell() -> None:
    table = TableBlock((("STT", "Nhiệm vụ", "Chủ trì"), ("1", "", "Sở A")), filled=frozenset())
    read = reading_text(whole(table))
    assert read.text == "STT | Nhiệm vụ | Chủ trì\n1 | Sở A"
    assert read.paragraphs[1].cells == (Span(25, 26), None, Span(29, 33))


def test_text_is_nfc_and_blank_files_are_empty() -> None:
    assert parse(whole("To\u0302\u0309 chu\u031b\u0301c")).text == "Tổ chức"
    assert parse(FileText("pdf", (Page(1, (), "no_text"),), True)).text == ""
    assert parse(FileText("pdf", (Page(1, (), "no_text"), Page(2, ())), True)).missing_pages == (1,)


def test_without_pages_there_are_no_segments() -> None:
    document = parse(whole(letterhead(), "KẾ HOẠCH", "Ứng dụng trí tuệ nhân tạo"))
    assert document.segments == ()
    assert document.page_at(3) is None
