"""The static encoder: the mean of term vectors, scaled to unit length, with numpy alone.

It equals the same folder loaded through sentence-transformers and given the same terms. Unknown terms have a zero
vector there and here: they count in the mean but not in its direction, and an empty text gives the zero row.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path

import numpy as np

from assistant.encoding.encoder import FloatArray, IntArray, PassageVectors
from assistant.encoding.static.folder import TermModel, read_term_model
from assistant.vietnamese.words.terms import encoder_terms


@dataclass(frozen=True, slots=True)
class StaticEncoder:
    """A term model behind the `Encoder` seam. Each text is summed by itself, so batches never change a vector."""

    model: TermModel

    @property
    def fingerprint(self) -> str:
        return self.model.fingerprint

    @property
    def dimension(self) -> int:
        return int(self.model.rows.shape[1])

    def encode_queries(self, texts: Sequence[str]) -> FloatArray:
        return self.encode_terms([self.question_terms(text) for text in texts])

    def encode_passages(self, texts: Sequence[str]) -> PassageVectors:
        owners: IntArray = np.arange(len(texts), dtype=np.int32)
        return PassageVectors(self.encode_terms([encoder_terms(text) for text in texts]), owners)

    def question_terms(self, text: str) -> str:
        """The string that sentence-transformers is to be given for the question `text`, to give our vector."""
        return " ".join(self.model.typed(encoder_terms(text).split()))

    def term_ids(self, terms: Iterable[str]) -> IntArray:
        """The row of each term, -1 for one that has none."""
        rows = np.fromiter(map(self.model.vocabulary.get, terms, repeat(-1)), np.int32)
        rows[rows == self.model.unknown] = -1
        return rows

    def term_vectors(self, ids: IntArray) -> tuple[FloatArray, FloatArray]:
        """`(directions, lengths)`: unit rows `(n, d)` and what each term weighs in a text, `(n,)`; zero for -1."""
        rows = self.model.rows[ids].astype(np.float32)
        lengths = np.sqrt(np.einsum("ij,ij->i", rows, rows))
        lengths[ids < 0] = 0.0
        rows *= (1 / np.maximum(lengths, 1e-9) * (lengths > 0))[:, None]
        return rows, lengths * self.model.scales[ids]

    def encode_terms(self, strings: Sequence[str]) -> FloatArray:
        """(n, d) unit rows of space-joined term strings: what sentence-transformers' `encode` gives for them."""
        out: FloatArray = np.zeros((len(strings), self.dimension), dtype=np.float32)
        rows, scales = self.model.rows, self.model.scales
        for i, string in enumerate(strings):
            if known := self.model.ids(string.split()):
                ids = np.array(known, dtype=np.intp)
                # The rows are small integers: one product with their scales both weighs and sums them.
                np.dot(scales[ids], rows[ids].astype(np.float32), out=out[i])
        norms = np.linalg.norm(out, axis=1, keepdims=True)
        np.divide(out, norms, out=out, where=norms > 0)
        return out


def load_static(folder: Path) -> StaticEncoder:
    """Reads the folder of a static term model. Raises `EncoderError` when it is missing or broken."""
    return StaticEncoder(read_term_model(folder))
