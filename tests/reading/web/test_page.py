"""Web pages: what a browser shows, in order."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import FileUnreadable
from assistant.reading import read_file
from assistant.reading.web.page import read_html
from assistant.types import FileText, Line, TableBlock


def read(html: str) -> FileText:
    return read_html(
        f"<!DOCTYPE html><html><head><meta charset=utf-8><title>x</title></head><body>{html}</body></html>".encode()
    )


def texts(file: FileText) -> list[str]:
    return [b.text for b in file.pages[0].blocks if isinstance(b, Line)]


def test_paragraphs_breaks_inline_and_loose_text() -> None:
    file = read("<div>Mở <b>đầu</b>\n tiếp<p>Điều 1.<br>Phạm   vi</p>đuôi<span>, hết</span></div>")
    assert texts(file) == ["Mở đầu tiếp", "Điều 1.", "Phạm vi", "đuôi, hết"]


def test_lists_show_their_numbers() -> None:
    file = read(
        '<ol start="3"><li>ba</li><li>bốn</li></ol><ol type="a"><li>một</li></ol>'
        "<ul><li>gạch<ul><li>con</li></ul></li></ul>"
    )
    assert texts(file) == ["3. ba", "4. bốn", "a. một", "- gạch", "- con"]


def test_bold_and_centred() -> None:
    file = read(
        '<p align="center"><b>NGHỊ ĐỊNH</b></p><h2>Chương I</h2>'
        '<p style="text-align:center">giữa</p><p>thường <b>x</b></p>'
    )
    assert [(b.bold, b.centred) for b in file.pages[0].blocks if isinstance(b, Line)] == [
        (True, True), (True, False), (False, True), (False, False)
    ]  # fmt: skip


def test_letterhead_table_and_data_table() -> None:
    letterhead = "<table><tr><td><p>CHÍNH PHỦ</p><p>Số: 1/NĐ-CP</p></td><td>CỘNG HÒA<br>Hà Nội</td></tr></table>"
    data = (
        '<table border="1"><tr><td rowspan="2">A</td><td colspan="2">B</td></tr><tr><td>c</td><td>d</td></tr></table>'
    )
    assert read(letterhead + data).pages[0].blocks == (
        TableBlock((("CHÍNH PHỦ", "CỘNG HÒA"), ("Số: 1/NĐ-CP", "Hà Nội")), borderless=True),
        TableBlock((("A", "B", ""), ("A", "c", "d")), filled=frozenset({(1, 0)}), wide=frozenset({(0, 1, 2)})),
    )


def test_table_that_only_frames_the_page_is_read_through() -> None:
    inner = '<table border="1"><tr><td>1</td><td>2</td></tr></table>'
    file = read(f"<table><tr><td>menu</td><td><p>Văn bản</p>{inner}</td></tr></table>")
    assert texts(file) == ["menu", "Văn bản"]
    assert isinstance(file.pages[0].blocks[2], TableBlock)


def test_site_parts_are_stamps_and_scripts_nothing() -> None:
    file = read(
        "<nav>Trang chủ</nav><script>var a=1</script><style>p{}</style><p>Nội dung</p>"
        '<div style="display:none">ẩn</div><del>cũ</del><footer><p>Bản quyền</p></footer><!-- lời -->'
    )
    assert texts(file) == ["Nội dung"]
    assert file.stamps == ("Trang chủ", "Bản quyền")


def test_entities_and_raised_digits() -> None:
    assert texts(read("<p>&ldquo;Quy&nbsp;định&rdquo; &amp; 5 m<sup>2</sup>, theo<sup>1</sup></p>")) == [
        "“Quy định” & 5 m2, theo¹"
    ]


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("<html><body><p>Điều này</p>".encode("utf-16"), "utf-16-le"),
        ("<html><body><p>Điều này</p>".encode(), "utf-8"),
        (
            "<html><head><meta charset='windows-1252'></head><body><p>Thông tư này là</p>".encode("cp1252", "replace"),
            "cp1252",
        ),
    ],
)
def test_encodings(data: bytes, encoding: str) -> None:
    file = read_html(data)
    assert file.encoding == encoding
    assert texts(file) in (["Điều này"], ["Thông t? này là"])


@pytest.mark.parametrize(
    "data", [b"<html></html>", b"<html><body><script>x</script></body></html>", b"<html>\xff\xfe\xfa\xff"]
)
def test_pages_without_text(data: bytes) -> None:
    with pytest.raises(FileUnreadable):
        read_html(data)


def test_a_page_nested_too_deep_is_reported(tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    file.write_bytes(b"<html><body>" + b"<div>" * 50_000 + b"sau" + b"</div>" * 50_000)
    with pytest.raises(FileUnreadable, match="quá sâu"):
        read_file(file)


def test_old_fonts_of_web_pages() -> None:
    page = (
        '<html><body><p><font face=".VnTimeH">quyÕt ®Þnh</font> của</p>'
        "<p style=\"font-family:'VNI-Times'\">Coäng hoøa</p><p>Ủy ban nhân dân</p></body></html>"
    )
    file = read_html(page.encode())
    assert [b.text for b in file.pages[0].blocks if isinstance(b, Line)] == [
        "QUYẾT ĐỊNH của", "Cộng hòa", "Ủy ban nhân dân"
    ]  # fmt: skip
    assert file.encoding == "TCVN3, VNI"


def test_a_page_in_an_old_encoding_that_names_no_font() -> None:
    page = "<html><body><p>C«ng tr×nh x©y dùng ®­îc phª duyÖt</p><table><tr><td>Sè TT</td></tr></table></body></html>"
    file = read_html(page.encode("latin-1"))
    assert [b.text for b in file.pages[0].blocks if isinstance(b, Line)] == [
        "Công trình xây dựng được phê duyệt",
        "Số TT",
    ]
    assert file.encoding == "TCVN3"


BODY = "".join(f"<p>Điều {n}. Quy định về nhiệm vụ thứ {n} của cơ quan nhà nước các cấp.</p>" for n in range(1, 30))
HEAD = (
    '<table border="0" cellpadding="0"><tr><td><table border="0"><tr>'
    "<td><p><b>CHÍNH PHỦ</b></p><p>Số: 13/2023/NĐ-CP</p></td>"
    "<td><p>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</p><p>Hà Nội, ngày 17 tháng 4 năm 2023</p></td>"
    "</tr></table></td></tr></table>"
)
AROUND = '<div class="main-menu"><a>Trang chủ</a> <a>Đăng nhập</a></div>', '<div id="footer"><p>Bản quyền</p></div>'


def test_menus_and_footers_by_their_names_are_no_text() -> None:
    page = f"<html><body>{AROUND[0]}<div class='content'>{HEAD}{BODY}</div>{AROUND[1]}</body></html>"
    file = read_html(page.encode())
    blocks = file.pages[0].blocks
    assert blocks[0] == TableBlock(
        (
            ("CHÍNH PHỦ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
            ("Số: 13/2023/NĐ-CP", "Hà Nội, ngày 17 tháng 4 năm 2023"),
        ),
        borderless=True,
    )
    lines = [b.text for b in blocks if isinstance(b, Line)]
    assert len(lines) == 29
    assert lines[0].startswith("Điều 1. ")
    assert file.stamps == ("Trang chủ Đăng nhập", "Bản quyền")


def test_the_document_of_a_known_site_stands_alone() -> None:
    inner = f'<div id="toanvancontent">{HEAD}{BODY}</div>'
    page = f"<html><body><div>Hệ thống văn bản</div>{AROUND[0]}{inner}<p>Văn bản liên quan</p></body></html>"
    file = read_html(page.encode())
    lines = [b.text for b in file.pages[0].blocks if isinstance(b, Line)]
    assert len(lines) == 29
    assert {"Hệ thống văn bản", "Văn bản liên quan"} <= set(file.stamps)


def test_a_page_that_misuses_a_name_is_not_lost() -> None:
    file = read_html(f'<html><body><div class="footer">{BODY}</div></body></html>'.encode())
    assert len(file.pages[0].blocks) == 29
