"""Passages that an older version of the program stored without their pieces: cut while they are read.

Slower than reading the pieces, by the reading of text and JSON; `tracuu index repair` stores them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count

import numpy as np

from assistant.index.contract.pieces import PieceTable
from assistant.index.pieces.table import PieceRow, table_of
from assistant.types import StoredPassage
from assistant.vietnamese.words.pieces import pieces

_BEYOND = 1 << 40
"""Above every number that is stored: a document that lost some of its rows must not mix the two."""


@dataclass(frozen=True, slots=True)
class UncutSections:
    """Numbers for the sections of such passages: the same for all questions to one generation."""

    numbers: dict[tuple[int, tuple[str, ...]], int] = field(default_factory=dict)
    unused: count[int] = field(default_factory=lambda: count(_BEYOND))

    def number(self, stored: StoredPassage) -> int:
        """As in `PieceTable.sections`, but that no two documents share one."""
        key = stored.passage.section_key
        return self.numbers.setdefault((stored.document_id, key), next(self.unused)) if key else 0


def cut_while_read(passages: Sequence[StoredPassage], sections: UncutSections) -> PieceTable:
    """The table of `passages`, ascending by id; all their pieces are loose."""
    number: dict[str, int] = {}

    def numbered(text: str) -> list[int]:
        return [-1 - number.setdefault(piece, len(number)) for piece in pieces(text)]

    rows = [
        PieceRow(
            sections.number(stored),
            numbered(stored.passage.heading) if stored.passage.heading else None,
            numbered(stored.passage.text),
        )
        for stored in passages
    ]
    documents = np.array([stored.document_id for stored in passages], np.intp)
    return table_of([stored.id for stored in passages], documents, rows, tuple(number))
