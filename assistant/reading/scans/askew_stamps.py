"""Stamps set by hand stand askew, more than tesseract follows: their ink is turned a little each way and read again."""

from __future__ import annotations

from assistant.reading.scans.tesseract import Picture, Processes, Word, words
from assistant.reading.secrecy import as_mark, mark_of

ANGLES = (7, -7, 14, -14)
"""Degrees. Tesseract reads stamps that lean by up to 4; by hand they lean up to some 15."""
SCATTERED = 11
"""Tesseract's layout mode for words here and there."""


def askew_marks(program: str, picture: Picture, processes: Processes) -> list[str]:
    """The marks of secrecy that `picture` (stamps alone) shows when it is turned; [] at once when it shows no ink."""
    from PIL import Image, ImageOps

    image = Image.frombytes("L", (picture.width, picture.height), picture.pixels)
    ink = image.point(lambda value: 255 if value < 200 else 0).getbbox()
    if ink is None:
        return []
    image = ImageOps.expand(image.crop(ink), border=round(picture.dpi / 4), fill=255)
    for angle in ANGLES:
        turned = image.rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor=255)
        found = words(
            program, Picture(turned.width, turned.height, turned.tobytes(), picture.dpi), processes, SCATTERED
        )
        marks = [mark for text in lines_of(found, 0.0) if (mark := as_mark(text)) and mark_of(mark)]
        if marks:
            return marks
    return []


def lines_of(found: list[Word], sure: float) -> list[str]:
    """The words of confidence `sure` and more, joined by lines; specks without letters left out."""
    lines: dict[tuple[int, int, int], list[str]] = {}
    for word in found:
        if word.confidence >= sure and any(c.isalnum() for c in word.text):
            lines.setdefault(word.line, []).append(word.text)
    return [" ".join(texts) for texts in lines.values()]
