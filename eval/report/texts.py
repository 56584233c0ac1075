"""The same figures for papers and programs: Markdown, LaTeX, CSV of every question, JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from eval.report.comparison import Comparison
from eval.report.numbers import counted, metric_name, ordered, probability, signed, with_interval
from eval.wording import say

_LATEX = str.maketrans({c: f"\\{c}" for c in "&%$#_{}"} | {"↓": r"$\downarrow$", "−": "$-$", "∞": r"$\infty$"})


def markdown(comparisons: Sequence[Comparison]) -> str:
    """A table of means and one of differences for each set."""
    lines: list[str] = []
    for comparison in comparisons:
        lines += [f"## {comparison.dataset}", ""]
        lines += [*map(_markdown_row, _with_rule(_means(comparison))), ""]
        if comparison.tests:
            lines += [*map(_markdown_row, _with_rule(_differences(comparison))), ""]
    return "\n".join(lines)


def _with_rule(rows: list[list[str]]) -> list[list[str]]:
    return [rows[0], ["---"] * len(rows[0]), *rows[1:]]


def _markdown_row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def latex(comparisons: Sequence[Comparison]) -> str:
    """`booktabs` tables, a caption each."""
    blocks = []
    for comparison in comparisons:
        for rows in (_means(comparison), _differences(comparison) if comparison.tests else []):
            if rows:
                body = [" & ".join(cell.translate(_LATEX) for cell in row) + r" \\" for row in rows]
                begin = [r"\begin{table}", rf"\caption{{{comparison.dataset.translate(_LATEX)}}}"]
                begin += [rf"\begin{{tabular}}{{l{'r' * (len(rows[0]) - 1)}}}", r"\toprule"]
                end = [r"\bottomrule", r"\end{tabular}", r"\end{table}", ""]
                blocks.append("\n".join([*begin, body[0], r"\midrule", *body[1:], *end]))
    return "\n".join(blocks)


def _means(comparison: Comparison) -> list[list[str]]:
    rows = [[say("report.metric"), *(run.label for run in comparison.runs)]]
    for metric in ordered(comparison.metrics):
        cells = [with_interval(run.means[metric]) if metric in run.means else "–" for run in comparison.runs]
        rows.append([metric_name(metric), *cells])
    return rows


def _differences(comparison: Comparison) -> list[list[str]]:
    rows = [[say("report.metric"), say("report.pair"), say("report.difference"), say("report.p"), say("report.effect"),
             say("report.better_worse"), say("report.needed")]]  # fmt: skip
    for test in comparison.tests:
        mean = test.difference.mean
        interval = f"{signed(mean.mean)} [{signed(mean.low)}; {signed(mean.high)}]"
        pair = f"{test.label} − {test.against}"
        better = f"{test.difference.better} / {test.difference.worse}"
        needed = "–" if test.needed is None else counted(test.needed)
        effect = signed(test.difference.effect, 2)
        rows.append([metric_name(test.metric), pair, interval, probability(test.p), effect, better, needed])
    return rows


def table(comparison: Comparison) -> str:
    """The differences for a terminal, in columns."""
    rows = _differences(comparison)
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )


def csv_of(comparisons: Sequence[Comparison]) -> str:
    """A row for each figure of each question of each run, in long form."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(("dataset", "system", "question", "metric", "value"))
    rows.writerows(_values(comparisons))
    return out.getvalue()


def _values(comparisons: Sequence[Comparison]) -> Iterator[tuple[str, str, str, str, str]]:
    for comparison in comparisons:
        for run in comparison.runs:
            for name, own in run.scores.items():
                for metric, value in own.items():
                    yield comparison.dataset, run.label, name, metric, f"{value:.6g}"


def json_of(comparisons: Sequence[Comparison]) -> str:
    """Everything: means, slices, tests, costs, identities and provenance."""
    whole = [
        {
            "dataset": comparison.dataset,
            "runs": [
                {
                    "label": run.label,
                    "metrics": {name: asdict(mean) for name, mean in run.means.items()},
                    "slices": {
                        name: {v: {m: asdict(mean) for m, mean in found.items()} for v, found in values.items()}
                        for name, values in run.slices.items()
                    },
                    **run.more,
                    "costs": run.costs,
                    "record": run.record,
                }
                for run in comparison.runs
            ],
            "tests": [asdict(test) for test in comparison.tests],
        }
        for comparison in comparisons
    ]
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"
