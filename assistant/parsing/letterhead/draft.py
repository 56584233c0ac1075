"""Whether a document says of itself that it is a draft: across its pages, in a header, above or beside its number.

What is only said of drafts in a sentence ("gửi dự thảo để lấy ý kiến") makes none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.parsing.reading_text.text import Paragraph

_MARK = re.compile(
    r"\W{0,3}((?:BẢN\s+)?DỰ\s+THẢO(?:\s+(?:LẦN\s+)?(?:THỨ\s+)?(?:\d{1,2}|[IVX]{1,4}|MỘT|HAI|BA|TƯ|BỐN|NĂM|CUỐI|NHẤT))?"
    r"|BẢN\s+THẢO|DRAFT(?:\s+\d{1,2})?)(?:\W{0,3}|\s*[(,;:–-].{0,60})",
    re.IGNORECASE,
)
_BESIDE = re.compile(r"(?:^|\s)Số\s*:.*?\(\s*((?:BẢN\s+)?DỰ\s+THẢO[^)]{0,20})\)", re.IGNORECASE)
_OTHER_WORD = re.compile("^(?:BẢN THẢO|DRAFT|BẢN DỰ THẢO)")
_LETTERS = re.compile(r"(?:\w(?:\s+|$)){5,}")


def draft_mark(stamps: Iterable[str], head: Sequence[Paragraph]) -> str | None:
    """The mark of a draft in capitals as it is printed ("DỰ THẢO LẦN 2"; other words for it as this one), None where
    there is none. `head`: the paragraphs up to the title."""
    for text in (*stamps, *(paragraph.text for paragraph in head)):
        if len(text) > 120:
            continue
        if found := _MARK.fullmatch(_joined(text.strip())) or _BESIDE.search(text):
            return _OTHER_WORD.sub("DỰ THẢO", " ".join(found[1].upper().split()))
    return None


def _joined(text: str) -> str:
    """Letters set apart ("D Ự  T H Ả O") as words: one blank parts letters, more part words."""
    if _LETTERS.fullmatch(text) is None:
        return text
    return " ".join("".join(word.split()) for word in re.split(r"\s{2,}", text))
