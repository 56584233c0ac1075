"""The line above a table that is its title ("Bảng 2. Kết quả cấp phát", a centred line in capitals)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.parsing.reading_text.text import Paragraph

_NUMBERED = re.compile(
    r"(?:Bảng|Biểu|Biểu đồ|Phụ biểu|Biểu số|Bảng số)\s+(?:số\s+)?[\dIVX]+(?:[.\-]\d+)*\s*[.:)–-]?\s*\S", re.I
)
_UNIT = re.compile(r"\(?\s*(?:Đơn vị(?: tính)?|ĐVT|Đvt)\s*:", re.I)
_LONGEST = 200


def title_above(paragraphs: Sequence[Paragraph], index: int) -> Paragraph | None:
    """The paragraph over the table that begins at `index`, when it is numbered as a table or set as a title; the unit
    of its figures may stand between."""
    at = index - 1
    if at >= 0 and paragraphs[at].table is None and _UNIT.match(paragraphs[at].text):
        at -= 1
    if at < 0 or paragraphs[at].table is not None or paragraphs[at].layout or len(paragraphs[at].text) > _LONGEST:
        return None
    line = paragraphs[at]
    return line if _NUMBERED.match(line.text) or (line.text.isupper() and (line.centred or line.bold)) else None
