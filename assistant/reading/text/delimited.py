"""Lists kept as text: cells parted by semicolons, tabs, bars or commas (CSV, TSV; RFC 4180 where they are quoted).

A file that is named as one is believed sooner than plain text, in which a comma parts clauses.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.reading.limits import MAX_LINE, unreadable
from assistant.types import Line, TableBlock
from assistant.vietnamese.normalise import nfc
from assistant.wording import grouped, say

ENDINGS = frozenset({".csv", ".tsv", ".tab", ".psv"})
MAX_ROWS = 100_000
"""As of a spreadsheet: more is a database."""
_MAX_COLUMNS = 200
_DELIMITERS = "\t;|,"
"""The likelier first: of two that part the lines equally well a comma is rather a part of what is written."""
_NAMED, _UNNAMED = 0.7, 0.95
"""Share of the lines that must have one number of cells: in a list that is called one, and in any text."""
_FEW = 3
"""Lines of which a text that is not called a list must have one."""
_SHORT = 80
"""Characters of a name of a column; sentences are longer."""
_SAMPLE = 300_000
_SEPARATOR = re.compile(r"\ufeff?sep=(.)\n", re.IGNORECASE)
_SENTENCE = re.compile(r"[.:;]$")

Rows = list[list[str]]


@dataclass(frozen=True, slots=True)
class Delimited:
    """How the cells of a text are parted, and how many a row has."""

    delimiter: str
    columns: int


def find_delimiter(text: str, *, named: bool) -> Delimited | None:
    """How `text` is parted into cells; None when it is no list. `named`: its name says that it is one."""
    text = _lines(text)
    if (given := _SEPARATOR.match(text)) is not None:
        named, text = True, text[given.end() :]
    sample = text[:_SAMPLE] if len(text) <= _SAMPLE else text[: text.rfind("\n", 0, _SAMPLE) + 1 or _SAMPLE]
    best: tuple[float, int, Delimited] | None = None
    for place, delimiter in enumerate(_DELIMITERS):
        if (given is not None and delimiter != given[1]) or delimiter not in sample:
            continue
        found = _judged(_parsed(sample, delimiter), delimiter, named)
        if found is not None and (best is None or (found[0], -place) > (best[0], -best[1])):
            best = (found[0], place, found[1])
    return best[2] if best is not None else None


def _lines(text: str) -> str:
    return re.sub(r"\r\n?", "\n", text)


def _parsed(text: str, delimiter: str) -> Rows:
    """The cells, white space at their ends and empty rows left out; no rows where the quotes make no sense."""
    quoting = csv.QUOTE_MINIMAL if '"' in text else csv.QUOTE_NONE
    try:
        rows = list(csv.reader(text.splitlines(keepends=True), delimiter=delimiter, quoting=quoting))  # type: ignore[arg-type]
    except csv.Error:
        return []
    cells = ([" ".join(cell.split()) for cell in row] for row in rows)
    return [row for row in cells if any(row)]


def _judged(rows: Rows, delimiter: str, named: bool) -> tuple[float, Delimited] | None:
    """How well the rows agree on a number of cells, 0 to 1; None where they are no list."""
    table = [row for row in rows if sum(map(bool, row)) > 1]
    if len(table) < (2 if named else _FEW):
        return None
    columns, count = Counter(map(len, table)).most_common(1)[0]
    share = count / len(rows if not named else table)
    if columns < 2 or columns > _MAX_COLUMNS or share < (_NAMED if named else _UNNAMED):
        return None
    if not named and (delimiter == "," or not _names(rows[0])):
        return None
    return share, Delimited(delimiter, columns)


def _names(row: Sequence[str]) -> bool:
    """Whether a row may name columns: every cell says something short that is no sentence and no item of a list."""
    return all(cell and len(cell) < _SHORT and not _SENTENCE.search(cell) for cell in row) and row[0][0].isalnum()


def delimited_blocks(text: str, how: Delimited) -> list[Line | TableBlock]:
    """The list as a table; what stands alone above and below it as lines. Raises `FileUnreadable` for one too long."""
    text = _lines(text)
    given = _SEPARATOR.match(text)
    rows = _parsed(text[given.end() :] if given is not None else text.removeprefix("\ufeff"), how.delimiter)
    if len(rows) > MAX_ROWS:
        raise unreadable(say("files.sheets.too_many_rows", most=grouped(MAX_ROWS)), say("files.sheets.split"))
    full = [at for at, row in enumerate(rows) if sum(map(bool, row)) > 1]
    if not full:
        return [_line(row) for row in rows]
    first, last = full[0], full[-1] + 1
    width = min(max(len(row) for row in rows[first:last]), _MAX_COLUMNS)
    table = tuple(tuple(_cell(row[c]) if c < len(row) else "" for c in range(width)) for row in rows[first:last])
    return [*map(_line, rows[:first]), TableBlock(table), *map(_line, rows[last:])]


def _line(row: Sequence[str]) -> Line:
    return Line(_cell(next(cell for cell in row if cell)))


def _cell(text: str) -> str:
    return nfc(text)[:MAX_LINE]
