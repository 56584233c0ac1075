"""Ctrl+C waits for the write under way."""

from __future__ import annotations

import os
import signal
import threading

import pytest

from assistant.ingest.interrupt import uninterrupted


def test_ctrl_c_comes_after_the_block() -> None:
    done: list[str] = []

    def write() -> None:
        with uninterrupted():
            os.kill(os.getpid(), signal.SIGINT)
            done.append("written")

    with pytest.raises(KeyboardInterrupt):
        write()
    assert done == ["written"]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_an_error_of_the_block_comes_through() -> None:
    with pytest.raises(ValueError, match="đầy"), uninterrupted():
        raise ValueError("đầy")
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_other_threads_are_left_alone() -> None:
    done: list[str] = []

    def work() -> None:
        with uninterrupted():
            done.append("written")

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == ["written"]
