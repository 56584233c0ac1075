"""What nobody sees: hidden rows, columns, sheets, runs and elements, letters in the colour of their ground, letters of
no size. Each file says one figure openly and a wrong one where no reader would find it."""

# ruff: noqa: E501 – one variant a line reads as a table

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import docx
import openpyxl
import pptx
from docx.oxml import parse_xml
from docx.shared import Pt, RGBColor
from openpyxl.styles import Font, PatternFill
from pptx.util import Inches

from tests.reading.makers import WORD, make_docx, paragraph
from tests.variants.case import Variant, changed, saved, through_office

OPEN, SECRET = "350.000 đồng", "999.000 đồng"
TITLE = "THÔNG BÁO MỨC THU"
LINE = f"Lệ phí cấp thẻ bạn đọc là {OPEN} một thẻ."
GHOST = f"Lệ phí cấp thẻ bạn đọc là {SECRET} một thẻ."
ASKED = "Lệ phí cấp thẻ bạn đọc là bao nhiêu?"
TOLD = ("không nhìn thấy",)


def _case(producer: str, path: str, data: bytes, told: tuple[str, ...] = TOLD) -> Variant:
    return Variant("hidden", producer, path, data, ASKED, (OPEN,), ("999.000",), told)


# ---------------------------------------------------------------------------------------------- Word


def _word(change: Callable[[Any, Any], None]) -> bytes:
    document = docx.Document()
    document.add_paragraph(TITLE)
    document.add_paragraph(LINE)
    hidden = document.add_paragraph()
    change(document, hidden)
    return saved(document)


def _vanish(_: Any, p: Any) -> None:
    p.add_run(GHOST).font.hidden = True


def _white(_: Any, p: Any) -> None:
    p.add_run(GHOST).font.color.rgb = RGBColor(255, 255, 255)


def _tiny(_: Any, p: Any) -> None:
    p.add_run(GHOST).font.size = Pt(1)


def _hidden_style(document: Any, p: Any) -> None:
    style = document.styles.add_style("An", 2)
    style.font.hidden = True
    p.add_run(GHOST, style="An")


def _white_style(document: Any, p: Any) -> None:
    style = document.styles.add_style("Trang", 1)
    style.font.color.rgb = RGBColor(255, 255, 255)
    p.style = style
    p.add_run(GHOST)


def _ground(_: Any, p: Any) -> None:
    run = p.add_run(GHOST)
    run.font.color.rgb = RGBColor(0x1F, 0x4E, 0x79)
    run._r.get_or_add_rPr().append(parse_xml(f'<w:shd {WORD} w:val="clear" w:color="auto" w:fill="1F4E79"/>'))


def _web_hidden(_: Any, p: Any) -> None:
    run = p.add_run(GHOST)
    run._r.get_or_add_rPr().append(parse_xml(f"<w:specVanish {WORD}/>"))
    run.font.hidden = True


def _hidden_row(document: Any, _: Any) -> None:
    table = document.add_table(3, 2, style="Table Grid")
    for row, (left, right) in zip(
        table.rows, [("Loại thẻ", "Lệ phí"), ("Thẻ bạn đọc", OPEN), ("Thẻ bạn đọc", SECRET)], strict=True
    ):
        row.cells[0].text, row.cells[1].text = left, right
    table.rows[2]._tr.get_or_add_trPr().append(parse_xml(f"<w:hidden {WORD}/>"))
    for cell in table.rows[2].cells:
        for run in cell.paragraphs[0].runs:
            run.font.hidden = True


def _white_cell(document: Any, _: Any) -> None:
    table = document.add_table(1, 2, style="Table Grid")
    table.rows[0].cells[0].text = "Ghi chú"
    cell = table.rows[0].cells[1]
    cell.paragraphs[0].add_run(GHOST).font.color.rgb = RGBColor(0, 0x70, 0xC0)
    cell._tc.get_or_add_tcPr().append(parse_xml(f'<w:shd {WORD} w:val="clear" w:fill="0070C0"/>'))


def _theme_white(_: Any, p: Any) -> None:
    run = p.add_run(GHOST)
    colour = parse_xml(f'<w:color {WORD} w:val="FFFFFF" w:themeColor="background1"/>')
    run._r.get_or_add_rPr().append(colour)


def words() -> Iterator[Variant]:
    changes = {
        "vanish": _vanish, "trang": _white, "nho": _tiny, "kieu an": _hidden_style, "kieu trang": _white_style,
        "mau nen": _ground, "an han": _web_hidden, "dong an": _hidden_row, "o cung mau": _white_cell,
        "mau chu de": _theme_white,
    }  # fmt: skip
    for name, change in changes.items():
        yield _case("python-docx", f"{name}.docx", _word(change))
    body = paragraph(TITLE) + paragraph(LINE) + paragraph(GHOST, "", '<w:vanish w:val="on"/>')
    yield _case("XML", "vanish on.docx", make_docx(body))
    box = (
        '<w:p><w:r><w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:shape style="visibility:hidden"><v:textbox>'
        f"<w:txbxContent>{paragraph(GHOST)}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
    )
    yield _case("XML", "khung an.docx", make_docx(paragraph(TITLE) + paragraph(LINE) + box))
    small = paragraph(TITLE) + paragraph(LINE) + paragraph(GHOST, "", '<w:sz w:val="3"/>')
    yield _case("XML", "co 1,5.docx", make_docx(small))
    for to in ("odt", "doc", "rtf"):
        yield through_office(_case("", "vanish.docx", _word(_vanish)), to)
        yield through_office(_case("", "trang.docx", _word(_white)), to)


# ---------------------------------------------------------------------------------------- spreadsheets


def _sheet() -> tuple[Any, Any]:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Mức thu"
    sheet.append(["STT", "Loại thẻ", "Lệ phí cấp thẻ", "Đơn vị tính"])
    sheet.append([1, "Thẻ bạn đọc", OPEN, "thẻ"])
    sheet.append([2, "Thẻ mượn", "120.000 đồng", "thẻ"])
    return book, sheet


def _ghost(sheet: Any, **look: Any) -> None:
    sheet.append([3, "Thẻ bạn đọc", SECRET, "thẻ"])
    for cell in sheet[4]:
        for name, value in look.items():
            setattr(cell, name, value)


def _flat(sheet: bytes) -> bytes:
    """A row or a column of no size, as Excel writes it; openpyxl does not."""
    return sheet.replace(b'ht="123"', b'ht="0"').replace(b'width="77"', b'width="0"')


def sheets() -> Iterator[Variant]:
    blue = PatternFill("solid", fgColor="FF4472C4")
    white = PatternFill("solid", fgColor="FFFFFFFF")
    looks: dict[str, dict[str, Any]] = {
        "chu trang": {"font": Font(color="FFFFFFFF")},
        "chu trang nen trang": {"font": Font(color="FFFFFFFF"), "fill": white},
        "cung mau nen": {"font": Font(color="FF4472C4"), "fill": blue},
        "co chu 1": {"font": Font(size=1)},
        "dinh dang an": {"number_format": ";;;"},
    }
    for name, look in looks.items():
        book, sheet = _sheet()
        _ghost(sheet, **look)
        yield _case("openpyxl", f"{name}.xlsx", saved(book))
    for name, told in (
        ("dong an", "dòng ẩn"),
        ("dong cao 0", "dòng ẩn"),
        ("cot an", "cột ẩn"),
        ("cot rong 0", "cột ẩn"),
    ):
        book, sheet = _sheet()
        if name.startswith("dong"):
            _ghost(sheet)
            if name == "dong an":
                sheet.row_dimensions[4].hidden = True
            else:
                sheet.row_dimensions[4].height = 123
        else:
            for row, text in enumerate(["Lệ phí cũ", SECRET, SECRET], start=1):
                sheet.cell(row, 5, text)
            if name == "cot an":
                sheet.column_dimensions["E"].hidden = True
            else:
                sheet.column_dimensions["E"].width = 77
        data = changed(saved(book), {"xl/worksheets/sheet1.xml": _flat})
        yield _case("openpyxl", f"{name}.xlsx", data, (told,))
    for state in ("hidden", "veryHidden"):
        book, sheet = _sheet()
        other = book.create_sheet("Nháp")
        other.append(["Loại thẻ", "Lệ phí cấp thẻ", "Ghi chú"])
        other.append(["Thẻ bạn đọc", SECRET, "nháp"])
        other.append(["Thẻ mượn", SECRET, "nháp"])
        other.sheet_state = state
        yield _case("openpyxl", f"trang tinh {state}.xlsx", saved(book), ("trang tính ẩn",))
    book, sheet = _sheet()
    _ghost(sheet)
    sheet.row_dimensions[4].hidden = True
    hidden_row = _case("", "dong an.xlsx", saved(book), ("dòng ẩn",))
    book, sheet = _sheet()
    _ghost(sheet, font=Font(color="FFFFFFFF"))
    for to in ("ods", "xls"):
        yield through_office(hidden_row, to)
        yield through_office(_case("", "chu trang.xlsx", saved(book)), to)


# ---------------------------------------------------------------------------------------- web, slides


def _html(ghost: str, head: str = "") -> bytes:
    page = f"<!DOCTYPE html><html><head><meta charset='utf-8'>{head}</head><body><h1>{TITLE}</h1><p>{LINE}</p>{ghost}"
    return f"{page}</body></html>".encode()


def pages() -> Iterator[Variant]:
    inline = {
        "display": "display:none", "visibility": "visibility: hidden", "trang": "color:#fff",
        "trang nen": "color:white;background-color:#FFFFFF", "co 0": "font-size:0", "trong suot": "opacity:0",
        "ngoai trang": "position:absolute;left:-9999px", "cung mau": "color:rgb(10,20,30);background:#0a141e",
        "cat": "position:absolute;clip:rect(0 0 0 0);width:1px;height:1px;overflow:hidden", "co 1px": "font-size:1px",
    }  # fmt: skip
    for name, style in inline.items():
        yield _case("HTML", f"{name}.html", _html(f'<p style="{style}">{GHOST}</p>'))
    yield _case("HTML", "hidden.html", _html(f"<div hidden><p>{GHOST}</p></div>"))
    sheets = {
        "lop": (".an{display:none}", f'<p class="x an">{GHOST}</p>'),
        "ma": ("#cu { visibility : hidden }", f'<div id="cu"><p>{GHOST}</p></div>'),
        "lop con": ("@media print{p{color:red}} div.an > p, .khac{display:none!important}", f'<div class="an"><p>{GHOST}</p></div>'),
        "dong bang": ("tr.an{display:none}", f"<table border=1><tr><th>Loại<th>Mức<tr class=an><td>thẻ<td>{SECRET}<tr><td>b<td>c</table>"),
        "font": ("", f'<p><font color="#FFFFFF">{GHOST}</font></p>'),
        "mau the": ("body{background:#fff} .m{color:#FEFEFE}", f'<p class="m">{GHOST}</p>'),
    }  # fmt: skip
    for name, (css, body) in sheets.items():
        yield _case("HTML, CSS", f"{name}.html", _html(body, f"<style>{css}</style>"))


def slides() -> Iterator[Variant]:
    for name in ("hinh an", "trang an", "co 1", "cung mau"):
        deck = pptx.Presentation()
        slide = deck.slides.add_slide(deck.slide_layouts[5])
        slide.shapes.title.text = TITLE
        slide.shapes.add_textbox(Inches(1), Inches(2), Inches(6), Inches(1)).text_frame.text = LINE
        if name == "trang an":
            other = deck.slides.add_slide(deck.slide_layouts[5])
            other.shapes.title.text = GHOST
            other._element.set("show", "0")
        else:
            box = slide.shapes.add_textbox(Inches(1), Inches(3), Inches(6), Inches(1))
            run = box.text_frame.paragraphs[0].add_run()
            run.text = GHOST
            if name == "hinh an":
                box._element.nvSpPr.cNvPr.set("hidden", "1")
            elif name == "co 1":
                run.font.size = Pt(1)
            else:
                run.font.color.rgb = pptx.dml.color.RGBColor(1, 2, 3)
                box.fill.solid()
                box.fill.fore_color.rgb = pptx.dml.color.RGBColor(1, 2, 3)
        yield _case("python-pptx", f"{name}.pptx", saved(deck), ("trang chiếu ẩn",) if name == "trang an" else TOLD)


def variants() -> Iterator[Variant]:
    yield from words()
    yield from sheets()
    yield from pages()
    yield from slides()
