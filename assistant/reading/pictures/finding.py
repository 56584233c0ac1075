"""Where words of a document stand on the pages of its printed PDF.

The print is read as any PDF is, in lines and rows. The reading text and the print differ in spaces, line breaks and the
bars between cells: only letters and figures are compared.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from assistant.errors import FileUnreadable
from assistant.reading.pdf.reader import read_pdf
from assistant.types import Box, FileText, Line

_TELLING = 8
"""Letters from which a line is looked for by itself: shorter ones ("Nơi nhận:") stand in many places."""


@dataclass(frozen=True, slots=True)
class Print:
    """The letters and figures of all pages in reading order, and for each the page (from 1) and the line or row it
    stands in."""

    letters: str
    places: Sequence[tuple[int, Box]]


def read_print(pdf: bytes) -> Print:
    """What `find` looks through; empty where the print cannot be read."""
    try:
        return _letters(read_pdf(pdf))
    except FileUnreadable:
        return Print("", ())


def find(printed: Print, quote: str, near: float) -> dict[int, tuple[Box, ...]]:
    """The boxes of the lines and rows that hold `quote`, by page (from 1); {} when it is not found.

    `near`: how far into the document it stands, from 0 to 1; of several places with these words the nearest is taken.
    """
    total = len(printed.letters)
    found = _places(printed, _squeezed(quote), near * total)
    if not found:  # the halves of a letterhead or of a signature block are printed side by side
        lines = [wanted for line in quote.split("\n") if len(wanted := _squeezed(line)) >= _TELLING]
        found = [place for wanted in lines for place in _places(printed, wanted, near * total)]
    out: dict[int, dict[Box, None]] = {}
    for page, box in found:
        out.setdefault(page, {})[box] = None
    return {page: tuple(boxes) for page, boxes in out.items()}


def _places(printed: Print, wanted: str, near: float) -> Sequence[tuple[int, Box]]:
    at = _nearest(printed.letters, wanted, near) if wanted else None
    return printed.places[at : at + len(wanted)] if at is not None else ()


def _squeezed(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFC", text).casefold() if c.isalnum())


def _nearest(text: str, wanted: str, near: float) -> int | None:
    places: list[int] = []
    at = text.find(wanted)
    while at >= 0:
        places.append(at)
        at = text.find(wanted, at + 1)
    return min(places, key=lambda place: abs(place - near)) if places else None


def _letters(file: FileText) -> Print:
    letters: list[str] = []
    places: list[tuple[int, Box]] = []

    def add(text: str, page: int | None, box: Box | None) -> None:
        if page is not None and box is not None:
            squeezed = _squeezed(text)
            letters.append(squeezed)
            places.extend([(page, box)] * len(squeezed))

    for page in file.pages:
        for block in page.blocks:
            if isinstance(block, Line):
                add(block.text, page.number, block.box)
            else:
                for row, box in zip_longest(block.rows, block.row_boxes[: len(block.rows)]):
                    add(" ".join(row), page.number, box or block.box)
    return Print("".join(letters), places)
