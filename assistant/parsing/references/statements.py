"""A text as the statements it makes: its paragraphs, each with the line above that governs it, cut into sentences.

A list of papers is governed by its lead-in ("2. Bãi bỏ các văn bản sau đây:"), by the heading of its article, or by the
heading of an annex ("DANH MỤC VĂN BẢN HẾT HIỆU LỰC TOÀN BỘ").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.parsing.markers import find_marker
from assistant.parsing.references.amending_words import KIND_WORDS
from assistant.types import Relation, Span

LIST_LINES = 60
"""Lines a list may have below its lead-in; the longest seen names 43 decrees."""
_ASIDE = re.compile(r"\([^()\n]*\)")
_QUOTED = re.compile(r"“[^“”\n]*”|\"[^\"\n]{1,300}\"")
_ABBREVIATED = re.compile(r"(?:TP|Điều \d+\w?|^\s*\w{1,4}|\n\s*\d+)\.\s$")
_SENTENCE = re.compile(r"\.\s+(?=[A-ZĐÀ-Ỹ“])")
LABEL = re.compile(
    r"[\s\W\d]*(?:Điều \d+\w?(?:\s*[.:]|\s{2,}|\s+(?=Sửa đổi|Bổ sung|Bãi bỏ|Thay thế))"
    r"|[a-zđ]{1,2}\)|[IVX]+\.|[A-ZĐ]\.)?\s*"
)
_BULLET = re.compile(r"\s*([-–+•*])\s")
_MISREAD = re.compile(r"\s*[^\w\s(“\"]{1,2}\)\s")
""" "©)", as recognition reads "c)"."""
_PAPER = re.compile(rf"\s*(?:(?:{KIND_WORDS})\s|(?:điều|khoản|điểm|chương|phụ lục)\s+\w)", re.I)
_STRUCTURE = frozenset({"dieu", "chuong", "phan", "muc", "tieu_muc", "phu_luc"})


@dataclass(frozen=True, slots=True)
class Act:
    """What is done to one paper. Spans and `effective` as in `Reference`; `in_part` also where no part is named."""

    relation: Relation
    part: Span | None = None
    in_part: bool = False
    effective: str | None = None
    excepted: Span | None = None
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Lead:
    """What a lead-in says of the papers below it. `in_part`: only parts of them are meant; `effective` ISO."""

    relation: Relation
    in_part: bool = False
    effective: str | None = None
    excepted: Span | None = None


@dataclass(slots=True)
class _Level:
    """A lead-in in whose list the text is: the style of its own marker, and that of its items once one was seen."""

    lead: Lead
    style: str | None
    left: int = LIST_LINES
    items: str | None = None


class Governing:
    """Walks down the paragraphs and tells for each which lead-in governs it, if any."""

    def __init__(self) -> None:
        self._levels: list[_Level] = []
        self._annex: Lead | None = None

    def enter(self, line: str) -> Lead | None:
        """The lead-in over `line`, which is the next paragraph."""
        if not self._levels and self._annex is None:
            return None
        style = style_of(line)
        if style in _STRUCTURE:
            self._levels.clear()
            return None
        if style is None:
            return self._annex if "|" in line and not self._levels else None
        for depth, level in enumerate(self._levels):
            if style == level.style or level.left <= 0:
                del self._levels[depth:]
                break
            if style == level.items:
                del self._levels[depth + 1 :]
                break
        if not self._levels:
            return self._annex
        top = self._levels[-1]
        top.left -= 1
        if top.items is None:
            top.items = style
        return top.lead if top.items == style else None

    def push(self, lead: Lead, line: str) -> None:
        """`line` is a lead-in: what follows stands under it."""
        self._levels.append(_Level(lead, style_of(line)))

    def head_annex(self, lead: Lead | None) -> None:
        """The heading of a list of papers; None where another begins."""
        self._levels.clear()
        self._annex = lead


def style_of(line: str) -> str | None:
    """How the marker of a paragraph is written ("1.", "a)", "-"), a level of the outline ("dieu"), "paper" for a line
    that begins with a paper's name; None for other prose."""
    if not line.strip():
        return None
    if bullet := _BULLET.match(line):
        return bullet[1]
    if _MISREAD.match(line):
        return "a)"
    marker = find_marker(line.lstrip())
    if marker is not None:
        return marker.kind if marker.kind in _STRUCTURE else marker.style
    return "paper" if _PAPER.match(line) else None


def capitals(line: str) -> bool:
    """Whether a line is printed in capitals, as the headings of annexes are."""
    return len(line.strip()) > 6 and line == line.upper()


def paragraphs(text: str) -> Iterator[Span]:
    """The lines of `text`; those that a web copy broke in two are one."""
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        while end > start and _goes_on(text, end):
            end = text.find("\n", end + 1)
        end = end if end >= 0 else len(text)
        if end > start:
            yield Span(start, end)
        start = end + 1


def _goes_on(text: str, newline: int) -> bool:
    after = text[newline + 1 : newline + 13]
    if text[newline - 1] == "," and re.match(r"Điều \d+\w?(?:,|\s(?:và|của)\s)", after):
        return True
    if after[:1].isdigit():
        return text[max(0, newline - 4) : newline].endswith(" số")
    return after[:1].islower() and text[newline - 1].isalpha() and find_marker(after) is None


def masked(line: str) -> str:
    """`line` without what is said aside or quoted in it, every character in its place; a line that is one aside ("(Thay
    thế Mẫu số 3 …)") is kept. Quotation marks stay."""
    inner = line.strip()
    if not (inner.startswith("(") and inner.endswith(")") and inner.count("(") == 1):
        line = _ASIDE.sub(lambda aside: " " * len(aside[0]), line)
    return _QUOTED.sub(lambda quoted: f"“{'·' * (len(quoted[0]) - 2)}”", line).replace("\n", " ")


def sentences(line: str) -> Iterator[Span]:
    """The sentences of a masked paragraph; "Điều 3." and "TP." end none."""
    start = 0
    for match in _SENTENCE.finditer(line):
        if _ABBREVIATED.search(line[max(0, match.start() - 8) : match.end()]):
            continue
        yield Span(start, match.end())
        start = match.end()
    yield Span(start, len(line))
