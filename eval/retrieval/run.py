"""`python -m eval retrieval`: the questions of a BEIR set through the product's own ingest and search."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from assistant.encoding import encoder_in_use, load_encoder
from assistant.errors import QuestionError, TracuuError
from assistant.index import IndexReader, open_reader
from assistant.retrieval import Ranking, Searcher
from assistant.settings import Settings, load_settings
from assistant.types import Scope
from eval.data.beir import Files, find_files, read_qrels, read_queries
from eval.data.model import Run
from eval.data.noise import NOISES, noisy
from eval.data.problems import DatasetError
from eval.metrics.memory import peak_rss_mb
from eval.metrics.ranking import score
from eval.retrieval.bench_index import ensure_index
from eval.runs.files import write_run
from eval.statistics.percentiles import percentile

DEPTH = 100
"""Documents ranked for each question."""
LONGEST = 100_000
"""Questions of a set are never refused for their length."""
SHIPPED_SAW = "shipped; the dev questions of zalo-phapdien, drill and alqac2025 are seen"


@dataclass(frozen=True, slots=True)
class Ranked:
    """A run and the seconds of each question."""

    run: Run
    seconds: Sequence[float]
    stages: Mapping[str, Sequence[float]] = field(default_factory=dict)


def open_searcher(settings: Settings, ranking: Ranking | None = None) -> tuple[Searcher, IndexReader]:
    """The product's search over the index of `settings`."""
    encoder = load_encoder(encoder_in_use(settings.encoder, settings.index_dir))
    reader = open_reader(settings.index_dir, fingerprint=encoder.fingerprint if encoder is not None else None)
    return Searcher(reader, encoder, settings, ranking), reader


def twins(reader: IndexReader) -> dict[int, list[str]]:
    """Corpus documents with the very text of another, by that document's id: they are found where it is."""
    found: dict[int, list[str]] = {}
    with reader.pin() as snapshot:
        for record in snapshot.records(states={"duplicate"}):
            if record.duplicate_of is not None:
                found.setdefault(record.duplicate_of, []).append(corpus_id(record.path))
    return found


def corpus_id(source: str) -> str:
    return source.removeprefix("beir:")


def rank(
    searcher: Searcher, queries: Mapping[str, str], same: Mapping[int, Sequence[str]], depth: int = DEPTH
) -> Ranked:
    """The best `depth` documents of each question, by their best passages."""
    scope = Scope(searcher.settings.access_groups)
    run: dict[str, list[tuple[str, float]]] = {}
    seconds: list[float] = []
    stages: dict[str, list[float]] = {}
    for name, text in queries.items():
        began = time.perf_counter()
        try:
            result = searcher.search(text, scope, k=depth, group="document")
        except QuestionError:
            run[name] = []
            continue
        seconds.append(time.perf_counter() - began)
        for stage, value in result.timings.items():
            stages.setdefault(stage, []).append(value)
        run[name] = _documents(((hit.document.id, hit.document.path, hit.score) for hit in result.hits), same)[:depth]
    return Ranked(run, seconds, stages)


def _documents(hits: Iterable[tuple[int, str, float]], same: Mapping[int, Sequence[str]]) -> list[tuple[str, float]]:
    out: list[tuple[str, float]] = []
    for document, source, value in hits:
        out += [(name, value) for name in (corpus_id(source), *same.get(document, ()))]
    return out


def latency(answer: Callable[[str], object], queries: Iterable[str]) -> dict[str, float]:
    """p50 and p95 in milliseconds of `answer` over the questions, after one warm-up."""
    texts = list(queries)
    answer(texts[0])
    seconds = []
    for text in texts:
        began = time.perf_counter()
        answer(text)
        seconds.append(time.perf_counter() - began)
    return {"p50": percentile(seconds, 0.5) * 1000, "p95": percentile(seconds, 0.95) * 1000}


def product_latency(searcher: Searcher, reader: IndexReader, queries: Sequence[str]) -> dict[str, dict[str, float]]:
    """What a person waits for: the search as the product asks for it, and from text to cited answer."""
    from assistant.answering import Assistant

    scope = Scope(searcher.settings.access_groups)
    assistant = Assistant(searcher, reader, replace(searcher.settings, model=None))
    return {
        "latency_search_ms": latency(lambda text: searcher.search(text, scope, k=20), queries),
        "latency_answer_ms": latency(lambda text: assistant.ask(text, scope), queries),
    }


def add_set_arguments(parser: argparse.ArgumentParser, split: str | None = None) -> None:
    """What every bench over a BEIR set asks for: its files, its index, how many questions, where to write."""
    parser.add_argument("--corpus", type=Path, required=True, help="corpus.jsonl[.gz], or the folder that holds it")
    parser.add_argument("--queries", type=Path)
    parser.add_argument("--qrels", type=Path)
    parser.add_argument("--split", default=split, help="folder of queries and qrels beside the corpus, e.g. dev")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--index", type=Path, help="build it there, or use it if it holds this corpus already")
    parser.add_argument("--encoder", help="bundled, none, or a sentence-transformers model")
    parser.add_argument("--no-words", action="store_true", help="index without segmented words")
    parser.add_argument("--jobs", type=int)
    parser.add_argument("--limit", type=int, help="only the first questions")
    parser.add_argument("--out", type=Path, required=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m eval retrieval", description=__doc__)
    add_set_arguments(parser)
    parser.add_argument("--accents", choices=sorted(NOISES), default="keep", help="what happens to the questions")
    parser.add_argument(
        "--formula", action="store_true", help="without the learned ranker, which has seen our dev sets"
    )
    parser.add_argument("--latency", action="store_true", help="measure also what a person waits for")
    return parser


def bench_settings(arguments: argparse.Namespace) -> Settings:
    index = arguments.index or arguments.out / "index"
    settings = load_settings(index_dir=index, encoder=arguments.encoder, jobs=arguments.jobs)
    words = settings.word_segmentation and not arguments.no_words
    return replace(settings, max_question=LONGEST, word_segmentation=words)


def load_questions(files: Files, accents: str, seed: int, limit: int | None) -> tuple[dict[str, str], dict[str, Any]]:
    """The judged questions as they are typed, and their judgements."""
    qrels = read_qrels(files.qrels)
    asked = {name: text for name, text in read_queries(files.queries).items() if name in qrels}
    queries = noisy(asked, accents, seed)
    if limit is not None:
        queries = dict(list(queries.items())[:limit])
    return queries, {name: qrels[name] for name in (qrels if limit is None else queries)}


def main(argv: Sequence[str]) -> int:
    """Exit code 0, or 2 when a file of the set is missing or the index holds something else or cannot be opened."""
    arguments = _parser().parse_args(argv)
    try:
        files = find_files(arguments.corpus, arguments.queries, arguments.qrels, arguments.split)
        queries, qrels = load_questions(files, arguments.accents, arguments.seed, arguments.limit)
        settings = bench_settings(arguments)
        built = ensure_index(files.corpus, settings)
        ranking = Ranking(learned=not arguments.formula)
        searcher, reader = open_searcher(settings, ranking)
    except (DatasetError, TracuuError) as error:
        print(error, file=sys.stderr)
        return 2
    with reader:
        same = twins(reader)
        rank(searcher, dict(list(queries.items())[:5]), same)  # warm
        ranked = rank(searcher, queries, same)
        metrics: dict[str, Any] = {name: round(value, 5) for name, value in score(ranked.run, qrels).items()}
        metrics |= {"questions": len(qrels), "accents": arguments.accents}
        metrics["ranker"] = "none" if arguments.formula else SHIPPED_SAW
        metrics["latency_p50_ms"] = round(percentile(ranked.seconds, 0.5) * 1000, 1)
        metrics["latency_p95_ms"] = round(percentile(ranked.seconds, 0.95) * 1000, 1)
        metrics["stages_p50_ms"] = {s: round(percentile(v, 0.5), 1) for s, v in ranked.stages.items()}
        if arguments.latency:
            metrics |= product_latency(searcher, reader, list(queries.values()))
    metrics |= {name: built[name] for name in ("passages", "index_bytes", "seconds_to_ingest", "ingest_peak_rss_mb")}
    metrics["peak_rss_mb"] = round(peak_rss_mb(), 1)
    given = {name: str(value) for name, value in vars(arguments).items() if value is not None}
    record = {"arguments": given, "settings": asdict(settings) | {"model_key": None}, "ranking": asdict(ranking)}
    write_run(arguments.out, ranked.run, metrics, record)
    for name, value in metrics.items():
        print(f"{name:22} {value}")
    return 0
