"""Batches drawn ahead by other processes, so that the accelerator never waits. The n-th batch never changes."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from types import TracebackType
from typing import Any, Self

_draw: Callable[[int], Any] | None = None


def _drawn(number: int) -> Any:
    assert _draw is not None
    return _draw(number)


class Drawer:
    """`at(n)` gives `draw(n)`; numbers must be asked for one after another."""

    def __init__(self, draw: Callable[[int], Any], count: int, workers: int | None = None) -> None:
        global _draw
        _draw = draw  # forked children inherit it, and with it the texts, without a copy
        self._count = count
        self._workers = workers if workers is not None else max(1, min(12, (os.cpu_count() or 2) - 2))
        self._pool = ProcessPoolExecutor(self._workers, multiprocessing.get_context("fork"))
        self._ahead: deque[Future[Any]] = deque()
        self._next: int | None = None

    def at(self, number: int) -> Any:
        if self._next is None:
            self._next = number
        while len(self._ahead) <= 2 * self._workers and self._next < self._count:
            self._ahead.append(self._pool.submit(_drawn, self._next))
            self._next += 1
        return self._ahead.popleft().result()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)
