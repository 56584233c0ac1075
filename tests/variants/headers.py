"""Tables whose columns are named by two or three rows: one name for each column, joined from the cells above it; titles
over a table; header cells that stand upright."""

# ruff: noqa: E501 – one variant a line reads as a table

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import docx
import openpyxl
import pptx
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from openpyxl.styles import Alignment, Border, Font, Side
from pptx.util import Inches

from tests.reading.makers import WORD
from tests.variants.case import Variant, saved, through_office

Grid = Sequence[Sequence[str]]
"""Rows of cells; "<" goes on the cell to the left, "^" the cell above."""

TWO: Grid = (
    ("STT", "Đơn vị", "Năm 2025", "<", "Năm 2026", "<"),
    ("^", "^", "Máy tính", "Máy in", "Máy tính", "Máy in"),
    ("1", "Xã An Lạc", "21", "12", "33", "14"),
    ("2", "Xã Bình Yên", "25", "17", "38", "19"),
)
THREE: Grid = (
    ("STT", "Đơn vị", "Giai đoạn 2026 - 2030", "<", "<", "<", "Ghi chú"),
    ("^", "^", "Năm 2026", "<", "Năm 2027", "<", "^"),
    ("^", "^", "Số lớp", "Học viên", "Số lớp", "Học viên", "^"),
    ("1", "Sở Nội vụ", "4", "160", "6", "245", ""),
    ("2", "Sở Y tế", "3", "115", "5", "205", "trực tuyến"),
)
LEFT: Grid = (
    ("Chỉ tiêu", "Kế hoạch", "Thực hiện", "<", "<"),
    ("^", "^", "Quý I", "Quý II", "Cộng"),
    ("Hồ sơ trực tuyến", "9.000", "2.150", "2.480", "4.630"),
    ("Hồ sơ trực tiếp", "1.200", "310", "295", "605"),
    ("Hồ sơ qua bưu chính", "700", "120", "145", "265"),
)
TITLED: Grid = (
    ("BẢNG TỔNG HỢP THIẾT BỊ", "<", "<"),
    ("STT", "Đơn vị", "Cán bộ"),
    ("1", "Phòng Hành chính", "31"),
    ("2", "Phòng Kế toán", "46"),
)
TITLED_TWO: Grid = (
    ("Biểu 2. Kết quả cấp phát năm 2026", "<", "<", "<", "<"),
    ("TT", "Địa phương", "Sách", "<", "Báo"),
    ("^", "^", "Giáo khoa", "Tham khảo", "^"),
    ("1", "Xã Cẩm Sơn", "510", "240", "75"),
    ("2", "Xã Diên Thọ", "615", "335", "90"),
)
YEARS: Grid = (
    ("STT", "Địa phương", "Số hộ nghèo", "<", "Tỷ lệ (%)", "<"),
    ("^", "^", "2025", "2026", "2025", "2026"),
    ("1", "Xã Hòa Lạc", "152", "118", "4,2", "3,3"),
    ("2", "Xã Tân Kỳ", "207", "164", "5,1", "4,0"),
)
ASKED: dict[str, tuple[Grid, str, tuple[str, ...]]] = {
    "hai dong": (TWO, "Năm 2026 xã An Lạc có bao nhiêu máy in?", ("Năm 2025: Máy in", "Năm 2026: Máy in", "Xã An Lạc", "14")),
    "ba dong": (
        THREE,
        "Năm 2027 Sở Y tế có bao nhiêu học viên?",
        ("Giai đoạn 2026 - 2030: Năm 2027: Học viên", "Sở Y tế", "205"),
    ),
    "quy": (LEFT, "Hồ sơ trực tuyến quý II thực hiện bao nhiêu?", ("Thực hiện: Quý II", "2.480", "Kế hoạch")),
    "ten bang": (TITLED, "Phòng Kế toán có bao nhiêu cán bộ?", ("STT | Đơn vị | Cán bộ", "46")),
    "ten va hai dong": (
        TITLED_TWO,
        "Xã Diên Thọ được cấp bao nhiêu sách tham khảo?",
        ("Sách: Giáo khoa | Sách: Tham khảo | Báo", "335"),
    ),
    "nam": (YEARS, "Tỷ lệ hộ nghèo xã Tân Kỳ năm 2026 là bao nhiêu?", ("Số hộ nghèo: 2026", "Tỷ lệ (%): 2026", "4,0")),
}  # fmt: skip


def _span(grid: Grid, r: int, c: int) -> tuple[int, int]:
    """Rows and columns that the cell at (r, c) covers."""
    width = 1
    while c + width < len(grid[r]) and grid[r][c + width] == "<":
        width += 1
    height = 1
    while r + height < len(grid) and grid[r + height][c] == "^":
        height += 1
    return height, width


def cells(grid: Grid) -> Iterator[tuple[int, int, str, int, int]]:
    for r, row in enumerate(grid):
        for c, text in enumerate(row):
            if text not in {"<", "^"}:
                yield r, c, text, *_span(grid, r, c)


def word(grid: Grid, *, style: str | None = "Table Grid", turned: str = "", upright: bool = False) -> bytes:
    document = docx.Document()
    document.add_paragraph("BÁO CÁO SỐ LIỆU")
    table = document.add_table(len(grid), len(grid[0]), style=style)
    for r, c, text, height, width in cells(grid):
        cell = table.cell(r, c)
        if height > 1 or width > 1:
            cell = cell.merge(table.cell(r + height - 1, c + width - 1))
        parts = list(text) if upright and r == 0 and " " not in text else [text]
        cell.text = parts[0]
        for part in parts[1:]:
            cell.add_paragraph(part)
        if turned and r < 2:
            cell._tc.get_or_add_tcPr().append(parse_xml(f'<w:textDirection {WORD} w:val="{turned}"/>'))
    assert document.styles["Table Grid"].type == WD_STYLE_TYPE.TABLE
    return saved(document)


def sheet(
    grid: Grid, *, lines: bool = True, bold: int = 0, turned: int = 0, top: int = 0, merged: bool = True
) -> bytes:
    """`merged` False: cells that go on are left empty, as people do who "centre across"."""
    book = openpyxl.Workbook()
    page = book.active
    side = Side(style="thin")
    for r in range(len(grid)):
        for c in range(len(grid[0])):
            if lines:
                page.cell(r + 1 + top, c + 1).border = Border(left=side, right=side, top=side, bottom=side)
    for r, c, text, height, width in cells(grid):
        place = page.cell(r + 1 + top, c + 1)
        figure = text.replace(".", "").replace(",", ".")
        number = r > 0 and figure.replace(".", "").isdigit()
        place.value = float(figure) if number and "." in figure else int(figure) if number else text
        if number and "." in text:
            place.number_format = "#,##0"
        if number and "," in text:
            place.number_format = "0.0"
        place.font = Font(bold=r < bold)
        if turned and r < 2:
            place.alignment = Alignment(textRotation=turned)
        if merged and (height > 1 or width > 1):
            page.merge_cells(start_row=r + 1 + top, start_column=c + 1, end_row=r + height + top, end_column=c + width)
    if top:
        page["A1"] = "UBND TỈNH MẪU"
    return saved(book)


def html(grid: Grid, *, tag: str = "th", head: bool = True, style: str = "border=1") -> bytes:
    rows: list[str] = []
    for r in range(len(grid)):
        inner = ""
        for row, _, text, height, width in cells(grid):
            if row == r:
                kind = tag if r < 2 else "td"
                spans = (f' rowspan="{height}"' if height > 1 else "") + (f" colspan={width}" if width > 1 else "")
                inner += f"<{kind}{spans}>{text}</{kind}>"
        rows.append(f"<tr>{inner}</tr>")
    top = 3 if grid is THREE or grid is TITLED_TWO else 2
    body = "".join(rows)
    if head:
        body = f"<thead>{''.join(rows[:top])}</thead><tbody>{''.join(rows[top:])}</tbody>"
    return f"<meta charset=utf-8><body><p>BÁO CÁO SỐ LIỆU</p><table {style}>{body}</table>".encode()


def slides(grid: Grid) -> bytes:
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = "Số liệu"
    table = slide.shapes.add_table(len(grid), len(grid[0]), Inches(1), Inches(2), Inches(8), Inches(3)).table
    for r, c, text, height, width in cells(grid):
        table.cell(r, c).text = text
        if height > 1 or width > 1:
            table.cell(r, c).merge(table.cell(r + height - 1, c + width - 1))
    return saved(deck)


def _case(kind: str, producer: str, name: str, ending: str, data: bytes) -> Variant:
    _, question, right = ASKED[name.split(",")[0]]
    return Variant(kind, producer, f"{name}.{ending}", data, question, right)


def variants() -> Iterator[Variant]:
    for name, (grid, _, _) in ASKED.items():
        yield _case("headers", "python-docx", name, "docx", word(grid))
        yield _case("headers", "openpyxl", name, "xlsx", sheet(grid))
        yield _case("headers", "HTML", name, "html", html(grid))
        yield _case("headers", "python-pptx", name, "pptx", slides(grid))
        yield _case("headers", "openpyxl", f"{name}, khong ke", "xlsx", sheet(grid, lines=False, bold=3, top=2))
        yield _case(
            "headers", "HTML", f"{name}, td", "html", html(grid, tag="td", head=False, style="style='border:1px solid'")
        )
    for name in ("hai dong", "ba dong", "quy", "nam"):
        grid = ASKED[name][0]
        yield _case("headers", "openpyxl", f"{name}, khong gop", "xlsx", sheet(grid, merged=False))
        for to in ("odt", "rtf"):  # a table that LibreOffice writes as .doc is none when it reads it again
            yield through_office(_case("headers", "", name, "docx", word(grid)), to)
        for to in ("ods", "xls"):
            yield through_office(_case("headers", "", name, "xlsx", sheet(grid)), to)
    caption = html(TWO).replace(b"<table border=1>", "<table border=1><caption>Bảng 3. Thiết bị</caption>".encode())
    yield _case("headers", "HTML", "hai dong, ten rieng", "html", caption)
    yield from turned()


def turned() -> Iterator[Variant]:
    """Header cells whose letters stand upright or one under the other."""
    for name, direction in (("hai dong", "btLr"), ("quy", "tbRl"), ("hai dong, tbRlV", "tbRlV")):
        yield _case("turned", "python-docx", name, "docx", word(ASKED[name.split(",")[0]][0], turned=direction))
    for name, angle in (("hai dong", 90), ("quy", 255), ("ba dong", 180)):
        yield _case("turned", "openpyxl", name, "xlsx", sheet(ASKED[name][0], turned=angle))
    letters: Grid = (("STT", "Đơn vị", "Máy", "Xe"), ("1", "Xã An Lạc", "21", "12"), ("2", "Xã Bình Yên", "25", "17"))
    question, right = "Xã Bình Yên có bao nhiêu xe?", ("STT | Đơn vị | Máy | Xe", "17")
    upright = word(letters, upright=True)
    yield Variant("turned", "python-docx", "chu xep.docx", upright, question, right)
    yield through_office(Variant("turned", "", "chu xep.docx", upright, question, right), "odt")
    page = html(letters, head=False).decode()
    yield Variant(
        "turned",
        "HTML",
        "chu xep.html",
        page.replace("Máy", "M<br>á<br>y").replace("Xe", "X<br>e").encode(),
        question,
        right,
    )
    css = page.replace("<th>", '<th style="writing-mode:vertical-rl;transform:rotate(180deg)">')
    yield Variant("turned", "HTML", "writing-mode.html", css.encode(), question, right)
    book: Any = openpyxl.Workbook()
    for row in letters:
        book.active.append([int(cell) if cell.isdigit() else cell for cell in row])
    book.active["C1"], book.active["D1"] = "M\ná\ny", "X\ne"
    yield Variant("turned", "openpyxl", "chu xep.xlsx", saved(book), question, right)
    yield through_office(Variant("turned", "", "dung.xlsx", sheet(TWO, turned=90), *ASKED["hai dong"][1:]), "ods")
