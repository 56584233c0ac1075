"""The door of the room: `read_file` chooses the reader by the bytes of the file."""

from __future__ import annotations

from pathlib import Path

from assistant.reading.limits import load, unreadable
from assistant.reading.office.formats import OFFICE, read_office
from assistant.reading.scans.values import Recognition
from assistant.reading.sniff import sniff_bytes
from assistant.types import FileText

_SAVE = "Hãy mở tệp và lưu lại thành .docx hoặc PDF có chữ."
_FORMATS = {
    "locked": ("Tệp Office có mật khẩu.", "Hãy bỏ mật khẩu của tệp rồi nạp lại."),
    "zip": ("Tệp nén (.zip) chưa đọc được.", "Hãy giải nén rồi nạp các tệp bên trong."),
    "json": ("Tệp dữ liệu JSON không phải là văn bản.", _SAVE),
    "binary": ("Không nhận ra định dạng của tệp.", _SAVE),
}


def read_file(path: Path, recognition: Recognition | None = None) -> FileText:
    """What the file says, page by page, NFC. Pages that show no text of their own are recognised as `recognition` says;
    None: they are not.

    Raises `FileUnreadable` with a Vietnamese reason and the next thing to do: an empty, damaged, encrypted, oversized
    or unsupported file. A PDF of which some pages, or all, give no text is returned with those pages as `no_text`.
    """
    data = load(path)
    kind = sniff_bytes(data, path.suffix)
    if kind in _FORMATS:
        raise unreadable(*_FORMATS[kind])
    try:
        return _read(kind, data, recognition)
    except RecursionError as error:
        raise unreadable("Nội dung của tệp lồng nhau quá sâu.", _SAVE) from error
    except MemoryError as error:
        raise unreadable("Không đủ bộ nhớ để đọc tệp.", "Hãy tách tệp thành nhiều phần nhỏ hơn.") from error


def _read(kind: str, data: bytes, recognition: Recognition | None) -> FileText:
    if kind == "pdf":
        from assistant.reading.pdf.reader import read_pdf

        return read_pdf(data, recognition)
    if kind == "image":
        from assistant.reading.scans.image_files import read_image

        return read_image(data, recognition)
    if kind == "docx":
        from assistant.reading.word.reader import read_docx

        return read_docx(data)
    if kind in OFFICE:
        return read_office(data, kind)
    if kind == "html":
        from assistant.reading.web.page import read_html

        return read_html(data)
    if kind == "mail":
        from assistant.reading.containers.mail import read_mail

        return read_mail(data)
    from assistant.reading.text.plain import read_plain

    return read_plain(data, markdown=kind == "markdown")
