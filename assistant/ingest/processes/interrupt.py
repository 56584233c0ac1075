"""Ctrl+C while the index is being written waits until the write is whole."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Holds Ctrl+C back until the block is done, then raises `KeyboardInterrupt`.

    A writer that is interrupted half-way through a document gives up everything since its last commit; held back for
    some milliseconds, nothing is lost. Outside the main thread, where signals do not arrive, it changes nothing.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    pressed: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: pressed.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before if before is not None else signal.SIG_DFL)
    if pressed:
        raise KeyboardInterrupt
