"""`python -m eval report`, `compare` and `gate`: runs that are there, as people and CI read them."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from eval.data.problems import DatasetError
from eval.report.comparison import compare, runs_below, worst
from eval.report.numbers import metric_name, shown, with_interval
from eval.report.texts import table
from eval.report.write import write_report
from eval.runs.folder import RunFolder
from eval.runs.results import Results, measure
from eval.wording import say


def report(argv: Sequence[str]) -> int:
    """`report RUN… --out DIR`: all forms of the report over the runs in some folders."""
    parser = argparse.ArgumentParser(prog="python -m eval report", description=report.__doc__)
    parser.add_argument("runs", nargs="+", type=Path, help="folders of runs, or folders that hold such")
    parser.add_argument("--first", help="the label of the system that the others are tested against")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args(argv)
    try:
        results = sorted(runs_below(options.runs), key=lambda run: run.label != options.first)
        write_report(results, options.out)
    except DatasetError as error:
        print(error, file=sys.stderr)
        return 2
    print(say("data.written", path=options.out / "report.html"))
    return 0


def comparison(argv: Sequence[str]) -> int:
    """`compare A B`: the difference of two runs of one set, with intervals and tests, and where they part."""
    parser = argparse.ArgumentParser(prog="python -m eval compare", description=comparison.__doc__)
    parser.add_argument("first", type=Path)
    parser.add_argument("second", type=Path)
    parser.add_argument("--show", type=int, default=10, help="questions shown that the first did worse on")
    options = parser.parse_args(argv)
    try:
        first, second = (measure(RunFolder(path)) for path in (options.first, options.second))
        if first.dataset != second.dataset:
            raise DatasetError(say("report.two_sets", first=first.dataset, second=second.dataset))
        (found,) = compare([first, second])
    except DatasetError as error:
        print(error, file=sys.stderr)
        return 2
    print(table(found))
    for name in worst(found, options.show):
        mine, other = (run.scores[name].get("right", run.scores[name].get("ndcg@10")) for run in found.runs)
        if mine is not None and other is not None and mine < other:
            question = next(q for q in first.questions if q.id == name)
            print(f"{name}  {shown(mine, 2)} < {shown(other, 2)}  {question.text}")
    return 0


def gate(argv: Sequence[str]) -> int:
    """`gate RUN --min ndcg@10=0.80 --max refused_wrongly=0.1`: exit code 1 when a mean is beyond its bound."""
    parser = argparse.ArgumentParser(prog="python -m eval gate", description=gate.__doc__)
    parser.add_argument("run", type=Path)
    parser.add_argument("--min", action="append", default=[], type=_bound, metavar="METRIC=VALUE")
    parser.add_argument("--max", action="append", default=[], type=_bound, metavar="METRIC=VALUE")
    options = parser.parse_args(argv)
    try:
        result = measure(RunFolder(options.run))
        bounds = [(name, value, True) for name, value in options.min]
        bounds += [(name, value, False) for name, value in options.max]
        held = [_holds(result, name, value, least) for name, value, least in bounds]
    except DatasetError as error:
        print(error, file=sys.stderr)
        return 2
    return 0 if all(held) else 1


def _bound(given: str) -> tuple[str, float]:
    name, _, value = given.partition("=")
    return name, float(value)


def _holds(result: Results, name: str, value: float, least: bool) -> bool:
    """Raises `DatasetError` for a metric that the run has not: a gate that checks nothing must not pass."""
    mean = result.means.get(name)
    figure = result.costs.get(name) if mean is None else mean.mean
    if not isinstance(figure, int | float):
        raise DatasetError(say("report.no_metric", name=name, known=", ".join([*result.means, *result.costs])))
    good = figure >= value if least else figure <= value
    told = shown(figure) if mean is None else with_interval(mean)
    sign = "≥" if least else "≤"
    print(f"{'✓' if good else '✗'} {metric_name(name)}: {told} {sign} {shown(value)}")
    return good
