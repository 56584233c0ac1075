"""One HTML file that holds all of itself: tables with intervals, plots, slices, the worst questions side by side."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from eval.data.model import Question, Response
from eval.metrics.scoring import higher_is_better
from eval.report.comparison import Comparison, worst
from eval.report.numbers import counted, metric_name, ordered, probability, shown, signed
from eval.report.plots import plots_of
from eval.runs.results import IN_SLICES, Results
from eval.statistics.intervals import Mean
from eval.wording import words

FOLDER = Path(__file__).resolve().parent
SHOWN = 40
"""Questions shown side by side for each set: the worst; every question is in the CSV."""
LONGEST = 700
"""Characters of an answer that are shown at once."""


@cache
def _environment() -> Environment:
    found = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters |= {
        "number": shown,
        "signed": signed,
        "counted": counted,
        "probability": probability,
        "metric": metric_name,
    }
    return found


def html(comparisons: Sequence[Comparison], language: str) -> str:
    """The page in the language in use."""
    return (
        _environment()
        .get_template("page.html.jinja")
        .render(
            language=language,
            css=(FOLDER / "page.css").read_text(encoding="utf-8"),
            say=words("report"),
            parts=[_part(comparison, number) for number, comparison in enumerate(comparisons, 1)],
        )
    )


def _part(comparison: Comparison, number: int) -> dict[str, Any]:
    metrics = ordered(comparison.metrics)
    return {
        "id": f"set-{number}",
        "name": comparison.dataset,
        "runs": comparison.runs,
        "count": len(comparison.runs[0].questions),
        "unanswerable": sum(not q.answerable for q in comparison.runs[0].questions),
        "rows": [{"metric": metric, "cells": _cells(comparison, metric)} for metric in metrics],
        "tests": comparison.tests,
        "plots": plots_of(comparison),
        "slices": _slices(comparison),
        "costs": _costs(comparison),
        "questions": [_side_by_side(comparison, name) for name in worst(comparison, SHOWN)],
        "agreement": next((r.more["support_agreement"] for r in comparison.runs if "citation_recall" in r.means), None),
        "check": comparison.runs[0].more["support_check"],
    }  # fmt: skip


def _cells(comparison: Comparison, metric: str) -> list[dict[str, Any] | None]:
    means = [run.means.get(metric) for run in comparison.runs]
    known = [mean.mean for mean in means if mean is not None]
    best = (max if higher_is_better(metric) else min)(known)
    return [None if mean is None else _cell(mean, len(known) > 1 and mean.mean == best) for mean in means]


def _cell(mean: Mean, best: bool) -> dict[str, Any]:
    """With the ends of the interval in hundredths of the scale, for the bar under the figure."""
    places = {name: round(100 * getattr(mean, name), 1) for name in ("mean", "low", "high")}
    return {"value": mean, "best": best, "at": places}


def _slices(comparison: Comparison) -> list[dict[str, Any]]:
    """For each slice the first figure that all of it is judged by, system by system."""
    main = next((m for m in IN_SLICES if any(m in run.means for run in comparison.runs)), None)
    names = dict.fromkeys(name for run in comparison.runs for name in run.slices)
    labels, values_said = words("slices"), words("slice_values")
    out = []
    for name in names:
        values = dict.fromkeys(value for run in comparison.runs for value in run.slices.get(name, {}))
        for value in values:
            cells = [run.slices.get(name, {}).get(value, {}).get(main or "") for run in comparison.runs]
            if any(cell is not None for cell in cells):
                count = max(cell.count for cell in cells if cell is not None)
                out.append({"name": labels.get(name, name), "value": values_said.get(value, value), "count": count,
                            "metric": main, "cells": cells})  # fmt: skip
    return out


def _costs(comparison: Comparison) -> list[dict[str, Any]]:
    labels = words("costs")
    known = [name for name in labels if any(name in run.costs for run in comparison.runs)]
    return [{"name": labels[name], "cells": [run.costs.get(name) for run in comparison.runs]} for name in known]


def _side_by_side(comparison: Comparison, name: str) -> dict[str, Any]:
    question = next(q for q in comparison.runs[0].questions if q.id == name)
    return {
        "question": question,
        "expected": _expected(question),
        "said": [_said(run, question) for run in comparison.runs],
    }


def _expected(question: Question) -> list[str]:
    facts = [" / ".join(fact) for fact in question.facts]
    quoted = [quotation for place in question.places for quotation in place.quotations]
    return list(dict.fromkeys([*facts, *question.answers, *quoted]))


def _said(run: Results, question: Question) -> dict[str, Any]:
    response = run.responses.get(question.id, Response(error="missing"))
    own = run.scores[question.id]
    answer = response.answer
    return {
        "label": run.label,
        "right": own.get("right"),
        "score": next(((m, own[m]) for m in ("ndcg@10", "f1") if m in own), None),
        "answer": answer if len(answer) <= LONGEST else f"{answer[:LONGEST].rsplit(' ', 1)[0]} …",
        "refused": response.refused,
        "error": response.error,
        "citations": response.citations[:5],
        "found": [document for document, _ in response.documents[:5]],
    }
