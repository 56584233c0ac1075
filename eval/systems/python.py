"""Python of one's own: a callable (`python:module:name`), or a LangChain runnable (`langchain:module:name`).

A callable gets the question's words; a runnable is invoked with them. See `replies` for what may come back.
"""

from __future__ import annotations

import importlib
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.data.model import Dataset, Question, Response
from eval.systems.base import SystemFault
from eval.systems.replies import response_of
from eval.wording import say


@dataclass(frozen=True, slots=True)
class Callee:
    name: str
    call: Callable[[str], Any]

    @property
    def settings(self) -> Mapping[str, Any]:
        return {"name": self.name}

    def prepare(self, dataset: Dataset, folder: Path) -> Mapping[str, float]:
        return {}

    def answer(self, question: Question) -> Response:
        began = time.perf_counter()
        try:
            reply = self.call(question.text)
        except Exception as error:  # whatever it raises costs this question, not the run
            return Response(error=f"{type(error).__name__}: {error}")
        return response_of(reply, (time.perf_counter() - began) * 1000)

    def close(self) -> None:
        """Nothing is kept open."""


def callable_of(named: str) -> Callee:
    """`module:name`, looked for in the working folder too. Raises `SystemFault`."""
    found = _named(named)
    if not callable(found):
        raise SystemFault(say("systems.not_callable", name=named))
    return Callee(f"python:{named}", found)


def runnable_of(named: str) -> Callee:
    """Raises `SystemFault`."""
    found = _named(named)
    if not hasattr(found, "invoke"):
        raise SystemFault(say("systems.not_runnable", name=named))
    return Callee(f"langchain:{named}", found.invoke)


def _named(named: str) -> Any:
    module, _, name = named.partition(":")
    if str(Path.cwd()) not in sys.path:
        sys.path.insert(0, str(Path.cwd()))
    try:
        return getattr(importlib.import_module(module), name)
    except (ImportError, AttributeError, ValueError) as error:
        raise SystemFault(say("systems.not_importable", name=named, reason=error)) from error
