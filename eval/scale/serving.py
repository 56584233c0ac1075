"""What a process that answers questions over an index costs: time of each question, memory, and recall of vectors."""

from __future__ import annotations

import multiprocessing
import random
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

from assistant.encoding import Encoder
from assistant.index import IndexReader
from assistant.retrieval import Searcher
from assistant.settings import Settings
from assistant.types import Scope
from eval.statistics.percentiles import percentile

WARM = 30
"""Questions asked before the measured ones; the first of them is reported by itself."""
SHARES = (1.0, 0.01, 0.001)
"""Of the documents: filters with which the recall of the vector search is measured."""
DEPTH = 100


def serve(settings: Settings, questions: Sequence[str]) -> dict[str, Any]:
    """Asks the questions in a process of its own, so that memory is that of serving alone."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(1) as pool:
        found: dict[str, Any] = pool.apply(_serve, (settings, list(questions)))
    return found


def _serve(settings: Settings, questions: list[str]) -> dict[str, Any]:
    from eval.retrieval.run import open_searcher

    began = time.perf_counter()
    searcher, reader = open_searcher(settings)
    opened = time.perf_counter() - began
    with reader:
        out: dict[str, Any] = {"open_ms": opened * 1000, "first_ms": _ask(searcher, questions[0])[0]}
        for text in questions[1:WARM]:
            _ask(searcher, text)
        asked = [_ask(searcher, text) for text in questions[WARM:]]
        out["search_ms"] = _spread([seconds for seconds, _ in asked])
        stages = sorted({stage for _, laps in asked for stage in laps} - {"total"})
        out["stages_ms"] = {s: _spread([laps.get(s, 0.0) for _, laps in asked]) for s in stages}
        out["at_once"] = _at_once(searcher, questions[WARM:], settings.processes)
        out |= _memory()
        out["segments"] = _stats(reader)
        assert searcher.encoder is not None
        out["vectors"] = _vectors(reader, searcher.encoder, questions[WARM:], settings)
    return {name: round(value, 1) if isinstance(value, float) else value for name, value in out.items()}


def _ask(searcher: Searcher, text: str) -> tuple[float, Mapping[str, float]]:
    """Milliseconds of one search as the product asks for it, and of its stages."""
    began = time.perf_counter()
    result = searcher.search(text, Scope(searcher.settings.access_groups), k=20)
    return (time.perf_counter() - began) * 1000, result.timings


def _spread(values: Sequence[float]) -> dict[str, float]:
    return {"p50": round(percentile(values, 0.5), 2), "p95": round(percentile(values, 0.95), 2)}


def _at_once(searcher: Searcher, questions: Sequence[str], threads: int) -> dict[str, float]:
    """All questions from `threads` people at a time: what each waits, and how many are answered a second."""
    began = time.perf_counter()
    with ThreadPoolExecutor(threads) as pool:
        waited = list(pool.map(lambda text: _ask(searcher, text)[0], questions))
    seconds = time.perf_counter() - began
    return {"threads": threads, "questions_per_second": round(len(waited) / seconds, 1)} | _spread(waited)


def _memory() -> dict[str, float]:
    """Megabytes resident: all, what the process has of its own, and pages of mapped files (Linux; else only all)."""
    names = {"VmRSS": "rss_mb", "VmHWM": "rss_peak_mb", "RssAnon": "rss_own_mb", "RssFile": "rss_mapped_mb"}
    try:
        lines = Path("/proc/self/status").read_text().splitlines()
    except OSError:
        from eval.metrics.memory import peak_rss_mb

        return {"rss_peak_mb": peak_rss_mb()}
    fields = {line.split(":")[0]: line.split() for line in lines}
    return {name: int(fields[key][1]) / 1024 for key, name in names.items() if key in fields}


def _stats(reader: IndexReader) -> dict[str, int]:
    with reader.pin() as snapshot:
        stats = snapshot.stats
        return {"documents": stats.documents, "passages": stats.passages, "vectors": stats.vectors,
                "files_of_vectors": stats.segments}  # fmt: skip


def _vectors(reader: IndexReader, encoder: Encoder, questions: Sequence[str], settings: Settings) -> dict[str, Any]:
    """Time and recall@100 of the vector search against looking through all vectors, over shares of the documents."""
    vectors = encoder.encode_queries(list(questions))
    chance, everyone = random.Random(0), Scope(settings.access_groups)
    out: dict[str, Any] = {}
    with reader.pin() as snapshot:
        documents = [record.id for record in snapshot.records(states={"ready"})]
        for share in SHARES:
            scope = everyone
            if share < 1.0:
                some = chance.sample(documents, max(1, round(share * len(documents))))
                scope = replace(everyone, document_ids=frozenset(some))
            snapshot.dense(vectors[:1], DEPTH, scope)  # makes the selection of this scope
            seconds, recalls = [], []
            for vector in vectors:
                began = time.perf_counter()
                (found,) = snapshot.dense(vector[None], DEPTH, scope)
                seconds.append((time.perf_counter() - began) * 1000)
                (exact,) = snapshot.dense(vector[None], DEPTH, scope, exact=True)
                recalls.append(len({i for i, _ in found} & {i for i, _ in exact}) / max(1, len(exact)))
            mean = sum(recalls) / len(recalls)
            out[f"share {share:g}"] = _spread(seconds) | {"recall@100": round(mean, 4), "worst": min(recalls)}
        began = time.perf_counter()
        snapshot.dense(vectors, DEPTH, everyone)
        out["one_call_ms_each"] = round((time.perf_counter() - began) * 1000 / len(vectors), 2)
    return out
