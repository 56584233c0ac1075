"""Many texts one behind the other as numbers of a lexicon."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.index import PieceTable
from assistant.retrieval.pieces.lexicon import Lexicon, Numbers, Texts
from assistant.vietnamese.words.pieces import pieces


@dataclass(frozen=True, slots=True, eq=False)
class Pieces:
    """`at`: the numbers of all pieces in order, 0 (`END`) after each text; `owners`: of each its text. Both `(n,)`."""

    at: Numbers
    owners: Numbers
    texts: int
    lexicon: Lexicon

    @classmethod
    def of(cls, texts: Sequence[str], lexicon: Lexicon | None = None) -> Pieces:
        """NFC texts cut up."""
        lexicon = lexicon or Lexicon()
        parts = [lexicon.numbers(pieces(text)) for text in texts]
        laid = Layout.of(np.fromiter(map(len, parts), np.intp, len(parts)))
        laid.put(np.arange(len(parts)), joined(parts))
        return laid.pieces(lexicon)


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """Room for texts of known `lengths` `(texts,)`, which come in any order."""

    lengths: Numbers
    starts: Numbers
    at: Numbers

    @classmethod
    def of(cls, lengths: Numbers) -> Layout:
        ends = np.cumsum(lengths + 1)
        return cls(lengths, ends - lengths - 1, np.zeros(int(ends[-1]) if len(ends) else 0, np.intp))

    def put(self, texts: Numbers, numbers: Numbers) -> None:
        """`numbers`: the pieces of the texts number `texts`, one behind the other."""
        self.at[runs(self.starts[texts], self.lengths[texts])] = numbers

    def pieces(self, lexicon: Lexicon) -> Pieces:
        """What was put."""
        return Pieces(self.at, np.repeat(np.arange(len(self.lengths)), self.lengths + 1), len(self.lengths), lexicon)


def joined(parts: Sequence[Numbers]) -> Numbers:
    return np.concatenate(parts) if parts else np.zeros(0, np.intp)


def runs(starts: Numbers, lengths: Numbers) -> Numbers:
    """All places of the runs that begin at `starts` and are `lengths` long, one run behind the other."""
    before = np.cumsum(lengths) - lengths
    return np.repeat(starts - before, lengths) + np.arange(int(lengths.sum()))


def read(table: PieceTable, starts: Numbers, lengths: Numbers, lexicon: Lexicon, texts: Texts) -> Numbers:
    """Runs of pieces of `table` in numbers of the lexicon, one run behind the other."""
    flat = table.flat[runs(starts, lengths)]
    if not table.loose:
        return lexicon.numbers_of_vocabulary(flat, texts)
    loose = flat < 0
    out = np.empty(len(flat), np.intp)
    out[~loose] = lexicon.numbers_of_vocabulary(flat[~loose], texts)
    out[loose] = lexicon.numbers(table.loose)[-1 - flat[loose]]
    return out
