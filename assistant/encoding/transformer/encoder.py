"""The trained encoder behind the `Encoder` seam: a small transformer in int8, without torch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np

from assistant.encoding.encoder import FloatArray, PassageVectors
from assistant.encoding.transformer.folder import read_trained
from assistant.encoding.transformer.model_text import SEPARATOR, passage_text, question_text
from assistant.encoding.transformer.onnx_session import Session, open_session

MOST_TITLE = 40
"""Tokens of the first line that every window of a long text begins with, as in training."""


@dataclass(frozen=True, slots=True)
class TrainedEncoder:
    """Questions and passages are told apart by their first token; a text too long for the model gets several vectors.

    Activations are scaled to int8 by batch, so a vector moves in its third decimal with what is encoded beside it.
    """

    session: Session

    @property
    def fingerprint(self) -> str:
        return self.session.folder.fingerprint

    @property
    def dimension(self) -> int:
        return self.session.folder.dimension

    def encode_queries(self, texts: Sequence[str]) -> FloatArray:
        # A question longer than the model reads keeps its beginning: three hundred syllables say what is asked.
        return self.session.run([_filled(ids) for ids in self.session.tokens([question_text(text) for text in texts])])

    def encode_passages(self, texts: Sequence[str]) -> PassageVectors:
        sequences: list[list[int]] = []
        owners: list[int] = []
        separator = self.session.tokenizer.token_to_id(SEPARATOR)
        for owner, ids in enumerate(self.session.tokens([passage_text(text) for text in texts])):
            parts = windows(_filled(ids), self.session.folder.longest, separator)
            sequences += parts
            owners += [owner] * len(parts)
        return PassageVectors(self.session.run(sequences), np.array(owners, np.int32))


def _filled(ids: list[int]) -> list[int]:
    """Nothing for a text of which only the mark of its kind is left: it gets a zero vector."""
    return ids if len(ids) > 1 else []


def windows(ids: list[int], longest: int, separator: int) -> list[list[int]]:
    """`ids` whole, or in even windows of at most `longest` that each begin with its mark and its first line."""
    if len(ids) <= longest:
        return [ids]
    end = ids.index(separator) + 1 if separator in ids[: MOST_TITLE + 2] else 1
    head, body = ids[:end], ids[end:]
    count = -(-len(body) // (longest - end))
    ends = np.linspace(0, len(body), count + 1).astype(int).tolist()
    return [head + body[begin:stop] for begin, stop in pairwise(ends)]


def load_trained(folder: Path, threads: int = 0) -> TrainedEncoder:
    """Reads the folder of a trained encoder. Raises `EncoderError` when it is missing or broken."""
    return TrainedEncoder(open_session(read_trained(folder, "encoder"), threads))
