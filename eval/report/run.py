"""`python -m eval run`: sets of questions through systems, one folder a run, and a report over all of them.

A set is a path (see `python -m eval data`), the name of one that `data list` shows, or "all". A system: `ours`,
`ours:formula=yes`, `bm25`, `bm25:pairs=yes`, `tutorial`, `closed-book:model=…`, `http:FILE.toml`, `openai:URL,model=…`,
`python:MODULE:NAME`, `langchain:MODULE:NAME`, `run:FILE`; "LABEL==" before it names it.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from assistant.errors import TracuuError
from eval.data.injection import injected
from eval.data.model import Dataset
from eval.data.noise import NOISES
from eval.data.problems import DatasetError, Problems
from eval.data.sets import SHARED, development_sets, load
from eval.report.write import write_report
from eval.runs.results import Results
from eval.runs.runner import run
from eval.systems.base import SystemFault
from eval.systems.named import Named, system_of
from eval.wording import say


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m eval run", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", action="append", required=True, help="a set; may be given several times")
    parser.add_argument("--documents", type=Path, help="the folder of files that the questions speak of")
    parser.add_argument("--root", type=Path, default=SHARED, help="where named sets lie")
    parser.add_argument("--system", action="append", required=True, help="a system; may be given several times")
    parser.add_argument("--noise", choices=sorted(NOISES), default="keep", help="how the questions are typed")
    parser.add_argument("--inject", action="store_true", help="put documents with orders among those of the set")
    parser.add_argument("--limit", type=int, help="only the first questions of each set")
    parser.add_argument("--jobs", type=int, default=1, help="questions at once, for systems elsewhere")
    parser.add_argument("--out", type=Path, required=True, help="folder of the runs and their report")
    return parser


def main(argv: Sequence[str]) -> int:
    """Exit code 0; 1 when a system failed on every question; 2 when a set, a system or a folder cannot be used."""
    options = _parser().parse_args(argv)
    results: list[Results] = []
    try:
        systems = [system_of(given) for given in options.system]
        for dataset in _sets(options):
            for named in systems:
                results.append(_run(dataset, named, options))
    except (DatasetError, SystemFault, TracuuError) as error:
        print(error, file=sys.stderr)
        return 2
    write_report(results, options.out)
    print(say("runs.report", path=options.out / "report.html"))
    failed = [r for r in results if r.responses and all(one.error for one in r.responses.values())]
    for result in failed:
        reason = next(one.error for one in result.responses.values())
        print(say("runs.all_failed", name=result.label, reason=reason), file=sys.stderr)
    return 1 if failed else 0


def _run(dataset: Dataset, named: Named, options: argparse.Namespace) -> Results:
    result = run(dataset, named, options.out, options.noise, options.jobs)
    shown = [f"{name} {mean.mean:.3f}" for name, mean in result.means.items() if name in ("right", "ndcg@10", "f1")]
    print(f"{result.dataset:20} {result.label:24} {'  '.join(shown)}")
    return result


def _sets(options: argparse.Namespace) -> list[Dataset]:
    """Raises `DatasetError` with all that is wrong with one of them."""
    known = development_sets(options.root)
    chosen: list[tuple[str | None, str, Path | None]]
    chosen = [(name, *known[name]) for name in known] if "all" in options.data else []
    for given in options.data:
        if given in known:
            chosen.append((given, *known[given]))
        elif given != "all":
            chosen.append((None, given, options.documents))
    found = []
    for name, path, documents in chosen:
        problems = Problems()
        dataset = load(path, documents, problems)
        print(*problems.lines(), sep="\n", file=sys.stderr)
        problems.require()
        questions = dataset.questions[: options.limit]
        chosen_set = replace(dataset, questions=questions, name=name or dataset.name)
        if options.inject and not dataset.texts:
            raise DatasetError(say("data.inject_texts", name=chosen_set.name))
        found.append(injected(chosen_set) if options.inject else chosen_set)
    return found
