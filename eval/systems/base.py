"""The seam: whatever answers questions, and how it is named on the command line."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

from eval.data.model import Dataset, Question, Response

DEPTH = 100
"""Passages or documents ranked for each question: recall is measured up to it."""


class SystemFault(ValueError):
    """A system cannot be made or reached: the sentence says what to do."""


class System(Protocol):
    """`settings`: all that its answers depend on, for the record of a run. `prepare` is called once before questions,
    with a folder of its own to keep an index in, and tells what that cost. `answer` never raises for one bad question:
    see `Response.error`."""

    @property
    def settings(self) -> Mapping[str, Any]: ...

    def prepare(self, dataset: Dataset, folder: Path) -> Mapping[str, float]: ...

    def answer(self, question: Question) -> Response: ...

    def close(self) -> None: ...
