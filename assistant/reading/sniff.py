"""What a file is, told from its bytes; its name is believed only between Markdown and plain text."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

from assistant.reading.limits import load

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM", b"\x00\x00\x00\x0cjP")
_ZIP_PARTS = (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx"))
_WORD_2 = (b"\xdb\xa5-\x00", b"1\xbe\x00\x00", b"\xfe7\x00#")
"""Word 2 for Windows, Word for DOS and Windows Write, Word for Macintosh: no OLE files yet."""
_XML_OFFICE = (
    (b'progid="Word.Document"', "wordml"),
    (b"<w:wordDocument", "wordml"),
    (b"<pkg:package", "wordml"),
    (b'progid="Excel.Sheet"', "xls"),
)
_OPEN_DOCUMENT = (
    (b"opendocument.text", "odt"),
    (b"opendocument.spreadsheet", "ods"),
    (b"opendocument.presentation", "odp"),
)
_HTML = re.compile(
    rb"^\s*+(?:<\?xml[^>]*+>\s*+)?+(?:<!--(?:(?!-->).)*+-->\s*+)*+<(?:!doctype\s+html|html|head|body|meta|title|div|p|table)\b",
    re.I | re.S,
)
_MAIL_HEAD = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]{1,60}:[ \t].*|From .*)\r?\n(?:[A-Za-z][A-Za-z0-9-]{1,60}:|[ \t])")
_OF_MAIL = re.compile(
    rb"^(?:From|To|Received|Return-Path|MIME-Version|Date|Subject|Message-ID|Delivered-To|Content-Type):", re.I | re.M
)
_HEADING = re.compile(r"^#{1,6} +\S", re.M)
_RULE = re.compile(r"^[ \t]*+\|?[ \t]*+:?-{3,}:?[ \t]*+(?:\|[ \t]*+:?-{3,}:?[ \t]*+)++\|?[ \t]*\r?$", re.M)
_BOLD = re.compile(r"\*\*[^*\n]+\*\*")


def sniff(path: Path) -> str:
    """`pdf docx html markdown text mail image`, an office format of `office.OFFICE` (`doc rtf odt wps wordml xlsx xls
    ods pptx ppt odp`), an archive (`zip`), or what is not read: `json locked binary`.

    Raises `FileUnreadable` when the file cannot be opened or is empty.
    """
    return sniff_bytes(load(path), path.suffix)


def sniff_bytes(data: bytes, suffix: str = "") -> str:
    """As `sniff`, for the bytes of a file. `suffix` decides only between Markdown and plain text."""
    head = data[:4096]
    if head.startswith(b"PK\x03\x04") or head.startswith(b"PK\x05\x06"):
        return _sniff_zip(data)  # before PDF: a stored file of an archive begins within its first bytes
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if head.startswith(_OLE):
        return _sniff_ole(data)
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rt"):
        return "rtf"
    if head.startswith(_WORD_2):
        return "doc"
    if b"<?xml" in head[:64] and (kind := next((name for mark, name in _XML_OFFICE if mark in head), None)):
        return kind
    if head.startswith(_IMAGES) or (head.startswith(b"RIFF") and head[8:12] == b"WEBP"):
        return "image"
    return "mail" if _is_mail(data, suffix) else _sniff_text(data, suffix)


def _is_mail(data: bytes, suffix: str = "") -> bool:
    """Whether `data` begins with the header of a mail; a name that ends in ".eml" needs less proof."""
    head = data[:20_000].lstrip(b"\xef\xbb\xbf\r\n")
    if not _MAIL_HEAD.match(head):
        return False
    header = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0]
    return len({name.lower() for name in _OF_MAIL.findall(header)}) >= (1 if suffix.lower() == ".eml" else 2)


def _sniff_zip(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                mimetype = archive.read("mimetype")
                return next((name for mark, name in _OPEN_DOCUMENT if mark in mimetype), "zip")
    except (zipfile.BadZipFile, ValueError, OSError, RuntimeError, NotImplementedError, EOFError):
        # A truncated package has lost its directory; the local headers at its start still name the parts.
        return "docx" if b"word/" in data or b"[Content_Types].xml" in data[:4096] else "zip"
    for prefix, kind in _ZIP_PARTS:
        if any(name.startswith(prefix) for name in names):
            return kind
    return "zip"


def _sniff_ole(data: bytes) -> str:
    for stream, kind in (
        ("WordDocument", "doc"),
        ("Workbook", "xls"),
        ("MatOST", "wps"),
        ("PowerPoint Document", "ppt"),
        ("EncryptedPackage", "locked"),
    ):
        if stream.encode("utf-16-le") in data:
            return kind
    return "doc"


def _sniff_text(data: bytes, suffix: str) -> str:
    from assistant.reading.text.delimited import ENDINGS, find_delimiter
    from assistant.reading.text.plain import decode

    if _HTML.match(
        data[:20_000]
        .replace(b"\x00", b"")
        .removeprefix(b"\xef\xbb\xbf")
        .removeprefix(b"\xff\xfe")
        .removeprefix(b"\xfe\xff")
    ):
        return "html"
    text, _ = decode(data)
    if text is None:
        return "binary" if _is_binary(data[:65536]) else "text"
    if suffix.lower() in ENDINGS and find_delimiter(text, named=True) is not None:
        return "text"
    start = text[:20_000]
    if re.match(r"\s*[\[{]", start) and suffix.lower() != ".txt" and _is_json(text):
        return "json"
    if _RULE.search(text) or len(_HEADING.findall(text)) >= 2 or len(_BOLD.findall(text)) >= 3:
        return "markdown"
    return "markdown" if suffix.lower() in {".md", ".markdown"} else "text"


def _is_json(text: str) -> bool:
    import json

    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _is_binary(data: bytes) -> bool:
    """Text in any encoding has few control bytes; legacy 8-bit Vietnamese is text, but of an unknown encoding."""
    controls = sum(1 for b in data if b < 9 or 13 < b < 32)
    return controls > len(data) * 0.02
