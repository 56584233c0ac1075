"""Whole sections weighed in memory: an article or a part of a plan says more about a question than one passage of it.

On questions over law articles BM25 of the article beside that of its best passage gains 0.018 nDCG@10 (laws) and 0.028
(citizens' long questions); see docs/experiments.md, "Retrieval".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.index import PieceTable, Snapshot
from assistant.retrieval.candidates.gathering import Found
from assistant.retrieval.candidates.passage_cache import Memory
from assistant.retrieval.pieces.lexicon import Numbers, TermVectors
from assistant.retrieval.pieces.sequences import Layout, Pieces, joined, read

BEFORE = 2
"""Texts of a section before its passages: the title of its document, and its heading."""


@dataclass(frozen=True, slots=True, eq=False)
class Sections:
    """Sections in the order of what was found: section i is the texts `starts[i]` … `starts[i + 1] - 1` of `pieces`:
    title, heading (empty where there is none) and the passages `ids[i]`, in order."""

    ids: Sequence[Sequence[int]]
    starts: Numbers
    pieces: Pieces

    @property
    def passages(self) -> list[int]:
        """The ids of all passages."""
        return [i for ids in self.ids for i in ids]


def read_sections(
    found: Sequence[Found], memory: Memory, snapshot: Snapshot, reach: int, vectors: TermVectors | None
) -> Sections:
    """For each best passage its section as far as `reach` passages before and after it; no text is read.

    The ids of a document's passages run in reading order without a gap. `vectors`: of the encoder in use.
    """
    best = np.array([f.stored.id for f in found], np.intp)
    near = best[:, None] + np.arange(-reach, reach + 1)
    table = snapshot.pieces(best.tolist(), reach)
    rows, inside = _rows_of(table, near, found)
    counts = inside.sum(axis=1)
    starts = np.cumsum([0, *(counts + BEFORE)])
    return Sections(
        [ids[kept].tolist() for ids, kept in zip(near, inside, strict=True)],
        starts,
        _laid_out(found, table, rows, inside, starts, memory, snapshot, vectors),
    )


def _rows_of(table: PieceTable, near: Numbers, found: Sequence[Found]) -> tuple[Numbers, NDArray[np.bool_]]:
    """The row in `table` of each id of `near` `(found, 2 * reach + 1)`, and whether it is of the section."""
    rows = np.minimum(np.searchsorted(table.ids, near), max(len(table.ids) - 1, 0))
    if not len(table.ids):
        return rows, np.zeros(near.shape, np.bool_)
    documents, sections = (np.array([f.key[part] for f in found], np.intp)[:, None] for part in (0, 1))
    same = (table.ids[rows] == near) & (table.documents[rows] == documents)
    return rows, same & ((sections == 0) | (table.sections[rows] == sections))


def _laid_out(
    found: Sequence[Found],
    table: PieceTable,
    rows: Numbers,
    inside: NDArray[np.bool_],
    starts: Numbers,
    memory: Memory,
    snapshot: Snapshot,
    vectors: TermVectors | None,
) -> Pieces:
    lexicon = memory.lexicon(vectors)
    titles = [lexicon.cut(f.document.letterhead.title or "") for f in found]
    passages = rows[inside]
    headed, heading_rows = _headings(table, rows, inside)
    lengths = np.zeros(int(starts[-1]), np.intp)
    at = starts[:-1]
    text = np.ones(len(lengths), np.bool_)
    text[at] = text[at + 1] = False
    lengths[at] = [len(title) for title in titles]
    lengths[at[headed] + 1] = table.heading_lengths[heading_rows]
    lengths[text] = table.text_lengths[passages]
    layout = Layout.of(lengths)
    layout.put(at, joined(titles))
    for texts, begin, size in (
        (at[headed] + 1, table.headings[heading_rows], table.heading_lengths[heading_rows]),
        (np.flatnonzero(text), table.texts[passages], table.text_lengths[passages]),
    ):
        layout.put(texts, read(table, begin, size, lexicon, snapshot.piece_texts))
    return layout.pieces(lexicon)


def _headings(table: PieceTable, rows: Numbers, inside: NDArray[np.bool_]) -> tuple[Numbers, Numbers]:
    """Which sections have a heading, and for each of these the row of the first passage that bears one."""
    if not len(table.ids):
        return np.zeros(0, np.intp), np.zeros(0, np.intp)
    bears = inside & (table.heading_lengths[rows] >= 0)
    headed = np.flatnonzero(bears.any(axis=1))
    return headed, rows[headed, bears[headed].argmax(axis=1)]
