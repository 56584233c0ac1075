"""The encoder's rows of pairs of neighbours, kept by number: naming each pair ("a_b") takes longer than all else."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

IntArray = NDArray[np.int32]
Numbers = NDArray[np.intp]

Find = Callable[[Sequence[int], Sequence[int]], IntArray]
"""The row of each pair of forms, -1 for one that has none."""

_BITS = 19
"""2^19 places of 12 bytes, 6 MB: of 194,593 passages of law, nineteen pairs in twenty are found there."""
_SPREAD = np.uint64(0x9E3779B97F4A7C15)
"""2^64 over the golden ratio: multiplied by it, neighbouring keys lie far apart (Knuth, TAOCP 3, 6.4)."""


class PairRows:
    """Each pair has one place; where two share it the last one asked for is held. Not safe to use from two threads."""

    def __init__(self, bits: int = _BITS) -> None:
        self._shift = np.uint64(64 - bits)
        self._keys = np.full(1 << bits, -1, np.int64)
        self._rows = np.full(1 << bits, -1, np.int32)

    def rows(self, first: Numbers, second: Numbers, find: Find) -> IntArray:
        """The row of each pair of forms (all below 2^31), `(n,)`; `find` is asked for distinct pairs."""
        keys = (first.astype(np.int64) << 32) | second
        places = ((keys.view(np.uint64) * _SPREAD) >> self._shift).astype(np.intp)
        rows = self._rows[places]
        missing = np.flatnonzero(self._keys[places] != keys)
        if len(missing):
            distinct, at, inverse = np.unique(keys[missing], return_index=True, return_inverse=True)
            found = find((distinct >> 32).tolist(), (distinct & 0xFFFFFFFF).tolist())
            rows[missing] = found[inverse]
            held = places[missing[at]]
            # Of two pairs at one place numpy keeps the last written, in both arrays alike.
            self._keys[held], self._rows[held] = distinct, found
        return rows
