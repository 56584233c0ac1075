"""Which of the encoders that come with the program: the trained one where it is fast enough, else the static one."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from assistant.encoding.encoder import Encoder
from assistant.encoding.transformer.folder import is_trained, read_trained

TRAINED = Path(__file__).resolve().parent / "trained" / "encoder"

SLOWEST_QUESTION = 0.06
"""Seconds. A question waits for its vector; with the search itself an answer still comes in a tenth of a second."""
FEWEST_PASSAGES = 40.0
"""A second. The 20,000 passages of a middling office are then encoded in eight minutes, once."""

_QUESTION = "Ủy ban nhân dân tỉnh giao cơ quan nào chủ trì thực hiện kế hoạch chuyển đổi số năm 2026?"
_PASSAGE = " ".join(["Các sở, ban, ngành, Ủy ban nhân dân các xã, phường tổ chức thực hiện kế hoạch này"] * 8)


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast an encoder is here: seconds a question, passages (of about 130 words) a second."""

    question: float
    passages: float

    @property
    def is_enough(self) -> bool:
        return self.question <= SLOWEST_QUESTION and self.passages >= FEWEST_PASSAGES


def measure_pace(encoder: Encoder, rounds: int = 5, passages: int = 16) -> Pace:
    """Medians of a few rounds, after one that warms up; about a second on a machine that is fast enough."""
    texts = [_PASSAGE] * passages
    encoder.encode_queries([_QUESTION])
    asked, told = [], []
    for _ in range(rounds):
        began = time.perf_counter()
        encoder.encode_queries([_QUESTION])
        middle = time.perf_counter()
        encoder.encode_passages(texts)
        asked.append(middle - began)
        told.append(time.perf_counter() - middle)
    return Pace(median(asked), passages / median(told))


def automatic_name(fingerprint: str | None, trained: Path = TRAINED) -> str:
    """What "auto" stands for, as a name for `load_encoder`. `fingerprint`: of the encoder of the index there is.

    An index keeps the encoder it was made by; for a new one the trained encoder's pace is measured on this machine.
    Raises `EncoderError` for a broken folder.
    """
    if not is_trained(trained):
        return "bundled"
    if fingerprint is not None:
        return "trained" if read_trained(trained, "encoder").fingerprint == fingerprint else "bundled"
    from assistant.encoding.transformer.encoder import load_trained

    return "trained" if measure_pace(load_trained(trained)).is_enough else "bundled"
