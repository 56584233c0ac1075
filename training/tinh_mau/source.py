"""One document's source: a head of `key: value` lines and a body in a small markup, read into plain values.

The body has one paragraph a line:

    > Căn cứ …              italic                       # I. MỤC ĐÍCH     a heading of the first level
    ## 1. Mục đích          second level                 ### a) …          third level
    = QUYẾT ĐỊNH:           centred, bold                ~ Kính gửi: …     centred
    @@ PHỤ LỤC I|TÊN|(Kèm theo …)       a new page with these centred lines; `@@ngang` turns the page
    |w 1,6,3                column widths in cm; then `| a | b |` rows, the first one the header
    |= I | HẠ TẦNG SỐ       a group row; a cell `^` is merged with the cell above it

`**…**` is bold inside a paragraph.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

MARK = "VĂN BẢN MẪU – KHÔNG CÓ GIÁ TRỊ PHÁP LÝ"
SOURCES = Path(__file__).parent / "sources"

Style = Literal["body", "basis", "heading1", "heading2", "heading3", "title", "centred"]

_STYLES: tuple[tuple[str, Style], ...] = (
    ("### ", "heading3"),
    ("## ", "heading2"),
    ("# ", "heading1"),
    ("> ", "basis"),
    ("= ", "title"),
    ("~ ", "centred"),
)


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str
    style: Style = "body"

    @property
    def runs(self) -> list[tuple[str, bool]]:
        """The text in pieces, each with whether it is bold."""
        pieces = re.split(r"\*\*", self.text)
        return [(piece, index % 2 == 1) for index, piece in enumerate(pieces) if piece]

    @property
    def plain(self) -> str:
        return self.text.replace("**", "")


@dataclass(frozen=True, slots=True)
class Row:
    """`cells` are as many as the columns; a group row has two, the second over all the columns but the first."""

    cells: tuple[str, ...]
    group: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """`widths` in cm; `rows[0]` is the header. A cell "^" belongs to the cell above it."""

    widths: tuple[float, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class NewPage:
    """An annex or a regulation issued with the document: starts a page with centred `lines`."""

    lines: tuple[str, ...]
    landscape: bool = False


Block = Paragraph | Grid | NewPage


@dataclass(frozen=True, slots=True)
class Source:
    """A document before it has a file format. `head` holds the fields of the letterhead and of `sources.json`."""

    name: str
    head: dict[str, str]
    blocks: tuple[Block, ...]

    def lines(self, key: str) -> list[str]:
        """The lines of a head field, which are separated by "|"."""
        return [line.strip() for line in self.head.get(key, "").split("|") if line.strip()]

    @property
    def file(self) -> str:
        return self.head["file"]

    @property
    def number_line(self) -> str:
        """ "Số: 45/KH-UBND", or the blank the clerk fills at signing."""
        number = self.head.get("number", "")
        return f"Số: {number}" if number else f"Số:          /{self.head['symbol']}"

    @property
    def date_line(self) -> str:
        """Place and date; day and month below 3 with a zero (Nghị định 30/2020/NĐ-CP, Phụ lục I)."""
        place, date = self.head["place"], self.head.get("date", "")
        if not date:
            return f"{place}, ngày      tháng      năm {self.head['year']}"
        year, month, day = date.split("-")
        return f"{place}, ngày {day} tháng {month if int(month) < 3 else int(month)} năm {year}"

    @property
    def is_letter(self) -> bool:
        """A công văn has no line of kind; its subject stands under the number."""
        return self.head["kind"] == "Công văn"

    @property
    def body(self) -> tuple[Block, ...]:
        """What stands before the signature."""
        for index, block in enumerate(self.blocks):
            if isinstance(block, NewPage):
                return self.blocks[:index]
        return self.blocks

    @property
    def annexes(self) -> tuple[Block, ...]:
        return self.blocks[len(self.body) :]


def _row(line: str) -> Row:
    if line.startswith("|="):
        return Row(tuple(cell.strip() for cell in line[2:].strip().strip("|").split("|")), group=True)
    return Row(tuple(cell.strip() for cell in line.strip().strip("|").split("|")))


def _blocks(lines: list[str]) -> list[Block]:
    blocks: list[Block] = []
    widths: tuple[float, ...] = ()
    rows: list[Row] = []

    def close() -> None:
        if rows:
            blocks.append(Grid(widths, tuple(rows)))
            rows.clear()

    for line in lines:
        if line.startswith("|w "):
            close()
            widths = tuple(float(width) for width in line[3:].split(","))
        elif line.startswith("|"):
            rows.append(_row(line))
        else:
            close()
            if line.startswith("@@"):
                landscape = line.startswith("@@ngang")
                text = line.removeprefix("@@ngang").removeprefix("@@")
                blocks.append(NewPage(tuple(part.strip() for part in text.split("|")), landscape))
            elif line.strip():
                blocks.append(_paragraph(line))
    close()
    return blocks


def _paragraph(line: str) -> Paragraph:
    for prefix, style in _STYLES:
        if line.startswith(prefix):
            return Paragraph(line[len(prefix) :].strip(), style)
    return Paragraph(line.strip())


def read_source(path: Path) -> Source:
    """Raises `ValueError` when a row of a table has not as many cells as its columns."""
    head_text, body = path.read_text(encoding="utf-8").split("\n---\n", 1)
    head = dict(line.split(": ", 1) for line in head_text.splitlines() if ": " in line)
    blocks = _blocks(body.splitlines())
    for block in blocks:
        if isinstance(block, Grid):
            for row in block.rows:
                if len(row.cells) != (2 if row.group else len(block.widths)):
                    raise ValueError(f"{path.name}: {len(row.cells)} cells in {row.cells}")
    return Source(path.stem, {key.strip(): value.strip() for key, value in head.items()}, tuple(blocks))


def all_sources() -> list[Source]:
    return [read_source(path) for path in sorted(SOURCES.glob("*.txt"))]
