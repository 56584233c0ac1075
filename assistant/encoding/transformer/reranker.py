"""Question and passage read together: dearer than two vectors, and better at telling which passage answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from assistant.encoding.encoder import FloatArray
from assistant.encoding.transformer.folder import is_trained, read_trained
from assistant.encoding.transformer.onnx_session import Session, open_session
from assistant.errors import EncoderError
from assistant.wording import say

BUNDLED_RERANKER = Path(__file__).resolve().parent.parent / "trained" / "reranker"

LONGEST_QUESTION = 97
"""Tokens kept of a question, its mark counted; as in training, where 96 words of it are read."""


class Reranker(Protocol):
    """Scores passages for a question; only the order and the differences of one question's scores mean anything."""

    @property
    def fingerprint(self) -> str: ...

    def score(self, question: str, passages: Sequence[str]) -> FloatArray:
        """(n,) float32, higher is better."""
        ...


@dataclass(frozen=True, slots=True)
class TrainedReranker:
    """A small transformer in int8. A passage longer than the model reads keeps its beginning."""

    session: Session

    @property
    def fingerprint(self) -> str:
        return self.session.folder.fingerprint

    def score(self, question: str, passages: Sequence[str]) -> FloatArray:
        form = self.session.folder.form
        asked = self.session.tokens([f"{form.question} {form.prepare(question)}"])[0][:LONGEST_QUESTION]
        read = self.session.tokens([f"{form.passage} {form.prepare(passage)}" for passage in passages])
        return self.session.run([asked + ids for ids in read])


def load_reranker(name: str, threads: int = 0) -> Reranker | None:
    """The reranker that `name` means: "none", "auto" (the one that comes with the program, if any), or a folder.

    Raises `EncoderError` when a folder is named that holds none.
    """
    name = name.strip()
    if name == "none":
        return None
    folder = BUNDLED_RERANKER if name == "auto" else Path(name).expanduser()
    if not is_trained(folder):
        if name == "auto":
            return None
        raise EncoderError(
            say("encoders.load.no_reranker", name=name),
            say("encoders.load.set_reranker"),
        )
    return TrainedReranker(open_session(read_trained(folder, "reranker"), threads))
