"""An answer without a model, and what it was made from."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.answering.evidence.candidates import Candidate
from assistant.answering.evidence.support import Support
from assistant.types import Answer
from assistant.understanding import Question


@dataclass(frozen=True, slots=True)
class Draft:
    """`candidates`: the evidence a model may phrase, best first; `support`: why it is an answer or none."""

    answer: Answer
    question: Question
    candidates: tuple[Candidate, ...] = ()
    support: Support | None = None
