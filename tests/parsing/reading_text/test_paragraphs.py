"""Lines to paragraphs, and the reading text with its segments."""

from __future__ import annotations

import pytest

from assistant.parsing import parse
from assistant.parsing.reading_text.text import reading_text
from assistant.passages import split
from assistant.types import Box, FileText, Line, Page, Span, TableBlock
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


def test_a_marker_after_a_short_line_opens_a_paragraph_whatever_word_ends_it() -> None:
    file = printed(
        [
            "\t*1. Chính quyền số",
            "\ta) 80% hồ sơ thủ tục hành chính được tiếp nhận trực tuyến toàn trình, kết quả",
            "trả bản điện tử.",
            "\t*2. Giao khoản",
            "\t1) Mỗi đơn vị nhận khoán một lần trong năm.",
            "\t*3. Các mục",
            "\tI. Mục thứ nhất.",
            "\t*4. Nội dung và",
            "\tĐiều 5. Tổ chức thực hiện",
        ]
    )
    opened = [line.split(" ", 1)[0] for line in parse(file).text.split("\n")]
    assert opened == ["1.", "a)", "2.", "1)", "3.", "I.", "4.", "Điều"]


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        ("\ta) Hồ sơ, trình tự và thời hạn giải quyết được thực hiện theo quy định tại điểm", "b) khoản này.", True),
        ("\t1. Hồ sơ, trình tự, thời hạn giải quyết thực hiện theo quy định tại các khoản 1,", "2. Điều này.", True),
        ("\t1. Hồ sơ, trình tự, thời hạn giải quyết thực hiện theo quy định tại khoản 1 và", "2. Điều này.", True),
        ("\t1. Hồ sơ, trình tự, thời hạn giải quyết thực hiện theo quy định tại khoản 2", "Điều 5. Riêng xã.", True),
        (
            "\t1. Hồ sơ đã tiếp nhận được giải quyết xong trước khi kết thúc ngày làm việc của tháng",
            "6. Hồ sơ khác chờ.",
            True,
        ),
        ("\t1. Sở Khoa học và Công nghệ chủ trì xây dựng nền tảng và triển khai chính quyền số", "2. Sở Y tế.", False),
        ("\ta) Sở Khoa học và Công nghệ chủ trì, phối hợp với các sở, ban, ngành rà soát, và", "b) Sở Y tế.", False),
        ("\t- Sở Khoa học và Công nghệ chủ trì, phối hợp các cơ quan rà soát nền tảng (nếu có,", "- Sở Y tế.", False),
    ],
)
def test_a_marker_at_the_start_of_a_full_line(before: str, after: str, joined: bool) -> None:
    assert ("\n" not in parse(printed([before, after])).text) is joined


def test_a_symbol_broken_at_the_line_end_is_whole_again() -> None:
    file = printed(
        [
            "\tCăn cứ các quy định hiện hành và nội dung nêu tại Nghị định số 12/2026/NĐ-",
            "CP của Chính phủ.",
        ]
    )
    assert "12/2026/NĐ-CP của" in parse(file).text


def test_page_numbers_of_a_wrapped_text_are_no_part_of_it() -> None:
    lines = [f"Dòng thứ {n} của một đoạn dài chưa kết thúc, còn viết tiếp ở dòng sau" for n in range(100)]
    lines.insert(34, "2")
    lines.insert(70, "3")
    document = parse(FileText("text", (Page(None, tuple(Line(t) for t in lines)),), True))
    assert "\n" not in document.text
    assert "dòng sau Dòng thứ 34 của" in document.text
    assert "dòng sau Dòng thứ 69 của" in document.text


def test_numbers_that_are_content_stay() -> None:
    spread = ["Mục tiêu", "2", "3", "Chỉ tiêu năm", "2026", "đạt 3 sản phẩm."]
    wrapped = parse(FileText("text", (Page(None, tuple(Line(t) for t in spread)),), True)).text
    assert [word for word in wrapped.split() if word.isdecimal()] == ["2", "3", "2026", "3"]


@pytest.mark.parametrize(("top", "dropped"), [(30.0, True), (90.0, False), (790.0, True), (765.0, False)])
def test_a_page_number_stands_in_the_margin(top: float, dropped: bool) -> None:
    number = Line("3", Box(300, top, 306, top + 12))
    prose = Line("Tổng số nhiệm vụ của các đơn vị.", Box(85, 400, 300, 413))
    lines = (number, prose) if top < 400 else (prose, number)
    text = parse(FileText("pdf", (Page(3, lines, "text", 595.0, 842.0),), True)).text
    assert ("3" not in text.split()) is dropped


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


def test_the_rest_of_a_cut_row_stands_with_its_beginning() -> None:
    head = ("TT", "Nhiệm vụ", "Chủ trì")
    numbers = ("(1)", "(2)", "(3)")
    file = FileText(
        "pdf",
        (
            Page(1, (TableBlock((head, numbers, ("1", "Rà soát hạ tầng và", "Sở A"))),)),
            Page(
                2,
                (TableBlock((("TT", "Nhiệm  vụ", "Chủ trì"), numbers, ("", "nền tảng số", ""), ("2", "Hai", "Sở B"))),),
            ),
        ),
        True,
    )
    document = parse(file)
    assert document.text.split("\n") == [
        "TT | Nhiệm vụ | Chủ trì",
        "(1) | (2) | (3)",
        "1 | Rà soát hạ tầng và | Sở A",
        "nền tảng số",
        "TT | Nhiệm vụ | Chủ trì",
        "(1) | (2) | (3)",
        "2 | Hai | Sở B",
    ]
    (table,) = document.tables
    assert [row.span.of(document.text) for row in table.rows] == [
        "1 | Rà soát hạ tầng và | Sở A\nnền tảng số",
        "2 | Hai | Sở B",
    ]
    assert [span.of(document.text)[:6] for span in table.repeats] == ["(1) | ", "TT | N", "(1) | "]
    assert [p.text[:3] for p in split(document)] == ["1 |", "2 |"]
    assert document.page_at(document.text.index("nền tảng số")) == 2


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
