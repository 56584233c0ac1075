"""Passages in pieces: as the process that read them cut them, and in numbers as the ranking reads them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class PieceTable:
    """Row i is about passage `ids[i]`, ascending. Each array but `flat` is `(n,)`.

    `documents`: ids of their documents. `sections`: equal within a document where `Passage.section_key` is; 0 for
    passages without a section. `headings`, `texts`: where the numbers of the heading and the text begin in `flat`, and
    `heading_lengths`, `text_lengths` how many there are; -1 for a passage without a heading.
    A number is that of a piece in the vocabulary; -1, -2, … are `loose[0]`, `loose[1]`, …: of passages that an older
    version of the program stored, which were cut while they were read.
    """

    ids: Numbers
    documents: Numbers
    sections: Numbers
    headings: Numbers
    heading_lengths: Numbers
    texts: Numbers
    text_lengths: Numbers
    flat: Numbers
    loose: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CutPassage:
    """`section` and `heading` as in `pieces.table.encode`; `at`: which of its pieces, little-endian uint32."""

    section: int
    heading: int
    at: bytes


@dataclass(frozen=True, slots=True)
class CutPassages:
    """Each piece of a document once, in the order in which they are met, and its passages."""

    distinct: tuple[str, ...]
    passages: tuple[CutPassage, ...]
