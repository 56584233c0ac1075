"""A real ingest killed at random points: what was committed answers, through every store, and the next run finishes."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from assistant.index import LexicalQuery, open_reader, verify
from assistant.index.crash_points import POINTS
from assistant.types import Scope
from tests.conftest import PROJECT

FILES, KILLS = 12, 25
EVERYTHING = Scope(frozenset({"chung"}))
INGEST = """
import sys
import assistant.ingest.run as run
run.COMMIT_SECONDS = 0.0  # a commit after each file, so that kills fall between and into commits
from assistant.cli import main
sys.exit(main(sys.argv[1:]))
"""


def write_files(folder: Path, edition: int) -> None:
    """`FILES` plans, each with a word of its own that changes with the edition."""
    for i in range(FILES):
        word = f"từkhóa{edition}x{i}"
        text = (
            f"KẾ HOẠCH\nViệc thứ {i}\n\nI. MỤC ĐÍCH\n1. Thực hiện {word} trong năm.\nII. NHIỆM VỤ\n1. Báo cáo {word}.\n"
        )
        (folder / f"{i:02}.txt").write_text(text, encoding="utf-8")


def start(folder: Path, index: Path) -> subprocess.Popen[bytes]:
    return tracuu("ingest", str(folder), "--index", str(index), "--jobs", "1")


def tracuu(*words: str, crash_at: str = "") -> subprocess.Popen[bytes]:
    """The real command in a process of its own, which kills itself at the crash point named."""
    return subprocess.Popen(
        [sys.executable, "-c", INGEST, *words],
        cwd=PROJECT, env=os.environ | {"TRACUU_CRASH_AT": crash_at},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def check(index: Path) -> int:
    """Every live document is found by its own word and by none of an older version; returns how many are live."""
    with open_reader(index) as reader, reader.pin() as snapshot:
        records = snapshot.records(EVERYTHING, {"ready"})
        for record in records:
            text = snapshot.document(record.id).text
            word = next(w for w in text.split() if w.startswith("từkhóa"))
            found = snapshot.lexical(LexicalQuery((("body", word, 1.0),)), 50, EVERYTHING)
            own = {stored.id for stored in snapshot.passages_of(record.id)}
            assert own, record.file
            assert {identifier for identifier, _ in found} <= own
            assert found, record.file
        return len(records)


@pytest.mark.slow
def test_a_real_ingest_killed_at_25_random_points_keeps_what_it_committed(tmp_path: Path) -> None:
    folder, index = tmp_path / "tệp", tmp_path / "kho"
    folder.mkdir()
    write_files(folder, 0)
    began = time.monotonic()
    assert start(folder, index).wait() == 0
    whole = time.monotonic() - began
    chance = random.Random(11)
    for edition in range(1, KILLS + 1):
        write_files(folder, edition)
        run = start(folder, index)
        time.sleep(whole * chance.uniform(0.25, 1.0))
        os.kill(run.pid, signal.SIGKILL)
        run.wait()
        assert check(index) == FILES
    assert start(folder, index).wait() == 0
    assert check(index) == FILES
    assert verify(index).ok


@pytest.mark.slow
@pytest.mark.parametrize("point", [p for p in POINTS if p.startswith("after_")])
def test_real_commands_killed_five_times_at_each_boundary(tmp_path: Path, point: str) -> None:
    """Adding, replacing and removing by the commands themselves, each killed five times at one boundary."""
    folder, index = tmp_path / "tệp", tmp_path / "kho"
    folder.mkdir()
    write_files(folder, 0)
    assert start(folder, index).wait() == 0
    killed = 0
    for edition in range(1, 6):
        write_files(folder, edition)  # replaced: all files have new bytes
        (folder / f"mới {edition}.txt").write_text(
            f"Việc mới từkhóa{edition}x99 có ý nghĩa.\n", encoding="utf-8"
        )  # added
        killed += crashed(tracuu("ingest", str(folder), "--index", str(index), "--jobs", "1", crash_at=f"{point}:3"))
        assert check(index) >= FILES
        assert start(folder, index).wait() == 0
        assert check(index) == FILES + 1
        added = newest(index)
        killed += crashed(tracuu("docs", "remove", str(added), "--index", str(index), crash_at=point))
        assert check(index) in {FILES, FILES + 1}
        (folder / f"mới {edition}.txt").unlink()
        if check(index) == FILES + 1:
            assert tracuu("docs", "remove", str(added), "--index", str(index)).wait() == 0
        assert check(index) == FILES
    assert killed == 10, "every command was to die at its boundary"
    assert verify(index).ok


def crashed(process: subprocess.Popen[bytes]) -> bool:
    return process.wait() == -signal.SIGKILL


def newest(index: Path) -> int:
    """The id of the document added last."""
    with open_reader(index) as reader, reader.pin() as snapshot:
        return max(record.id for record in snapshot.records(EVERYTHING, {"ready"}))
