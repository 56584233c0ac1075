"""Lines of a file to paragraphs of the reading text.

Where a `Line` is a whole paragraph (DOCX, HTML) this is one to one. Where it is a visual line (PDF, hard-wrapped
text) the lines of a paragraph are joined again, over page breaks too, from what a reader sees: the room left at the
end of a line, indentation, spacing, type, and the marker a line opens with.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from assistant.parsing.markers import opens_item
from assistant.types import Box, FileText, Line, Page, TableBlock

SPACES = re.compile(r"\s+")
WIDE_GAP = re.compile(r"\s{8,}")  # wider than justification makes: another column
COLUMN_GAP = re.compile(r"\t+|\s{3,}")
SYMBOL_BREAK = re.compile(r"(?:[A-ZĐ]-|/)$")
"""A document's symbol broken at the line end ("NĐ-" / "CP") is joined without a space."""
HEAD_COLUMNS = re.compile(r"CỘNG H[OÒ][AÀ] XÃ HỘI|ĐẢNG CỘNG SẢN|Độc lập\s*[-–]|ngày[\s\d.…]*tháng|^\s*Số\s*:", re.I)
BLANK_AFTER = re.compile(r"(?:[Ss][ốỐ]\s*:?|[Nn]gày|tháng|năm|[.…]{2})[\s.…]*$")
BLANK_BEFORE = re.compile(r"[\s.…]*(?:/|-[A-ZĐ]|tháng|năm)")
RULE = re.compile(r"[\W_]{2,}$")
MID_SENTENCE = (" khoản", " điểm", " Điều", " số", " mục", " Mục", " Chương", " ngày", " và", " hoặc", ",", "(")
"""After these a number at the start of a line is no marker ("… quy định tại khoản / 1 Điều 5")."""
SENTENCE_END = (".", ";", ":", "!", "?", "./.", ".”", ";”", '."')


@dataclass(frozen=True, slots=True)
class Piece:
    """One visual line, or one row of a table, with where it stands."""

    text: str
    page: int | None
    box: Box | None = None


@dataclass(slots=True)
class Block:
    """A paragraph under construction: `pieces` are joined by one space (none at a broken symbol)."""

    pieces: list[Piece]
    bold: bool = False
    centred: bool = False
    layout: bool = False
    table: TableBlock | None = None
    row: int = -1
    cells: tuple[str, ...] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class _Measure:
    """The text column of one page: left and right margin, usual pitch between lines, in points or characters."""

    left: float
    right: float
    pitch: float


def blocks(file: FileText) -> list[Block]:
    """The paragraphs of `file` in reading order; rows of data tables come as one block each."""
    out: list[Block] = []
    for page in file.pages:
        if file.wrapped:
            _wrapped_page(page, out)
        else:
            for block in page.blocks:
                out.extend(_table(block, page.number) if isinstance(block, TableBlock) else _whole(block, page.number))
    return out


def _whole(line: Line, page: int | None) -> Iterator[Block]:
    for part in _columns(line.text):
        yield Block([Piece(part, page, line.box)], line.bold, line.centred)


def _columns(text: str) -> list[str]:
    """`text` with single spaces; a line that holds both halves of a letterhead comes apart."""
    if "\n" in text or "\r" in text:
        return [part for line in text.splitlines() for part in _columns(line)]
    if ("\t" in text or "   " in text) and HEAD_COLUMNS.search(text):
        return _at_gaps(text, COLUMN_GAP)
    if "        " in text:
        return _at_gaps(text, WIDE_GAP)
    text = SPACES.sub(" ", text).strip()
    return [text] if text else []


def _at_gaps(text: str, gap: re.Pattern[str]) -> list[str]:
    """`text` cut at wide gaps, but not where a number or day was left blank ("Số:      /KH-UBND", "ngày    tháng")."""
    parts: list[str] = []
    for raw in gap.split(text.strip()):
        part = SPACES.sub(" ", raw).strip()
        if part and parts and (BLANK_AFTER.search(parts[-1]) or BLANK_BEFORE.match(part)):
            parts[-1] = f"{parts[-1]} {part}"
        elif part:
            parts.append(part)
    return parts


def _table(table: TableBlock, page: int | None) -> Iterator[Block]:
    if table.borderless or max((len(row) for row in table.rows), default=0) < 2:
        yield from _layout_table(table, page)
        return
    for number, row in enumerate(table.rows):
        cells = tuple(SPACES.sub(" ", cell).strip() for cell in row)
        printed = [cell for column, cell in enumerate(cells) if cell and (number, column) not in table.filled]
        if not printed:
            continue
        box = table.row_boxes[number] if number < len(table.row_boxes) else table.box
        yield Block([Piece(" | ".join(printed), page, box)], table=table, row=number, cells=cells)


def _layout_table(table: TableBlock, page: int | None) -> Iterator[Block]:
    for number, row in enumerate(table.rows):
        box = table.row_boxes[number] if number < len(table.row_boxes) else table.box
        for column, cell in enumerate(row):
            if (number, column) in table.filled:
                continue
            for part in _columns(cell):
                yield Block([Piece(part, page, box)], layout=True)


# ------------------------------------------------------------------------------------- hard-wrapped lines


def _wrapped_page(page: Page, out: list[Block]) -> None:
    lines = [b for b in page.blocks if isinstance(b, Line) and b.text.strip()]
    measure = _measure(lines)
    last: Line | None = None
    gap = False
    first = True
    furniture = _page_numbers(page)
    for number, block in enumerate(page.blocks):
        if isinstance(block, TableBlock):
            out.extend(_table(block, page.number))
            last, first = None, False
            continue
        if not block.text.strip():
            gap = True
            continue
        if number in furniture:
            first = True
            continue
        parts = _columns(block.text)
        if len(parts) > 1:
            out.extend(Block([Piece(part, page.number, block.box)], block.bold, block.centred) for part in parts)
            last, gap, first = None, False, False
            continue
        piece = Piece(parts[0], page.number, block.box)
        if first and out:
            joined = _over_page(out[-1], block, parts[0])
        else:
            joined = last is not None and bool(out) and _continues(out[-1], last, block, parts[0], measure, gap)
        if joined:
            out[-1].pieces.append(piece)
        else:
            out.append(Block([piece], block.bold, block.centred))
        last, gap, first = block, False, False


def _page_numbers(page: Page) -> frozenset[int]:
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


def _measure(lines: Sequence[Line]) -> _Measure:
    if not lines:
        return _Measure(0.0, 0.0, 0.0)
    edges = [_edges(line) for line in lines]
    lefts = sorted(left for left, _ in edges)
    rights = sorted(right for _, right in edges)
    tops = [line.box.top for line in lines if line.box is not None]
    pitches = sorted(b - a for a, b in itertools.pairwise(tops) if b - a > 2)
    # a page's left margin: the 10th percentile, for a stray stamp may stand further out; right: the 90th
    return _Measure(
        lefts[len(lefts) // 10],
        rights[min(len(rights) - 1, len(rights) * 9 // 10)],
        pitches[len(pitches) // 3] if pitches else 0.0,
    )


def _over_page(previous: Block, line: Line, text: str) -> bool:
    """A paragraph runs over the page break when it was left unfinished and nothing new opens."""
    if previous.table is not None or previous.layout or previous.centred or line.centred:
        return False
    if opens_item(text) or line.bold != previous.bold:
        return False
    ended = previous.pieces[-1].text.endswith(SENTENCE_END)
    return not ended or text[0].islower()


def _continues(block: Block, last: Line, line: Line, text: str, measure: _Measure, gap: bool) -> bool:
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
        if distance < -1 or (measure.pitch and distance > 1.6 * measure.pitch and (ended or fresh)):
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


def join(pieces: Sequence[Piece]) -> list[str]:
    """What stands before each piece when they are put on one line: "", " "."""
    glue = [""]
    for before, after in itertools.pairwise(pieces):
        glue.append("" if SYMBOL_BREAK.search(before.text) and after.text[:1].isupper() else " ")
    return glue
