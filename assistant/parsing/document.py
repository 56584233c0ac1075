"""A read file to a `Document`: reading text, letterhead, outline, tables, references."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.parsing.findings import with_findings
from assistant.parsing.letterhead.draft import draft_mark
from assistant.parsing.letterhead.head import Head, read_head
from assistant.parsing.letterhead.signature_block import COPY_MARK, DRAFT_MARK, read_signature
from assistant.parsing.markers import find_marker
from assistant.parsing.outline.sections import Outline, outline
from assistant.parsing.reading_text.text import Paragraph, reading_text
from assistant.parsing.recognition.confidence import confidences, with_recognition
from assistant.parsing.recognition.corrections import with_recognised_pages
from assistant.parsing.recognition.likely_text import likely_markers, likely_paragraphs, likely_text
from assistant.parsing.tables.reader import read_tables
from assistant.types import Document, FileText, Letterhead

_PREAMBLE = re.compile(r"(?:Căn cứ|Theo đề nghị|Xét |QUYẾT ĐỊNH\s*:?$|QUYẾT NGHỊ\s*:?$)")
_FIRST = 3  # paragraphs in which a text without a letterhead may say that it is a draft
_PREAMBLE_LIMIT = 160  # paragraphs: decrees cite up to some sixty bases


def parse(file: FileText, name: str = "") -> Document:
    """The `Document` that `file` prints; never raises on text, however odd. `name`: the file's name, for messages only.

    Offsets are code points into `Document.text`; segments exist where the format has pages. The path of a section under
    an Điều starts at the Điều (an article is cited without its chapter); chapters stay in `sections`.
    """
    read = reading_text(file)
    plain = with_recognised_pages(Document(read.text, file.format, Letterhead(), segments=read.segments), file)
    likely, paragraphs = read.text, read.paragraphs
    if plain.ocr_pages:
        likely = likely_text(read.text, read.paragraphs, plain.corrections)
        paragraphs = likely_paragraphs(read.paragraphs, likely)
    head = read_head(paragraphs, likely)
    fragment = head.letterhead.kind is None and head.letterhead.symbol is None
    body = _body(paragraphs, head)
    found = outline(paragraphs, body, fragment, likely_markers(paragraphs, body) if plain.ocr_pages else None)
    letterhead = _signed(head.letterhead, paragraphs, found, file)
    if (draft := draft_mark(file.stamps, paragraphs[: max(head.end, _FIRST)])) is not None:
        letterhead = replace(letterhead, copy_mark=draft)
    document = replace(
        plain,
        letterhead=with_recognition(letterhead, read.segments, confidences(file)),
        sections=found.sections,
        tables=read_tables(read.paragraphs),
        page_count=sum(page.number is not None for page in file.pages) or None,
        missing_pages=file.missing_pages,
        related_number=head.related_number,
        encoding=file.encoding,
        signatures=file.signatures,
    )
    return with_findings(document)


def _body(paragraphs: Sequence[Paragraph], head: Head) -> int:
    """The paragraph where the outline may begin: past the title and the legal bases, whose lines may be numbered."""
    body = head.end
    if head.letterhead.kind is None:
        return body
    for index in range(head.end, min(len(paragraphs), head.end + _PREAMBLE_LIMIT)):
        paragraph = paragraphs[index]
        marker = find_marker(paragraph.text)
        if marker is not None and marker.kind in ("dieu", "chuong", "phan", "la_ma", "phu_luc"):
            break
        if _PREAMBLE.match(paragraph.text):
            body = index + 1
    return body


def _signed(letterhead: Letterhead, paragraphs: Sequence[Paragraph], found: Outline, file: FileText) -> Letterhead:
    mark = letterhead.copy_mark
    if mark is None:
        mark = next((" ".join(m[1].split()) for stamp in file.stamps if (m := DRAFT_MARK.match(stamp))), None)
    if mark is None:
        mark = next((m[1] for stamp in file.stamps if (m := COPY_MARK.search(stamp))), None)
    if letterhead.kind is None and letterhead.symbol is None:
        return replace(letterhead, copy_mark=mark)
    signature = read_signature(paragraphs, found.feet)
    if signature is None or letterhead.kind == "Tóm lược":
        return replace(letterhead, copy_mark=mark)
    spans = dict(letterhead.spans)
    if signature.signer_span is not None:
        spans["signer"] = signature.signer_span
    if signature.title_span is not None:
        spans["signer_title"] = signature.title_span
    return replace(letterhead, signer=signature.signer, signer_title=signature.title, copy_mark=mark, spans=spans)
