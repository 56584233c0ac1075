"""Pages of PDFs and pictures drawn for the eye. Other kinds are printed to a PDF first, see `printing.py`."""

from __future__ import annotations

import io
from typing import Any

import pypdfium2

from assistant.reading.limits import unreadable
from assistant.reading.pdf.glyphs import text_turn, transform
from assistant.reading.pdf.pdfium_lock import PDFIUM
from assistant.reading.pdf.reader import open_pdf
from assistant.reading.pictures.values import PagePicture
from assistant.reading.scans.image_files import count_frames, draw_frame
from assistant.wording import say

PIXELS = 1240
"""Across a page: an A4 sheet at 150 dpi, sharp in a panel half a wide screen and readable when a phone zooms in."""
_QUALITY = 82
"""Of the WebP: a page of text has 60 to 120 kB and no visible rings around its letters."""


def count_pages(data: bytes, kind: str) -> int:
    """How many pages `draw` can draw of a file that `sniff` calls `kind` ("pdf" or "image").

    Raises `FileUnreadable` when it is damaged or locked.
    """
    if kind == "image":
        return count_frames(data)
    with PDFIUM:
        document = open_pdf(data)
        try:
            return len(document)
        finally:
            document.close()


def draw(data: bytes, kind: str, number: int, pixels: int = PIXELS) -> PagePicture:
    """Page `number` (from 1) of a PDF or an image file, `pixels` wide, turned so that its text stands upright.

    Raises `FileUnreadable` when the page cannot be drawn, `IndexError` when there is no such page.
    """
    if number < 1:
        raise IndexError(number)
    if kind == "image":
        scan = draw_frame(data, number - 1)
        height, width = (side * 72 / scan.dpi for side in scan.image.shape[:2])
        return PagePicture(_encoded(scan.image, pixels), width, height)
    with PDFIUM:
        document = open_pdf(data)
        try:
            if number > len(document):
                raise IndexError(number)
            if document.get_formtype():
                document.init_forms()
            image, width, height = _rendered(document, number - 1, pixels)
        except pypdfium2.PdfiumError as error:
            raise unreadable(say("files.pdf.damaged"), say("files.pdf.print_again")) from error
        finally:
            document.close()
    return PagePicture(_encoded(image, pixels), width, height)


def _rendered(document: Any, index: int, pixels: int) -> tuple[Any, float, float]:
    page = document[index]
    text = page.get_textpage()
    try:
        turn = text_turn(text, text.count_chars(), page.get_rotation())
        _, width, height = transform(page, turn)
        # As many pixels as asked for, but of a sheet as narrow as a till slip no more than ten screens high.
        scale = min(pixels / max(width, 1.0), 10 * pixels / max(height, 1.0))
        bitmap = page.render(scale=scale, rotation=turn, rev_byteorder=True)
        try:
            return bitmap.to_numpy()[..., :3].copy(), width, height
        finally:
            bitmap.close()
    finally:
        text.close()
        page.close()


def _encoded(image: Any, pixels: int) -> bytes:
    from PIL import Image

    picture = Image.fromarray(image)
    if picture.width > pixels:
        size = (pixels, max(round(picture.height * pixels / picture.width), 1))
        picture = picture.resize(size, Image.Resampling.LANCZOS)
    out = io.BytesIO()
    picture.save(out, "WEBP", quality=_QUALITY, method=2)
    return out.getvalue()
