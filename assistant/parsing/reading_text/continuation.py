"""Whether a visual line goes on with the paragraph before it, as a reader of the page would see it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.parsing.markers import find_marker, opens_item
from assistant.parsing.reading_text.blocks import Block
from assistant.types import Line

RULE = re.compile(r"[\W_]{2,}$")
POINTS_TO = {
    "1": re.compile(r"(?<!\w)(?:khoản|điều|mục|chương|phần)$|\($", re.I),
    "a": re.compile(r"(?<!\w)(?:điểm|tiết)$|\($", re.I),
    "I": re.compile(r"(?<!\w)(?:mục|chương|phần|phụ lục|quý)$|\($", re.I),
    "Đ": re.compile(r"(?<!\w)(?:khoản \d+\w?|điểm [a-zđ]\d?)$", re.I),
}
"""By what a line opens with: the words after which it is no marker ("… quy định tại khoản / 1. Điều này …")."""
MAY_POINT_TO = {
    "1": re.compile(r"(?<!\w)(?:số|bước|ngày|tháng|năm|bảng|mẫu)$", re.I),
    "a": re.compile(r"(?<!\w)(?:mẫu)$", re.I),
    "I": re.compile(r"(?<!\w)(?:cấp|loại|nhóm|bảng|hạng|mẫu)$", re.I),
    "Đ": re.compile(r"(?<!\w)(?:tại|theo|của|với|các|và|hoặc)$", re.I),
}
"""The same, unless the line goes on with the numbering of the paragraph before it."""
POINTS_ON = re.compile(
    r"(?<!\w)(?:điểm|khoản|điều|mục|chương|phần)\s(?:\d{1,3}[a-zđ]?|[a-zđ]|[IVX]{1,5})"
    r"(?:(?:,|\svà|\shoặc|\sđến)\s(?:\d{1,3}[a-zđ]?|[a-zđ]|[IVX]{1,5}))*(?:,|\svà|\shoặc|\sđến)$",
    re.I,
)
"""The same over a list: "các điểm a, b và / c) …"."""
SENTENCE_END = (".", ";", ":", "!", "?", "./.", ".”", ";”", '."')


@dataclass(frozen=True, slots=True)
class Measure:
    """The text column of one page: left and right margin, usual pitch between lines, in points or characters."""

    left: float
    right: float
    pitch: float


def _edges(line: Line) -> tuple[float, float]:
    if line.box is not None:
        return line.box.left, line.box.right
    text = line.text.rstrip()
    return float(len(text) - len(text.lstrip())), float(len(text))


def measure_of(lines: Sequence[Line]) -> Measure:
    if not lines:
        return Measure(0.0, 0.0, 0.0)
    edges = [_edges(line) for line in lines]
    lefts = sorted(left for left, _ in edges)
    rights = sorted(right for _, right in edges)
    tops = [line.box.top for line in lines if line.box is not None]
    pitches = sorted(b - a for a, b in itertools.pairwise(tops) if b - a > 2)
    # a page's left margin: the 10th percentile, for a stray stamp may stand further out; right: the 90th
    return Measure(
        lefts[len(lefts) // 10],
        rights[min(len(rights) - 1, len(rights) * 9 // 10)],
        pitches[len(pitches) // 3] if pitches else 0.0,
    )


def over_page(previous: Block, line: Line, text: str) -> bool:
    """A paragraph runs over the page break when it was left unfinished and nothing new opens."""
    if previous.table is not None or previous.layout or previous.centred or line.centred:
        return False
    if (opens_item(text) and not _points_at(previous, text)) or line.bold != previous.bold:
        return False
    ended = previous.pieces[-1].text.endswith(SENTENCE_END)
    return not ended or text[0].islower()


def continues(block: Block, last: Line, line: Line, text: str, measure: Measure, gap: bool) -> bool:
    """Whether `line` goes on with the paragraph that ends with `last`."""
    if block.table is not None or block.layout or RULE.match(text) or RULE.match(last.text):
        return False
    before = block.pieces[-1].text
    ended = before.endswith(SENTENCE_END)
    fresh = not text[0].islower()
    if (last.centred or line.centred) and (ended or fresh) and not _in_brackets(block):
        return False
    if last.text.isupper() and not line.text.isupper() and fresh:
        return False
    left, right = _edges(line)
    _, last_right = _edges(last)
    unit = (right - left) / max(len(text), 1)  # average width of a character
    apart = last.box and line.box and (left > last.box.right or right < last.box.left)
    if apart and (ended or fresh or last_right < measure.right - 3 * unit):
        return False  # the other column of a letterhead or a signature block
    if gap and (ended or fresh):
        return False
    if last.box is not None and line.box is not None:
        distance = line.box.top - last.box.top
        # the space between paragraphs is 6 pt on lines of 14 to 20 (Nghị định 30/2020/NĐ-CP, annex I)
        wide = (1.3 if ended and fresh else 1.6) * measure.pitch
        if distance < -1 or (wide and distance > wide and (ended or fresh)):
            return False
    room = measure.right - last_right - (len(text.split(" ", 1)[0]) + 1) * unit
    short = room >= 2 * unit if line.box is not None else room > 0.2 * measure.right
    if opens_item(text) and (short or not _points_at(block, text)):
        return False  # a sentence is not broken where the next word had room
    if line.box is None:
        return _continues_unplaced(before, text, short, ended)
    if room >= 2 * unit:
        return (not ended and not fresh) or _in_brackets(block)
    indented = left - measure.left > 1.5 * unit and left - _edges(last)[0] > 1.5 * unit
    return not (ended and (indented or line.bold != last.bold))


def _points_at(block: Block, text: str) -> bool:
    """Whether what `text` opens with belongs to the sentence of `block` ("… điểm / a) khoản này") and is no marker."""
    first = text[0]
    if first in '-–+•*“"(':
        return False
    before = block.pieces[-1].text
    kind = "1" if first.isdigit() else "Đ" if text.startswith(("Điều", "ĐIỀU")) else "a" if first.islower() else "I"
    if POINTS_TO[kind].search(before) or POINTS_ON.search(before[-80:]):
        return True
    return MAY_POINT_TO[kind].search(before) is not None and not _next_in_list(block.pieces[0].text, text)


def _next_in_list(opening: str, text: str) -> bool:
    """Whether `text` opens with the number that follows the one `opening` opens with."""
    marker, before = find_marker(text), find_marker(opening)
    return (
        marker is not None and before is not None and (marker.style, marker.order) == (before.style, before.order + 1)
    )


def _continues_unplaced(before: str, text: str, short: bool, ended: bool) -> bool:
    """The same for text whose indentation is lost: a line left short, or one that ends a sentence, ends a paragraph."""
    if text[0].islower():
        return not ended or not short
    if ended or short or before == before.upper() or text == text.upper():
        return before.endswith(",") and not short
    return True


def _in_brackets(block: Block) -> bool:
    """Whether the paragraph opened with a bracket that is still open ("(Kèm theo Quyết định số …")."""
    text = " ".join(piece.text for piece in block.pieces[:4])
    return text.startswith("(") and text.count("(") > text.count(")") and len(block.pieces) < 4
