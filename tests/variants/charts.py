"""Charts of slides, Word files and spreadsheets: what they draw, as a table of the values kept in the file."""

# ruff: noqa: E501 – one variant a line reads as a table

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import docx
import openpyxl
import pptx
import xlsxwriter
from docx.oxml import parse_xml
from openpyxl.chart import BarChart, LineChart, PieChart, Reference
from pptx.chart.data import BubbleChartData, CategoryChartData, XyChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from tests.variants.case import Variant, changed, saved, through_office

QUARTERS = ("Quý I", "Quý II", "Quý III")
SHARES = (41.5, 57.25, 68)
ASKED = "Quý II tỷ lệ hồ sơ số hóa là bao nhiêu?"
RIGHT = ("Quý II | 57,25",)


def deck(kind: Any, data: Any, title: str = "Tỷ lệ hồ sơ số hóa") -> Any:
    show = pptx.Presentation()
    slide = show.slides.add_slide(show.slide_layouts[5])
    slide.shapes.title.text = "Kết quả chuyển đổi số"
    chart = slide.shapes.add_chart(kind, Inches(1), Inches(2), Inches(7), Inches(4), data).chart
    if title:
        chart.has_title = True
        chart.chart_title.text_frame.text = title
    return show


def categories(**series: tuple[float | None, ...]) -> CategoryChartData:
    data = CategoryChartData()
    data.categories = QUARTERS
    for name, values in series.items():
        data.add_series(name.replace("_", " "), values)
    return data


def _one() -> CategoryChartData:
    return categories(Tỷ_lệ=SHARES)


def chart_part(show: Any) -> bytes:
    """The XML of the first chart of a presentation."""
    with zipfile.ZipFile(io.BytesIO(saved(show))) as archive:
        return archive.read(next(n for n in archive.namelist() if n.startswith("ppt/charts/chart")))


CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
NAMES = (
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


def in_word(part: bytes) -> bytes:
    """A Word file with this chart between two paragraphs."""
    document = docx.Document()
    document.add_paragraph("BÁO CÁO CHUYỂN ĐỔI SỐ")
    place = document.add_paragraph()
    document.add_paragraph("Số liệu tính đến hết tháng 9.")
    run = place.add_run()
    run._r.append(
        parse_xml(
            f'<w:drawing xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" {NAMES}><wp:inline>'
            '<wp:extent cx="5486400" cy="3200400"/><wp:docPr id="1" name="Biểu đồ 1"/>'
            f'<a:graphic><a:graphicData uri="{CHART}"><c:chart xmlns:c="{CHART}" r:id="rIdC"/>'
            "</a:graphicData></a:graphic></wp:inline></w:drawing>"
        )
    )
    kind = b"application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
    relation = b'<Relationship Id="rIdC" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/chart" Target="charts/chart1.xml"/></Relationships>'
    import re

    bare = re.sub(rb"<c:externalData.*?</c:externalData>", b"", part, flags=re.S)
    return changed(
        saved(document),
        {
            "word/charts/chart1.xml": bare,
            "word/_rels/document.xml.rels": lambda old: old.replace(b"</Relationships>", relation),
            "[Content_Types].xml": lambda old: old.replace(
                b"</Types>", b'<Override PartName="/word/charts/chart1.xml" ContentType="' + kind + b'"/></Types>'
            ),
        },
    )


def book(kind: Any, *, elsewhere: bool = False) -> bytes:
    """A workbook whose chart draws values of a sheet; openpyxl keeps no cached values."""
    work = openpyxl.Workbook()
    sheet = work.active
    sheet.title = "Số liệu"
    for row in [("Quý", "Tỷ lệ"), *zip(QUARTERS, SHARES, strict=True)]:
        sheet.append(row)
    chart = kind()
    chart.title = "Tỷ lệ hồ sơ số hóa"
    chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=4), titles_from_data=True)
    chart.set_categories(Reference(sheet, min_col=1, min_row=2, max_row=4))
    (work.create_sheet("Biểu đồ") if elsewhere else sheet).add_chart(chart, "E2")
    return saved(work)


def _chartsheet() -> bytes:
    """A workbook whose chart is a sheet of its own, and whose values stand in a hidden one: only the chart shows them."""
    out = io.BytesIO()
    work = xlsxwriter.Workbook(out, {"in_memory": True})
    shown, sheet = work.add_worksheet("Lời dẫn"), work.add_worksheet("Số liệu")
    shown.write(0, 0, "Kết quả chuyển đổi số")
    for row, values in enumerate(zip(QUARTERS, SHARES, strict=True)):
        sheet.write_row(row, 0, values)
    sheet.hide()
    chart = work.add_chart({"type": "column"})
    chart.add_series(
        {
            "name": "Tỷ lệ", "categories": "='Số liệu'!$A$1:$A$3", "values": "='Số liệu'!$B$1:$B$3",
            "categories_data": list(QUARTERS), "values_data": list(SHARES),
        }
    )  # fmt: skip
    chart.set_title({"name": "Tỷ lệ hồ sơ số hóa"})
    work.add_chartsheet("Biểu đồ").set_chart(chart)
    work.close()
    return out.getvalue()


def variants() -> Iterator[Variant]:
    def case(producer: str, name: str, data: bytes, right: tuple[str, ...] = RIGHT, question: str = ASKED) -> Variant:
        return Variant("charts", producer, name, data, question, right)

    kinds = {
        "cot": XL_CHART_TYPE.COLUMN_CLUSTERED, "ngang": XL_CHART_TYPE.BAR_STACKED, "duong": XL_CHART_TYPE.LINE_MARKERS,
        "tron": XL_CHART_TYPE.PIE, "vanh": XL_CHART_TYPE.DOUGHNUT, "mien": XL_CHART_TYPE.AREA, "mang": XL_CHART_TYPE.RADAR,
    }  # fmt: skip
    for name, kind in kinds.items():
        show = deck(kind, _one())
        yield case("python-pptx", f"{name}.pptx", saved(show))
        yield case("python-docx", f"{name}.docx", in_word(chart_part(show)))
    two = categories(Cấp_tỉnh=(11, 12.5, 13), Cấp_xã=(21, None, 23))
    right, asked = ("Cấp tỉnh", "Cấp xã", "Quý III | 13 | 23"), "Quý III cấp xã đạt bao nhiêu?"
    both = deck(XL_CHART_TYPE.COLUMN_STACKED, two)
    yield case("python-pptx", "hai day.pptx", saved(both), right, asked)
    yield case("python-docx", "hai day.docx", in_word(chart_part(both)), right, asked)
    points = XyChartData()
    series = points.add_series("Dân số")
    series.add_data_point(2024, 15.5)
    series.add_data_point(2025, 17.25)
    yield case(
        "python-pptx",
        "diem.pptx",
        saved(deck(XL_CHART_TYPE.XY_SCATTER, points, "Dân số theo năm")),
        ("2025 | 17,25",),
        "Dân số năm 2025 là bao nhiêu?",
    )
    bubbles = BubbleChartData()
    series = bubbles.add_series("Dân số")
    series.add_data_point(2024, 15.5, 3)
    series.add_data_point(2025, 17.25, 4)
    yield case(
        "python-pptx",
        "bong bong.pptx",
        saved(deck(XL_CHART_TYPE.BUBBLE, bubbles, "Dân số theo năm")),
        ("2025 | 17,25",),
        "Dân số năm 2025 là bao nhiêu?",
    )
    percent = CategoryChartData(number_format="0.00%")
    percent.categories = QUARTERS
    percent.add_series("Tỷ lệ", (0.415, 0.5725, 0.68))
    yield case(
        "python-pptx", "phan tram.pptx", saved(deck(XL_CHART_TYPE.COLUMN_CLUSTERED, percent)), ("Quý II | 57,25%",)
    )
    nested = CategoryChartData()
    year = nested.add_category("Năm 2026")
    for quarter in QUARTERS:
        year.add_sub_category(quarter)
    nested.add_series("Tỷ lệ", SHARES)
    yield case("python-pptx", "hai cap.pptx", saved(deck(XL_CHART_TYPE.COLUMN_CLUSTERED, nested)))
    yield case(
        "python-pptx",
        "khong ten.pptx",
        saved(deck(XL_CHART_TYPE.COLUMN_CLUSTERED, _one(), "")),
        question="Quý II tỷ lệ là bao nhiêu?",
    )
    yield case("XlsxWriter", "trang bieu do.xlsx", _chartsheet())
    for kind, name in ((BarChart, "cot"), (LineChart, "duong"), (PieChart, "tron")):
        bare = "Quý II tỷ lệ là bao nhiêu?"  # openpyxl keeps no values with a chart: they are those of the cells
        yield case("openpyxl", f"{name}.xlsx", book(kind), question=bare)
        yield case("openpyxl", f"{name} trang khac.xlsx", book(kind, elsewhere=True), question=bare)
    only = deck(XL_CHART_TYPE.COLUMN_CLUSTERED, _one())
    yield through_office(case("", "cot.pptx", saved(only)), "odp")
    yield through_office(case("", "cot.docx", in_word(chart_part(only))), "odt")
    yield through_office(case("", "cot.xlsx", book(BarChart)), "ods")
