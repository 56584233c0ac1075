"""`python -m eval scale`: one index grown through the product's own ingest, measured at each size.

The articles of a BEIR set are given once as they are, then again and again, perturbed. After each size a process of its
own asks real questions through the product's search. A run that was interrupted goes on where it stopped.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.settings import Settings, load_settings
from eval.data.beir import find_files, read_corpus, read_queries
from eval.data.problems import DatasetError
from eval.metrics.memory import PeakMemory
from eval.runs.files import folder_bytes, write_json
from eval.scale.corpus import Article, stream
from eval.scale.serving import serve

if TYPE_CHECKING:
    from assistant.ingest import IngestEvent

SIZES = (10_000, 30_000, 100_000, 300_000, 1_000_000)
MARKER = "scale.json"
_GUESS = 3.0
"""Passages of an article, before any is counted."""


@dataclass(slots=True)
class _Counter:
    """What of one size is given and done: says when enough articles are under way."""

    target: int
    passages: int
    given: int = 0
    done: int = 0
    added: int = 0
    started: float = 0.0

    def enough(self) -> bool:
        each = self.added / self.done if self.done > 200 else _GUESS
        return self.passages + self.added + (self.given - self.done) * each >= self.target

    def event(self, event: IngestEvent) -> None:
        self.done += 1
        if event.outcome.outcome == "added":
            self.added += event.outcome.passages
        if self.done % 5000 == 0:
            rate = self.added / (time.perf_counter() - self.started)
            print(f"{self.passages + self.added}/{self.target} passages, {rate:.0f}/s", file=sys.stderr, flush=True)

    def take(self, articles: Iterator[Article]) -> Iterator[Article]:
        while not self.enough():
            self.given += 1
            yield next(articles)


def grow(articles: Sequence[Article], settings: Settings, target: int, before: dict[str, Any] | None) -> dict[str, Any]:
    """Adds articles until the index holds about `target` passages; returns what that cost, with all steps before."""
    from assistant.ingest import ingest_texts

    start, passages, seconds = (
        (before["articles"], before["passages"], before["build_seconds"]) if before else (0, 0, 0)
    )
    counter = _Counter(target, passages, started=time.perf_counter())
    with PeakMemory() as memory:
        report = ingest_texts(counter.take(stream(articles, start)), settings, counter.event)
    if report.interrupted:
        raise KeyboardInterrupt
    took = time.perf_counter() - counter.started
    return {
        "target": target,
        "passages": passages + counter.added,
        "articles": start + counter.given,
        "build_seconds": round(seconds + took, 1),
        "passages_per_second": round(counter.added / took),
        "ingest_peak_rss_mb": round(memory.peak_mb, 1),
        "load_average": round(os.getloadavg()[0], 1),
        "disk_bytes": folder_bytes(settings.index_dir),
    }


def bulk(articles: Sequence[Article], settings: Settings, target: int, before: dict[str, Any]) -> dict[str, Any]:
    """As `grow`, by the index's writer alone (see `eval.scale.bulk`)."""
    from eval.scale.bulk import add

    began = time.perf_counter()
    with PeakMemory() as memory:
        added = add(articles, settings, before["articles"], target - before["passages"])
    took = time.perf_counter() - began
    return {
        "target": target,
        "passages": before["passages"] + added,
        "articles": before["articles"],
        "by_writer_alone": added,
        "build_seconds": round(before["build_seconds"] + took, 1),
        "passages_per_second": round(added / took),
        "ingest_peak_rss_mb": round(memory.peak_mb, 1),
        "load_average": round(os.getloadavg()[0], 1),
        "disk_bytes": folder_bytes(settings.index_dir),
    }


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m eval scale", description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True, help="corpus.jsonl[.gz], or the folder that holds it")
    parser.add_argument("--split", default="dev", help="folder of the questions beside the corpus")
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="passages, ascending, parted by commas")
    parser.add_argument("--questions", type=int, default=230, help="how many are asked at each size")
    parser.add_argument("--index", type=Path, help="where the index grows (default: OUT/index)")
    parser.add_argument("--measure", action="store_true", help="only ask again at the size that the index has")
    parser.add_argument("--bulk-from", type=int, help="sizes above this are reached by the index's writer alone")
    parser.add_argument("--jobs", type=int)
    parser.add_argument("--out", type=Path, required=True)
    return parser


def main(argv: Sequence[str]) -> int:
    """Exit code 0, or 2 when a file of the set is missing. Writes `scale.json` and `scale.png`."""
    arguments = _parser().parse_args(argv)
    try:
        files = find_files(arguments.corpus, None, None, arguments.split)
    except DatasetError as error:
        print(error, file=sys.stderr)
        return 2
    settings = load_settings(index_dir=arguments.index or arguments.out / "index", jobs=arguments.jobs)
    settings = replace(settings, max_question=100_000, word_segmentation=False)
    questions = list(read_queries(files.queries).values())[: arguments.questions]
    arguments.out.mkdir(parents=True, exist_ok=True)
    points = _read(settings.index_dir / MARKER)
    if arguments.measure:
        points[-1] |= serve(settings, questions)
        _report(arguments.out, settings, files.name, points)
        return 0
    articles = list(read_corpus(files.corpus))
    for size in sorted(map(int, arguments.sizes.split(","))):
        if points and size <= points[-1]["target"]:
            continue
        before = points[-1] if points else None
        fast = before is not None and arguments.bulk_from is not None and size > arguments.bulk_from
        point = bulk(articles, settings, size, before) if before and fast else grow(articles, settings, size, before)
        points.append(point)
        write_json(settings.index_dir / MARKER, {"points": points})
        point |= serve(settings, questions)
        point["passages"] = point["segments"]["passages"]
        _report(arguments.out, settings, files.name, points)
    return 0


def _read(marker: Path) -> list[dict[str, Any]]:
    if not marker.is_file():
        return []
    points: list[dict[str, Any]] = json.loads(marker.read_text(encoding="utf-8"))["points"]
    return points


def _report(out: Path, settings: Settings, corpus: str, points: list[dict[str, Any]]) -> None:
    from assistant.index import info
    from eval.scale.plot import plot

    write_json(settings.index_dir / MARKER, {"points": points})
    machine = {"processor": platform.processor() or platform.machine(), "cores": settings.processes}
    index = info(settings.index_dir)
    write_json(out / "scale.json", {"corpus": corpus, "machine": machine, "index": index, "points": points})
    plot(points, out / "scale.png")
    last = points[-1]
    wait, memory = last["search_ms"], last.get("rss_peak_mb", 0.0)
    print(
        f"{last['passages']:>9} passages: p50 {wait['p50']:.0f} ms, p95 {wait['p95']:.0f} ms, {memory:.0f} MB resident,"
        f" {last['disk_bytes'] / 1e6:.0f} MB on disk, built in {last['build_seconds']:.0f} s",
        flush=True,
    )
