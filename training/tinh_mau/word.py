"""A source as a Word file in the form of Nghị định số 30/2020/NĐ-CP, Phụ lục I (A4, margins, letterhead, signature)."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from training.tinh_mau.source import MARK, Block, Grid, NewPage, Paragraph, Source

FONT = "Times New Roman"  # what the decree asks for
PDF_FONT = "Tinos"  # as wide as Times; Liberation Serif has no Vietnamese letters and would be mixed with another font
BODY = 13
MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")


def _element(tag: str, **attributes: str) -> Any:
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    return element


def _write(paragraph: Any, text: str, *, size: float = BODY, bold: bool = False, italic: bool = False) -> Any:
    run = paragraph.add_run(text)
    run.bold, run.italic, run.font.size = bold, italic, Pt(size)
    return run


def _tight(paragraph: Any, align: Any = ALIGN.CENTER, after: float = 0) -> Any:
    form = paragraph.paragraph_format
    form.alignment, form.space_before, form.space_after = align, Pt(0), Pt(after)
    form.first_line_indent, form.line_spacing = Cm(0), 1.0
    return paragraph


def _rule(paragraph: Any, indent: float) -> None:
    """A thin line as wide as the cell less `indent` cm on each side: an empty paragraph with a border above."""
    _tight(paragraph)
    paragraph.paragraph_format.space_before = Pt(3)
    _write(paragraph, "", size=3)
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Cm(indent)
    borders = _element("w:pBdr")
    borders.append(_element("w:top", val="single", sz="6", space="1", color="000000"))
    paragraph._p.get_or_add_pPr().append(borders)


def _box(paragraph: Any) -> None:
    """A frame around a paragraph: the stamp of a secrecy mark."""
    borders = _element("w:pBdr")
    for side in ("top", "left", "bottom", "right"):
        borders.append(_element(f"w:{side}", val="single", sz="8", space="1", color="C00000"))
    paragraph._p.get_or_add_pPr().append(borders)
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Cm(2.2)


def _widths(table: Any, widths: tuple[float, ...]) -> None:
    """Word goes by the cells' widths, LibreOffice by the grid's."""
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)


def _layout_table(document: Any, widths: tuple[float, float]) -> tuple[Any, Any]:
    table = document.add_table(rows=1, cols=2)
    _widths(table, widths)
    table.rows[0]._tr.get_or_add_trPr().append(_element("w:cantSplit"))
    for cell, width in zip(table.rows[0].cells, widths, strict=True):
        cell.width = Cm(width)
    return table.rows[0].cells[0], table.rows[0].cells[1]


def _letterhead(document: Any, source: Source) -> None:
    left, right = _layout_table(document, (6.6, 10.2))
    above, issuer = source.lines("issuer_above"), source.lines("issuer_lines")
    paragraphs = [left.paragraphs[0]] + [left.add_paragraph() for _ in range(len(above) + len(issuer) - 1)]
    for index, (paragraph, line) in enumerate(zip(paragraphs, above + issuer, strict=True)):
        _write(_tight(paragraph), line, size=12.5, bold=index >= len(above))
    _rule(left.add_paragraph(), 2.1)
    _write(_tight(left.add_paragraph(), after=2), source.number_line)
    if source.is_letter:
        _write(_tight(left.add_paragraph()), "V/v " + source.head["title"], size=12)
    if "secrecy" in source.head:
        stamp = _tight(left.add_paragraph())
        _write(stamp, source.head["secrecy"], bold=True)
        _box(stamp)
    _write(_tight(right.paragraphs[0]), MOTTO[0], size=12.5, bold=True)
    _write(_tight(right.add_paragraph()), MOTTO[1], bold=True)
    _rule(right.add_paragraph(), 2.3)
    for _ in range(max(0, len(above) + len(issuer) - 2)):
        _tight(right.add_paragraph())
    _write(_tight(right.add_paragraph()), source.date_line, italic=True)


def _title(document: Any, source: Source) -> None:
    _tight(document.add_paragraph(), after=2)
    if source.is_letter:
        return
    _write(_tight(document.add_paragraph()), source.head["kind"].upper(), size=14, bold=True)
    lines = source.lines("title_lines") or [source.head["title"]]
    for line in lines:
        _write(_tight(document.add_paragraph()), line, size=14, bold=True)
    _rule(document.add_paragraph(), 6)


def _paragraph(document: Any, block: Paragraph) -> None:
    paragraph = document.add_paragraph()
    if block.style in {"title", "centred"}:
        _tight(paragraph, after=6)
        paragraph.paragraph_format.space_before = Pt(4)
        if block.text.startswith("- "):  # the addressees of a letter, in a column under "Kính gửi:"
            paragraph.paragraph_format.alignment, paragraph.paragraph_format.left_indent = ALIGN.LEFT, Cm(5)
    heading = block.style in {"heading1", "heading2", "heading3", "title"}
    for text, bold in block.runs:
        _write(paragraph, text, bold=bold or heading, italic=block.style in {"basis", "heading3"})
    if heading or all(bold for _, bold in block.runs):
        paragraph.paragraph_format.keep_with_next = True


def _cell(cell: Any, text: str, *, bold: bool = False, align: Any = ALIGN.LEFT) -> None:
    _write(_tight(cell.paragraphs[0], align), text, size=11, bold=bold)


def _table(document: Any, grid: Grid) -> None:
    table = document.add_table(rows=0, cols=len(grid.widths), style="Table Grid")
    _widths(table, grid.widths)
    for number, row in enumerate(grid.rows):
        cells = table.add_row().cells
        properties = table.rows[-1]._tr.get_or_add_trPr()
        properties.append(_element("w:cantSplit"))
        if number == 0:
            properties.append(_element("w:tblHeader"))
        for cell, width in zip(cells, grid.widths, strict=True):
            cell.width = Cm(width)
        if row.group:
            _cell(cells[0], row.cells[0], bold=True, align=ALIGN.CENTER)
            _cell(cells[1].merge(cells[-1]), row.cells[1], bold=True)
            continue
        for column, (cell, text) in enumerate(zip(cells, row.cells, strict=True)):
            if text == "^":
                table.cell(number - 1, column).merge(cell)
                continue
            centred = number == 0 or column == 0 or len(text) < 6
            _cell(cell, text, bold=number == 0, align=ALIGN.CENTER if centred else ALIGN.LEFT)
    _tight(document.add_paragraph(), after=4)


def _signature(document: Any, source: Source) -> None:
    left, right = _layout_table(document, (8.4, 8.4))
    recipients = source.lines("recipients")
    if recipients:
        _write(_tight(left.paragraphs[0], ALIGN.LEFT), "Nơi nhận:", size=12, bold=True, italic=True)
        for line in recipients:
            _write(_tight(left.add_paragraph(), ALIGN.LEFT), line, size=11)
    roles = source.lines("role")
    paragraphs = [right.paragraphs[0]] + [right.add_paragraph() for _ in roles[1:]]
    for paragraph, line in zip(paragraphs, roles, strict=True):
        _write(_tight(paragraph), line, bold=True)
    for _ in range(4):
        _tight(right.add_paragraph())
    _write(_tight(right.add_paragraph()), source.head["signer"], size=14, bold=True)


def _new_page(document: Any, block: NewPage) -> None:
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.different_first_page_header_footer = False
    section.orientation = WD_ORIENT.LANDSCAPE if block.landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (Cm(29.7), Cm(21)) if block.landscape else (Cm(21), Cm(29.7))
    for index, line in enumerate(block.lines):
        last = index == len(block.lines) - 1
        aside = line.startswith("(")
        _write(_tight(document.add_paragraph(), after=8 if last else 0), line, size=13, bold=not aside, italic=aside)


def _header(section: Any) -> None:
    """The mark on every page; the page number, centred at the top, on all but the first."""
    section.different_first_page_header_footer = True
    _write(_tight(section.first_page_header.paragraphs[0]), MARK, size=9, italic=True)
    number = _tight(section.header.paragraphs[0])
    for kind, text in (("begin", ""), ("", " PAGE "), ("end", "")):
        run = _write(number, "", size=12)
        if kind:
            run._r.append(_element("w:fldChar", fldCharType=kind))
        else:
            instruction = _element("w:instrText")
            instruction.text = text
            run._r.append(instruction)
    _write(_tight(section.header.add_paragraph(), after=4), MARK, size=9, italic=True)


def write_docx(source: Source, path: Path, font: str = FONT) -> None:
    document = Document()
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = font, Pt(BODY)
    normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    form = normal.paragraph_format
    form.alignment, form.first_line_indent = ALIGN.JUSTIFY, Cm(1)
    form.space_before, form.space_after, form.line_spacing = Pt(3), Pt(3), 1.08
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin, page.right_margin, page.top_margin, page.bottom_margin = Cm(2.8), Cm(1.6), Cm(2), Cm(2)
    page.header_distance = Cm(1)
    _header(page)
    _letterhead(document, source)
    _title(document, source)
    _blocks(document, source.body)
    if not isinstance(source.body[-1], Grid):
        document.paragraphs[-1].paragraph_format.keep_with_next = True  # no page with a signature alone
    _signature(document, source)
    _blocks(document, source.annexes)
    written = datetime.fromisoformat(source.head.get("date") or f"{source.head.get('year', '2026')}-01-01")
    properties = document.core_properties
    properties.title = source.head["title"][:255]  # the most the field may hold
    properties.author, properties.comments = "Dự án tracuu", MARK
    properties.created = properties.modified = written
    document.save(str(path))


def _blocks(document: Any, blocks: tuple[Block, ...]) -> None:
    for block in blocks:
        if isinstance(block, Paragraph):
            _paragraph(document, block)
        elif isinstance(block, Grid):
            _table(document, block)
        else:
            _new_page(document, block)
