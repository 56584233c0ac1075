"""One reading process, as the pool that hands it work sees it: started, spoken to, ended."""

from __future__ import annotations

import os
import shutil
import socket
import sys
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import ModuleType

from assistant.ingest.messages import Batch, Result, Task
from assistant.ingest.prepare import Equipment
from assistant.ingest.processes.guard import end_group
from assistant.ingest.processes.worker import Bounds, Work, main

PIPE_BYTES = 4 << 20


@dataclass(slots=True, eq=False)
class Job:
    """Tasks handed out together, and what came of them so far."""

    batch: Batch
    results: list[Result] = field(default_factory=list)
    deaths: int = 0
    """Of processes at the task that comes next."""

    @property
    def task(self) -> Task:
        return self.batch[len(self.results)]

    @property
    def done(self) -> bool:
        return len(self.results) == len(self.batch)


@dataclass(slots=True, eq=False)
class Worker:
    """`connection`: to the process; `jobs`: handed to it and not done, the first is the one it is at."""

    process: BaseProcess
    connection: Connection
    folder: Path
    sign: float
    """When it last said something, in seconds of `time.monotonic`."""
    jobs: deque[Job] = field(default_factory=deque)
    ready: bool = False
    begun: float | None = None
    pages: int = 0
    finished: int = 0

    def end(self) -> None:
        """Ends the process with all that it started, and removes its temporary files."""
        if self.process.pid is not None:
            end_group(self.process.pid)
        self.process.join()
        self.connection.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def start(context: SpawnContext, work: Work, equipment: Equipment, bounds: Bounds) -> Worker:
    """`bounds.folder` exists and is the process's own."""
    ours, theirs = context.Pipe()
    _widen(theirs)
    process = context.Process(target=main, args=(theirs, work, equipment, bounds), name="tracuu-read", daemon=True)
    with _no_main_module():
        process.start()
    theirs.close()
    return Worker(process, ours, Path(bounds.folder), time.monotonic())


def _widen(end: Connection) -> None:
    """Lets a process send ahead while the writer stores: a pipe of the usual 200 KB is full after ten articles, and the
    process waits. Linux allows less than is asked for, others may refuse; Windows has pipes of another kind."""
    if sys.platform == "win32":
        return
    with socket.socket(fileno=os.dup(end.fileno())) as pipe, suppress(OSError):
        pipe.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, PIPE_BYTES)


@contextmanager
def _no_main_module() -> Iterator[None]:
    """A new process would run the caller's script again (`spawn` imports `__main__`): slower, and wrong for a script
    that calls the ingest without asking whether it is the main one. Readers need none of it."""
    hidden = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = hidden
