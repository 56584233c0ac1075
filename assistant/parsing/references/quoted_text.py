"""Where a text does not speak for itself: articles it quotes in order to change them, notes a web site put between."""

from __future__ import annotations

import re
from bisect import bisect_right

from assistant.types import Span

_NOTE = re.compile(
    r"\[(?=[^\[\]]{0,400}?(?:(?<!\w)(?:bởi|tại|theo)(?!\w)|VB hết hiệu lực))[^\[\]]{25,}(?:\[[^\[\]]*\][^\[\]]*)*\]"
)
""" "[Điều này được sửa đổi bởi Khoản 1 Điều 6 Luật … (VB hết hiệu lực: …)]": what a publisher noted."""
_OPENS = re.compile(r"(?m)^[ \t]*(?:\d{1,3}\.\s*|[a-zđ]\)\s*)?([“\"])")
_BEFORE = (":", "”", '"', ".", ";")
_LONGEST = 60_000
"""Code points of a quoted stretch; a mark that is never closed must not silence the rest of the document."""
_SHORT = re.compile(r"“[^“”\n]*”|\"[^\"\n]{1,300}\"")


class OwnVoice:
    """Tells for a place whether the document itself speaks there."""

    def __init__(self, text: str) -> None:
        spans = sorted([*_notes(text), *quotations(text)])
        self._starts = [span.start for span in spans]
        self._reach: list[int] = []
        for span in spans:
            self._reach.append(max(span.end, self._reach[-1] if self._reach else 0))

    @staticmethod
    def without_notes(text: str) -> str:
        """`text` with publishers' notes blanked out, every character in its place."""
        return _NOTE.sub(lambda note: " " * len(note[0]), text) if "[" in text else text

    def speaks(self, offset: int) -> bool:
        at = bisect_right(self._starts, offset) - 1
        return at < 0 or self._reach[at] <= offset


def _notes(text: str) -> list[Span]:
    return [Span(*match.span()) for match in _NOTE.finditer(text)] if "[" in text else []


def quotations(text: str) -> list[Span]:
    """Quotations within a line, and those that begin a line after "như sau:" and may run over many."""
    found = [Span(*match.span()) for match in _SHORT.finditer(text)]
    after = 0
    for match in _OPENS.finditer(text):
        if match.start() < after or not text[max(0, match.start() - 40) : match.start()].rstrip().endswith(_BEFORE):
            continue
        end = _closing(text, match.start(1))
        if end is not None:
            found.append(Span(match.start(1), end))
            after = end
    return found


def _closing(text: str, start: int) -> int | None:
    """The end of the quotation that opens at `start`, None when nothing closes it."""
    limit = min(len(text), start + _LONGEST)
    if text[start] == '"':
        match = re.compile(r"\"\s*[.;,]?\s*$", re.M).search(text, start + 1, limit)
        return match.end() if match else None
    depth = 0
    for mark in re.compile(r"[“”]").finditer(text, start, limit):
        depth += 1 if mark[0] == "“" else -1
        if depth == 0:
            return mark.end()
    match = re.compile(r"”\s*[.;,]?\s*$", re.M).search(text, start, limit)
    return match.end() if match else None
