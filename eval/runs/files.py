"""What a run leaves behind: scores, the ranking in TREC's format, the settings."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from eval.data.layouts import trec
from eval.data.model import Run


def write_run(directory: Path, run: Run, metrics: Mapping[str, Any], settings: Mapping[str, Any]) -> None:
    """`metrics.json`, `run.trec` (query Q0 document rank score tag) and `settings.json` in `directory`."""
    directory.mkdir(parents=True, exist_ok=True)
    write_json(directory / "metrics.json", metrics)
    write_json(directory / "settings.json", settings)
    trec.write_run(directory / "run.trec", run, "tracuu")


def write_json(path: Path, value: Mapping[str, Any]) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2, default=str) + "\n", encoding="utf-8")


def folder_bytes(directory: Path) -> int:
    """The size of all files below `directory`."""
    return sum(path.stat().st_size for path in directory.rglob("*") if path.is_file())
