"""Digests of our own writing: what the sample corpus says about an instrument in other words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.parsing.reading_text.text import Paragraph
from assistant.types import Letterhead, Span
from assistant.vietnamese.document_numbers.numbers import find_numbers

DIGEST = re.compile(r"bản tóm lược do dự án biên soạn", re.I)


def read_digest(head: Sequence[Paragraph]) -> tuple[Letterhead, int, str | None]:
    """Kind "Tóm lược" with its heading as title, the paragraph past it, and the number of what it is about."""
    title: str | None = None
    spans: dict[str, Span] = {}
    end = 0
    for index, paragraph in enumerate(head[:6]):
        text = re.sub(r"^#+\s*", "", paragraph.text)
        end = index + 1
        if DIGEST.search(text) and len(text) < 200:
            continue
        title = text.strip()
        start = paragraph.end - len(text)
        spans["title"] = Span(start, paragraph.end)
        break
    numbers = find_numbers(title or "")
    related = numbers[0].key if numbers else None
    return Letterhead(kind="Tóm lược", title=title, spans=spans), end, related
