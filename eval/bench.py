"""`python -m eval bench` (`make bench`): what a user waits for and what an answer is worth, in one run on one machine.

Figures of one machine and moment: compare them within a run. Quality and speed over the large sets are
`python -m eval retrieval` and `python -m eval scale`.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any

from assistant.ingest import IngestReport, ingest
from assistant.settings import Settings, load_settings
from eval.answers import own_questions as answers
from eval.answers.own_questions import CORPUS
from eval.metrics.memory import PeakMemory
from eval.runs.files import folder_bytes, write_json

SHARED = CORPUS.parent.parent / "shared" / "data" / "documents"
QUESTION = "Ai chủ trì bồi dưỡng kỹ năng số cho cán bộ, công chức?"
COLD_STARTS = 5


def main(argv: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m eval bench", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="where bench.json, the indexes and the runs go")
    parser.add_argument(
        "--documents", type=Path, default=SHARED, help="a folder of real files, measured when it exists"
    )
    options = parser.parse_args(argv)
    options.out.mkdir(parents=True, exist_ok=True)
    figures: dict[str, Any] = {"corpus": measured_ingest(CORPUS, fresh(options.out / "corpus"))}
    index = options.out / "corpus"
    figures["cold_start_seconds"] = round(median(cold_starts(index)), 2)
    if options.documents.is_dir():
        figures["documents"] = measured_ingest(options.documents, fresh(options.out / "documents"))
    write_json(options.out / "bench.json", figures)
    print(table(figures))
    return answers.main(["--index", str(index), "--out", str(options.out / "answers")])


def fresh(directory: Path) -> Settings:
    """Settings for an index that is built anew: an old one of the same name is put aside, not deleted."""
    if directory.exists():
        directory.rename(directory.with_name(f"{directory.name}-{time.strftime('%Y%m%d-%H%M%S')}"))
    return load_settings(index_dir=directory)


def measured_ingest(folder: Path, settings: Settings) -> dict[str, Any]:
    """One ingest of `folder`: seconds, pages a second, the greatest memory of all processes together, bytes on disk."""
    with PeakMemory() as memory:
        report = ingest([folder], settings)
    pages = sum(o.pages for o in report.outcomes)
    return {
        "files": len(report.outcomes),
        "states": states(report),
        "passages": report.passages,
        "seconds": round(report.seconds, 1),
        "pages": pages,
        "peak_mb": round(memory.peak_mb),
        "index_mb": round(folder_bytes(settings.index_dir) / 1e6, 1),
        "processes": settings.processes,
    }


def states(report: IngestReport) -> dict[str, int]:
    counts: dict[str, int] = {}
    for outcome in report.outcomes:
        counts[outcome.state] = counts.get(outcome.state, 0) + 1
    return counts


def cold_starts(index: Path) -> list[float]:
    """Wall seconds of whole `tracuu ask` processes."""
    seconds = []
    command = [sys.executable, "-m", "assistant.cli", "ask", QUESTION, "--index", str(index)]
    for _ in range(COLD_STARTS):
        began = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        seconds.append(time.perf_counter() - began)
    return seconds


def table(figures: dict[str, Any]) -> str:
    """The figures for a person."""
    lines = [f"`tracuu ask`, whole process, median of {COLD_STARTS}: {figures['cold_start_seconds']} s"]
    for name in ("corpus", "documents"):
        if (one := figures.get(name)) is not None:
            told = ", ".join(f"{count} {state}" for state, count in sorted(one["states"].items()))
            lines.append(
                f"{name}: {one['files']} files ({told}), {one['passages']} passages in {one['seconds']} s with "
                f"{one['processes']} processes, peak {one['peak_mb']} MB, index {one['index_mb']} MB"
            )
    return "\n".join(lines)
