"""The passages of a document in pieces, before these have numbers: what a process that reads files hands the writer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

import numpy as np

from assistant.index.contract.pieces import CutPassage, CutPassages
from assistant.types import Passage
from assistant.vietnamese.words.pieces import pieces

_LOCAL = np.dtype("<u4")


def section_numbers(passages: Iterable[Passage]) -> list[int]:
    """A number for the section key of each of a document's passages, from 1; 0 where it has none."""
    numbers: dict[tuple[str, ...], int] = {(): 0}
    return [numbers.setdefault(passage.section_key, len(numbers)) for passage in passages]


def cut_passages(passages: Sequence[Passage]) -> CutPassages:
    """The passages of one document, headings before texts."""
    headings = {heading: pieces(heading) for heading in dict.fromkeys(passage.heading for passage in passages)}
    cut = [[*headings[passage.heading], *pieces(passage.text)] for passage in passages]
    number = {piece: i for i, piece in enumerate(dict.fromkeys(chain.from_iterable(cut)))}
    made = [
        CutPassage(
            section,
            len(headings[passage.heading]) + 1 if passage.heading else 0,
            np.fromiter(map(number.__getitem__, parts), _LOCAL, len(parts)).tobytes(),
        )
        for section, passage, parts in zip(section_numbers(passages), passages, cut, strict=True)
    ]
    return CutPassages(tuple(number), tuple(made))


def places(passage: CutPassage) -> np.ndarray[tuple[int], np.dtype[np.uint32]]:
    """Which of the document's pieces the passage holds, `(n,)`."""
    return np.frombuffer(passage.at, _LOCAL)
