"""Drafts: a mark across the page, in a header, a box, or above the title. The document is one of them and every citation
says so; a paper that only speaks of drafts is none."""

# ruff: noqa: E501 – one variant a line reads as a table

from __future__ import annotations

from collections.abc import Iterator

import docx
import openpyxl
from docx.oxml import parse_xml

from tests.reading.makers import make_docx, paragraph
from tests.variants.case import Variant, saved, through_office

ASKED = "Ai chủ trì tổ chức hội chợ làng nghề?"
LINES = (
    "ỦY BAN NHÂN DÂN TỈNH MẪU", "Số: {number}/KH-UBND", "KẾ HOẠCH", "Tổ chức hội chợ làng nghề năm 2026",
    "I. NỘI DUNG", "1. Sở Công Thương chủ trì tổ chức hội chợ làng nghề trong tháng 10 năm 2026.",
)  # fmt: skip
W = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


def mark(text: str, style: str = "position:absolute;width:500pt;height:120pt;rotation:315") -> str:
    """What Word writes for "Watermark"."""
    return (
        f'<w:p {W}><w:r><w:pict><v:shapetype id="_x0000_t136"/><v:shape id="PowerPlusWaterMarkObject1" '
        f'type="#_x0000_t136" style="{style}" fillcolor="silver"><v:textpath string="{text}"/></v:shape></w:pict></w:r>'
        "</w:p>"
    )


def wordart(text: str, turn: int = -2700000) -> str:
    """A turned box, as newer programs write a mark."""
    return (
        f'<w:p {W}><w:r><w:drawing><wp:anchor><a:graphic><a:graphicData><wps:wsp><wps:spPr><a:xfrm rot="{turn}"/>'
        f"</wps:spPr><wps:txbx><w:txbxContent>{paragraph(text)}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData>"
        "</a:graphic></wp:anchor></w:drawing></w:r></w:p>"
    )


def _plan(number: int) -> list[str]:
    return [line.format(number=number) for line in LINES]


def _case(producer: str, path: str, data: bytes, cited: str = "dự thảo", never: tuple[str, ...] = ()) -> Variant:
    return Variant("drafts", producer, path, data, ASKED, ("Sở Công Thương",), never, (), (cited,) if cited else ())


def _docx(number: int, header: str) -> bytes:
    document = docx.Document()
    for line in _plan(number):
        document.add_paragraph(line)
    document.sections[0].header._element.append(parse_xml(header))
    return saved(document)


def variants() -> Iterator[Variant]:
    texts = ["DỰ THẢO", "DỰ THẢO LẦN 2", "Dự thảo", "BẢN DỰ THẢO", "DỰ THẢO 3", "Bản thảo", "D Ự  T H Ả O", "DRAFT"]
    for number, text in enumerate(texts, start=11):
        yield _case("python-docx", f"dau {number}.docx", _docx(number, mark(text)))
    for number, text in enumerate(["DỰ THẢO", "DỰ THẢO LẦN 3 (ngày 02/5/2026)"], start=31):
        yield _case("python-docx", f"khung {number}.docx", _docx(number, wordart(text)))
    body = "".join(map(paragraph, _plan(41)))
    yield _case("XML", "dau dau trang.docx", make_docx(body, header2=mark("DỰ THẢO")))
    yield _case("XML", "dau chan trang.docx", make_docx(body, footer1=mark("DỰ THẢO LẦN 4")))
    yield _case("XML", "dau trong than.docx", make_docx(mark("DỰ THẢO") + body), never=("DỰ THẢO KẾ",))
    yield _case("XML", "chu dau trang.docx", make_docx(body, header1=paragraph("Dự thảo lần 1")))
    lines = _plan(42)
    yield _case("XML", "dong dau.docx", make_docx("".join(map(paragraph, ["DỰ THẢO", *lines]))))
    lines[1] += "    (DỰ THẢO)"
    yield _case("XML", "canh so.docx", make_docx("".join(map(paragraph, lines))))
    page = "".join(f"<p>{line}</p>" for line in _plan(43))
    yield _case("HTML", "trang.html", f"<meta charset=utf-8><body><p>DỰ THẢO LẦN 2</p>{page}".encode())
    yield _case("text", "van ban.txt", "\n".join(["DỰ THẢO", *_plan(44)]).encode())
    book = openpyxl.Workbook()
    for line in _plan(45):
        book.active.append([line])
    book.active.oddHeader.center.text = "DỰ THẢO"
    yield _case("openpyxl", "bang tinh.xlsx", saved(book))
    for to in ("odt", "doc"):
        yield through_office(_case("", "dau 51.docx", _docx(51, mark("DỰ THẢO"))), to)
    # None of these is a draft.
    about = [*_plan(61), "2. Sở Tư pháp gửi dự thảo để lấy ý kiến trước ngày 01/9/2026."]
    yield _case("python-docx", "noi ve du thao.docx", _docx(62, mark("BẢN SAO")), "")
    yield _case("XML", "khong phai.docx", make_docx("".join(map(paragraph, about))), "")
