"""Numbers as the program prints them: formats of a spreadsheet, automatic numbers of a Word file."""

# ruff: noqa: E501 – one variant a line reads as a table

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

import docx
import openpyxl

from tests.reading.makers import WORD, level, listed, make_docx, paragraph, table
from tests.variants.case import Variant, changed, saved, through_office

# The value, its format, how Excel prints it with Vietnamese settings.
FORMATS: tuple[tuple[Any, str, str], ...] = (
    (1234567.5, "#,##0.00", "1.234.567,50"),
    (0.1575, "0.0%", "15,8%"),
    (1250000, '#,##0 "đồng"', "1.250.000 đồng"),
    (7, "000", "007"),
    (-1530, "#,##0;(#,##0)", "(1.530)"),
    (2500000, "#,##0,,", "3"),
    (12.5, '0.0 "km"', "12,5 km"),
    (0.75, "# ?/?", "3/4"),
    (2.5, "# ?/?", "2 1/2"),
    (123456, "0.00E+00", "1,23E+05"),
    (1500000, "[$₫-42A] #,##0", "₫ 1.500.000"),
    (98500, "[>=1000]#,##0;0", "98.500"),
    (650, '[<1000]0" hộ";#,##0" hộ lớn"', "650 hộ"),
    (0, '#,##0;-#,##0;"không có"', "không có"),
    (datetime.date(2026, 9, 5), "dd/mm/yyyy", "05/09/2026"),
    (datetime.date(2026, 9, 5), '"ngày "dd" tháng "mm" năm "yyyy', "ngày 05 tháng 09 năm 2026"),
    (datetime.date(2026, 9, 5), "d/m/yy", "5/9/26"),
    (datetime.datetime(2026, 9, 5, 14, 30), "hh:mm dd/mm/yyyy", "14:30 05/09/2026"),
    (datetime.time(8, 5), "h:mm", "8:05"),
    (datetime.timedelta(hours=30, minutes=15), "[h]:mm", "30:15"),
    (843216547, "0000 000 000", "0843 216 547"),
    (48_000, '_(* #,##0_);_(* (#,##0);_(* "-"??_);_(@_)', "48.000"),
    ("05", "@", "05"),
    (True, "General", "ĐÚNG"),
)


def formats() -> Iterator[Variant]:
    for number, (value, code, shown) in enumerate(FORMATS):
        book = openpyxl.Workbook()
        sheet = book.active
        sheet.append(["STT", "Nội dung", "Giá trị", "Ghi chú"])
        sheet.append([1, "Kho lưu trữ phía Nam", value, "a"])
        sheet.append([2, "Kho lưu trữ phía Bắc", "chưa có", "b"])
        sheet["C2"].number_format = code
        case = Variant(
            "numbers", "openpyxl", f"dinh dang {number}.xlsx", saved(book), "Giá trị của kho lưu trữ phía Nam là bao nhiêu?",
            (f"Kho lưu trữ phía Nam | {shown} | a",),
        )  # fmt: skip
        yield case
        if number % 4 == 0:
            yield through_office(case, "ods" if number % 8 else "xls")


def numbered(kind: str, text: str, start: int = 1) -> bytes:
    """A table whose first column holds nothing but automatic numbers."""
    auto = "<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr></w:p>"
    rows = [[paragraph("TT"), paragraph("Nhiệm vụ"), paragraph("Cơ quan chủ trì")]]
    rows += [
        [auto, paragraph("Số hóa hồ sơ lưu trữ"), paragraph("Sở Giả Định A")],
        [auto, paragraph("Đào tạo cán bộ số"), paragraph("Sở Giả Định B")],
        [auto, paragraph("Mua sắm máy quét"), paragraph("Sở Giả Định C")],
    ]
    part = f'<w:abstractNum w:abstractNumId="0">{level(0, kind, text, start)}</w:abstractNum><w:num w:numId="1">'
    body = paragraph("DANH MỤC NHIỆM VỤ") + table(rows)
    part += '<w:abstractNumId w:val="0"/></w:num>'
    return changed(  # a whole package: LibreOffice takes no other
        saved(docx.Document()),
        {
            "word/document.xml": f"<w:document {WORD}><w:body>{body}</w:body></w:document>".encode(),
            "word/numbering.xml": f"<w:numbering {WORD}>{part}</w:numbering>".encode(),
        },
    )


def automatic() -> Iterator[Variant]:
    asked = "Đào tạo cán bộ số do ai chủ trì?"
    forms = {"%1": ("decimal", "2"), "%1.": ("decimal", "2."), "(%1)": ("decimal", "(2)"), "%1)": ("lowerLetter", "b)")}
    for number, (text, (kind, shown)) in enumerate(forms.items()):
        right = (f"{shown} | Đào tạo cán bộ số | Sở Giả Định B",)
        case = Variant("automatic", "XML", f"tt {number}.docx", numbered(kind, text), asked, right)
        yield case
        yield through_office(case, "odt" if number % 2 else "rtf")
    yield Variant("automatic", "XML", "roman.docx", numbered("upperRoman", "%1"), asked, ("II | Đào tạo cán bộ số",))
    yield Variant("automatic", "XML", "tu 5.docx", numbered("decimal", "%1", 5), asked, ("6 | Đào tạo cán bộ số",))
    yield Variant("automatic", "XML", "so 0.docx", numbered("decimalZero", "%1"), asked, ("02 | Đào tạo cán bộ số",))
    yield Variant(
        "automatic", "XML", "hoi theo so.docx", numbered("decimal", " %1 "), "Nhiệm vụ số 2 do ai chủ trì?",
        ("2 | Đào tạo cán bộ số | Sở Giả Định B",),
    )  # fmt: skip
    document = docx.Document()
    grid = document.add_table(4, 3, style="Table Grid")
    rows = [
        ("TT", "Nhiệm vụ", "Cơ quan chủ trì"),
        ("", "Số hóa hồ sơ", "Sở Giả Định A"),
        ("", "Đào tạo cán bộ số", "Sở Giả Định B"),
        ("", "Mua máy", "Sở Giả Định C"),
    ]
    for place, row in zip(grid.rows, rows, strict=True):
        for cell, text in zip(place.cells, row, strict=True):
            cell.text = text
        if not row[0]:
            place.cells[0].paragraphs[0].style = "List Number"
    case = Variant(
        "automatic", "python-docx", "kieu.docx", saved(document), asked, ("2. | Đào tạo cán bộ số | Sở Giả Định B",)
    )
    yield case
    yield through_office(case, "rtf")
    items = "".join(listed(text, 1) for text in ("Nộp hồ sơ tại quầy số một.", "Nhận giấy hẹn trả kết quả."))
    part = f'<w:abstractNum w:abstractNumId="0">{level(0, "decimal", "Bước %1:")}</w:abstractNum>'
    part += '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    yield Variant(
        "automatic", "XML", "buoc.docx", make_docx(paragraph("QUY TRÌNH TIẾP NHẬN") + items, numbering=part),
        "Giấy hẹn trả kết quả nhận ở bước nào?", ("Bước 2: Nhận giấy hẹn trả kết quả.",),
    )  # fmt: skip


def variants() -> Iterator[Variant]:
    yield from formats()
    yield from automatic()
