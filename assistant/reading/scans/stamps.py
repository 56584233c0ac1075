"""Stamps that are pictures on a page with a text layer: what they print is recognised, for the mark of secrecy may be
there alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from assistant.errors import FileUnreadable
from assistant.reading.scans.values import Recognition, Scan
from assistant.reading.secrecy import as_mark, mark_of
from assistant.types import Page

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from assistant.reading.scans.tesseract import Picture

Box = tuple[float, float, float, float]

_UPPER = 0.5
"""Share of the page's height in which the mark of secrecy stands: under the number, left of the title (Nghị định
30/2020/NĐ-CP, Phụ lục I, places its field 10a there); seals and signatures stand below."""
_LEAST = (20.0, 8.0)
"""Points: a mark of secrecy is 20 mm and more wide; smaller pictures are bullets and parts of logos."""
_MOST = 20
"""Pictures: a page with more of them is drawn of tiles."""
_SURE = 0.4
"""Confidence of a word in a stamp, which is printed askew and worn: only the exact words of a mark count anyway."""


def read_stamps(
    pictures: Sequence[Box], page: Page, draw: Callable[[], Scan], recognition: Recognition
) -> tuple[str, ...]:
    """The lines that the stamp-like `pictures` (boxes in points) in the upper half of `page` print; `draw` is called
    only when there are any. Without tesseract: none, as the page itself can be read."""
    boxes = [box for box in pictures if _is_stamp(box, page)]
    if not boxes or len(boxes) > _MOST or not recognition.enabled:
        return ()
    from assistant.reading.scans.picture import page_picture
    from assistant.reading.scans.tesseract import program

    try:
        found = program()
        scan = draw()
        picture = page_picture(_only(scan, boxes), scan.dpi)
        with recognition.slots.take():
            inks = [picture.black, *([picture.red] if picture.red is not None else [])]
            return _printed(found, inks)
    except FileUnreadable:
        return ()


def _printed(found: str, inks: Sequence[Picture]) -> tuple[str, ...]:
    from assistant.reading.scans.askew_stamps import SCATTERED, askew_marks, lines_of
    from assistant.reading.scans.tesseract import Processes, words

    processes = Processes()
    texts = [as_mark(text) for ink in inks for text in lines_of(words(found, ink, processes, SCATTERED), _SURE)]
    if not any(map(mark_of, texts)):
        texts += [mark for ink in inks for mark in askew_marks(found, ink, processes)]
    return tuple(texts)


def _is_stamp(box: Box, page: Page) -> bool:
    left, top, right, bottom = box
    return top < _UPPER * (page.height or 0.0) and right - left >= _LEAST[0] and bottom - top >= _LEAST[1]


def _only(scan: Scan, boxes: Sequence[Box]) -> npt.NDArray[np.uint8]:
    """The upper half of the page with nothing on it but what these boxes show."""
    import numpy as np

    image = scan.image
    out = np.full_like(image, 255)
    scale = scan.dpi / 72
    for box in boxes:
        left, top, right, bottom = (max(round(value * scale), 0) for value in box)
        out[top:bottom, left:right] = image[top:bottom, left:right]
    return np.ascontiguousarray(out[: round(image.shape[0] * _UPPER)])
