"""The door of the room: `read_file` chooses the reader by the bytes of the file."""

from __future__ import annotations

from pathlib import Path

from assistant.reading.limits import load, unreadable
from assistant.reading.office.formats import OFFICE, read_office
from assistant.reading.scans.values import Recognition
from assistant.reading.sniff import sniff_bytes
from assistant.types import FileText
from assistant.wording import say


def read_file(path: Path, recognition: Recognition | None = None) -> FileText:
    """What the file says, page by page, NFC. Pages that show no text of their own are recognised as `recognition` says;
    None: they are not.

    Raises `FileUnreadable` with a Vietnamese reason and the next thing to do: an empty, damaged, encrypted, oversized
    or unsupported file. A PDF of which some pages, or all, give no text is returned with those pages as `no_text`.
    """
    data = load(path)
    kind = sniff_bytes(data, path.suffix)
    _refuse_format(kind)
    try:
        return _read(kind, data, recognition, path.suffix)
    except RecursionError as error:
        raise unreadable(say("files.format.nested"), say("files.format.save_as")) from error
    except MemoryError as error:
        raise unreadable(say("files.format.out_of_memory"), say("files.split")) from error


def _refuse_format(kind: str) -> None:
    if kind == "locked":
        raise unreadable(say("files.format.locked"), say("files.remove_password"))
    if kind == "zip":
        raise unreadable(say("files.format.zip"), say("files.format.unpack"))
    if kind == "json":
        raise unreadable(say("files.format.json"), say("files.format.save_as"))
    if kind == "binary":
        raise unreadable(say("files.format.unknown"), say("files.format.save_as"))


def _read(kind: str, data: bytes, recognition: Recognition | None, suffix: str = "") -> FileText:
    if kind == "pdf":
        from assistant.reading.pdf.reader import read_pdf

        return read_pdf(data, recognition)
    if kind == "image":
        from assistant.reading.scans.image_files import read_image

        return read_image(data, recognition)
    if kind == "docx":
        from assistant.reading.word.reader import read_docx

        return read_docx(data, _read_inside)
    if kind in OFFICE:
        return read_office(data, kind, _read_inside)
    if kind == "html":
        from assistant.reading.web.page import read_html

        return read_html(data)
    if kind == "mail":
        from assistant.reading.containers.mail import read_mail

        return read_mail(data)
    from assistant.reading.text.plain import read_plain

    return read_plain(data, markdown=kind == "markdown", suffix=suffix)


_INSIDE = frozenset({"html", "text", "markdown", "docx", "mail", *OFFICE}) - {"pptx", "ppt", "odp"}
"""What Word shows in its text when it is put there as a document (`w:altChunk`)."""


def _read_inside(data: bytes, name: str) -> FileText:
    """A document that another holds. Raises `FileUnreadable` for what Word would not show there."""
    kind = sniff_bytes(data, Path(name).suffix)
    if kind not in _INSIDE:
        raise unreadable(say("files.format.unknown"), say("files.format.save_as"))
    if kind == "docx":
        from assistant.reading.word.reader import read_docx

        return read_docx(data)  # what is embedded in the embedded is counted, not opened: the nesting ends here
    if kind == "mail":
        from assistant.reading.containers.mail import read_mail

        return read_mail(data, head=False)
    return read_office(data, kind) if kind in OFFICE else _read(kind, data, None)
