"""Plain text and Markdown."""

from __future__ import annotations

import codecs

import pytest

from assistant.errors import FileUnreadable
from assistant.reading.text.plain import decode, is_wrapped, read_plain
from assistant.types import FileText, Line, TableBlock

TEXT = "Kế hoạch số 12\n\n  Điều 1. Phạm vi\r\nHết"
LINES = ["Kế hoạch số 12", "Điều 1. Phạm vi", "Hết"]


def texts(file: FileText) -> list[str]:
    return [b.text for b in file.pages[0].blocks if isinstance(b, Line)]


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (codecs.BOM_UTF8 + TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("utf-16"), "utf-16-le"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("utf-32"), "utf-32-le"),
    ],
)
def test_encodings(data: bytes, encoding: str) -> None:
    file = read_plain(data)
    assert texts(file) == LINES
    assert file.encoding == encoding
    assert file.format == "text"
    assert file.pages[0].number is None


def test_windows_1258_is_read_when_it_gives_vietnamese() -> None:
    # In windows-1258 tones are letters of their own after the vowel.
    text = "Quyê\u0301t đi\u0323nh vê\u0300 viê\u0323c phê duyê\u0323t kê\u0301 hoa\u0323ch"
    file = read_plain(text.encode("cp1258"))
    assert texts(file) == ["Quyết định về việc phê duyệt kế hoạch"]
    assert file.encoding == "windows-1258"


def test_a_file_cut_inside_a_letter_is_read_up_to_there() -> None:
    assert texts(read_plain("Điều 1. Hết ệ".encode()[:-1])) == ["Điều 1. Hết"]


def test_unknown_encoding() -> None:
    with pytest.raises(FileUnreadable, match=r"bảng mã|phông"):
        read_plain(b"\xff\xfa\x80\x81abc")


@pytest.mark.parametrize(
    ("stored", "encoding"),
    [
        ("C«ng tr×nh x©y dùng ®\u00ad\u00eec phª duyÖt\r\nSè TT", "TCVN3"),
        ("Coâng trình xaây döïng ñöôïc pheâ duyeät\r\nSoá TT", "VNI"),
    ],
)
def test_old_encodings_are_put_into_unicode(stored: str, encoding: str) -> None:
    file = read_plain(stored.encode("latin-1"))
    assert texts(file) == ["Công trình xây dựng được phê duyệt", "Số TT"]
    assert file.encoding == encoding
    # The same letters pasted into a Unicode file.
    assert texts(read_plain(stored.encode("utf-8"))) == ["Công trình xây dựng được phê duyệt", "Số TT"]


def test_a_few_words_of_an_old_encoding_in_a_unicode_line() -> None:
    file = read_plain("Căn cứ Quyết định của UBND tØnh B¾c Giang vÒ viÖc phª duyÖt và các văn bản liên quan".encode())
    assert texts(file) == ["Căn cứ Quyết định của UBND tỉnh Bắc Giang về việc phê duyệt và các văn bản liên quan"]


@pytest.mark.parametrize("data", [b" \n\t\r\n", b"\xef\xbb\xbf", b"\x0c\x0c"])
def test_no_text(data: bytes) -> None:
    with pytest.raises(FileUnreadable, match="không có chữ"):
        read_plain(data)


def test_form_feeds_part_pages_whose_numbers_are_furniture() -> None:
    file = read_plain("Mở đầu\n\n1\fTiếp theo\n2\n\x0cNội dung\n3".encode())
    assert texts(file) == ["Mở đầu", "Tiếp theo", "Nội dung"]
    assert sorted(file.stamps) == ["1", "2", "3"]


def test_form_feed_pages_with_a_year_keep_it() -> None:
    assert texts(read_plain("Mở đầu\n1990\fHết\n7".encode())) == ["Mở đầu", "1990", "Hết", "7"]


def test_wrapped_lines_are_told_from_paragraphs() -> None:
    wrapped = [
        "Ủy ban nhân dân các tỉnh, thành phố có trách nhiệm chỉ đạo việc",
        "thực hiện các nhiệm vụ được giao tại Kế hoạch này theo đúng quy",
        "định của pháp luật.",
    ] * 4
    assert is_wrapped(wrapped)
    assert not is_wrapped(
        [
            "Điều 1. Phạm vi điều chỉnh của Nghị định này gồm những nội dung sau đây:",
            "a) Nội dung một;",
            "b) Nội dung hai.",
        ]
        * 4
    )


def test_very_long_line_is_cut_at_spaces() -> None:
    file = read_plain(("chữ " * 120_000).encode())
    assert all(len(t) <= 200_000 for t in texts(file))
    assert sum(len(t.split()) for t in texts(file)) == 120_000


def test_markdown_signs_go_and_structure_stays() -> None:
    source = """# KẾ HOẠCH

**Số: 12/KH-UBND** và *nghiêng* với [liên kết](http://x.vn/a_(b)) `mã`
* gạch một
+ gạch hai
1. số một
> trích dẫn
---
| STT | Việc |
|:---:|------|
| 1 | Họp **tuần**<br>và tháng |
Đuôi 5 * 3 và a_b_c \\* hết
"""
    file = read_plain(source.encode(), markdown=True)
    assert file.format == "markdown"
    assert file.pages[0].blocks == (
        Line("KẾ HOẠCH", bold=True),
        Line("Số: 12/KH-UBND và nghiêng với liên kết mã"),
        Line("- gạch một"),
        Line("- gạch hai"),
        Line("1. số một"),
        Line("trích dẫn"),
        TableBlock((("STT", "Việc"), ("1", "Họp tuần và tháng"))),
        Line("Đuôi 5 * 3 và a_b_c * hết"),
    )


def test_bytes_that_are_no_text() -> None:
    assert decode(bytes(range(256)) * 4) == (None, None)


def test_signs_and_symbols_of_unicode_text_stay() -> None:
    lines = ["Có £    Không £    Khác £", "1,5 ≤ Iô", "2,5 ≤ Iô", "Nhiệt độ ± 5 °C, góc « nhọn » · rộng 3 m²"]
    file = read_plain("\n".join(lines).encode())
    assert texts(file) == lines
    assert file.encoding == "utf-8"
