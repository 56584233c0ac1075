"""How sure the fields of a letterhead are that were read from a recognised page (OCR)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from assistant.types import FileText, Letterhead, Segment

_BY_PEN = {"number": 0.1, "date": 0.3}
"""The clerk fills in number and day by hand. On 17 real scans the number on page 1 was right once; the month and the
year of a date are printed, its day is not."""


def confidences(file: FileText) -> dict[int, float]:
    """The mean confidence of each recognised page, 0 to 1, by page number; empty where nothing was recognised."""
    return {p.number: p.ocr_confidence for p in file.pages if p.number is not None and p.ocr_confidence is not None}


def with_recognition(letterhead: Letterhead, segments: tuple[Segment, ...], pages: Mapping[int, float]) -> Letterhead:
    """`letterhead` with the confidence of each field that stands on a recognised page lowered by that page's own."""
    if not pages:
        return letterhead
    sure = dict(letterhead.confidence)
    for name, span in letterhead.spans.items():
        found = [
            pages.get(s.page, 1.0) for s in segments if s.page and s.span.start < span.end and span.start < s.span.end
        ]
        if found and min(found) < 1.0:
            sure[name] = round(sure.get(name, 1.0) * min(found) * _BY_PEN.get(name, 1.0), 3)
    return replace(letterhead, confidence=sure)
