"""The secrecy gate: marks in the place of a mark are refused, the same words elsewhere are not."""

from __future__ import annotations

import pytest

from assistant.errors import FileRefused
from assistant.reading import check_secrecy
from assistant.reading.pdf.reader import read_pdf
from assistant.reading.secrecy import mark_of
from assistant.reading.text.plain import read_plain
from assistant.reading.word.reader import read_docx
from assistant.types import FileText, Line, Page
from tests.reading.makers import Sheet, make_docx, make_pdf, paragraph, table


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("MẬT", "MẬT"),
        ("**MẬT**", "MẬT"),
        ("[ TỐI MẬT ]", "TỐI MẬT"),
        ("M Ậ T", "MẬT"),
        ("T U Y Ệ T  M Ậ T", "TUYỆT MẬT"),
        ("│ TUYỆT MẬT │", "TUYỆT MẬT"),
        ("┌── MẬT ──┐", "MẬT"),
        ("(Mật)", "MẬT"),
        ("Độ mật: Tối mật", "TỐI MẬT"),
        ("ĐỘ MẬT: MẬT", "MẬT"),
        ("Số: 12-BC/TU  MẬT", "MẬT"),
        ("HỎA TỐC - MẬT", "MẬT"),
        ("TÀI LIỆU MẬT", "MẬT"),
        ("MẬT Bản số: 02", "MẬT"),
        ("TÓI MẬT", "TỐI MẬT"),
        ("MA\u0323\u0302T", "MẬT"),
        ("GIẢI MẬT", "GIẢI MẬT"),
        ("ĐÃ GIẢI MẬT ngày 01/01/2026", "GIẢI MẬT"),
        ("mật", None),
        ("Độ mật: Không", None),
        ("BÍ MẬT", None),
        ("Bảo vệ bí mật nhà nước", None),
        ("Mật ong", None),
        ("MẶT TRẬN", None),
        ("DANH MỤC BÍ MẬT NHÀ NƯỚC ĐỘ TUYỆT MẬT", None),
        ("Số: 5 danh mục BÍ MẬT", None),
        ("Số lượng tài liệu MẬT", None),
        ("", None),
    ],
)
def test_what_is_a_mark(text: str, mark: str | None) -> None:
    assert mark_of(text) == mark


HEAD = [
    "UBND TỈNH MẪU",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Số: 12/BC-UBND",
    "{}",
    "BÁO CÁO",
    "Về công tác năm 2026",
]
BODY = [
    "Căn cứ Luật Bảo vệ bí mật nhà nước số 117/2025/QH15, tài liệu được chia theo các độ mật khác nhau.",
    "Điều 1. Phạm vi",
]


def _file(lines: list[str]) -> FileText:
    return FileText("text", (Page(None, tuple(Line(line) for line in lines)),))


@pytest.mark.parametrize("mark", ["MẬT", "TỐI MẬT", "TUYỆT MẬT", "Độ mật: Mật", "T Ố I   M Ậ T"])
def test_mark_in_the_letterhead_is_refused_and_the_law_is_named(mark: str) -> None:
    with pytest.raises(FileRefused) as caught:
        check_secrecy(_file([line.format(mark) for line in HEAD] + BODY))
    assert "117/2025/QH15" in caught.value.message
    assert "MẬT" in caught.value.message


def test_released_documents_ask_the_owner() -> None:
    lines = [line.format("MẬT") for line in HEAD]
    with pytest.raises(FileRefused, match="xác nhận") as caught:
        check_secrecy(_file(["GIẢI MẬT", *lines, *BODY]))
    assert "GIẢI MẬT" in caught.value.message


@pytest.mark.parametrize(
    "lines",
    [
        [line.format("") for line in HEAD if line != "{}"] + BODY + ["MẬT", "TỐI MẬT"],
        [
            "CHÍNH PHỦ",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Số: 1/QĐ-TTg",
            "QUYẾT ĐỊNH",
            "DANH MỤC BÍ MẬT NHÀ NƯỚC ĐỘ",
            "TUYỆT MẬT",
            *BODY,
        ],
        ["QUỐC HỘI", "Luật số: 117/2025/QH15", "LUẬT", "BẢO VỆ BÍ", "MẬT", "NHÀ NƯỚC", *BODY],
        ["QUYẾT ĐỊNH", "Về danh mục bí mật nhà nước độ Tối mật, độ Mật", *BODY],
        ["Mục I", "1. Nội dung", *["chữ"] * 20, "MẬT"],
    ],
)
def test_the_same_words_elsewhere_refuse_nothing(lines: list[str]) -> None:
    check_secrecy(_file(lines))


def test_marks_in_word_files() -> None:
    left = paragraph("UBND TỈNH MẪU") + paragraph("Số: 5/KH-UBND") + table([[paragraph("MẬT")]])
    head = table([[left, paragraph("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")]], borders=False)
    box = f"<w:p><w:r><w:t>Chữ</w:t><w:pict><w:txbxContent>{paragraph('TỐI MẬT')}</w:txbxContent></w:pict></w:r></w:p>"
    long = "".join(paragraph(line) for line in BODY * 40)
    for data in (make_docx(head + long), make_docx(long + box), make_docx(long, header1=paragraph("TUYỆT MẬT"))):
        with pytest.raises(FileRefused):
            check_secrecy(read_docx(data))
    rows = [
        [paragraph("Độ mật"), paragraph("Số lượng")],
        [paragraph("MẬT"), paragraph("3")],
        [paragraph("TỐI MẬT"), paragraph("1")],
    ]
    check_secrecy(read_docx(make_docx(paragraph("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") + long + table(rows))))


def test_marks_in_pdfs() -> None:
    def page() -> Sheet:
        return (
            Sheet()
            .text(72, 750, "UBND TỈNH MẪU")
            .text(300, 750, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
            .text(72, 600, BODY[0], 8)
        )

    check_secrecy(read_pdf(make_pdf([page()])))
    printed = page().text(72, 720, "Số: 1/BC-UBND").text(90, 700, "MẬT")
    stamped = page().stamp(400, 100, "TUYỆT MẬT")
    scanned = Sheet().picture().stamp(400, 100, "MẬT")
    headed = [Sheet().text(270, 815, "MẬT").text(72, 600 - n, BODY[0], 8) for n in range(3)]
    for sheets in ([printed], [page(), stamped], [scanned], headed):
        with pytest.raises(FileRefused):
            check_secrecy(read_pdf(make_pdf(sheets)))


def test_mark_in_markdown() -> None:
    source = "# UBND TỈNH MẪU\n\n**Số: 3/KH-UBND**\n\n**TỐI MẬT**\n\n## KẾ HOẠCH\n\nĐiều 1. Nội dung"
    with pytest.raises(FileRefused):
        check_secrecy(read_plain(source.encode(), markdown=True))


def test_file_without_text_passes() -> None:
    check_secrecy(FileText("pdf", (Page(1, (), "no_text"),)))
