"""The pages of a document as they look, with the quotation boxed, as HTML."""

from __future__ import annotations

import base64
import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from assistant.errors import FileUnreadable
from assistant.reading.pictures import (
    PagePicture,
    Print,
    count_pages,
    draw,
    drop_prints,
    find,
    is_printable,
    print_pages,
    read_print,
)
from assistant.reading.sniff import sniff_bytes
from assistant.types import Box, Document, DocumentRecord, Span
from assistant.ui.session import current, settings
from assistant.ui.source.original import original

PRINTS = "trang-in"
"""The folder beside the index that keeps what LibreOffice printed of Word files and slides."""
_CELLS = " | "
"""Between the cells of a row in the reading text."""

Boxes = Mapping[int, Sequence[Box]]
"""By page, from 1."""


@dataclass(frozen=True, slots=True, eq=False)
class Pages:
    """What can be drawn of one document. `printed`: the words of the print, where LibreOffice made the pages."""

    sha256: str
    data: bytes
    kind: str
    count: int
    printed: Print | None = None


def pages_of(record: DocumentRecord) -> Pages | None:
    """The pages of the document's file; None for kinds without pages, and where the file is gone or cannot be drawn."""
    data = original(record)
    if data is None:
        return None
    kind = sniff_bytes(data, Path(record.file).suffix)
    if kind not in ("pdf", "image") and not is_printable(kind):
        return None
    return _pages(record.sha256, kind, settings().index_dir / PRINTS, data)


@st.cache_resource(max_entries=8, show_spinner=False)
def _pages(sha256: str, kind: str, prints: Path, _data: bytes) -> Pages | None:
    printed: Print | None = None
    if is_printable(kind):
        _drop_old(prints)
        made = print_pages(sha256, kind, lambda: _data, prints)
        if made is None:
            return None
        _data, kind, printed = made, "pdf", read_print(made)
    try:
        return Pages(sha256, _data, kind, count_pages(_data, kind), printed)
    except FileUnreadable:
        return None


@st.cache_resource(show_spinner=False)
def _drop_old(prints: Path) -> None:
    """Once for each start of the app: prints of documents that left the store are deleted."""
    with current().reader.pin() as snapshot:
        drop_prints(prints, {record.sha256 for record in snapshot.records(states=("ready", "partial"))})


@st.cache_resource(max_entries=64, show_spinner=False)
def _picture(sha256: str, number: int, _pages: Pages) -> PagePicture | None:
    try:
        return draw(_pages.data, _pages.kind, number)
    except (FileUnreadable, IndexError):
        return None


def boxes_of(pages: Pages, document: Document, span: Span) -> Boxes:
    """Where `document.text[span]` stands on the pages; {} where that is not known."""
    if pages.printed is not None:
        return find(pages.printed, span.of(document.text), span.start / max(len(document.text), 1))
    out: dict[int, list[Box]] = {}
    for segment in document.segments_of(span):
        if segment.page is not None and segment.box is not None:
            out.setdefault(segment.page, []).append(_part(segment.box, segment.span, span, document.text))
    return out


def _part(box: Box, line: Span, quote: Span, text: str) -> Box:
    """The part of a line that is quoted, as far along as its letters are; a row of a table is boxed whole."""
    if _CELLS in line.of(text) or line.end <= line.start:
        return box
    width = (box.right - box.left) / (line.end - line.start)
    left = box.left + max(quote.start - line.start, 0) * width
    right = box.right - max(line.end - quote.end, 0) * width
    return Box(left, box.top, right, box.bottom)


def sheet(pages: Pages, number: int, boxes: Boxes, covered: Boxes, alt: str) -> str | None:
    """One page as HTML: its picture, the quotation boxed, what is not to be seen covered. None: it cannot be drawn.

    A recognised page that was turned before it was read has its boxes elsewhere: those outside the page are left out.
    """
    picture = _picture(pages.sha256, number, pages)
    if picture is None:
        return None
    here = [box for box in boxes.get(number, ()) if _inside(box, picture)]
    parts = [f"<div class='o' style='{_place(box, picture)}'></div>" for box in here]
    if here:
        parts.append(f"<div class='khung' style='{_place(_around(here), picture, 3)}'></div>")
    parts += [f"<div class='che' style='{_place(box, picture, 1)}'></div>" for box in covered.get(number, ())]
    data = base64.b64encode(picture.data).decode("ascii")
    image = f"<img alt='{html.escape(alt, quote=True)}' src='data:image/webp;base64,{data}'>"
    shape = f"aspect-ratio:{picture.width:.0f}/{picture.height:.0f}"
    return f"<div class='trang-giay' style='{shape}'>{image}{''.join(parts)}</div>"


def _inside(box: Box, picture: PagePicture) -> bool:
    return box.right <= picture.width + 5 and box.bottom <= picture.height + 5


def _around(boxes: Sequence[Box]) -> Box:
    return Box(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )


def _place(box: Box, picture: PagePicture, room: float = 0) -> str:
    """The box in per cent of the page, with `room` points around it."""
    left, top = 100 * (box.left - room) / picture.width, 100 * (box.top - room) / picture.height
    width = 100 * (box.right - box.left + 2 * room) / picture.width
    height = 100 * (box.bottom - box.top + 2 * room) / picture.height
    return f"left:{left:.2f}%;top:{top:.2f}%;width:{width:.2f}%;height:{height:.2f}%"
