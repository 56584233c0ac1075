"""Growth of time, memory, disk and building time over the number of passages, as one picture."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

LIMIT_MS = 300.0
LIMIT_MB = 2_500.0
"""What is asked for at 1,000,000 passages."""


def plot(points: Sequence[dict[str, Any]], path: Path) -> None:
    """Draws the points of `eval.scale.grow` into a PNG file."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot
    from matplotlib.ticker import FuncFormatter, NullFormatter

    plain = FuncFormatter(lambda value, _: f"{value:,.0f}" if value >= 1 else f"{value:g}")
    points = [point for point in points if "search_ms" in point]
    sizes = [point["passages"] for point in points]
    figure, ((waiting, stages), (memory, building)) = pyplot.subplots(2, 2, figsize=(11, 8), layout="constrained")
    for share, style in (("p95", "o-"), ("p50", "o--")):
        waiting.plot(sizes, [p["search_ms"][share] for p in points], style, label=f"one question, {share}")
    waiting.plot(sizes, [p["at_once"]["p95"] for p in points], "s:", color="grey", label="questions at once, p95")
    waiting.axhline(LIMIT_MS, color="firebrick", linewidth=1, label="limit for p95")
    _finish(waiting, "Search, question to hits", "milliseconds")
    for stage in ("lexical", "dense", "sections", "encode"):
        stages.plot(sizes, [p["stages_ms"][stage]["p95"] for p in points], "o-", label=stage)
    _finish(stages, "Its stages, p95", "milliseconds")
    memory.plot(sizes, [p["rss_peak_mb"] for p in points], "o-", label="resident, greatest")
    memory.plot(sizes, [p["rss_own_mb"] for p in points], "o--", label="of it not mapped files")
    memory.plot(sizes, [p["disk_bytes"] / 1e6 for p in points], "s-", label="index on disk")
    memory.axhline(LIMIT_MB, color="firebrick", linewidth=1, label="limit for resident")
    _finish(memory, "Memory of the serving process, disk", "megabytes")
    _building(building, points)
    _finish(building, "Building the index", "seconds")
    for axes in (waiting, stages, memory, building):
        for axis in (axes.xaxis, axes.yaxis):
            axis.set_major_formatter(plain)
            axis.set_minor_formatter(NullFormatter())
    figure.savefig(path, dpi=110)
    pyplot.close(figure)


def _building(axes: Any, points: Sequence[dict[str, Any]]) -> None:
    """Sizes reached by the writer alone stand apart: they cost less than the whole chain."""
    whole = [p for p in points if "by_writer_alone" not in p]
    rest = [p for p in points if "by_writer_alone" in p]
    for part, style, label in (
        (whole, "o-", "whole chain, text to index"),
        (whole[-1:] + rest, "s:", "the last by the index's writer alone"),
    ):
        if part is whole or rest:
            axes.plot([p["passages"] for p in part], [p["build_seconds"] for p in part], style, label=label)


def _finish(axes: Any, title: str, unit: str) -> None:
    axes.set(title=title, xlabel="passages", ylabel=unit, xscale="log", yscale="log")
    low, high = axes.get_ylim()
    axes.set_yticks([n * 10**e for e in range(-2, 5) for n in (1, 2, 5) if low <= n * 10**e <= high * 1.05])
    axes.grid(visible=True, which="both", alpha=0.25)
    axes.legend(fontsize=8)
