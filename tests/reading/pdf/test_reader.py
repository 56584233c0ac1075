"""PDFs made by hand, one difficulty each, with the exact lines that must come out."""

from __future__ import annotations

import time

import pytest

from assistant.errors import FileUnreadable
from assistant.reading import limits
from assistant.reading.layout.glyphs import Glyph
from assistant.reading.layout.lines import text_of
from assistant.reading.layout.rows import Run, parts
from assistant.reading.pdf.reader import read_pdf
from assistant.types import FileText, Line, TableBlock
from tests.reading.makers import Sheet, make_pdf


def texts(file: FileText, page: int = 0) -> list[str]:
    return [b.text for b in file.pages[page].blocks if isinstance(b, Line)]


def test_letterhead_halves_are_lines_of_their_own_with_boxes() -> None:
    sheet = Sheet().text(72, 750, "UBND TỈNH MẪU").text(300, 750, "CỘNG HÒA XÃ HỘI")
    page = read_pdf(make_pdf([sheet])).pages[0]
    assert [b.text for b in page.blocks if isinstance(b, Line)] == ["UBND TỈNH MẪU", "CỘNG HÒA XÃ HỘI"]
    # The last letter may be as wide as the font that pdfium takes for the one that is not embedded.
    boxes = [b.box for b in page.blocks if b.box]
    assert [(b.left, b.top, b.bottom) for b in boxes] == [(72.0, 82.4, 94.4), (300.0, 82.4, 94.4)]
    assert [b.right for b in boxes] == [pytest.approx(150, abs=4), pytest.approx(390, abs=4)]
    assert (page.number, page.state, page.width, page.height) == (1, "text", 595.0, 842.0)


def test_bold_lines_are_told() -> None:
    sheet = Sheet().text(72, 750, "KẾ HOẠCH", bold=True).text(72, 700, "Nội dung")
    blocks = read_pdf(make_pdf([sheet])).pages[0].blocks
    assert [b.bold for b in blocks if isinstance(b, Line)] == [True, False]


def test_halves_written_with_spaces_in_one_string_are_told_apart() -> None:
    file = read_pdf(make_pdf([Sheet().text(72, 750, "SỞ NỘI VỤ" + " " * 12 + "Độc lập - Tự do")]))
    assert texts(file) == ["SỞ NỘI VỤ", "Độc lập - Tự do"]


def test_lines_come_top_to_bottom_whatever_the_content_order() -> None:
    sheet = Sheet().text(72, 600, "dòng ba").text(72, 700, "dòng một").text(72, 650, "dòng hai")
    assert texts(read_pdf(make_pdf([sheet]))) == ["dòng một", "dòng hai", "dòng ba"]


def test_number_and_day_put_in_at_signing_stand_in_their_blanks() -> None:
    sheet = Sheet().text(72, 700, "Số:         /KH-UBND").text(112, 700.8, "1090")
    sheet.text(300, 700, "ngày      tháng      năm 2026").text(333, 701, "06").text(399, 701, "01")
    assert texts(read_pdf(make_pdf([sheet]))) == ["Số: 1090 /KH-UBND", "ngày 06 tháng 01 năm 2026"]


def test_blank_number_stays_one_line() -> None:
    sheet = Sheet().text(72, 700, "Số:" + " " * 14 + "/KH-UBND").text(300, 700, "ngày" + " " * 9 + "tháng 7 năm 2026")
    assert texts(read_pdf(make_pdf([sheet]))) == ["Số: /KH-UBND", "ngày tháng 7 năm 2026"]


@pytest.mark.parametrize(("rotate", "angle"), [(0, 0), (90, 90), (180, 180), (270, 270), (90, 0), (0, 90), (0, 270)])
def test_turned_pages_read_upright(rotate: int, angle: int) -> None:
    starts = {0: ((90, 700), (90, 680)), 90: ((100, 72), (120, 72))}
    starts |= {180: ((500, 100), (500, 120)), 270: ((500, 700), (480, 700))}
    first, second = starts[angle]
    sheet = Sheet(rotate=rotate).text(*first, "dòng một", angle=angle).text(*second, "dòng hai", angle=angle)
    assert texts(read_pdf(make_pdf([sheet]))) == ["dòng một", "dòng hai"]


def test_page_turned_by_rotate_keeps_the_size_it_is_shown_at() -> None:
    page = read_pdf(make_pdf([Sheet(rotate=90).text(100, 72, "bảng ngang", angle=90)])).pages[0]
    assert (page.width, page.height) == (842.0, 595.0)
    line = page.blocks[0]
    assert isinstance(line, Line)
    assert line.box is not None
    assert (line.box.left, line.box.top, line.box.bottom) == (72.0, 90.4, 102.4)


def test_footnote_mark_does_not_run_into_the_word_but_square_metres_stay_plain() -> None:
    sheet = Sheet().text(72, 750, "quy định").text(120.5, 755, "1", 7).text(130, 750, "của Luật")
    sheet.text(72, 700, "10 m").text(97, 705, "2", 7)
    assert texts(read_pdf(make_pdf([sheet]))) == ["quy định¹ của Luật", "10 m2"]


def test_overprinted_letters_are_read_once() -> None:
    sheet = Sheet().text(72, 750, "QUYẾT ĐỊNH").text(72.3, 750, "QUYẾT ĐỊNH")
    assert texts(read_pdf(make_pdf([sheet]))) == ["QUYẾT ĐỊNH"]


def test_hyphen_at_a_line_end_is_kept() -> None:
    sheet = Sheet().text(72, 750, "theo Quyết định số 06/QĐ-").text(72, 735, "TTg và 28/NQ-CP")
    assert texts(read_pdf(make_pdf([sheet]))) == ["theo Quyết định số 06/QĐ-", "TTg và 28/NQ-CP"]


def test_decomposed_letters_and_ligatures_are_composed() -> None:
    sheet = Sheet().text(72, 750, "Quye\u0302\u0301t đi\u0323nh o\ufb03ce")
    assert texts(read_pdf(make_pdf([sheet]))) == ["Quyết định office"]


def test_accented_letters_from_another_font_fall_into_their_words() -> None:
    # soffice prints so when a font lacks letters: first "Ph l c", then the missing letters into the holes.
    sheet = Sheet().text(72, 750, "Ph").text(93, 750, "l").text(105, 750, "c").text(84, 750, "ê").text(99, 750, "í")
    assert texts(read_pdf(make_pdf([sheet]))) == ["Phê líc"]


def _grid(sheet: Sheet, xs: list[int], ys: list[int]) -> Sheet:
    for x in xs:
        sheet.rule(x, ys[-1], x, ys[0])
    for y in ys:
        sheet.rule(xs[0], y, xs[-1], y)
    return sheet


def test_ruled_table_gives_cells_and_leaves_the_lines_around_it() -> None:
    sheet = _grid(Sheet(), [72, 120, 300, 500], [700, 670, 640, 610])
    rows = [("STT", "Nhiệm vụ", "Chủ trì"), ("1", "Xây dựng kho dữ liệu", "Sở Nội vụ"), ("2", "Tập huấn", "Sở Y tế")]
    for r, row in enumerate(rows):
        for x, text in zip((76, 124, 304), row, strict=True):
            sheet.text(x, 682 - 30 * r, text)
    sheet.text(72, 750, "Phụ lục nhiệm vụ").text(72, 560, "Ghi chú cuối trang")
    blocks = read_pdf(make_pdf([sheet])).pages[0].blocks
    assert [type(b) for b in blocks] == [Line, TableBlock, Line]
    grid = blocks[1]
    assert isinstance(grid, TableBlock)
    assert grid.rows == tuple(rows)
    assert not grid.borderless
    assert grid.filled == frozenset()
    assert len(grid.row_boxes) == 3
    assert abs(grid.row_boxes[0].top - 142) < 1


def test_cell_over_two_rows_is_repeated_and_named() -> None:
    sheet = Sheet()
    for x in (72, 200, 400):
        sheet.rule(x, 640, x, 700)
    for y in (700, 640):
        sheet.rule(72, y, 400, y)
    sheet.rule(200, 670, 400, 670)
    sheet.text(76, 666, "Sở Tài chính").text(204, 682, "Quý I").text(204, 652, "Quý II")
    grid = read_pdf(make_pdf([sheet])).pages[0].blocks[0]
    assert isinstance(grid, TableBlock)
    assert grid.rows == (("Sở Tài chính", "Quý I"), ("Sở Tài chính", "Quý II"))
    assert grid.filled == frozenset({(1, 0)})


def test_a_rule_through_a_word_does_not_cut_it() -> None:
    sheet = _grid(Sheet(), [72, 150, 300], [700, 670]).rule(100, 640, 100, 670).rule(72, 640, 300, 640)
    sheet.rule(72, 640, 72, 670).rule(300, 640, 300, 670).text(76, 682, "Tên").text(160, 682, "Mức")
    sheet.text(79, 650, "đường").text(160, 650, "100")
    grid = read_pdf(make_pdf([sheet])).pages[0].blocks[0]
    assert isinstance(grid, TableBlock)
    assert [c for row in grid.rows for c in row if c] == ["Tên", "Mức", "đường", "100"]


def test_frame_around_one_text_is_no_table() -> None:
    sheet = _grid(Sheet(), [72, 300], [700, 650]).text(80, 675, "Khung một ô")
    assert texts(read_pdf(make_pdf([sheet]))) == ["Khung một ô"]


def test_page_numbers_and_running_heads_go_to_stamps() -> None:
    sheets = []
    for n in range(1, 5):
        sheet = Sheet().text(200, 820, "VĂN BẢN MẪU").text(290, 30, str(n))
        sheets.append(sheet.text(72, 500 - 10 * n, f"Nội dung riêng của trang {'abcd'[n - 1]}"))
    file = read_pdf(make_pdf(sheets))
    assert [texts(file, i) for i in range(4)] == [[f"Nội dung riêng của trang {c}"] for c in "abcd"]
    assert sorted(file.stamps) == sorted(["VĂN BẢN MẪU"] * 4 + ["1", "2", "3", "4"])


def test_a_number_out_of_step_with_the_pages_is_text() -> None:
    sheets = [Sheet().text(72, 500, "Có chữ ở đây").text(290, 30, n) for n in ("1990", "12", "7")]
    file = read_pdf(make_pdf(sheets))
    assert [texts(file, i)[-1] for i in range(3)] == ["1990", "12", "7"]


def test_pages_of_old_encodings_are_put_into_unicode() -> None:
    sheets = [
        Sheet().text(72, 700, "C«ng tr×nh x©y dùng ®−îc phª duyÖt theo quyÕt ®Þnh cña Trung −¬ng n¨m 5−7"),
        Sheet().text(72, 700, "Coâng trình xaây döïng ñöôïc pheâ duyeät theo quyeát ñònh naøy"),
        Sheet().text(72, 700, "Công trình xây dựng được phê duyệt ± 5 °C theo quyết định này"),
    ]
    file = read_pdf(make_pdf(sheets))
    assert [texts(file, i) for i in range(3)] == [
        ["Công trình xây dựng được phê duyệt theo quyết định của Trung ương năm 5−7"],
        ["Công trình xây dựng được phê duyệt theo quyết định này"],
        ["Công trình xây dựng được phê duyệt ± 5 °C theo quyết định này"],
    ]
    assert file.encoding == "TCVN3, VNI"


def test_states_of_pages() -> None:
    sheets = [
        Sheet().text(72, 700, "Trang có chữ đọc được"),
        Sheet(),
        Sheet().picture(),
        Sheet().picture().text(72, 800, "Người ký: Nguyễn Văn A, thời gian ký: 01/02/2026 08:00:00 +07:00"),
        Sheet().picture().text(72, 800, " ".join(["trang quét có lớp chữ tốt"] * 20), 6),
        Sheet().text(72, 700, "C6ng trinh xdy dgng dugc ph8 duydt theo quy6t dinh ctia BO trufrng BQ Xdy dpng ndm"),
        Sheet().text(72, 700, "The share of the pages of this report that are written in English is not small."),
        Sheet().text(72, 700, "12.345,67 89.012,34 1.234 56 78 90 12 34 56 78 90 X Y Z A1 B2 C3 kWh kV"),
        Sheet().text(290, 30, "9"),
    ]
    file = read_pdf(make_pdf(sheets))
    assert [p.state for p in file.pages] == [
        "text", "blank", "no_text", "no_text", "text", "no_text", "text", "text", "blank"
    ]  # fmt: skip
    assert file.missing_pages == (3, 4, 6)
    assert file.pages[3].blocks == ()
    assert "Người ký: Nguyễn Văn A, thời gian ký: 01/02/2026 08:00:00 +07:00" in file.stamps


def test_stamp_annotation_is_text_and_stamp() -> None:
    file = read_pdf(make_pdf([Sheet().text(72, 700, "Văn bản có chữ").stamp(300, 750, "SAO Y")]))
    assert texts(file) == ["SAO Y", "Văn bản có chữ"]
    assert file.stamps == ("SAO Y",)


def test_centred_lines() -> None:
    sheet = (
        Sheet()
        .text(262, 750, "KẾ HOẠCH")
        .text(72, 700, "Nội dung đầy một dòng của văn bản này rất dài cho đủ rộng cả trang")
    )
    blocks = read_pdf(make_pdf([sheet])).pages[0].blocks
    assert [b.centred for b in blocks if isinstance(b, Line)] == [True, False]


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"%PDF-1.7\n", "hỏng"),
        (make_pdf([Sheet().text(72, 700, "abc")])[:300], "hỏng"),
        (make_pdf([]), "hỏng"),
    ],
)
def test_damaged_files_say_so(data: bytes, word: str) -> None:
    with pytest.raises(FileUnreadable) as caught:
        read_pdf(data)
    assert word in caught.value.message
    assert caught.value.action.endswith(".")


def test_encrypted_file_is_named() -> None:
    lock = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <" + b"41" * 32 + b"> /U <" + b"42" * 32 + b"> >> "
    data = make_pdf([Sheet()]).replace(b"/Root 1 0 R", b"/Root 1 0 R /ID [<00><00>] " + lock)
    with pytest.raises(FileUnreadable, match="mật khẩu"):
        read_pdf(data)


def test_figure_labels_in_a_vietnamese_file_are_text() -> None:
    body = "Nội dung của văn bản này được viết bằng tiếng Việt có đủ dấu và dài vừa phải cho một dòng"
    full = Sheet()
    for n in range(8):
        full.text(40, 700 - 30 * n, body, 8)
    labels = Sheet().text(72, 700, "mm mm mm kWh kWh kWh xlsx html json mm kVA mm kWh mm Hz rpm")
    assert [p.state for p in read_pdf(make_pdf([full, labels])).pages] == ["text", "text"]
    assert [p.state for p in read_pdf(make_pdf([labels])).pages] == ["no_text"]


def test_too_many_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits._PROCESS, "allowance", limits.Allowance(pages=2))
    with pytest.raises(FileUnreadable, match="3 trang"):
        read_pdf(make_pdf([Sheet()] * 3))


def test_a_row_of_thousands_of_odd_letters_takes_no_time() -> None:
    """Found by damaged copies of real files: a page whose every letter had a size of its own took minutes."""
    glyphs = [Glyph("a", n, n + 0.9, 100.0, 10 + n / 10_000, n, False, n) for n in range(8_000)]
    row = [Run([glyph]) for glyph in glyphs]
    began = time.process_time()
    assert [len(part) for part in parts(row)] == [8_000]
    assert text_of(row) == "a" * 8_000
    assert time.process_time() - began < 2.0
