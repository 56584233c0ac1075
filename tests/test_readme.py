"""The README keeps its word: its commands run, and its example answer is what the program prints."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import PROJECT

README = (PROJECT / "README.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^\$ tracuu (.+)$", README, re.MULTILINE)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("kho") / "chỉ mục"
    done = tracuu(target, "ingest", "corpus")
    assert done.returncode == 20, done.stderr  # one secret and one scanned file are reported
    return target


def tracuu(index: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"TRACUU_INDEX_DIR": str(index), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        [sys.executable, "-m", "assistant.cli", *words],
        cwd=PROJECT, env=environment, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_runs(index: Path, command: str) -> None:
    done = tracuu(index, *shlex.split(command))
    assert done.returncode == (20 if command.startswith("ingest") else 0), done.stderr
    assert done.stdout or command.startswith("ingest")


@pytest.mark.slow
def test_the_example_answer_is_what_the_program_prints(index: Path) -> None:
    question = next(c for c in COMMANDS if c.startswith("ask"))
    shown = re.search(r"```text\n(.*?)```", README, re.DOTALL)
    assert shown is not None
    assert tracuu(index, *shlex.split(question)).stdout.strip() == shown[1].strip()


def test_the_tree_in_the_readme_exists() -> None:
    named = re.findall(r"^\| `([\w/.]+)`", README, re.MULTILINE)
    assert len(named) > 10
    assert [name for name in named if not (PROJECT / name).exists()] == []


def test_the_tour_names_files_that_exist() -> None:
    tour = (PROJECT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    named = re.findall(r"`(assistant/[\w/]+\.py)`", tour)
    assert len(named) > 40
    assert [name for name in named if not (PROJECT / name).is_file()] == []


def test_the_make_targets_exist() -> None:
    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"^make (\w+)", README, re.MULTILINE):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
