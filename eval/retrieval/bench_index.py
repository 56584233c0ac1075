"""An index of one retrieval set: built through the product's own ingest, or used again when it holds this corpus."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.settings import Settings
from eval.data.beir import corpus_hash, read_corpus
from eval.data.problems import DatasetError
from eval.metrics.memory import PeakMemory
from eval.runs.files import folder_bytes, write_json

if TYPE_CHECKING:
    from assistant.ingest import IngestEvent

MARKER = "bench.json"


def ensure_index(corpus: Path, settings: Settings) -> Mapping[str, Any]:
    """Builds the index of `corpus` in `settings.index_dir` unless it is there; returns what building it cost.

    A build that was interrupted goes on. Raises `DatasetError` when the folder holds something else.
    """
    directory = settings.index_dir
    identity = {
        "corpus": corpus_hash(corpus),
        "encoder": settings.encoder,
        "word_segmentation": settings.word_segmentation,
    }
    marker = directory / MARKER
    if marker.is_file():
        known: dict[str, Any] = json.loads(marker.read_text(encoding="utf-8"))
        if any(known.get(name) != value for name, value in identity.items()):
            raise DatasetError(f"{directory} holds another corpus or encoder; name another --index")
        if known.get("complete"):
            return known
    elif directory.is_dir() and any(directory.iterdir()):
        raise DatasetError(f"{directory} is no index of this bench; name another --index")
    directory.mkdir(parents=True, exist_ok=True)
    write_json(marker, identity | {"complete": False})
    built = identity | {"complete": True} | _build(corpus, settings)
    write_json(marker, built)
    return built


def _build(corpus: Path, settings: Settings) -> dict[str, Any]:
    from assistant.ingest import ingest_texts  # the readers and parsers are not needed to use an index again

    total = sum(1 for _ in read_corpus(corpus))
    began = time.perf_counter()
    with PeakMemory() as memory:
        report = ingest_texts(read_corpus(corpus), replace(settings, jobs=settings.processes), _progress, total)
    if report.interrupted:
        raise KeyboardInterrupt
    counts: dict[str, int] = {}
    for outcome in report.outcomes:
        counts[outcome.outcome] = counts.get(outcome.outcome, 0) + 1
    return {
        "seconds_to_ingest": round(time.perf_counter() - began, 2),
        "ingest_peak_rss_mb": round(memory.peak_mb, 1),
        "passages": report.passages,
        "outcomes": counts,
        "index_bytes": folder_bytes(settings.index_dir),
    }


def _progress(event: IngestEvent) -> None:
    if event.done % 5000 == 0:
        print(f"{event.done}/{event.total}", file=sys.stderr, flush=True)
