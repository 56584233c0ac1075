"""What a document keeps of recognition: which pages were recognised, and what their text most likely reads."""

from __future__ import annotations

from dataclasses import replace

from assistant.types import Document, FileText, OcrPage, Span


def with_recognised_pages(document: Document, file: FileText) -> Document:
    """`document` with its recognised pages and the corrections of their text; itself when no page was recognised."""
    pages = tuple(
        OcrPage(page.number, page.ocr_confidence)
        for page in file.pages
        if page.ocr_confidence is not None and page.number is not None
    )
    if not pages:
        return document
    from assistant.vietnamese.spelling.ocr_correction import corrections  # numpy and the counts: for scans alone

    return replace(document, ocr_pages=pages, corrections=corrections(document.text, _spans(document, pages)))


def _spans(document: Document, pages: tuple[OcrPage, ...]) -> list[Span]:
    """The stretches of the reading text that stand on these pages; neighbouring ones as one."""
    numbers = {page.number for page in pages}
    out: list[Span] = []
    for segment in document.segments:
        if segment.page not in numbers:
            continue
        if out and segment.span.start - out[-1].end <= 1:
            out[-1] = Span(out[-1].start, segment.span.end)
        else:
            out.append(segment.span)
    return out
