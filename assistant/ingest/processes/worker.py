"""A reading process: takes tasks from its pipe, says when it begins one, that it is alive, and what came of it.

Messages to the writer: ("ready",) once; for each task ("begin",), any number of ("alive",) and ("page", done, total),
then ("done", result). `Pool` is the other end.
"""

from __future__ import annotations

import logging
import os
import queue
import shutil
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

from assistant.ingest.messages import Batch, Result, Task
from assistant.ingest.prepare import Equipment, Tools, load_tools
from assistant.ingest.processes.guard import end_group, limit_memory, limit_processor, memory_in_use, own_group
from assistant.wording import speak

Work = Callable[[Task, Tools], Result]

ALIVE_SECONDS = 1.0
"""At most one sign of life in this time: enough for limits of minutes, and the pipe never fills with them."""
TIRED = 0.5
"""Share of the memory limit at which a process asks to be replaced between two files: what a large file leaves behind
must not count against the next one."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """Of one process. `folder`: for its temporary files, emptied when it ends, however it ends."""

    memory_mb: int
    processor_seconds: float
    folder: str


class _Speaker:
    """Sends messages; recognition may call it from several threads."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._lock = threading.Lock()
        self._spoke = 0.0

    def say(self, *message: Any) -> None:
        with self._lock:
            self._spoke = time.monotonic()
            self._connection.send(message)

    def alive(self) -> None:
        if time.monotonic() - self._spoke >= ALIVE_SECONDS:
            self.say("alive")

    def page(self, done: int, total: int) -> None:
        self.say("page", done, total)


def main(connection: Connection, work: Work, equipment: Equipment, bounds: Bounds) -> None:
    """Runs until the writer ends this process or goes away itself."""
    own_group()
    speak(equipment.language)
    # An exception of a parser is told to the person in one line; its trace is for who asks for it.
    logging.basicConfig(level=os.environ.get("TRACUU_LOG", "CRITICAL"))
    os.environ.update(dict.fromkeys(("TMPDIR", "TEMP", "TMP"), bounds.folder))
    tempfile.tempdir = bounds.folder
    inbox: queue.SimpleQueue[Batch] = queue.SimpleQueue()
    threading.Thread(target=_receive, args=(connection, inbox, bounds.folder), daemon=True).start()
    speaker = _Speaker(connection)
    tools = load_tools(equipment, speaker.page, speaker.alive)
    started_with = memory_in_use()
    limit_memory(bounds.memory_mb, lambda: _out_of_memory(speaker))
    speaker.say("ready")
    while True:
        for task in inbox.get():
            limit_processor(bounds.processor_seconds)
            speaker.say("begin")
            result = work(task, tools)
            tired = memory_in_use() - started_with > bounds.memory_mb * 1024 * 1024 * TIRED
            speaker.say("done", result, tired)


def _receive(connection: Connection, inbox: queue.SimpleQueue[Batch], folder: str) -> None:
    while True:
        try:
            inbox.put(connection.recv())
        except (EOFError, OSError):  # the writer is gone, even by a kill: nobody waits for this work
            shutil.rmtree(folder, ignore_errors=True)
            end_group(os.getpid())


def _out_of_memory(speaker: _Speaker) -> None:
    speaker.say("memory")
    end_group(os.getpid())
