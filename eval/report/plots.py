"""Plots as SVG inside the page: no script, no network, text stays text."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from eval.data.model import Response
from eval.metrics.refusals import calibration, risk_coverage
from eval.report.comparison import Comparison
from eval.report.numbers import shown
from eval.runs.results import Results
from eval.wording import say

COLOURS = ("#0b5394", "#b45309", "#15803d", "#7e22ce", "#b91c1c", "#0f766e", "#374151", "#a16207")
"""Dark enough to read on white; lines differ in dashes too, for who sees no colours."""
DASHES = ("-", "--", ":", "-.", "-", "--", ":", "-.")


@dataclass(frozen=True, slots=True)
class Plot:
    """`words` say in a sentence what the picture shows."""

    svg: str
    title: str
    words: str


def plots_of(comparison: Comparison) -> list[Plot]:
    """Those that the runs give ground for."""
    found = [_risk(comparison.runs), _times(comparison.runs), _calibration(comparison.runs)]
    return [plot for plot in found if plot is not None]


def _judged(run: Results) -> tuple[list[float | None], list[bool]]:
    asked = [q for q in run.questions if "right" in run.scores[q.id]]
    given = [run.responses.get(q.id, Response(refused=True)) for q in asked]
    sure = [None if r.refused or r.error else r.confidence for r in given]
    return sure, [run.scores[q.id]["right"] == 1.0 for q in asked]


def _risk(runs: Sequence[Results]) -> Plot | None:
    figure, axes = _axes(say("report.coverage"), say("report.risk"))
    drawn = 0
    for at, run in enumerate(runs):
        curve = risk_coverage(*_judged(run))
        if curve:
            xs, ys = [p.coverage for p in curve], [p.risk for p in curve]
            axes.plot(xs, ys, label=run.label, **_line(at))
            axes.plot(xs[-1:], ys[-1:], "o", color=COLOURS[at % 8], markersize=4)
            drawn += 1
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1)
    return _finished(figure, axes, say("report.risk_title"), say("report.risk_words")) if drawn else None


def _times(runs: Sequence[Results]) -> Plot | None:
    figure, axes = _axes(say("report.milliseconds"), say("report.share_within"))
    drawn = 0
    for at, run in enumerate(runs):
        times = sorted(r.milliseconds["total"] for r in run.responses.values() if r.milliseconds.get("total", 0) > 0)
        if times:
            shares = [(i + 1) / len(times) for i in range(len(times))]
            axes.step(
                times,
                shares,
                where="post",
                label=run.label,
                color=COLOURS[at % 8],
                linestyle=DASHES[at % 8],
                linewidth=1.8,
            )
            drawn += 1
    axes.set_xscale("log")
    axes.set_ylim(0, 1)
    return _finished(figure, axes, say("report.times_title"), say("report.times_words")) if drawn else None


def _calibration(runs: Sequence[Results]) -> Plot | None:
    figure, axes = _axes(say("report.confidence"), say("report.share_right"))
    drawn = 0
    for at, run in enumerate(runs):
        if not any(r.calibrated for r in run.responses.values()):
            continue
        known = [(c, g) for c, g in zip(*_judged(run), strict=True) if c is not None]
        bins, _ = calibration([c for c, _ in known], [g for _, g in known])
        axes.plot([b.confidence for b in bins], [b.right for b in bins], "o-", label=run.label, color=COLOURS[at % 8])
        drawn += 1
    axes.plot([0, 1], [0, 1], color="#6b7280", linewidth=0.8)
    return _finished(figure, axes, say("report.calibration_title"), say("report.calibration_words")) if drawn else None


def _axes(across: str, up: str):  # type: ignore[no-untyped-def]  # matplotlib has no types
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "tracuu", "font.family": "sans-serif"})
    from matplotlib.figure import Figure

    figure = Figure(figsize=(5.0, 3.4), layout="constrained")
    axes = figure.subplots()
    axes.set_xlabel(across)
    axes.set_ylabel(up)
    axes.grid(visible=True, color="#d1d5db", linewidth=0.6)
    axes.spines[["top", "right"]].set_visible(False)
    return figure, axes


def _line(at: int) -> dict[str, Any]:
    return {"color": COLOURS[at % len(COLOURS)], "linestyle": DASHES[at % len(DASHES)], "linewidth": 1.8}


def _digits(value: float) -> int:
    """Of a label on an axis: 0,2 and 0,01, but 10 and 100."""
    return 0 if value == 0 or float(value).is_integer() else max(1, -math.floor(math.log10(abs(value))))


def _finished(figure, axes, title: str, words: str) -> Plot:  # type: ignore[no-untyped-def]
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter(lambda value, _: shown(value, _digits(value)))
    axes.legend(frameon=False, fontsize=8)
    out = io.StringIO()
    figure.savefig(out, format="svg", metadata={"Date": None})
    svg = out.getvalue()
    return Plot(svg[svg.index("<svg") :], title, words)
