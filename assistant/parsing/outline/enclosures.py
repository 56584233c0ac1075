"""Papers that follow the signature under a letterhead of their own: forms to fill in, an attached decision."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.parsing.letterhead.issuer import MOTTO
from assistant.parsing.letterhead.title import KIND_LINES
from assistant.parsing.markers import Marker
from assistant.parsing.reading_text.text import Paragraph
from assistant.parsing.reading_text.zones import Annex, is_upper

NAME = "Văn bản kèm theo"
"""Printed nowhere: what a paper that names itself neither Phụ lục nor Mẫu is called in a citation."""
_KIND = re.compile(r"(?<![^\W_])(" + "|".join(sorted(KIND_LINES, key=len, reverse=True)) + r")(?![^\W_])")
_NEAR = 8  # paragraphs from the motto down to the line of kind: number, place and date stand between


def enclosures(
    paragraphs: Sequence[Paragraph], markers: Sequence[Marker | None], feet: Sequence[tuple[int, int]]
) -> dict[int, Annex]:
    """The papers below the first signature block, by the paragraph of their motto; none where an annex begins there."""
    if not feet:
        return {}
    found: dict[int, Annex] = {}
    after = feet[0][1]
    for index in range(after, len(paragraphs)):
        text = paragraphs[index].text
        if index < after or len(text) > 250 or paragraphs[index].table is not None or not MOTTO.search(text):
            continue
        if any(m is not None and m.kind == "phu_luc" for m in markers[index : index + _NEAR]):
            continue
        kind = next((m for p in paragraphs[index : index + _NEAR] if (m := _line_of_kind(p))), None)
        found[index] = Annex(index, index + 1, NAME, kind or "")
        after = index + 3  # the motto has two lines
    return found


def _line_of_kind(paragraph: Paragraph) -> str | None:
    match = _KIND.match(paragraph.text)
    if match is None:
        return None
    return paragraph.text if is_upper(paragraph.text) and len(paragraph.text) < 200 else match[1]
