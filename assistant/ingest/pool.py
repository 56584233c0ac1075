"""Preparing many tasks with all processors, in the order given; a worker that dies costs one file, not the batch."""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from assistant.index import NewDocument
from assistant.ingest.prepare import Failure, Task, Tools, load_tools, prepare

Prepared = NewDocument | Failure
Batch = tuple[Task, ...]

IN_FLIGHT_PER_WORKER = 3
"""Batches handed out ahead of the writer: enough to keep workers busy, few enough to bound memory."""

Work = Callable[[Task, Tools], Prepared]

_tools: Tools | None = None


def _start(encoder: str, word_segmentation: bool) -> None:
    global _tools
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the writer, which stops the workers in good order
    _tools = load_tools(encoder, word_segmentation)


def _run(work: Work, batch: Batch) -> list[Prepared]:
    assert _tools is not None
    return [work(task, _tools) for task in batch]


class Pool:
    """Worker processes (or none: `processes=1` works in this process, which starts faster for a file or two)."""

    def __init__(self, processes: int, encoder: str, word_segmentation: bool, work: Work = prepare) -> None:
        self._work = work
        self._processes = processes
        self._arguments = (encoder, word_segmentation)
        self._executor: ProcessPoolExecutor | None = None

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None:
        if self._executor is not None:
            self._executor.shutdown(wait=True, cancel_futures=True)

    def map(self, batches: Iterable[Batch]) -> Iterator[list[Prepared]]:
        """The results of each batch, in order."""
        if self._processes <= 1:
            tools = load_tools(*self._arguments)
            for batch in batches:
                yield [self._work(task, tools) for task in batch]
            return
        yield from self._map_in_workers(iter(batches))

    def _map_in_workers(self, batches: Iterator[Batch]) -> Iterator[list[Prepared]]:
        waiting: deque[tuple[Batch, Future[list[Prepared]]]] = deque()
        limit = self._processes * IN_FLIGHT_PER_WORKER
        exhausted = False
        while True:
            while not exhausted and len(waiting) < limit:
                batch = next(batches, None)
                if batch is None:
                    exhausted = True
                else:
                    waiting.append((batch, self._submit(batch)))
            if not waiting:
                return
            batch, future = waiting.popleft()
            try:
                yield future.result()
            except BrokenProcessPool:
                # One of the batches in flight killed its worker; none of them can be blamed yet, so each is run alone.
                suspects = [batch, *(b for b, _ in waiting)]
                waiting.clear()
                self._restart()
                for suspect in suspects:
                    yield [self._alone(task) for task in suspect]

    def _alone(self, task: Task) -> Prepared:
        try:
            return self._submit((task,)).result()[0]
        except BrokenProcessPool:
            self._restart()
            return Failure(
                task, "unreadable", "Tệp làm chương trình đọc bị dừng đột ngột. Hãy mở tệp và lưu lại rồi nạp lại."
            )

    def _submit(self, batch: Batch) -> Future[list[Prepared]]:
        if self._executor is None:
            # "spawn": a forked child would share the locks of the writer's threads (FAISS, tantivy).
            self._executor = ProcessPoolExecutor(
                self._processes, multiprocessing.get_context("spawn"), _start, self._arguments
            )
        try:
            return self._executor.submit(_run, self._work, batch)
        except BrokenProcessPool:
            failed: Future[list[Prepared]] = Future()
            failed.set_exception(BrokenProcessPool())
            return failed

    def _restart(self) -> None:
        if self._executor is not None:
            self._executor.shutdown(wait=False, cancel_futures=True)
        self._executor = None
