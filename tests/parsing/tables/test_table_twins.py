"""One assignment table in Word and printed to PDF by soffice: over many pages, on its side, with merged cells, rows cut
by pages, its header repeated or not. Both must give the same tasks, word for word."""

from __future__ import annotations

import subprocess
from pathlib import Path

import docx
import pypdfium2
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement

from assistant.parsing import parse
from assistant.reading import read_file
from assistant.types import Document
from tests.conftest import needs

HEAD = ("ỦY BAN NHÂN DÂN", "TỈNH MẪU", "Số: 12/KH-UBND", "Mẫu, ngày 05 tháng 3 năm 2026", "KẾ HOẠCH",
        "Phát triển hạ tầng số năm 2026", "I. MỤC TIÊU", "Nâng cao chất lượng hạ tầng./.")  # fmt: skip
COLUMNS = ("TT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời gian hoàn thành", "Sản phẩm", "Ghi chú")
LEADS = ("Sở Khoa học và Công nghệ", "Sở Nội vụ", "Công an tỉnh", "UBND các xã, phường")
PHRASE = "rà soát, xây dựng và triển khai các nội dung chuyển đổi số trên địa bàn tỉnh theo kế hoạch; "
Row = tuple[str, str, tuple[str, ...], str, str]


def build(path: Path, landscape: bool, two_rows: bool, repeat: bool) -> list[Row]:
    """A table of 24 tasks in three groups, two rows of a group under one merged lead; returns what it says."""
    document = docx.Document()
    # The font of administration, which has the metrics of one that every machine of the gate holds: with the template's
    # own, the machine's choice decides where rows break, and a wide one makes soffice cut the repeated header.
    document.styles["Normal"].font.name = "Times New Roman"
    for line in HEAD:
        document.add_paragraph(line)
    if landscape:
        section = document.add_section()
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
    document.add_paragraph("PHỤ LỤC")
    table = document.add_table(rows=0, cols=len(COLUMNS), style="Table Grid")

    def add(cells: tuple[str, ...]) -> docx.table._Row:
        row = table.add_row()
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
        return row

    if two_rows:
        over, under = (
            add((*COLUMNS[:2], "Đơn vị thực hiện", "", *COLUMNS[4:])),
            add(("", "", *COLUMNS[2:4], "", "", "")),
        )
        over.cells[2].merge(over.cells[3])
        for column in (0, 1, 4, 5, 6):
            over.cells[column].merge(under.cells[column])
        heads = [over, under]
    else:
        heads = [add(COLUMNS)]
    heads.append(add(tuple(f"({i})" for i in range(1, len(COLUMNS) + 1))))
    for row in heads if repeat else ():
        row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    return _fill(add, document, path)


def _fill(add, document, path: Path) -> list[Row]:  # type: ignore[no-untyped-def]
    told: list[Row] = []
    before = None
    for i in range(24):
        group, lead, quarter = f"Nhóm nhiệm vụ số {i // 8 + 1}", LEADS[(i // 2) % 4], ("I", "II", "III", "IV")[i % 4]
        if i % 8 == 0:
            head = add((("I", "II", "III")[i // 8], group, "", "", "", "", ""))
            head.cells[1].merge(head.cells[6])
        task = f"Nhiệm vụ thứ {i + 1}: {PHRASE * (1 + (i * 3) % 5)}hết nhiệm vụ {i + 1}"
        second = i % 2 == 1
        row = add(
            (str(i + 1), task, "" if second else lead, f"Sở Y tế; đơn vị {i + 1}", f"Quý {quarter}/2026", "Báo cáo", "")
        )
        if second and before is not None:
            merged = before.cells[2].merge(row.cells[2])
            for paragraph in merged.paragraphs[1:]:
                paragraph._p.getparent().remove(paragraph._p)
        before = row
        roman = ("I", "II", "III")[i // 8]
        told.append((task, lead, ("Sở Y tế", f"đơn vị {i + 1}"), f"Quý {quarter}/2026", f"{roman}. {group}"))
    document.save(str(path))
    return told


def read(document: Document) -> list[Row]:
    return [
        (" ".join(task.task.split()), task.lead or "", task.partners, task.deadline or "", task.group[-1])
        for task in document.tasks
        if task.origin == "row"
    ]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("landscape", "two_rows", "repeat"),
    [(True, True, True), (True, True, False), (False, True, True), (False, False, False)],
)
def test_a_long_table_is_whole_in_word_and_in_pdf(
    tmp_path: Path, landscape: bool, two_rows: bool, repeat: bool
) -> None:
    soffice = needs("soffice")
    path = tmp_path / "ke-hoach.docx"
    told = build(path, landscape, two_rows, repeat)
    assert read(parse(read_file(path))) == told
    profile = f"-env:UserInstallation=file://{tmp_path}/soffice"
    command = [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    printed = parse(read_file(path.with_suffix(".pdf")))
    assert (printed.page_count or 0) > 10
    assert len(printed.tables) == 1
    assert [head.of(printed.text) for head in printed.tables[0].header if head] == list(COLUMNS)
    assert read(printed) == told
    for task in printed.tasks:
        assert task.page == printed.page_at(task.span.start)
    if landscape:
        assert read(parse(read_file(turned(path.with_suffix(".pdf"))))) == told


def turned(path: Path) -> Path:
    """The same pages as scanners and some printers store wide ones: upright sheets, drawn on their side, with a note to
    turn them."""
    pdf = pypdfium2.PdfDocument(path)
    for page in pdf:
        width, height = page.get_size()
        if width < height:
            continue
        for drawn in page.get_objects():
            drawn.transform(pypdfium2.PdfMatrix(0, 1, -1, 0, height, 0))
        page.gen_content()
        page.set_mediabox(0, 0, height, width)
        page.set_cropbox(0, 0, height, width)
        page.set_rotation(90)
    out = path.with_name("xoay.pdf")
    pdf.save(out)
    return out
