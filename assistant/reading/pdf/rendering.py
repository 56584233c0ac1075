"""A page of a PDF drawn as a picture for recognition."""

from __future__ import annotations

import math
from typing import Any

from assistant.reading.scans.values import Scan

_DPI = 200
"""As `ocr_picture.DPI`, which says why."""
_MOST_PIXELS = 24_000_000
"""An A4 page at 200 dpi has 4 million, an A2 plan 15; larger sheets are drawn coarser."""


def draw_page(document: Any, index: int) -> Scan:
    """Page `index` of a pypdfium2 document in colour, as it is shown. The caller holds pdfium's lock."""
    page = document[index]
    try:
        width, height = page.get_size()
        scale = min(_DPI / 72, math.sqrt(_MOST_PIXELS / max(width * height, 1.0)))
        bitmap = page.render(scale=scale, rev_byteorder=True, no_smoothtext=False)
        try:
            image = bitmap.to_numpy()[..., :3].copy()
        finally:
            bitmap.close()
    finally:
        page.close()
    return Scan(image, scale * 72, first=index == 0)
