"""The runs of one set side by side: means with intervals, and each system against the first, tests corrected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.data.problems import DatasetError
from eval.runs.folder import RunFolder
from eval.runs.results import Results, measure
from eval.statistics.comparing import Difference, differ, holm
from eval.statistics.power import questions_needed, spread_of
from eval.wording import say

TESTED = ("right", "grounded", "document", "ndcg@10", "recall@10", "f1")
"""Figures that systems are tested on: few, because each test more makes all of them weaker."""
ONE_POINT = 0.01


@dataclass(frozen=True, slots=True)
class Tested:
    """`p` is Holm's over all tests of the set; `needed`: questions that would show one point, None where no question
    told the two apart."""

    metric: str
    label: str
    against: str
    difference: Difference
    p: float
    needed: int | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """The runs of one set, in the order given; the first is what the others are tested against."""

    dataset: str
    runs: Sequence[Results]
    tests: Sequence[Tested]

    @property
    def metrics(self) -> list[str]:
        """Of any of the runs, in the order of the first that has them."""
        return list(dict.fromkeys(metric for run in self.runs for metric in run.means))


def runs_below(paths: Sequence[Path]) -> list[Results]:
    """The runs in some folders or below them, scored anew. Raises `DatasetError` where there is none."""
    found = [p.parent for path in paths for p in sorted(path.rglob("run.json"))]
    if not found:
        raise DatasetError(say("runs.no_run", path=", ".join(map(str, paths))))
    return [measure(RunFolder(folder)) for folder in dict.fromkeys(found)]


def compare(results: Sequence[Results]) -> list[Comparison]:
    """By set. Raises `DatasetError` when two runs of a set were asked different questions or of other documents."""
    sets: dict[str, list[Results]] = {}
    for result in results:
        sets.setdefault(result.dataset, []).append(result)
    for name, runs in sets.items():
        for part in ("questions", "documents"):
            if len({run.record["identity"][part] for run in runs}) > 1:
                raise DatasetError(say("report.not_alike", name=name))
    return [Comparison(name, runs, _tests(runs)) for name, runs in sets.items()]


def _tests(runs: Sequence[Results]) -> list[Tested]:
    found: list[tuple[str, str, str, Difference, int | None]] = []
    for other in runs[1:]:
        for metric in TESTED:
            first, second = _of(runs[0], metric), _of(other, metric)
            difference = differ(first, second)
            if difference is not None:
                found.append((metric, runs[0].label, other.label, difference, _needed(first, second)))
    adjusted = holm([difference.p for _, _, _, difference, _ in found])
    return [Tested(m, a, b, d, p, n) for (m, a, b, d, n), p in zip(found, adjusted, strict=True)]


def _of(run: Results, metric: str) -> dict[str, float]:
    return {name: values[metric] for name, values in run.scores.items() if metric in values}


def _needed(first: Mapping[str, float], second: Mapping[str, float]) -> int | None:
    spread = spread_of([first[name] - second[name] for name in sorted(first.keys() & second.keys())])
    return questions_needed(ONE_POINT, spread) if spread > 0 else None


def worst(comparison: Comparison, most: int) -> list[str]:
    """The questions that the first run did worst on, those that others did better on before others; then the rest in
    order, until there are `most`. By `right` where answers are judged, else by the ranking."""
    metric = "right" if any("right" in run.means for run in comparison.runs) else "ndcg@10"
    values = [{name: own.get(metric) for name, own in run.scores.items()} for run in comparison.runs]
    ours = values[0]

    def rank(name: str) -> tuple[float, float]:
        others = [value for other in values[1:] if (value := other.get(name)) is not None]
        own = ours[name]
        return (1.0 if own is None else own, -max(others, default=0.0))

    return sorted((name for name, value in ours.items() if value is not None), key=rank)[:most]
