"""Spreadsheets made by openpyxl, and one that LibreOffice saved in Excel's old format."""

from __future__ import annotations

import datetime
import io
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Border, Font, Side

from assistant.errors import FileUnreadable
from assistant.parsing import parse
from assistant.reading import read_file
from assistant.reading.package.number_format import shown
from assistant.reading.sheets import reader as xlsx
from assistant.reading.sheets.reader import read_xlsx
from assistant.types import FileText, Line, TableBlock
from tests.conftest import needs

_LINE = Side(style="thin")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)


def saved(book: Any) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def blocks(file: FileText) -> list[Line | TableBlock]:
    assert len(file.pages) == 1
    assert file.pages[0].number is None
    return list(file.pages[0].blocks)


def assignments() -> Any:
    """A sheet as an office keeps it: letterhead, title, a table with lines, a signature."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Phân công"
    sheet["A1"], sheet["D1"] = "UBND TỈNH MẪU\nSỞ NỘI VỤ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    sheet["A3"] = "PHÂN CÔNG NHIỆM VỤ NĂM 2026"
    sheet.merge_cells("A3:E3")
    rows = [
        ["STT", "Nhiệm vụ", "Chủ trì", "Thời hạn", "Kinh phí"],
        ["I", "Cải cách hành chính", None, None, None],
        [1, "Rà soát thủ tục", "Sở Nội vụ", datetime.date(2026, 3, 31), 1250000],
        [2, "Công bố thủ tục", None, datetime.date(2026, 6, 30), 0.5],
    ]
    for r, row in enumerate(rows, start=5):
        for c, value in enumerate(row, start=1):
            cell = sheet.cell(r, c, value)
            cell.border = _BOX
    sheet.merge_cells("C7:C8")
    sheet["E7"].number_format, sheet["E8"].number_format = "#,##0", "0%"
    sheet["E10"] = "GIÁM ĐỐC"
    return book


def test_letterhead_title_table_and_signature() -> None:
    assert blocks(read_xlsx(saved(assignments()))) == [
        Line("Phân công", None, True),
        TableBlock((("UBND TỈNH MẪU", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), ("SỞ NỘI VỤ", "")), borderless=True),
        Line("PHÂN CÔNG NHIỆM VỤ NĂM 2026"),
        TableBlock(
            (
                ("STT", "Nhiệm vụ", "Chủ trì", "Thời hạn", "Kinh phí"),
                ("I", "Cải cách hành chính", "", "", ""),
                ("1", "Rà soát thủ tục", "Sở Nội vụ", "31/03/2026", "1.250.000"),
                ("2", "Công bố thủ tục", "Sở Nội vụ", "30/06/2026", "50%"),
            ),
            filled=frozenset({(3, 2)}),
        ),
        Line("GIÁM ĐỐC"),
    ]


def test_rows_of_a_sheet_become_rows_of_a_table_of_the_document() -> None:
    document = parse(read_xlsx(saved(assignments())), name="phan-cong.xlsx")
    assert document.format == "xlsx"
    (table,) = document.tables
    assert [document.text[s.start : s.end] for s in table.header if s] == [
        "STT", "Nhiệm vụ", "Chủ trì", "Thời hạn", "Kinh phí"
    ]  # fmt: skip
    first = [document.text[s.start : s.end] if s else None for s in table.rows[0].cells]
    assert first == ["1", "Rà soát thủ tục", "Sở Nội vụ", "31/03/2026", "1.250.000"]
    assert [document.text[s.start : s.end] for s in table.rows[0].group] == ["I | Cải cách hành chính"]


def test_what_is_hidden_is_left_out_and_said() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (
        ["STT", "Việc", "Nội bộ", "Hạn"],
        [1, "Họp", "x", "Quý I"],
        [2, "Thăm", "y"],
        [3, "Báo", "z", "Quý III"],
    ):
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["C"].hidden = True
    secret = book.create_sheet("Nháp")
    secret["A1"] = "Không đưa ra"
    secret.sheet_state = "hidden"
    file = read_xlsx(saved(book))
    assert blocks(file) == [TableBlock((("STT", "Việc", "Hạn"), ("1", "Họp", "Quý I"), ("3", "Báo", "Quý III")))]
    assert file.notes == (
        "Không đọc 1 trang tính ẩn: Nháp.", "Không đọc 1 dòng ẩn có chữ hoặc số.", "Không đọc 1 cột ẩn có chữ hoặc số."
    )  # fmt: skip


def test_values_of_formulas_and_those_never_computed() -> None:
    book = openpyxl.Workbook()
    book.active["A1"], book.active["B1"], book.active["C1"] = "Tổng", 3, "=B1*2"
    raw = saved(book)
    file = read_xlsx(raw)
    assert file.notes == ("1 ô công thức chưa có giá trị: hãy mở tệp bằng Excel, lưu lại rồi nạp lại.",)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"<v></v>", b"<v>6</v>").replace(b"<v />", b"<v>6</v>"))
    computed = read_xlsx(out.getvalue())
    assert computed.notes == ()
    assert blocks(computed) == [TableBlock((("Tổng", "3", "6"),), borderless=True)]


def test_old_fonts_in_cells_and_in_parts_of_cells() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"] = "Danh môc dù ¸n"
    sheet["A1"].font = Font(name=".VnTimeH")
    sheet["A2"] = CellRichText("Tỉnh ", TextBlock(InlineFont(rFont=".VnTime"), "L¹ng S¬n"))
    file = read_xlsx(saved(book))
    assert blocks(file) == [Line("DANH MỤC DỰ ÁN"), Line("Tỉnh Lạng Sơn")]
    assert file.encoding == "TCVN3"


def test_too_many_rows_are_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MAX_ROWS", 50)
    book = openpyxl.Workbook()
    for n in range(60):
        book.active.append([n, "việc"])
    with pytest.raises(FileUnreadable, match="hơn 50 dòng"):
        read_xlsx(saved(book))


def test_files_that_are_none() -> None:
    with pytest.raises(FileUnreadable, match="không có ô nào"):
        read_xlsx(saved(openpyxl.Workbook()))
    for data in (b"PK\x03\x04", saved(assignments())[:3000]):
        with pytest.raises(FileUnreadable, match="hỏng"):
            read_xlsx(data)


def test_marks_in_page_headers_are_stamps() -> None:
    book = assignments()
    book.active.oddHeader.right.text = "MẬT"
    assert "MẬT" in read_xlsx(saved(book)).stamps


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        ("5900000", "General", "5900000"),
        ("0.1", "General", "0,1"),
        ("1234567", "#,##0", "1.234.567"),
        ("1234.5", "#,##0.00", "1.234,50"),
        ("-1234", "#,##0;(#,##0)", "(1.234)"),
        ("0", '#,##0;-#,##0;"-"', "-"),
        ("5", "00", "05"),
        ("15", '00"/QĐ-UBND"', "15/QĐ-UBND"),
        ("0.125", "0.##%", "12,5%"),
        ("45292", "m/d/yyyy", "01/01/2024"),
        ("45292", "[$-42A]dd mmmm yyyy", "01/01/2024"),
        ("45292.5", "dd/mm/yyyy h:mm", "01/01/2024 12:00"),
        ("45292", "mm/yyyy", "01/2024"),
        ("0.5", "h:mm", "12:00"),
        ("1234567", '_(* #,##0_);_(* (#,##0);_(* "-"??_);_(@_)', "1.234.567"),
    ],
)
def test_figures_as_they_are_shown(value: str, code: str, text: str) -> None:
    assert shown(value, code) == text


def test_old_excel_files_are_converted(tmp_path: Path) -> None:
    import subprocess

    program = needs("soffice")
    (tmp_path / "a.xlsx").write_bytes(saved(assignments()))
    command = [program, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "xls"]
    subprocess.run([*command, "--outdir", str(tmp_path), str(tmp_path / "a.xlsx")], check=True, timeout=120)
    file = read_file(tmp_path / "a.xls")
    assert file.format == "xls"
    assert blocks(file) == blocks(read_xlsx(saved(assignments())))
