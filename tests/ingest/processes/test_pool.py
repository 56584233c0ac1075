"""A process that dies, hangs or eats memory costs one file; results keep their order; nothing is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from assistant.errors import TracuuError
from assistant.ingest.messages import Failure, Result, Task
from assistant.ingest.prepare import Equipment, Tools
from assistant.ingest.processes.bounds import Limits
from assistant.ingest.processes.pool import Pool
from assistant.reading import Recognition, Slots
from assistant.wording import say

QUICK = Limits(silence=1.5, total=4.0, memory_mb=300)


def working(task: Task, tools: Tools) -> Result:
    """Does to its own process what the name of the task says, as a library gone wrong would."""
    name = task.source
    if name == "chết":
        os.kill(os.getpid(), signal.SIGKILL)
    if name == "treo":
        while True:
            time.sleep(1)
    if name == "treo trong C":
        sum(range(10**15))  # no other thread of the process runs meanwhile
    if name == "chậm":
        for _ in range(25):
            time.sleep(0.1)
            tools.alive()
    if name == "mãi":
        while True:
            time.sleep(0.1)
            tools.alive()
    if name == "to":
        try:
            bytearray(400 * 1024 * 1024)
        except MemoryError:
            return Failure(task, "unreadable", "hết bộ nhớ", out_of_memory=True)
    if name.startswith("trang"):
        assert tools.recognition is not None
        assert tools.recognition.on_page is not None
        with tools.recognition.slots.take():
            for page in range(4):
                tools.recognition.on_page(page, 3 if page < 4 else 0)
                time.sleep(0.6)
    if name == "giữ chỗ":
        assert tools.recognition is not None
        with tools.recognition.slots.take():
            program = subprocess.Popen(["sleep", "60"])
            Path(tempfile.gettempdir(), "pid").write_text(str(program.pid), encoding="ascii")
            Path(os.environ["POOL_TEST"]).write_text(f"{program.pid} {tempfile.gettempdir()}", encoding="utf-8")
            time.sleep(60)
    return Failure(task, "unreadable", f"đã đọc {name} {os.getpid()}")


def unable(task: Task, tools: Tools) -> Result:
    raise AssertionError("never called")


def task(name: str) -> Task:
    return Task(name, "", "chung", 0)


def run(pool: Pool, *names: str) -> dict[str, str]:
    """What is said of each task; they must come back in the order given."""
    results = [item for batch in pool.map((task(n),) for n in names) for item in batch]
    assert [r.task.source for r in results] == list(names)
    return {r.task.source: r.reason or "" for r in results}


def test_a_dying_process_costs_one_file_and_the_order_stands(tmp_path: Path) -> None:
    with Pool(2, Equipment(), tmp_path, work=working) as pool:
        said = run(pool, "a", "b", "chết", "c", "d", "e")
    assert said["chết"] == say("ingest.stopped.died")
    assert all(said[name].startswith(f"đã đọc {name}") for name in "abcde")
    assert list(tmp_path.iterdir()) == []


def test_one_that_hangs_is_ended_after_its_silence_and_one_that_moves_is_not(tmp_path: Path) -> None:
    began = time.monotonic()
    with Pool(2, Equipment(), tmp_path, QUICK, working) as pool:
        said = run(pool, "treo", "chậm", "treo trong C", "a")
    assert said["treo"].startswith("Đọc tệp không tiến triển trong 2 giây nên đã dừng.")
    assert said["treo trong C"] == said["treo"]
    assert said["chậm"].startswith("đã đọc chậm"), "2.5 seconds, but alive all the time"
    assert said["a"].startswith("đã đọc a")
    assert time.monotonic() - began < 15


def test_one_that_moves_for_ever_is_ended_too(tmp_path: Path) -> None:
    with Pool(1, Equipment(), tmp_path, QUICK, working) as pool:
        said = run(pool, "mãi", "a")
    assert said["mãi"].startswith("Đọc tệp quá lâu (hơn 4 giây) nên đã dừng.")
    assert said["a"].startswith("đã đọc a")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere a thread watches the memory")
def test_memory_is_limited_and_a_used_process_gives_way_to_a_fresh_one(tmp_path: Path) -> None:
    with Pool(1, Equipment(), tmp_path, QUICK, working) as pool:
        said = run(pool, "a", "to", "b")
    assert said["to"] == "hết bộ nhớ"
    assert said["a"].split()[-1] != said["b"].split()[-1], "the task was tried again in a process of its own"


def test_recognised_pages_are_told_and_count_as_signs_of_life(tmp_path: Path) -> None:
    pages: list[tuple[str, int, int]] = []
    equipment = Equipment(recognition=Recognition(slots=Slots(1, tmp_path / "chỗ")))
    limits = Limits(silence=1.5, total=0.7)
    (tmp_path / "tạm").mkdir()
    with Pool(1, equipment, tmp_path / "tạm", limits, working, lambda *page: pages.append(page)) as pool:
        said = run(pool, "trang")
    assert pages == [("trang", page, 3) for page in range(4)]
    assert said["trang"].startswith("đã đọc trang"), "2.4 seconds in all: the pages add to the limit of 0.7"


def test_a_killed_process_keeps_no_slot_no_program_and_no_temporary_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POOL_TEST", str(tmp_path / "pid"))
    slots = Slots(1, tmp_path / "chỗ")
    (tmp_path / "tạm").mkdir()
    with Pool(1, Equipment(recognition=Recognition(slots=slots)), tmp_path / "tạm", QUICK, working) as pool:
        said = run(pool, "giữ chỗ")
        assert said["giữ chỗ"].startswith("Đọc tệp không tiến triển")
        pid, folder = (tmp_path / "pid").read_text(encoding="utf-8").split()
        assert folder.startswith(str(tmp_path / "tạm")), "temporary files lie in the folder of the run"
        assert not Path(folder).exists()
        with slots.take():
            pass
    assert not _runs(int(pid))


def test_batches_are_handed_back_whole_when_one_task_of_them_kills(tmp_path: Path) -> None:
    batches = [tuple(map(task, names)) for names in (("a", "b"), ("c", "chết", "d"), ("e",))]
    with Pool(2, Equipment(), tmp_path, work=working) as pool:
        got = [[item.task.source for item in results] for results in pool.map(batches)]
    assert got == [["a", "b"], ["c", "chết", "d"], ["e"]]


def test_a_map_within_a_map(tmp_path: Path) -> None:
    """As files unpacked from an archive come before the file that follows it."""
    order: list[str] = []
    with Pool(2, Equipment(), tmp_path, work=working) as pool:
        for (outer,) in pool.map((task(n),) for n in "xyz"):
            order.append(outer.task.source)
            order += [item.task.source for results in pool.map((task(n),) for n in "12") for item in results]
    assert order == ["x", "1", "2", "y", "1", "2", "z", "1", "2"]


def test_processes_that_cannot_start_end_the_batch(tmp_path: Path) -> None:
    with (
        Pool(1, Equipment(encoder=str(tmp_path / "không có")), tmp_path, work=unable) as pool,
        pytest.raises(TracuuError, match="Không khởi động được tiến trình đọc tệp"),
    ):
        run(pool, "a")


@pytest.mark.skipif(sys.platform == "win32", reason="process groups")
@pytest.mark.parametrize("name", ["treo", "a"])
def test_processes_end_with_the_one_that_started_them(tmp_path: Path, name: str) -> None:
    """A killed ingest leaves no reader, busy or idle, and no temporary file of it."""
    script = (
        "import sys, time\nfrom pathlib import Path\n"
        "from assistant.ingest.processes.pool import Pool\nfrom assistant.ingest.prepare import Equipment\n"
        "from tests.ingest.processes.test_pool import task, working\n"
        f"pool = Pool(1, Equipment(), Path({str(tmp_path)!r}), work=working)\n"
        "pool.warm()\n"
        f"batches = pool.map([(task({name!r}),)])\n"
        "print(pool._workers[0].process.pid, flush=True)\n"
        "next(batches)\ntime.sleep(60)\n"
    )
    starter = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    assert starter.stdout is not None
    pid = int(starter.stdout.readline())
    time.sleep(1.5)
    assert _runs(pid)
    starter.kill()
    starter.wait()
    for _ in range(100):
        if not _runs(pid):
            break
        time.sleep(0.1)
    assert not _runs(pid)
    assert list(tmp_path.iterdir()) == []


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False
