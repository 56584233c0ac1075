"""The seam between text and vectors: whatever stands behind it, the index and the search see only this."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float32]
IntArray = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class PassageVectors:
    """The vectors of n texts: `vectors` (m, d) float32 unit rows, `owners` (m,) int32 indices into the texts.

    Each text owns at least one row and rows of one text stand together, in the order of the text, m >= n.
    A text without any known term owns one zero row, whose product with every question is 0.
    """

    vectors: FloatArray
    owners: IntArray


class Encoder(Protocol):
    """Turns questions and passages into vectors whose dot product says how well they fit (cosine, at most 1).

    `fingerprint` changes whenever the same text could get another vector (files, format, preparation); an index
    built under another fingerprint must not be searched. `dimension` is d.
    """

    @property
    def fingerprint(self) -> str: ...

    @property
    def dimension(self) -> int: ...

    def encode_queries(self, texts: Sequence[str]) -> FloatArray:
        """(n, d) float32 unit rows; a zero row for a text that is empty or of unknown terms alone."""
        ...

    def encode_passages(self, texts: Sequence[str]) -> PassageVectors:
        """One or more vectors for each text; long texts may get several, so that no part of them is lost."""
        ...
