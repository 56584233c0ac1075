"""The trained encoder behind the `Encoder` seam: a small transformer in int8, without torch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np

from assistant.encoding.encoder import FloatArray, PassageVectors
from assistant.encoding.transformer.folder import read_trained
from assistant.encoding.transformer.onnx_session import Session, open_session

MOST_TITLE = 40
"""Tokens of a first line that every window of a long text still begins with, as in training; a longer one is text."""


@dataclass(frozen=True, slots=True)
class TrainedEncoder:
    """Questions and passages are told apart by how they begin; a text too long for the model gets several vectors."""

    session: Session

    @property
    def fingerprint(self) -> str:
        return self.session.folder.fingerprint

    @property
    def dimension(self) -> int:
        return self.session.folder.dimension

    def encode_queries(self, texts: Sequence[str]) -> FloatArray:
        form = self.session.folder.form
        (mark,) = self.session.tokens([form.question])
        sequences = []
        for ids in self._read([form.prepare(text) for text in texts]):
            # A question longer than the model reads keeps its beginning: two hundred syllables say what is asked.
            room = self._longest - len(mark)
            sequences.append(self._framed([*mark, *ids[:room]]) if ids else [])
        return self.session.run(sequences)

    def encode_passages(self, texts: Sequence[str]) -> PassageVectors:
        form = self.session.folder.form
        (mark,) = self.session.tokens([form.passage])
        parts = [form.parts(text) for text in texts]
        heads, bodies = self._read([head for head, _ in parts]), self._read([body for _, body in parts])
        sequences: list[list[int]] = []
        owners: list[int] = []
        for owner, (head, body) in enumerate(zip(heads, bodies, strict=True)):
            found = [self._framed(part) for part in windows(mark, head, body, self._longest)] if head or body else [[]]
            sequences += found
            owners += [owner] * len(found)
        return PassageVectors(self.session.run(sequences), np.array(owners, np.int32))

    @property
    def _longest(self) -> int:
        return self.session.folder.longest - len(self.session.begin) - len(self.session.end)

    def _framed(self, ids: Sequence[int]) -> list[int]:
        return [*self.session.begin, *ids, *self.session.end]

    def _read(self, prepared: Sequence[str]) -> list[list[int]]:
        """The ids of each text; nothing for one of which the model knows no piece, which gets a zero vector."""
        empty = self.session.empty
        return [ids if any(i not in empty for i in ids) else [] for ids in self.session.tokens(prepared)]


def windows(mark: Sequence[int], head: Sequence[int], body: Sequence[int], longest: int) -> list[list[int]]:
    """All of a text behind its mark, or even windows of at most `longest` that each begin with mark and first line."""
    if len(mark) + len(head) + len(body) <= longest:
        return [[*mark, *head, *body]]
    if len(head) > MOST_TITLE:
        head, body = [], [*head, *body]
    begin = [*mark, *head]
    count = -(-len(body) // (longest - len(begin)))
    ends = np.linspace(0, len(body), count + 1).astype(int).tolist()
    return [[*begin, *body[start:stop]] for start, stop in pairwise(ends)]


def load_trained(folder: Path, threads: int = 0) -> TrainedEncoder:
    """Reads the folder of a trained encoder. Raises `EncoderError` when it is missing or broken."""
    return TrainedEncoder(open_session(read_trained(folder, "encoder"), threads))
