"""What one process knows of the pieces it has met: their spellings and the encoder's rows, as arrays by number.

A piece is looked at once, however often it stands in what is searched. Numbers are the lexicon's own: pieces of the
index's vocabulary, of titles a person corrected and of passages cut while they are read all get one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from threading import RLock
from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval.pieces.pair_rows import PairRows
from assistant.vietnamese.words.pieces import is_word, pieces, spelt

FloatArray = NDArray[np.float32]
IntArray = NDArray[np.int32]
Numbers = NDArray[np.intp]

END, BREAK = 0, 1
"""The first two forms: of the end of a text (its number is 0 too) and of every mark that parts clauses."""
KEPT = 300_000
"""Pieces a lexicon holds, about 300 bytes each, before another is begun: a store may hold millions of numbers."""
_TITLES = 20_000
_FIRST_ROOM = 4096
_UNKNOWN = -1

Texts = Callable[[Sequence[int]], Sequence[str]]
"""The pieces that numbers of the index's vocabulary stand for."""


class TermVectors(Protocol):
    """What nearness needs of an encoder: see `StaticEncoder`."""

    def term_ids(self, terms: Iterable[str]) -> IntArray: ...

    def term_vectors(self, ids: IntArray) -> tuple[FloatArray, FloatArray]: ...


class Lexicon:
    """Grows as pieces are met; safe to use from several threads. Row 0 of a pair of arrays is with accents, row 1
    without."""

    def __init__(self, vectors: TermVectors | None = None) -> None:
        self.vectors = vectors
        self._lock = RLock()
        self._numbers: dict[str, int] = {}
        self._names: list[str] = ["", ""]  # by form
        self._forms: dict[str, int] = {}
        self._form_of: Numbers = np.full((2, _FIRST_ROOM), END, np.intp)
        self._row_of: IntArray = np.full((2, _FIRST_ROOM), _UNKNOWN, np.int32)
        self._of_vocabulary: Numbers = np.full(_FIRST_ROOM, _UNKNOWN, np.intp)
        self._titles: dict[str, Numbers] = {}
        self._pairs = PairRows()

    @property
    def full(self) -> bool:
        """Whether another should take its place for the next question."""
        return len(self._numbers) >= KEPT

    @property
    def forms(self) -> int:
        """How many forms there are; all are below it."""
        return len(self._names)

    def form(self, spelling: str) -> int | None:
        """The form of a word spelt as terms are; None when nothing met so far is spelt so."""
        return self._forms.get(spelling)

    def forms_of(self, numbers: Numbers, plain: bool) -> Numbers:
        """The form of each piece, any shape: equal where two are spelt alike."""
        return np.asarray(self._form_of[int(plain)][numbers])

    def rows_of(self, numbers: Numbers, plain: bool) -> IntArray:
        """The encoder's row of each piece, -1 where it has none."""
        return np.asarray(self._row_of[int(plain)][numbers])

    def pair_rows(self, first: Numbers, second: Numbers) -> IntArray:
        """The encoder's row of each pair of forms "a_b", -1 where it has none; all arrays `(n,)`."""
        vectors, names = self.vectors, self._names
        if vectors is None:
            return np.full(len(first), _UNKNOWN, np.int32)
        with self._lock:
            return self._pairs.rows(
                first,
                second,
                lambda a, b: vectors.term_ids(f"{names[x]}_{names[y]}" for x, y in zip(a, b, strict=True)),
            )

    def cut(self, text: str) -> Numbers:
        """The numbers of a text that is no passage (a title), kept for the next question."""
        with self._lock:
            if text not in self._titles:
                if len(self._titles) >= _TITLES:
                    self._titles.clear()
                self._titles[text] = self.numbers(pieces(text))
            return self._titles[text]

    def numbers(self, given: Sequence[str]) -> Numbers:
        """The number of each piece; those never met before are looked at now."""
        with self._lock:
            if new := [piece for piece in dict.fromkeys(given) if piece not in self._numbers]:
                self._meet(new)
            return np.fromiter(map(self._numbers.__getitem__, given), np.intp, len(given))

    def numbers_of_vocabulary(self, numbers: Numbers, texts: Texts) -> Numbers:
        """The lexicon's number for each number of the index's vocabulary (from 0)."""
        with self._lock:
            if len(numbers) and (top := int(numbers.max())) >= len(self._of_vocabulary):
                self._of_vocabulary = _grown(self._of_vocabulary, top + 1)
            known = self._of_vocabulary[numbers]
            if len(missing := np.flatnonzero(known == _UNKNOWN)):
                # With the indices: `unique` alone loads `numpy.ma`, 30 ms of a first question.
                distinct, _ = np.unique(numbers[missing], return_index=True)
                self._of_vocabulary[distinct] = self.numbers(texts(distinct.tolist()))
                known[missing] = self._of_vocabulary[numbers[missing]]
            return known

    def _meet(self, new: Sequence[str]) -> None:
        first = len(self._numbers) + 1  # 0 is the end of a text
        last = first + len(new)
        if last > self._form_of.shape[1]:
            self._form_of = _grown(self._form_of, last, END)
            self._row_of = _grown(self._row_of, last)
        for plain in (0, 1):
            spellings = [spelt(piece, bool(plain)) if is_word(piece) else "" for piece in new]
            self._form_of[plain, first:last] = [self._form(spelling) for spelling in spellings]
            if self.vectors is not None:
                self._row_of[plain, first:last] = self.vectors.term_ids(spellings)
        self._numbers |= {piece: number for number, piece in enumerate(new, first)}

    def _form(self, spelling: str) -> int:
        if not spelling:
            return BREAK
        if spelling not in self._forms:
            self._forms[spelling] = len(self._names)
            self._names.append(spelling)
        return self._forms[spelling]


Table = TypeVar("Table", Numbers, IntArray)


def _grown(array: Table, least: int, fill: int = _UNKNOWN) -> Table:
    """A copy with room for at least `least` in its last axis; one that another thread reads stays as it is."""
    room = max(least, 2 * array.shape[-1])
    grown = np.full((*array.shape[:-1], room), fill, array.dtype)
    grown[..., : array.shape[-1]] = array
    return grown
