"""Formats are told by bytes; what is not read is named with what to do."""

from __future__ import annotations

import io
import time
import zipfile
from pathlib import Path

import pytest

from assistant.errors import FileUnreadable
from assistant.reading import read_file
from assistant.reading.sniff import sniff
from tests.reading.makers import Sheet, make_docx, make_pdf, paragraph


def _zip(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
CASES: list[tuple[str, bytes, str]] = [
    ("a.docx", make_pdf([Sheet()]), "pdf"),
    ("a.doc", make_docx(paragraph("x")), "docx"),
    ("a.pdf", _zip("[Content_Types].xml", "xl/workbook.xml"), "xlsx"),
    ("a.docx", _zip("ppt/presentation.xml"), "pptx"),
    ("a.docx", _zip("van-ban.txt"), "zip"),
    ("a.docx", _OLE + "WordDocument".encode("utf-16-le"), "doc"),
    ("a.docx", _OLE + "EncryptedPackage".encode("utf-16-le"), "locked"),
    ("a.xls", _OLE + "Workbook".encode("utf-16-le"), "xls"),
    ("a.txt", b"{\\rtf1\\ansi abc}", "rtf"),
    ("a.pdf", b"\x89PNG\r\n\x1a\n", "image"),
    ("a.txt", b"\xff\xd8\xff\xe0", "image"),
    ("a.txt", b"  <!DOCTYPE HTML><html>", "html"),
    ("a", "\ufeff<html><p>x".encode("utf-16-le"), "html"),
    ("a.txt", "# Một\n\n## Hai\n".encode(), "markdown"),
    ("a.md", "chỉ có chữ".encode(), "markdown"),
    ("a.md", b"| a | b |\n|---|---|\n", "markdown"),
    ("a.html", "Điều 1. Phạm vi <điều chỉnh>".encode(), "text"),
    ("a.json", b'{"a": [1, 2]}', "json"),
    ("a.eml", b"From: a@b.vn\r\nSubject: x\r\n\r\nabc", "mail"),
    ("a.txt", bytes(range(256)) * 8, "binary"),
]


@pytest.mark.parametrize(("name", "data", "kind"), CASES)
def test_bytes_decide(tmp_path: Path, name: str, data: bytes, kind: str) -> None:
    file = tmp_path / name
    file.write_bytes(data)
    assert sniff(file) == kind


@pytest.mark.parametrize(
    ("data", "named"),
    [
        (_zip("xl/workbook.xml"), ".xlsx"),
        (_zip("ppt/presentation.xml"), ".pptx"),
        (_zip("a.txt"), ".zip"),
        (b"\x89PNG\r\n\x1a\n", "ảnh"),
        (b"[1, 2, 3]", "JSON"),
        (bytes(range(256)) * 8, "định dạng"),
    ],
)
def test_formats_that_are_not_read_are_named(tmp_path: Path, data: bytes, named: str) -> None:
    file = tmp_path / "tep.pdf"
    file.write_bytes(data)
    with pytest.raises(FileUnreadable) as caught:
        read_file(file)
    assert named in caught.value.message
    assert caught.value.action.startswith("Hãy ")


def test_empty_file_folder_and_missing_file(tmp_path: Path) -> None:
    (tmp_path / "rong.pdf").write_bytes(b"")
    for path, word in (
        (tmp_path / "rong.pdf", "rỗng"),
        (tmp_path, "thư mục"),
        (tmp_path / "khong-co", "Không tìm thấy"),
    ):
        with pytest.raises(FileUnreadable, match=word):
            read_file(path)


def test_file_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.txt"
    file.write_text("abc")

    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)  # root reads everything, so the refusal is played
    with pytest.raises(FileUnreadable, match="quyền đọc"):
        read_file(file)


def test_too_large_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.txt"
    file.write_text("abc def")
    monkeypatch.setattr("assistant.reading.limits.MAX_BYTES", 3)
    with pytest.raises(FileUnreadable, match="quá lớn"):
        read_file(file)


@pytest.mark.parametrize(
    "text",
    [
        "KẾ HOẠCH" + "\n" * 20_000 + "hết",
        "<!-- a -->" * 200 + "<x>",
        "<!--" * 5_000,
        "|" + " " * 20_000,
        "-" * 20_000 + "x",
    ],
    ids=["blank lines", "comments", "open comments", "spaces", "dashes"],
)
def test_what_repeats_is_told_at_once(tmp_path: Path, text: str) -> None:
    """Found by damaged copies of real files: patterns that tried every way to part a run took minutes."""
    path = tmp_path / "a"
    path.write_text(text, encoding="utf-8")
    began = time.process_time()
    assert sniff(path) in {"text", "html"}
    assert time.process_time() - began < 0.5
