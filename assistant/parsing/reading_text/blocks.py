"""What paragraphs are made of: visual lines and table rows, each with the page and box it came from."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.types import Box, TableBlock

SYMBOL_BREAK = re.compile(r"(?:[A-ZĐ]-|/)$")
"""A document's symbol broken at the line end ("NĐ-" / "CP") is joined without a space."""


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


def join(pieces: Sequence[Piece]) -> list[str]:
    """What stands before each piece when they are put on one line: "", " "."""
    glue = [""]
    for before, after in itertools.pairwise(pieces):
        glue.append("" if SYMBOL_BREAK.search(before.text) and after.text[:1].isupper() else " ")
    return glue
