"""Files that a PDF holds: those of its list of attachments, and those pinned to a page as a paper clip."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from assistant.reading.containers.archives import Member, Room, TooLarge, keep
from assistant.reading.containers.names import clean_names
from assistant.reading.limits import MAX_BYTES, allowed, load, step, unreadable
from assistant.wording import say

_MOST_ANNOTATIONS = 5_000


def attached_names(document: Any) -> tuple[str, ...]:
    """The names of the files in the list of an open pypdfium2 document; those pinned to pages: `pdf/annotations.py`."""
    return tuple(attached_name(item) for item in _listed(document))


def unpack_pdf(path: Path, folder: Path, room: Room) -> tuple[Member, ...]:
    """Writes the files that the PDF at `path` holds into `folder`; one that is too large or damaged is a `Member` with
    its problem. Raises `FileUnreadable` when they are too many."""
    document = pypdfium2.PdfDocument(load(path))
    try:
        items = list(_attached(document))
        if len(items) > room.members:
            most = allowed().members
            raise unreadable(say("files.archive.too_many", count=len(items), most=most), say("files.archive.split"))
        room.members -= len(items)
        names = clean_names(attached_name(item) for item in items)
        return tuple(_member(name, item, folder, room) for name, item in zip(names, items, strict=True))
    finally:
        document.close()


def _listed(document: Any) -> Iterator[Any]:
    for index in range(min(pdfium.FPDFDoc_GetAttachmentCount(document.raw), allowed().members + 1)):
        if item := pdfium.FPDFDoc_GetAttachment(document.raw, index):
            yield item


def _attached(document: Any) -> Iterator[Any]:
    yield from _listed(document)
    for number in range(len(document)):
        page = document[number]
        for index in range(min(pdfium.FPDFPage_GetAnnotCount(page.raw), _MOST_ANNOTATIONS)):
            annotation = pdfium.FPDFPage_GetAnnot(page.raw, index)
            pinned = pdfium.FPDFAnnot_GetSubtype(annotation) == pdfium.FPDF_ANNOT_FILEATTACHMENT
            if pinned and (item := pdfium.FPDFAnnot_GetFileAttachment(annotation)):
                yield item
            pdfium.FPDFPage_CloseAnnot(annotation)


def attached_name(item: Any) -> str:
    """What the file calls one of its attachments."""
    name = utf16(lambda buffer, size: pdfium.FPDFAttachment_GetName(item, buffer, size))
    return name or say("files.pdf.unnamed_file")


def utf16(ask: Callable[[Any, int], int], most: int = 20_000) -> str:
    """What a function of pdfium writes as UTF-16 into a buffer; the end of a longer text is lost."""
    size = min(ask(None, 0), most)
    if size <= 2:
        return ""
    buffer = ctypes.create_string_buffer(size)
    ask(ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)
    return buffer.raw[: size - size % 2].decode("utf-16-le", errors="replace").split("\0")[0]


def _member(name: str, item: Any, folder: Path, room: Room) -> Member:
    step()
    size = ctypes.c_ulong()
    if not pdfium.FPDFAttachment_GetFile(item, None, 0, size) or size.value > MAX_BYTES:
        damaged = size.value <= MAX_BYTES
        problem = (
            say("files.archive.member_damaged")
            if damaged
            else say("files.archive.member_too_large", most=MAX_BYTES // 1024 // 1024)
        )
        return Member(name, None, "", size.value, problem)
    buffer = ctypes.create_string_buffer(max(size.value, 1))
    pdfium.FPDFAttachment_GetFile(item, buffer, size.value, size)
    try:
        return keep(name, iter([buffer.raw[: size.value]]), folder, room)
    except TooLarge as error:
        return Member(name, None, "", size.value, str(error))
