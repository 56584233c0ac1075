"""A table over a page break: its header printed again, and a row of which the rest stands on the new page."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from assistant.parsing.reading_text.blocks import Block

_COLUMN_NUMBER = re.compile(r"\(?\s*(?:\d{1,2}|[A-Z])\s*\)?(?:\s*=\s*[\d+\-x/:() ]+)?")
_HEADER_ROWS = 3  # as many rows as a header has at most


def same_row(one: str, other: str) -> bool:
    """Whether two rows read the same but for spaces and hyphens, which depend on where lines were broken."""
    return one == other or _bare(one) == _bare(other)


def _bare(text: str) -> str:
    return re.sub(r"[\s\-]", "", text).lower()


def numbers_columns(printed: Sequence[str]) -> bool:
    """A row "(1) (2) (3)", also "1 2 3", "A B 1 2" and "(6) = (4) + (5)"."""
    return len(printed) > 1 and all(_COLUMN_NUMBER.fullmatch(cell) for cell in printed) and _goes_up(printed)


def _goes_up(printed: Sequence[str]) -> bool:
    values = [int(digits[0]) for cell in printed if (digits := re.search(r"\d+", cell))]
    return len(values) > 1 and all(b == a + 1 for a, b in itertools.pairwise(values)) and values[0] <= 3


def is_remainder(cells: Sequence[str]) -> bool:
    """The rest of a row cut by a page break: no ordinal, and text that begins in the middle of a sentence or stands
    beside the column that names the row."""
    printed = [(column, cell) for column, cell in enumerate(cells) if cell]
    if len(cells) <= 2 or cells[0] or not printed:
        return False
    middle = [cell[0].islower() or cell[0] in ",;.)" for _, cell in printed]
    return all(middle) or (printed[0][0] == 1 and middle[0]) or (len(printed) == 1 and printed[0][0] > 1)


def is_rest(cells: Sequence[str], before: Sequence[str]) -> bool:
    """Whether a row at the top of a page is the rest of the row `before` (each cell as far as it has come).

    Also where it does not begin in the middle of a sentence: a row with a number is followed by one without, which
    prints only some of its columns and goes on with a figure, or with one cell whose text had not ended.
    """
    if is_remainder(cells):
        return True
    printed = [column for column, cell in enumerate(cells) if cell]
    if len(cells) <= 2 or len(cells) != len(before) or not printed or cells[0] or not before[0]:
        return False
    if not set(printed) < {column for column, cell in enumerate(before) if cell}:
        return False
    first, ended = cells[printed[0]], before[printed[0]][-1] in ".;:!?"
    return not ended and (first[0].isdigit() or (len(printed) == 1 and first[0].isalpha()))


def grown(before: Sequence[str], rest: Sequence[str]) -> list[str]:
    """The cells of a row as far as they have come with the `rest` of it."""
    return [more or cell for cell, more in zip(before, rest, strict=True)]


def remainders_first(blocks: Sequence[Block]) -> list[Block]:
    """`blocks` with the rest of a cut row right after its beginning, before the header that the new page repeats."""
    out: list[Block] = []
    top: list[str] = []  # the first rows of the table, on the page where it begins
    before: list[str] = []  # the last row so far
    index = 0
    while index < len(blocks):
        end = index + 1
        table = blocks[index].table
        while table is not None and end < len(blocks) and blocks[end].table is table:
            end += 1
        rows = list(blocks[index:end])
        if table is None:
            top = []
        elif top and rows[0].pieces[0].page != out[-1].pieces[0].page:
            rows = _reordered(rows, top, before)
        else:
            top = [_text(row) for row in rows[:_HEADER_ROWS]]
        if table is not None:
            last = list(rows[-1].cells)
            before = grown(before, last) if len(before) == len(last) and is_rest(last, before) else last
        out += rows
        index = end
    return out


def _reordered(rows: list[Block], top: Sequence[str], before: Sequence[str]) -> list[Block]:
    repeated = 0
    while repeated < min(len(rows), len(top)) and same_row(_text(rows[repeated]), top[repeated]):
        repeated += 1
    if not 0 < repeated < len(rows) or not is_rest(rows[repeated].cells, before):
        return rows
    return [rows[repeated], *rows[:repeated], *rows[repeated + 1 :]]


def _text(row: Block) -> str:
    return row.pieces[0].text
