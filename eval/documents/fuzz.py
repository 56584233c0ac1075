"""`python -m eval fuzz --format docx --count 2000`: reads damaged copies of real files, each in the processes that an
ingest uses, and tells what became of them. Nothing may crash the writer, hang or be lost; a reader that fails on a file
in a way it did not expect is a fault, and the copy that showed it is kept.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import re
import shutil
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from assistant.ingest.files.working_folder import working_folder
from assistant.ingest.messages import Failure, Prepared, Result, Task, Unpacked
from assistant.ingest.prepare import Equipment
from assistant.ingest.processes.bounds import Limits
from assistant.ingest.processes.pool import Pool
from assistant.settings import Settings
from assistant.wording import say
from eval.documents.mutations import mutate
from eval.runs.files import write_json

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "documents"
LIMITS = Limits(silence=30.0, total=90.0, memory_mb=1_024)
"""Of the whole files the slowest takes some seconds; a copy that takes ten times that has found something."""
LARGEST = 3_000_000
"""Bytes of a file to damage: larger ones take long and show nothing else."""
_FAULT = re.compile(r"Không phân tích được tệp \((\w+)\)")


@dataclass(slots=True)
class Findings:
    """Of one format. `faults`: copies that a reader or parser did not expect, that killed or stalled a process."""

    format: str
    sources: int
    given: int = 0
    states: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    kept: list[str] = field(default_factory=list)
    seconds: float = 0.0
    slowest: float = 0.0
    lost: int = 0

    def row(self) -> dict[str, Any]:
        return {
            "format": self.format,
            "sources": self.sources,
            "copies": self.given,
            "states": dict(self.states),
            "reasons": dict(self.reasons.most_common(8)),
            "faults": dict(self.faults),
            "lost": self.lost,
            "seconds": round(self.seconds, 1),
            "longest_wait": round(self.slowest, 1),
            "kept": self.kept,
        }


def main(argv: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m eval fuzz", description=__doc__)
    parser.add_argument("--format", required=True, help="the ending of the files: pdf, docx, html, txt, md, doc, …")
    parser.add_argument("--count", type=int, default=2_000, help="damaged copies to read")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--sources", type=Path, action="append", help="folders of whole files (default: the shared ones)"
    )
    parser.add_argument("--jobs", type=int, default=Settings().processes)
    parser.add_argument("--out", type=Path, default=Path("out/fuzz"))
    options = parser.parse_args(argv)
    folders = options.sources or [SHARED]
    options.out.mkdir(parents=True, exist_ok=True)
    files = sources(folders, options.format)
    if not files and options.format in CONTAINERS:
        files = containers(folders, options.format, options.out)
    if not files:
        print(f"no .{options.format} files", file=sys.stderr)
        return 2
    found = fuzz(files, options.format, options.count, options.seed, options.jobs, options.out)
    write_json(options.out / f"{options.format}-{options.seed}.json", found.row())
    print(found.row())
    return 1 if found.faults or found.lost else 0


def sources(folders: Sequence[Path], ending: str) -> list[Path]:
    found = sorted(p for folder in folders for p in folder.rglob(f"*.{ending}") if p.is_file())
    return [p for p in found if 0 < p.stat().st_size <= LARGEST]


def containers(folders: Sequence[Path], kind: str, out: Path) -> list[Path]:
    """Archives and mails, of which there are none among the real files, made of real files."""
    parts = [p for ending in ("docx", "txt", "pdf") for p in sources(folders, ending) if p.stat().st_size < 60_000]
    groups = [parts[start::8] for start in range(min(8, len(parts)))]
    return [CONTAINERS[kind](group[:4], out / f"{number}.{kind}") for number, group in enumerate(groups)]


def _zip(parts: Sequence[Path], path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in parts:
            archive.writestr(f"thư mục/{part.name}", part.read_bytes())
    return path


def _mail(parts: Sequence[Path], path: Path) -> Path:
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = "Gửi văn bản kèm theo", "Nguyễn Văn A <a@x.vn>", "b@x.vn"
    message["Date"] = "Mon, 02 Mar 2026 08:00:00 +0700"
    message.set_content("Kính gửi anh,\nEm gửi văn bản.\n")
    message.add_alternative(
        "<html><body><p>Kính gửi anh,<table border=1><tr><td>a</table></body></html>", subtype="html"
    )
    for part in parts:
        message.add_attachment(part.read_bytes(), maintype="application", subtype="octet-stream", filename=part.name)
    path.write_bytes(message.as_bytes())
    return path


CONTAINERS = {"zip": _zip, "eml": _mail}


def fuzz(files: Sequence[Path], kind: str, count: int, seed: int, jobs: int, out: Path) -> Findings:
    """Reads `count` damaged copies of `files` in turn; the same seed gives the same copies."""
    found = Findings(kind, len(files))
    began = last = time.perf_counter()
    with working_folder() as folder:
        (folder / "unpacked").mkdir()
        (folder / "copies").mkdir()
        equipment = Equipment(unpack_folder=str(folder / "unpacked"))
        with Pool(jobs, equipment, folder, LIMITS) as pool:
            for results in pool.map((task,) for task in _copies(files, kind, count, seed, folder / "copies")):
                _note(found, results[0], out)
                now = time.perf_counter()
                found.slowest, last = max(found.slowest, now - last), now
    found.seconds = time.perf_counter() - began
    found.lost = count - found.given
    return found


def _copies(files: Sequence[Path], kind: str, count: int, seed: int, folder: Path) -> Iterator[Task]:
    for number in range(count):
        whole = files[number % len(files)]
        data = mutate(whole.read_bytes(), kind, random.Random(f"{seed}/{number}"))
        path = folder / f"{seed}-{number}-{whole.stem[:40]}{whole.suffix}"
        path.write_bytes(data)
        yield Task(str(path), hashlib.sha256(data).hexdigest(), "chung", len(data))


def _note(found: Findings, result: Result, out: Path) -> None:
    found.given += 1
    path = Path(result.task.source)
    if isinstance(result, Failure):
        found.states[result.state] += 1
        found.reasons[re.sub(r"\d+", "n", result.reason.split(". ")[0])] += 1
        if (fault := _fault(result)) is not None:
            found.faults[fault] += 1
            found.kept.append(f"{fault}: {path.name}")
            shutil.copy(path, out / path.name)
    elif isinstance(result, Unpacked):
        found.states["unpacked"] += 1
    elif isinstance(result, Prepared):
        found.states[result.state] += 1
    for member in () if isinstance(result, Failure) else result.members:
        Path(member.path or path).unlink(missing_ok=True)
    path.unlink(missing_ok=True)


def _fault(failure: Failure) -> str | None:
    """What went wrong that should not; None for a file that is refused or unreadable for a reason that is told."""
    if unexpected := _FAULT.search(failure.reason):
        return unexpected.group(1)
    if failure.reason == say("ingest.stopped.died"):
        return "died"
    if "không tiến triển" in failure.reason or "Đọc tệp quá lâu" in failure.reason:
        return "stalled"
    return "memory" if failure.out_of_memory else None
