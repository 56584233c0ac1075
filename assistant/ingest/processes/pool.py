"""Preparing many tasks in processes of their own, in the order given. Each has limits on time and memory; one that goes
beyond them, hangs or dies is ended and replaced alone, and costs one file.

Not `ProcessPoolExecutor`: it can neither stop a task that hangs nor tell which task killed a process.
"""

from __future__ import annotations

import multiprocessing
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any

from assistant.errors import TracuuError
from assistant.ingest.messages import Batch, Failure, Prepared, Result, Unpacked
from assistant.ingest.prepare import Equipment, prepare
from assistant.ingest.processes.bounds import Limits
from assistant.ingest.processes.process import Job, Worker, start
from assistant.ingest.processes.worker import Bounds, Work
from assistant.reading.containers.archives import Member
from assistant.wording import say

AHEAD = 200
"""Batches handed out ahead of the one the writer waits for: a scan of many minutes must not make the others wait."""
AHEAD_PASSAGES = 10_000
"""Passages prepared ahead, some 50 MB: bounds the writer's memory."""
START_SECONDS = 120.0
"""A process that is not ready by then never will be; loading an encoder takes under a second."""
STARTS = 3
"""Processes in a row that end before they were ready: the fault is not in a file."""
OnPage = Callable[[str, int, int], None]


class Pool:
    """At most `processes` reading processes, started as they are needed. Their temporary files lie under `folder`."""

    def __init__(
        self,
        processes: int,
        equipment: Equipment,
        folder: Path,
        limits: Limits | None = None,
        work: Work = prepare,
        on_page: OnPage | None = None,
    ) -> None:
        self._processes = max(processes, 1)
        self._equipment, self._limits, self._work = equipment, limits or Limits(), work
        self._folder, self._on_page = folder, on_page
        self._context = multiprocessing.get_context("spawn")  # a fork would share the locks of the writer's threads
        self._workers: list[Worker] = []
        self._queue: deque[Job] = deque()
        self._ahead = 0  # passages prepared and not yet taken
        self._started = 0
        self._stillborn = 0

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in list(self._workers):
            self._end(worker)

    def encode_with(self, encoder: str) -> None:
        """Processes started from now on make vectors too."""
        self._equipment = replace(self._equipment, encoder=encoder)

    def warm(self) -> None:
        """Starts one process ahead of its first task."""
        if not self._workers:
            self._start()

    def map(self, batches: Iterable[Batch]) -> Iterator[list[Result]]:
        """The results of each batch, in order. May be called again while an earlier call is under way."""
        source = iter(batches)
        waiting: deque[Job] = deque()
        exhausted = False
        while True:
            while not exhausted and (not waiting or (len(waiting) < AHEAD and self._ahead < AHEAD_PASSAGES)):
                batch = next(source, None)
                if batch is None:
                    exhausted = True
                else:
                    waiting.append(Job(batch))
                    self._queue.append(waiting[-1])
                    self._step(0)
            if not waiting:
                return
            while not waiting[0].done:
                self._step(None)
            job = waiting.popleft()
            self._ahead -= sum(map(_weight, job.results))
            yield job.results

    def _step(self, patience: float | None) -> None:
        """Hands out what waits, hears the processes for at most `patience` seconds, ends those beyond a limit."""
        self._hand_out()
        now = time.monotonic()
        due = min((self._limits_of(worker)[0] for worker in self._workers), default=now)
        patience = max(due - now, 0) if patience is None else min(patience, max(due - now, 0))
        by_connection = {worker.connection: worker for worker in self._workers}
        for ready in wait(list(by_connection), patience):
            self._hear(by_connection[ready])  # type: ignore[index]
        now = time.monotonic()
        for worker in list(self._workers):
            due, reason = self._limits_of(worker)
            if now >= due:
                self._lose(worker, reason)

    def _limits_of(self, worker: Worker) -> tuple[float, str]:
        """Until when the process may go on, in seconds of `time.monotonic`, and what is said when it does not end."""
        if not worker.jobs:
            return float("inf"), ""
        if worker.begun is None:
            return worker.sign + START_SECONDS, say("ingest.stopped.died")
        return self._limits.due(worker.begun, worker.sign, worker.pages)

    def _hand_out(self) -> None:
        while self._queue:
            worker = self._free_for(self._queue[0])
            if worker is None:
                return
            job = self._queue.popleft()
            worker.sign = time.monotonic() if not worker.jobs else worker.sign
            worker.jobs.append(job)
            try:
                worker.connection.send(job.batch[len(job.results) :])
            except OSError:
                self._lose(worker, None)

    def _free_for(self, job: Job) -> Worker | None:
        idle = next((worker for worker in self._workers if not worker.jobs), None)
        if idle is not None:
            return idle
        if len(self._workers) < self._processes:
            return self._start()
        # Short texts come faster than the writer looks; a file, which may take minutes, is never queued behind another.
        if len(job.batch) > 1:
            return next((worker for worker in self._workers if len(worker.jobs) == 1), None)
        return None

    def _start(self) -> Worker:
        self._started += 1
        folder = self._folder / f"p{self._started}"
        folder.mkdir()
        bounds = Bounds(self._limits.memory_mb, 4 * self._limits.total, str(folder))
        worker = start(self._context, self._work, self._equipment, bounds)
        self._workers.append(worker)
        return worker

    def _hear(self, worker: Worker) -> None:
        try:
            while worker in self._workers and worker.connection.poll():
                self._understand(worker, worker.connection.recv())
        except (EOFError, OSError):
            self._lose(worker, None)

    def _understand(self, worker: Worker, message: tuple[Any, ...]) -> None:
        worker.sign = time.monotonic()
        match message:
            case ("ready",):
                worker.ready, self._stillborn = True, 0
            case ("begin",):
                worker.begun, worker.pages = worker.sign, 0
            case ("page", done, total):
                worker.pages = done
                if self._on_page is not None:
                    self._on_page(worker.jobs[0].task.source, done, total)
            case ("memory",):
                self._lose(worker, say("ingest.stopped.memory"))
            case ("done", result, tired):
                self._take(worker, result, tired)

    def _take(self, worker: Worker, result: Result, tired: bool) -> None:
        job = worker.jobs[0]
        worker.begun = None
        if isinstance(result, Failure) and result.out_of_memory and worker.finished and not job.deaths:
            job.deaths += 1  # the files before it may have left too little; it gets a process to itself
            self._lose(worker, None)
            return
        worker.finished += 1
        self._store(job, result)
        if job.done:
            worker.jobs.popleft()
        if tired:
            self._lose(worker, None)

    def _store(self, job: Job, result: Result) -> None:
        job.results.append(result)
        job.deaths = 0
        self._ahead += _weight(result)

    def _lose(self, worker: Worker, reason: str | None) -> None:
        """Ends a process. The task it was at is tried once more when the process died of itself (the system may have
        chosen it to free memory), and given up with `reason` when it was ended for that."""
        self._end(worker)
        if not worker.ready:
            self._stillborn += 1
            if self._stillborn >= STARTS:
                raise TracuuError(
                    say("ingest.no_process.found"),
                    say("ingest.no_process.check_memory"),
                )
        elif worker.begun is not None:
            job = worker.jobs[0]
            job.deaths += 1
            if reason is not None or job.deaths > 1:
                self._store(job, Failure(job.task, "unreadable", reason or say("ingest.stopped.died")))
        self._queue.extendleft(job for job in reversed(worker.jobs) if not job.done)

    def _end(self, worker: Worker) -> None:
        self._workers.remove(worker)
        worker.end()


def _weight(result: Result) -> int:
    """In passages. Files taken out of an archive lie on the disk until their turn: a thousand passages are 100 MB."""
    if isinstance(result, Prepared):
        return len(result.passages) + _on_disk(result.members)
    return _on_disk(result.members) if isinstance(result, Unpacked) else 0


def _on_disk(members: Sequence[Member]) -> int:
    return sum(member.size for member in members if member.path is not None) // 100_000
