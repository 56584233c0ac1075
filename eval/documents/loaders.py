"""`python -m eval loaders --documents DIR --python OTHER/bin/python`: reading digital PDFs and Word files against the
loaders that applications of this kind use, on the same files, in one run, in turn; pages a second, medians of rounds.

OTHER is an environment that has them (`pip install langchain-community pypdf pdfplumber docx2txt unstructured[docx,pdf]
docling`); it may be given several times. What is measured of the product is `read_file`: text, tables, geometry and how
far each page can be trusted.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from assistant.errors import FileUnreadable
from assistant.ingest.files.working_folder import working_folder
from assistant.ingest.messages import Failure, Result, Task
from assistant.ingest.prepare import Equipment, Tools
from assistant.ingest.processes.bounds import Limits
from assistant.ingest.processes.pool import Pool
from assistant.reading import read_file
from assistant.settings import Settings
from eval.runs.files import write_json

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "documents"
OF_FORMAT = {
    "pdf": ("PyPDFLoader", "pdfplumber", "unstructured (pdf, fast)", "docling"),
    "docx": ("Docx2txtLoader", "unstructured (docx)", "docling"),
}
KEEP_TABLES = frozenset({"tracuu", "pdfplumber", "unstructured (docx)", "docling"})
"""Those whose result has rows and cells; the others give the words of tables alone."""
LETTERS_OF_PAGE = 2_000
"""Of a Word file, which has no pages: about what a printed page of a decree holds."""
SECONDS = 600
"""For one loader in one round."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One reader over the files of one format: `rates` are pages a second in each round."""

    format: str
    reader: str
    processes: int
    keeps_tables: bool
    rates: tuple[float, ...]
    note: str = ""

    @property
    def rate(self) -> float:
        return median(self.rates) if self.rates else 0.0


def main(argv: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m eval loaders", description=__doc__)
    parser.add_argument("--documents", type=Path, default=SHARED)
    parser.add_argument(
        "--python", type=Path, action="append", default=[], help="an interpreter that has other loaders"
    )
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--out", type=Path, default=Path("out/loaders"))
    options = parser.parse_args(argv)
    options.out.mkdir(parents=True, exist_ok=True)
    found: list[Measured] = []
    for kind in OF_FORMAT:
        found += measure(kind, pages_of(options.documents, kind), options.python, options.rounds)
    write_json(options.out / "loaders.json", {"rows": [_row(one) for one in found]})
    print(table(found))
    return 0


def pages_of(folder: Path, kind: str) -> dict[Path, float]:
    """The digital files of a format with their pages: every page of the PDF has a text layer that can be trusted."""
    found = {}
    for path in sorted(folder.rglob(f"*.{kind}")):
        try:
            file = read_file(path)
        except FileUnreadable:
            continue
        if kind == "pdf" and not file.missing_pages:
            found[path] = float(len(file.pages))
        elif kind == "docx" and zipfile.is_zipfile(path):
            letters = sum(len(str(block)) for page in file.pages for block in page.blocks)
            found[path] = max(letters / LETTERS_OF_PAGE, 1.0)
    return found


def measure(kind: str, files: dict[Path, float], pythons: Sequence[Path], rounds: int) -> list[Measured]:
    """All readers in turn, round after round, so that whatever else the machine does meets all of them."""
    readers: dict[tuple[str, int], list[float]] = {}
    notes: dict[tuple[str, int], str] = {}
    for _ in range(rounds):
        for processes in sorted({1, Settings().processes}):
            readers.setdefault(("tracuu", processes), []).append(_own(files, processes))
        for name in OF_FORMAT[kind]:
            rate, note = _other(name, files, pythons)
            notes[(name, 1)] = note
            readers.setdefault((name, 1), []).extend([rate] if rate else [])
    return [
        Measured(kind, name, processes, name in KEEP_TABLES, tuple(rates), notes.get((name, processes), ""))
        for (name, processes), rates in readers.items()
    ]


def read_only(task: Task, tools: Tools) -> Result:
    """What a loader does, and nothing more, in a process of the pool."""
    began = time.perf_counter()
    read_file(Path(task.source))
    return Failure(task, "unreadable", str(time.perf_counter() - began))


def _own(files: dict[Path, float], processes: int) -> float:
    """Pages a second of processes that were started before; the longest files first."""
    longest_first = sorted(files, key=lambda path: -files[path])
    tasks = [(Task(str(path), "", "chung", 0),) for path in longest_first]
    with working_folder() as folder, Pool(processes, Equipment(), folder, Limits(), read_only) as pool:
        list(pool.map(tasks[-1:] * processes))
        began = time.perf_counter()
        list(pool.map(tasks))
        return sum(files.values()) / (time.perf_counter() - began)


def _other(name: str, files: dict[Path, float], pythons: Sequence[Path]) -> tuple[float | None, str]:
    """Pages a second of the files that the loader can read; None and why when it cannot be run."""
    why = "not installed"
    for python in pythons:
        command = [str(python), str(Path(__file__).with_name("loaders_other.py")), name, *map(str, files)]
        try:
            run = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
        except subprocess.TimeoutExpired:
            return None, f"more than {SECONDS} s"
        if run.returncode != 0:
            why = (run.stderr.strip().splitlines() or ["failed"])[-1][:100]
            continue
        said: dict[str, Any] = json.loads(run.stdout.strip().splitlines()[-1])
        read = [(pages, s) for pages, s in zip(files.values(), said["seconds"], strict=True) if s is not None]
        if not read:
            return None, said["failed"][0] if said["failed"] else "read nothing"
        note = f"{len(files) - len(read)} files failed" if len(read) < len(files) else ""
        return sum(pages for pages, _ in read) / sum(s for _, s in read), note
    return None, why


def _row(one: Measured) -> dict[str, Any]:
    return {
        "format": one.format,
        "reader": one.reader,
        "processes": one.processes,
        "keeps_tables": one.keeps_tables,
        "pages_a_second": round(one.rate, 1),
        "rounds": [round(rate, 1) for rate in one.rates],
        "note": one.note,
    }


def table(found: Sequence[Measured]) -> str:
    head = ["format", "reader", "processes", "keeps-tables", "pages/s(median)", "rounds", "note"]
    lines = ["| " + " | ".join(head) + " |", "|---" * len(head) + "|"]
    for one in found:
        rounds = " ".join(f"{rate:.1f}" for rate in one.rates)
        cells = (one.format, one.reader, one.processes, one.keeps_tables, f"{one.rate:.1f}", rounds, one.note)
        lines.append("| " + " | ".join(map(str, cells)) + " |")
    return "\n".join(lines)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
