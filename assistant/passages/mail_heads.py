"""The lines at the head of a mail ("To: …"), also of one that is forwarded in it: they say who wrote when, and nothing
that what follows would be understood by."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.passages.groups import Group
from assistant.passages.lines import Line
from assistant.types import Document

_HEAD_LINE = re.compile(
    r"[>\s]*(?:Subject|From|To|Cc|Bcc|Date|Sent|Reply-To|Từ|Người gửi|Đến|Người nhận|Ngày|Đã gửi|Chủ đề|Tiêu đề)\s*:",
    re.IGNORECASE,
)
_FORWARDED = re.compile(r"[>\s]*-{3,}.*-{3,}\s*$")


def head_lines(document: Document, lines: Sequence[Line]) -> frozenset[int]:
    """Which of `lines` are of the head of a mail; two or more stand together, at the top one is enough."""
    if document.format != "mail":
        return frozenset()
    texts = [document.text[line.start : line.end] for line in lines]
    found: set[int] = set()
    start = 0
    while start < len(texts):
        end = start
        while end < len(texts) and (_HEAD_LINE.match(texts[end]) or _FORWARDED.match(texts[end])):
            end += 1
        if end - start > 1 or (start == 0 and end):
            found |= set(range(start, end))
        start = max(end, start + 1)
    return frozenset(found)


def parted(groups: Sequence[Group], heads: frozenset[int]) -> Iterator[Group]:
    """`groups` cut so that none holds lines of a head beside others."""
    for group in groups:
        at = group.first
        for line in range(group.first + 1, group.last + 1):
            if line == group.last or (line in heads) != (at in heads):
                yield replace(group, first=at, last=line, content=max(at, min(group.content, line - 1)))
                at = line
