"""Word files made by hand, one difficulty each, and one made by python-docx."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest

from assistant.errors import FileUnreadable
from assistant.reading.sniff import sniff_bytes
from assistant.reading.word.numbering import format_number
from assistant.reading.word.reader import read_docx
from assistant.types import FileText, Line, TableBlock
from tests.reading.makers import WORD, level, listed, make_docx, paragraph, table


def texts(file: FileText) -> list[str]:
    return [b.text for b in file.pages[0].blocks if isinstance(b, Line)]


def tables(file: FileText) -> list[TableBlock]:
    return [b for b in file.pages[0].blocks if isinstance(b, TableBlock)]


def test_paragraphs_tables_and_their_order() -> None:
    cell = paragraph
    body = paragraph("Mở đầu") + table([[cell("STT"), cell("Việc")], [cell("1"), cell("Họp")]]) + paragraph("Kết thúc")
    file = read_docx(make_docx(body))
    assert [type(b) for b in file.pages[0].blocks] == [Line, TableBlock, Line]
    assert texts(file) == ["Mở đầu", "Kết thúc"]
    assert tables(file) == [TableBlock((("STT", "Việc"), ("1", "Họp")))]
    assert file.pages[0].number is None
    assert not file.wrapped


def test_file_made_by_python_docx() -> None:
    made = docx.Document()
    made.add_heading("Kế hoạch", 1)
    made.add_paragraph("Nhiệm vụ một", style="List Number")
    made.add_paragraph("Nhiệm vụ hai", style="List Number")
    grid = made.add_table(2, 2, style="Table Grid")
    for cell, text in zip(grid._cells, ["A", "B", "C", "D"], strict=True):
        cell.text = text
    made.sections[0].header.paragraphs[0].text = "Đầu trang"
    out = io.BytesIO()
    made.save(out)
    file = read_docx(out.getvalue())
    assert texts(file) == ["Kế hoạch", "1. Nhiệm vụ một", "2. Nhiệm vụ hai"]
    assert tables(file) == [TableBlock((("A", "B"), ("C", "D")))]
    assert file.stamps == ("Đầu trang",)


def test_tracked_changes_keep_what_was_put_in_and_drop_what_was_struck() -> None:
    body = (
        '<w:p><w:r><w:t xml:space="preserve">Thời hạn </w:t></w:r>'
        '<w:ins w:id="1"><w:r><w:t>30</w:t></w:r></w:ins><w:del w:id="2"><w:r><w:delText>15</w:delText></w:r></w:del>'
        '<w:r><w:t xml:space="preserve"> ngày</w:t></w:r></w:p>'
    )
    assert texts(read_docx(make_docx(body))) == ["Thời hạn 30 ngày"]


def test_hidden_text_field_codes_and_breaks() -> None:
    body = (
        '<w:p><w:r><w:t>Trang</w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        "<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r>"
        "<w:r><w:br/><w:t>dòng hai</w:t><w:noBreakHyphen/><w:t>nối</w:t></w:r></w:p>"
    )
    assert texts(read_docx(make_docx(body))) == ["Trang", "dòng hai-nối"]


def test_tabs_part_a_letterhead_but_not_a_marker_from_its_text() -> None:
    def tabbed(left: str, right: str) -> str:
        return f"<w:p><w:r><w:t>{left}</w:t><w:tab/><w:tab/><w:t>{right}</w:t></w:r></w:p>"

    body = tabbed("SỞ NỘI VỤ", "CỘNG HÒA") + tabbed("a)", "Nội dung điểm a")
    assert texts(read_docx(make_docx(body))) == ["SỞ NỘI VỤ        CỘNG HÒA", "a) Nội dung điểm a"]


def test_automatic_numbers_of_three_levels_with_restarts() -> None:
    levels = (
        level(0, "upperRoman", "%1.")
        + level(1, "decimal", "%1.%2.", extra="<w:isLgl/>")
        + level(2, "lowerLetter", "%3)")
    )
    numbering = f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
    numbering += '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    body = "".join(
        listed(text, 1, depth)
        for text, depth in [
            ("Mục tiêu", 0),
            ("Chung", 1),
            ("một", 2),
            ("hai", 2),
            ("Cụ thể", 1),
            ("ba", 2),
            ("Nhiệm vụ", 0),
            ("Đầu", 1),
        ]
    )
    assert texts(read_docx(make_docx(body, numbering=numbering))) == [
        "I. Mục tiêu", "1.1. Chung", "a) một", "b) hai", "1.2. Cụ thể", "a) ba", "II. Nhiệm vụ", "2.1. Đầu"
    ]  # fmt: skip


def test_numbers_from_a_style_and_a_start_override() -> None:
    numbering = (
        f'<w:abstractNum w:abstractNumId="7">{level(0, "decimal", "Điều %1.")}</w:abstractNum>'
        '<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>'
        '<w:num w:numId="4"><w:abstractNumId w:val="7"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    styles = (
        '<w:style w:type="paragraph" w:styleId="Dieu"><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Con"><w:basedOn w:val="Dieu"/></w:style>'
    )
    body = paragraph("Phạm vi", '<w:pStyle w:val="Dieu"/>') + paragraph("Đối tượng", '<w:pStyle w:val="Con"/>')
    body += (
        listed("Quy chế", 4)
        + listed("Hiệu lực", 4)
        + paragraph("Không số", '<w:pStyle w:val="Dieu"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    )
    assert texts(read_docx(make_docx(body, numbering=numbering, styles=styles))) == [
        "Điều 1. Phạm vi", "Điều 2. Đối tượng", "Điều 1. Quy chế", "Điều 2. Hiệu lực", "Không số"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("number", "kind", "shown"),
    [
        (1, "decimal", "1"),
        (7, "decimalZero", "07"),
        (4, "lowerRoman", "iv"),
        (1994, "upperRoman", "MCMXCIV"),
        (26, "lowerLetter", "z"),
        (28, "upperLetter", "BB"),
        (3, "none", ""),
    ],
)
def test_number_formats(number: int, kind: str, shown: str) -> None:
    assert format_number(number, kind) == shown


def test_bullets_are_a_dash_or_a_dot() -> None:
    numbering = "".join(
        f'<w:abstractNum w:abstractNumId="{i}">{level(0, "bullet", sign)}</w:abstractNum>'
        for i, sign in enumerate("-\uf0b7")
    ) + "".join(f'<w:num w:numId="{i + 1}"><w:abstractNumId w:val="{i}"/></w:num>' for i in range(2))
    assert texts(read_docx(make_docx(listed("một", 1) + listed("hai", 2), numbering=numbering))) == ["- một", "• hai"]


def test_letterhead_without_borders_keeps_its_lines_apart() -> None:
    left = paragraph("UBND TỈNH MẪU") + paragraph("SỞ NỘI VỤ") + paragraph("Số: 12/KH-SNV")
    right = paragraph("CỘNG HÒA") + paragraph("Mẫu, ngày 02 tháng 3 năm 2026")
    assert tables(read_docx(make_docx(table([[left, right]], borders=False)))) == [
        TableBlock(
            (("UBND TỈNH MẪU", "CỘNG HÒA"), ("SỞ NỘI VỤ", "Mẫu, ngày 02 tháng 3 năm 2026"), ("Số: 12/KH-SNV", "")),
            borderless=True,
        )
    ]


def test_merged_cells() -> None:
    def cell(text: str, properties: str = "") -> str:
        return f"<w:tcPr>{properties}</w:tcPr>{paragraph(text)}"

    rows = [
        [cell("STT"), cell("Thời hạn và đơn vị", '<w:gridSpan w:val="2"/>')],
        [cell("1", '<w:vMerge w:val="restart"/>'), cell("Quý I"), cell("Sở Y tế")],
        [cell("", "<w:vMerge/>"), cell("Quý II"), cell("Sở Nội vụ")],
    ]
    assert tables(read_docx(make_docx(table(rows)))) == [
        TableBlock(
            (("STT", "Thời hạn và đơn vị", ""), ("1", "Quý I", "Sở Y tế"), ("1", "Quý II", "Sở Nội vụ")),
            filled=frozenset({(2, 0)}),
            wide=frozenset({(0, 1, 2)}),
        )
    ]


def test_nested_table_stays_in_its_cell_and_a_frame_is_read_through() -> None:
    inner = table([[paragraph("x"), paragraph("y")]])
    outer = table([[paragraph("A") + inner + paragraph(""), paragraph("B")]])
    assert tables(read_docx(make_docx(outer))) == [TableBlock((("A x y", "B"),))]
    assert texts(read_docx(make_docx(table([[paragraph("Khung") + paragraph("hai dòng")]])))) == ["Khung", "hai dòng"]


def test_text_box_is_read_once_as_text_and_stamp() -> None:
    box = f"<w:txbxContent>{paragraph('TỐI MẬT')}</w:txbxContent>"
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    choices = f"<mc:Choice><w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
    drawing = f"<mc:AlternateContent {mc}>{choices}</mc:AlternateContent>"
    file = read_docx(make_docx(f"<w:p><w:r><w:t>Số: 1/QĐ</w:t></w:r><w:r>{drawing}</w:r></w:p>"))
    assert texts(file) == ["Số: 1/QĐ", "TỐI MẬT"]
    assert file.stamps == ("TỐI MẬT",)


def test_footnotes_stand_after_the_text_behind_their_marks() -> None:
    body = '<w:p><w:r><w:t>theo quy định</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>' + paragraph("Hết")
    notes = (
        f'<w:footnote w:id="0">{paragraph("—")}</w:footnote><w:footnote w:id="2">{paragraph("Điều 5.")}</w:footnote>'
    )
    assert texts(read_docx(make_docx(body, footnotes=notes))) == ["theo quy định¹", "Hết", "¹ Điều 5."]


def test_raised_digits() -> None:
    def up(before: str, raised: str) -> str:
        run = f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>{raised}</w:t></w:r>'
        return f"<w:p><w:r><w:t>{before}</w:t></w:r>{run}</w:p>"

    file = read_docx(make_docx(up("500 m", "2") + up("Ủy ban", "(1)") + up("10", "5") + up("ngày", "th")))
    assert texts(file) == ["500 m2", "Ủy ban⁽¹⁾", "10⁵", "ngàyth"]


def test_bold_and_centred_also_from_styles() -> None:
    properties = '<w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:b/></w:rPr>'
    styles = f'<w:style w:type="paragraph" w:styleId="Ten">{properties}</w:style>'
    body = paragraph("KẾ HOẠCH", '<w:pStyle w:val="Ten"/>') + paragraph("thường") + paragraph("đậm", "", "<w:b/>")
    body += paragraph("tắt", '<w:pStyle w:val="Ten"/>', '<w:b w:val="0"/>')
    lines = [b for b in read_docx(make_docx(body, styles=styles)).pages[0].blocks if isinstance(b, Line)]
    assert [(b.bold, b.centred) for b in lines] == [(True, True), (False, False), (True, False), (False, True)]


def test_text_is_composed() -> None:
    assert texts(read_docx(make_docx(paragraph("Quye\u0302\u0301t\u00a0đi\u0323nh\u200b")))) == ["Quyết định"]


def test_external_entities_are_not_followed() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "word/document.xml",
            f'<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
            f"<w:document {WORD}><w:body>{paragraph('Chữ &x; &b;')}</w:body></w:document>",
        )
    assert texts(read_docx(out.getvalue())) == ["Chữ"]


def test_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", " " * (20 * 1024 * 1024))
    with pytest.raises(FileUnreadable, match="zip bomb"):
        read_docx(out.getvalue())


@pytest.mark.parametrize("data", [b"PK\x03\x04", make_docx(paragraph("abc"))[:200], make_docx("<w:p>")[:-1]])
def test_damaged_packages(data: bytes) -> None:
    with pytest.raises(FileUnreadable, match="hỏng"):
        read_docx(data)


def test_file_of_pictures_only() -> None:
    with pytest.raises(FileUnreadable, match="không có chữ"):
        read_docx(make_docx("<w:p><w:r><w:drawing/></w:r></w:p>"))


TCVN3 = "C«ng tr×nh x©y dùng ®\u00ad\u00eec phª duyÖt theo quyÕt ®Þnh cña Bé tr\u00adëng"
TIME, CAPITAL, VNI = (f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>' for font in (".VnTime", ".VnTimeH", "VNI-Times"))


def test_text_of_old_fonts_is_put_into_unicode_run_by_run() -> None:
    runs = [
        (CAPITAL, "quyÕt ®Þnh"),
        ("", " số 5 của "),
        (TIME, "tØnh B¾c Giang"),
        (VNI, " vaø thò xaõ A"),
        (VNI, "Ù"),  # a letter and its mark in two runs
        (TIME, " nước"),  # typed in Unicode, whatever the font says
    ]
    body = "".join(f'<w:r><w:rPr>{p}</w:rPr><w:t xml:space="preserve">{t}</w:t></w:r>' for p, t in runs)
    file = read_docx(make_docx(f"<w:p>{body}</w:p>"))
    assert texts(file) == ["QUYẾT ĐỊNH số 5 của tỉnh Bắc Giang và thị xã Á nước"]
    assert file.encoding == "TCVN3, VNI"


def test_text_of_an_old_encoding_in_a_font_that_does_not_name_it() -> None:
    file = read_docx(make_docx(paragraph(TCVN3) + paragraph("Sè TT") + paragraph("Ủy ban nhân dân")))
    assert texts(file) == [
        "Công trình xây dựng được phê duyệt theo quyết định của Bộ trưởng", "Sè TT", "Ủy ban nhân dân"
    ]  # fmt: skip
    assert file.encoding == "TCVN3"
    file = read_docx(make_docx(paragraph(TCVN3) + paragraph("Sè TT")))
    assert texts(file)[1] == "Số TT"  # no line of the file is Unicode


def test_the_soft_hyphen_is_a_letter_of_old_fonts_alone() -> None:
    def hyphened(font: str, before: str, after: str) -> str:
        return f"<w:p><w:r><w:rPr>{font}</w:rPr><w:t>{before}</w:t><w:softHyphen/><w:t>{after}</w:t></w:r></w:p>"

    assert texts(read_docx(make_docx(hyphened(TIME, "Thñ t", "íng") + hyphened("", "chính", "phủ")))) == [
        "Thủ tướng", "chínhphủ"
    ]  # fmt: skip


def test_files_in_other_languages_stay_as_they_are() -> None:
    spanish = "El señor Muñoz está aquí mañana, según el año pasado en la región de Aragón"
    german = "Die Behörde prüft den Antrag und teilt ihre Entscheidung innerhalb von drei Monaten mit"
    file = read_docx(make_docx(paragraph(spanish) + paragraph(german)))
    assert texts(file) == [spanish, german]
    assert file.encoding is None


def test_moved_text_stands_once_where_it_went() -> None:
    body = (
        '<w:p><w:moveFromRangeStart w:id="1" w:name="m"/>'
        '<w:moveFrom w:id="2"><w:r><w:t>câu dời</w:t></w:r></w:moveFrom>'
        '<w:moveFromRangeEnd w:id="1"/><w:r><w:t>đứng yên</w:t></w:r></w:p>'
        '<w:p><w:moveTo w:id="3"><w:r><w:t>câu dời</w:t></w:r></w:moveTo></w:p>'
    )
    assert texts(read_docx(make_docx(body))) == ["đứng yên", "câu dời"]


def test_a_paragraph_whose_end_was_struck_runs_on_and_one_struck_whole_takes_no_number() -> None:
    struck = '<w:rPr><w:del w:id="1"/></w:rPr>'
    body = f"<w:p><w:pPr>{struck}</w:pPr><w:r><w:t>Ủy ban nhân dân</w:t></w:r></w:p>" + paragraph(" tỉnh Mẫu")
    assert texts(read_docx(make_docx(body))) == ["Ủy ban nhân dân tỉnh Mẫu"]

    numbering = f'<w:abstractNum w:abstractNumId="0">{level(0, "decimal", "%1.")}</w:abstractNum>'
    numbering += '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    place = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    gone = f'<w:p><w:pPr>{place}{struck}</w:pPr><w:del w:id="2"><w:r><w:delText>bỏ</w:delText></w:r></w:del></w:p>'
    body = listed("một", 1) + gone + listed("hai", 1)
    assert texts(read_docx(make_docx(body, numbering=numbering))) == ["1. một", "2. hai"]


def test_footnotes_and_endnotes_are_numbered_apart() -> None:
    def refer(kind: str, number: int, text: str) -> str:
        return f'<w:r><w:t>{text}</w:t></w:r><w:r><w:{kind}Reference w:id="{number}"/></w:r>'

    body = f"<w:p>{refer('footnote', 2, 'một')}{refer('endnote', 2, ' hai')}{refer('footnote', 3, ' ba')}</w:p>"
    foot = "".join(f'<w:footnote w:id="{n}">{paragraph(f"chân {n}")}</w:footnote>' for n in (2, 3))
    end = f'<w:endnote w:id="2">{paragraph("cuối")}{paragraph("dòng sau")}</w:endnote>'
    lines = texts(read_docx(make_docx(body, footnotes=foot, endnotes=end)))
    assert lines == ["một¹ haiⁱ ba²", "¹ chân 2", "ⁱ cuối", "dòng sau", "² chân 3"]
    settings = '<w:endnotePr><w:numFmt w:val="decimal"/></w:endnotePr>'
    assert texts(read_docx(make_docx(body, footnotes=foot, endnotes=end, settings=settings)))[0] == "một¹ hai¹ ba²"


def test_text_hidden_by_its_style() -> None:
    styles = (
        '<w:style w:type="character" w:styleId="An"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Doan"><w:rPr><w:vanish/></w:rPr></w:style>'
    )
    body = '<w:p><w:r><w:t>thấy</w:t></w:r><w:r><w:rPr><w:rStyle w:val="An"/></w:rPr><w:t>ẩn</w:t></w:r></w:p>'
    body += paragraph("ẩn", '<w:pStyle w:val="Doan"/>') + paragraph(
        "hiện", '<w:pStyle w:val="Doan"/>', '<w:vanish w:val="0"/>'
    )
    assert texts(read_docx(make_docx(body, styles=styles))) == ["thấy", "hiện"]


def test_results_of_fields_content_controls_and_smart_tags() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGEREF a </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>12</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    control = "<w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t> nội dung</w:t></w:r></w:sdtContent></w:sdt>"
    simple = '<w:fldSimple w:instr="DATE"><w:r><w:t> 01/02/2026</w:t></w:r></w:fldSimple>'
    body = f"<w:p><w:r><w:t>Trang </w:t></w:r>{field}{control}{simple}</w:p>"
    body += f"<w:sdt><w:sdtContent>{paragraph('cả đoạn')}</w:sdtContent></w:sdt>"
    assert texts(read_docx(make_docx(body))) == ["Trang 12 nội dung 01/02/2026", "cả đoạn"]


def test_signs_of_symbol_fonts() -> None:
    signs = [("Symbol", "F0B3"), ("Wingdings", "F0FE"), ("Wingdings", "F06F"), ("Symbol", "F0FF"), ("Arial", "2192")]
    body = "".join(f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>' for font, code in signs)
    assert texts(read_docx(make_docx(f"<w:p>{body}</w:p>"))) == ["≥☑☐•→"]


def test_embedded_objects_give_nothing_but_their_text_boxes() -> None:
    office = 'xmlns:o="urn:schemas-microsoft-com:office:office"'
    ole = f'<w:r><w:object><o:OLEObject {office} ProgID="Excel.Sheet.12"/></w:object></w:r>'
    assert texts(read_docx(make_docx(f"<w:p><w:r><w:t>trước</w:t></w:r>{ole}</w:p>"))) == ["trước"]


@pytest.mark.parametrize("kind", ["document.macroEnabled.main+xml", "template.main+xml"])
def test_files_with_macros_and_templates_are_read_like_any_other(kind: str) -> None:
    made = docx.Document()
    made.add_paragraph("Biểu mẫu")
    out, changed = io.BytesIO(), io.BytesIO()
    made.save(out)
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"document.main+xml", kind.encode()))
    assert sniff_bytes(changed.getvalue()) == "docx"
    assert texts(read_docx(changed.getvalue())) == ["Biểu mẫu"]


def test_legal_numbering_over_four_levels_with_restarts() -> None:
    levels = level(0, "decimal", "Chương %1") + level(1, "decimal", "Điều %2.", extra='<w:lvlRestart w:val="0"/>')
    levels += level(2, "decimal", "%3.") + level(3, "lowerLetter", "%4)")
    numbering = f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
    numbering += '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    depths = [0, 1, 2, 3, 3, 2, 1, 0, 1, 2]
    lines = texts(read_docx(make_docx("".join(listed("x", 1, d) for d in depths), numbering=numbering)))
    assert lines == [
        "Chương 1 x", "Điều 1. x", "1. x", "a) x", "b) x", "2. x", "Điều 2. x", "Chương 2 x", "Điều 3. x", "1. x"
    ]  # fmt: skip
