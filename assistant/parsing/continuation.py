"""Whether a visual line goes on with the paragraph before it, as a reader of the page would see it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.parsing.markers import opens_item
from assistant.parsing.pieces import Block
from assistant.types import Line, Page

RULE = re.compile(r"[\W_]{2,}$")
MID_SENTENCE = (" khoản", " điểm", " Điều", " số", " mục", " Mục", " Chương", " ngày", " và", " hoặc", ",", "(")
"""After these a number at the start of a line is no marker ("… quy định tại khoản / 1 Điều 5")."""
SENTENCE_END = (".", ";", ":", "!", "?", "./.", ".”", ";”", '."')


@dataclass(frozen=True, slots=True)
class Measure:
    """The text column of one page: left and right margin, usual pitch between lines, in points or characters."""

    left: float
    right: float
    pitch: float


def page_numbers(page: Page) -> frozenset[int]:
    """Blocks that are page numbers: the page's own at its edge, or counting up through a text that knows no pages."""
    found: set[int] = set()
    expected = 2  # the first page carries none (Nghị định 30/2020/NĐ-CP, annex I)
    for index, block in enumerate(page.blocks):
        if not isinstance(block, Line) or not (text := block.text.strip(" -–")).isdecimal() or len(text) > 4:
            continue
        value = int(text)
        if page.number is not None:
            if value == page.number and index in (0, len(page.blocks) - 1):
                found.add(index)
        elif block.box is None and expected <= value <= expected + 6:  # a few are lost where OCR failed
            found.add(index)
            expected = value + 1
    return frozenset(found)


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
    if opens_item(text) or line.bold != previous.bold:
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
    opens = opens_item(text) and not before.endswith(MID_SENTENCE)
    if opens and (ended or text[0] in "-–+•*" or last.box is not None):
        return False
    if line.box is None:
        return _continues_unplaced(before, text, room > 0.2 * measure.right, ended)
    if room >= 2 * unit:
        return (not ended and not fresh) or _in_brackets(block)
    indented = left - measure.left > 1.5 * unit and left - _edges(last)[0] > 1.5 * unit
    return not (ended and (indented or line.bold != last.bold))


def _continues_unplaced(before: str, text: str, short: bool, ended: bool) -> bool:
    """The same for text whose indentation is lost: a line left short, or one that ends a sentence, ends a paragraph."""
    if opens_item(text) and re.match(r"(?:Điều|Chương|CHƯƠNG|Mục|MỤC|PHỤ LỤC|Phụ lục|Căn cứ|Nơi nhận)", text):
        return False
    if text[0].islower():
        return not ended or not short
    if ended or short or before == before.upper() or text == text.upper():
        return before.endswith(",") and not short
    return not opens_item(text) or before.endswith(MID_SENTENCE)


def _in_brackets(block: Block) -> bool:
    """Whether the paragraph opened with a bracket that is still open ("(Kèm theo Quyết định số …")."""
    text = " ".join(piece.text for piece in block.pieces[:4])
    return text.startswith("(") and text.count("(") > text.count(")") and len(block.pieces) < 4
