"""A worker that dies costs one file, and results keep their order."""

from __future__ import annotations

import os
import signal

import pytest

from assistant.ingest.pool import Pool, Prepared
from assistant.ingest.prepare import Failure, Task, Tools


def deadly(task: Task, tools: Tools) -> Prepared:
    """Kills its own process for one task, as a crashing C library would; answers the others with their name."""
    if task.source == "chết":
        os.kill(os.getpid(), signal.SIGKILL)
    return Failure(task, "unreadable", f"đã đọc {task.source}")


def task(name: str) -> Task:
    return Task(name, "", "chung", 0)


@pytest.mark.slow
def test_a_dying_worker_costs_one_file_and_the_order_stands() -> None:
    names = ["a", "b", "chết", "c", "d", "e"]
    with Pool(2, "none", False, work=deadly) as pool:
        results = [item for batch in pool.map((task(n),) for n in names) for item in batch]
    assert all(isinstance(r, Failure) for r in results)
    assert [r.task.source for r in results if isinstance(r, Failure)] == names
    reasons = {r.task.source: r.reason for r in results if isinstance(r, Failure)}
    assert reasons["chết"].startswith("Tệp làm chương trình đọc bị dừng đột ngột.")
    assert reasons["e"] == "đã đọc e"


def test_one_process_works_here() -> None:
    with Pool(1, "none", False, work=lambda t, _: Failure(t, "unreadable", str(os.getpid()))) as pool:
        (result,) = next(iter(pool.map([(task("a"),)])))
    assert isinstance(result, Failure)
    assert result.reason == str(os.getpid())
