"""One index of the sample corpus for all tests of the pages; tests that change it take a copy."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import PROJECT


@pytest.fixture(scope="session")
def corpus_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("kho") / "chỉ mục"
    command = [sys.executable, "-m", "assistant.cli", "ingest", "corpus", "--index", str(target), "--encoder", "none"]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert done.returncode == 20, done.stderr  # one file is marked MẬT and reported
    return target


@pytest.fixture
def own_index(corpus_index: Path, tmp_path: Path) -> Path:
    """A copy that a test may change."""
    return Path(shutil.copytree(corpus_index, tmp_path / "kho"))
