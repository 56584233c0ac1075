"""`python -m eval ablate`: the ranking with each field, term kind, search and step switched off in turn.

Rows are scored on the same index and questions as the full ranking; p is a paired randomisation test against it.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.errors import TracuuError
from assistant.retrieval import Ranking, Searcher
from assistant.understanding import Steps, TermWeights
from eval.data.beir import Files, find_files
from eval.data.model import Qrels
from eval.data.noise import NOISES
from eval.data.problems import DatasetError
from eval.metrics.ranking import score, score_each
from eval.retrieval.bench_index import ensure_index
from eval.retrieval.run import add_set_arguments, bench_settings, load_questions, open_searcher, rank, twins
from eval.statistics.paired import paired_p, shown_p
from eval.statistics.percentiles import percentile

# The shipped ranker has seen the dev questions of our sets: what rows are compared with is the formula beneath it.
FULL = Ranking(learned=False)
# Terms alone, one field: what a plain BM25 index of passages gives.
_BARE = replace(FULL, dense=0.0, section=0.0, title=0.0, weights=TermWeights(pairs=1.0))

VARIANTS: Mapping[str, Ranking] = {
    "full": FULL,
    "with the shipped ranker (it has seen these questions)": Ranking(),
    "passages by BM25, syllables": replace(_BARE, weights=TermWeights(pairs=0.0)),
    "passages by BM25, syllables and pairs": _BARE,
    "passages by vectors": replace(_BARE, weights=TermWeights(accented=0.0, plain=0.0), dense=1.0),
    "without vectors": replace(FULL, dense=0.0),
    "without whole sections": replace(FULL, section=0.0),
    "without the title's own weight": replace(FULL, title=0.0),
    "without pairs": replace(FULL, weights=TermWeights(pairs=0.0)),
    "pairs as heavy as syllables": replace(FULL, weights=TermWeights(pairs=1.0)),
    "with accent-less terms beside (0.3)": replace(FULL, weights=TermWeights(plain=0.3)),
    "accent-less terms only": replace(FULL, weights=TermWeights(accented=0.0, plain=1.0)),
    "with the title's field beside (0.3)": replace(FULL, title_field=0.3),
    "with the path's field beside (0.3)": replace(FULL, path_field=0.3),
    "the 15 most informative terms": replace(FULL, terms=15),
    "sections: 60 read": replace(FULL, ahead=0.0),
    "sections: best passage alone": replace(FULL, neighbours=0),
    "abbreviations not expanded": replace(FULL, steps=Steps(abbreviations=False)),
    "accents not restored": replace(FULL, steps=Steps(accents=False)),
    "keys not read": replace(FULL, steps=Steps(keys=False)),
}
_FOR_NOISE = ("full", "accents not restored", "keys not read")
"""Rows that other spellings of the questions are scored with."""


@dataclass(frozen=True, slots=True)
class Row:
    """One variant on one spelling of the questions."""

    accents: str
    name: str
    scores: Mapping[str, float]
    p: float | None
    milliseconds: float


def ablate(
    searcher: Searcher, queries: Mapping[str, str], qrels: Qrels, accents: str, names: Sequence[str]
) -> list[Row]:
    """The named variants; the first is what the others are compared with."""
    same = twins(searcher.reader)
    rows: list[Row] = []
    full: dict[str, float] = {}
    for name in names:
        variant = VARIANTS[name]
        encoder = searcher.encoder if variant.dense > 0 else None
        tried = Searcher(searcher.reader, encoder, searcher.settings, variant)
        began = time.process_time()
        ranked = rank(tried, queries, same)
        spent = (time.process_time() - began) * 1000 / max(len(queries), 1)
        each = score_each(ranked.run, qrels)
        p = paired_p(each, full) if full else None
        full = full or each
        rows.append(Row(accents, name, score(ranked.run, qrels), p, spent))
        shown = rows[-1].scores["nDCG@10"]
        print(f"{accents:6} {name:40} {shown:.4f}  {percentile(ranked.seconds, 0.5) * 1000:.0f} ms", file=sys.stderr)
    return rows


def table(rows: Sequence[Row]) -> str:
    """A markdown table; milliseconds are processor time for a question and 100 documents."""
    lines = [
        "| questions | ranking | nDCG@10 | p | R@10 | R@100 | MRR@10 | acc@1 | CPU ms |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for row in rows:
        values = [f"{row.scores[name]:.4f}" for name in ("nDCG@10", "R@10", "R@100", "MRR@10", "acc@1")]
        p = "" if row.p is None else shown_p(row.p)
        cells = [row.accents, row.name, values[0], p, *values[1:], f"{row.milliseconds:.0f}"]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def write_into(file: Path, name: str, text: str) -> None:
    """Puts `text` between the file's marks for `name`; at the end, with marks, when it has none."""
    begin, end = f"<!-- ablate {name} -->", f"<!-- /ablate {name} -->"
    block = f"{begin}\n{text}\n{end}"
    old = file.read_text(encoding="utf-8") if file.is_file() else ""
    if begin in old and end in old:
        new = old[: old.index(begin)] + block + old[old.index(end) + len(end) :]
    else:
        new = f"{old.rstrip()}\n\n{block}\n" if old else f"{block}\n"
    file.write_text(new, encoding="utf-8")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m eval ablate", description=__doc__)
    add_set_arguments(parser, split="dev")
    parser.add_argument("--accents", nargs="*", choices=sorted(NOISES), default=["keep"])
    parser.add_argument("--into", type=Path, help="a markdown file whose table of this set is replaced")
    return parser


def main(argv: Sequence[str]) -> int:
    """Writes `ablation.md` to `--out` (and into `--into`); 2 when a file of the set is missing."""
    arguments = _parser().parse_args(argv)
    try:
        files: Files = find_files(arguments.corpus, arguments.queries, arguments.qrels, arguments.split)
        settings = bench_settings(arguments)
        ensure_index(files.corpus, settings)
        searcher, reader = open_searcher(settings)
    except (DatasetError, TracuuError) as error:
        print(error, file=sys.stderr)
        return 2
    rows: list[Row] = []
    with reader:
        for accents in arguments.accents:
            queries, qrels = load_questions(files, accents, arguments.seed, arguments.limit)
            rows += ablate(searcher, queries, qrels, accents, tuple(VARIANTS) if accents == "keep" else _FOR_NOISE)
    text = table(rows)
    arguments.out.mkdir(parents=True, exist_ok=True)
    (arguments.out / "ablation.md").write_text(f"{text}\n", encoding="utf-8")
    if arguments.into is not None:
        write_into(arguments.into, files.name, text)
    print(text)
    return 0
