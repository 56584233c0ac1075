"""`python -m eval bm25`: paired tests of the ranking against plain BM25 over the same passages.

BM25 is that of the product's own index (best passage of a document, k1 1.2, b 0.75): on syllables, and on syllables and
pairs of neighbours. The shipped ranker has seen the dev questions of our sets: there `--folds` gives the figures by
folds instead, question by question, as `python -m training.ranker --each` writes them.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.errors import TracuuError
from assistant.retrieval import Ranking, Searcher
from eval.data.beir import find_files
from eval.data.model import Qrels
from eval.data.noise import NOISES
from eval.data.problems import DatasetError
from eval.metrics.ranking import score_each
from eval.retrieval.ablate import VARIANTS
from eval.retrieval.bench_index import ensure_index
from eval.retrieval.run import (
    SHIPPED_SAW,
    add_set_arguments,
    bench_settings,
    load_questions,
    open_searcher,
    rank,
    twins,
)
from eval.statistics.paired import paired_p, shown_p

BASELINES = ("passages by BM25, syllables", "passages by BM25, syllables and pairs")
FORMULA, SHIPPED, FOLDS = "the formula", "the shipped ranker", "the ranker by folds"


@dataclass(frozen=True, slots=True)
class Difference:
    """nDCG@10 of `ours` and of the baseline, the mean difference, and how likely one as great is by chance alone."""

    ours: str
    baseline: str
    here: float
    there: float
    p: float


def compare(ours: str, here: Mapping[str, float], baseline: str, there: Mapping[str, float]) -> Difference:
    """Over the questions that both hold; raises `ValueError` when these are not the same."""
    if here.keys() != there.keys():
        raise ValueError(f"{len(here.keys() ^ there.keys())} questions are held by one side alone")
    return Difference(
        ours, baseline, sum(here.values()) / len(here), sum(there.values()) / len(there), paired_p(here, there)
    )


def measure(searcher: Searcher, queries: Mapping[str, str], qrels: Qrels) -> dict[str, dict[str, float]]:
    """nDCG@10 of each question by each baseline, the formula and the shipped ranker."""
    same = twins(searcher.reader)
    # Plain BM25 reads no sections: its order is that of the first stage.
    rankings = {name: replace(VARIANTS[name], sections=1, ahead=0.0, neighbours=0) for name in BASELINES}
    rankings |= {FORMULA: Ranking(learned=False), SHIPPED: Ranking()}
    found = {}
    for name, ranking in rankings.items():
        encoder = searcher.encoder if ranking.dense > 0 else None
        tried = Searcher(searcher.reader, encoder, searcher.settings, ranking)
        found[name] = score_each(rank(tried, queries, same).run, qrels)
    return found


def table(differences: Sequence[Difference]) -> str:
    lines = ["| ranking | nDCG@10 | against | nDCG@10 | difference | p |", "| --- | --- | --- | --- | --- | --- |"]
    for d in differences:
        lines.append(
            f"| {d.ours} | {d.here:.4f} | {d.baseline} | {d.there:.4f} | {d.here - d.there:+.4f} | {shown_p(d.p)} |"
        )
    return "\n".join(lines)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m eval bm25", description=__doc__)
    add_set_arguments(parser, split="dev")
    parser.add_argument("--accents", choices=sorted(NOISES), default="keep")
    parser.add_argument("--folds", type=Path, help="the file of `python -m training.ranker --each`")
    return parser


def main(argv: Sequence[str]) -> int:
    """Writes `bm25.md` and `bm25.json` to `--out`; 2 when a file of the set is missing."""
    arguments = _parser().parse_args(argv)
    try:
        files = find_files(arguments.corpus, arguments.queries, arguments.qrels, arguments.split)
        settings = bench_settings(arguments)
        ensure_index(files.corpus, settings)
        searcher, reader = open_searcher(settings)
        queries, qrels = load_questions(files, arguments.accents, arguments.seed, arguments.limit)
    except (DatasetError, TracuuError) as error:
        print(error, file=sys.stderr)
        return 2
    with reader:
        found = measure(searcher, queries, qrels)
    if arguments.folds is not None:
        held = json.loads(arguments.folds.read_text(encoding="utf-8"))[f"{files.name} {arguments.accents}"]
        found[FOLDS] = {name: held[name] for name in queries}
    ours = [name for name in (FORMULA, SHIPPED, FOLDS) if name in found]
    text = table([compare(name, found[name], other, found[other]) for name in ours for other in BASELINES])
    arguments.out.mkdir(parents=True, exist_ok=True)
    (arguments.out / "bm25.md").write_text(f"{text}\n", encoding="utf-8")
    (arguments.out / "bm25.json").write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")
    print(text, f"({SHIPPED_SAW})", sep="\n")
    return 0
