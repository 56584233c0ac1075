"""What a passage is searched by: recognised text with its corrections. What is shown stays as it was read."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

from assistant.types import Correction, Document, Passage, Span


def searchable(document: Document, passage: Passage) -> Passage:
    """`passage` as it most likely reads in print; the same object where nothing was corrected. Only terms and vectors
    are made of it: its offsets are those of what was read."""
    if not document.corrections:
        return passage
    text = document.text
    return replace(
        passage,
        text=_corrected(document, passage.span),
        context="\n".join(_corrected(document, span) for span in passage.context_spans),
        heading=" › ".join(
            _amended(section.title, text, _within(document, section.heading))
            for section in document.section_path(passage.section)
            if section.title
        ),
    )


def searchable_title(document: Document) -> str:
    """The title as it most likely reads in print; "" without one."""
    title = document.letterhead.title or ""
    span = document.letterhead.spans.get("title")
    return _amended(title, document.text, _within(document, span)) if span is not None else title


def _within(document: Document, span: Span) -> list[Correction]:
    first = bisect_left(document.corrections, span.start, key=lambda c: c.span.start)
    out = []
    for correction in document.corrections[first:]:
        if correction.span.end > span.end:
            break
        out.append(correction)
    return out


def _corrected(document: Document, span: Span) -> str:
    out: list[str] = []
    at = span.start
    for correction in _within(document, span):
        out += [document.text[at : correction.span.start], correction.text]
        at = correction.span.end
    return "".join(out) + document.text[at : span.end]


def _amended(shown: str, text: str, found: list[Correction]) -> str:
    """`shown` was made from a stretch of `text` (without its marker, joined over lines): corrected word by word."""
    at = 0
    for correction in found:
        read = correction.span.of(text)
        place = shown.find(read, at)
        if place >= 0:
            shown = shown[:place] + correction.text + shown[place + len(read) :]
            at = place + len(correction.text)
    return shown
