"""The figures of a run: of each question (`scores.jsonl`), means with intervals and slices (`metrics.json`), and what
it cost in time and memory (`costs.json`)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from eval.data.model import Question, Response
from eval.metrics.refusals import area_under_risk, calibration
from eval.metrics.scoring import Measured, Scores, score_all
from eval.runs.files import write_json
from eval.runs.folder import RunFolder
from eval.runs.slices import parts
from eval.statistics.intervals import Mean, mean_of_shares
from eval.statistics.percentiles import percentile

IN_SLICES = ("right", "grounded", "document", "ndcg@10", "recall@10", "f1", "refused_wrongly")
"""Figures that are parted by slices; all others only blur a page."""


@dataclass(frozen=True, slots=True)
class Results:
    """What a report is made of."""

    label: str
    record: Mapping[str, Any]
    questions: Sequence[Question]
    responses: Mapping[str, Response]
    scores: Scores
    means: Mapping[str, Mean]
    slices: Mapping[str, Mapping[str, Mapping[str, Mean]]]
    more: Mapping[str, Any]
    costs: Mapping[str, Any]

    @property
    def dataset(self) -> str:
        return str(self.record["identity"]["dataset"])


def measure(folder: RunFolder) -> Results:
    """Scores what the run said and writes the three files. Raises `DatasetError` where there is no run."""
    questions, responses = folder.questions(), folder.responses()
    measured = score_all(questions, responses)
    scores = {
        name: {metric: value for metric, value in values.items() if not metric.endswith("_ms")}
        for name, values in measured.scores.items()
    }
    means = means_of(scores)
    slices = {
        name: {value: _chosen(means_of({q: scores[q] for q in ids})) for value, ids in values.items()}
        for name, values in parts(questions).items()
    }
    more = _of_the_whole(questions, responses, scores, measured)
    costs = _costs(folder, responses)
    lines = [json.dumps({"id": name} | _rounded(values), ensure_ascii=False) + "\n" for name, values in scores.items()]
    (folder.path / "scores.jsonl").write_text("".join(lines), encoding="utf-8")
    told = {
        "questions": len(questions),
        "metrics": {name: _rounded(asdict(mean)) for name, mean in means.items()},
        "slices": {
            name: {v: {m: _rounded(asdict(mean)) for m, mean in found.items()} for v, found in values.items()}
            for name, values in slices.items()
        },
    }
    write_json(folder.path / "metrics.json", told | more)
    write_json(folder.path / "costs.json", costs)
    return Results(folder.label, folder.record, questions, responses, scores, means, slices, more, costs)


def means_of(scores: Scores) -> dict[str, Mean]:
    """Of each metric over the questions that have it, in the order in which they come."""
    values: dict[str, list[float]] = {}
    for own in scores.values():
        for metric, value in own.items():
            values.setdefault(metric, []).append(value)
    return {metric: mean_of_shares(found) for metric, found in values.items()}


def _chosen(means: Mapping[str, Mean]) -> dict[str, Mean]:
    return {metric: means[metric] for metric in IN_SLICES if metric in means}


def _rounded(values: Mapping[str, float]) -> dict[str, float]:
    return {name: round(value, 6) for name, value in values.items()}


def _of_the_whole(
    questions: Sequence[Question], responses: Mapping[str, Response], scores: Scores, measured: Measured
) -> dict[str, Any]:
    """Figures that are no means: the area under risk and coverage, calibration, agreement over paraphrases."""
    asked = [q for q in questions if "right" in scores[q.id]]
    given = [responses.get(q.id, Response(refused=True)) for q in asked]
    sure = [None if r.refused or r.error else r.confidence for r in given]
    right = [scores[q.id]["right"] == 1.0 for q in asked]
    out: dict[str, Any] = {"support_check": measured.judge, "support_agreement": measured.agreement}
    if any(value is not None for value in sure):
        out["risk_coverage_area"] = area_under_risk(sure, right)
    if all(r.calibrated for r in given if r.confidence is not None) and any(r.calibrated for r in given):
        known = [(c, g) for c, g in zip(sure, right, strict=True) if c is not None]
        out["calibration_error"] = calibration([c for c, _ in known], [g for _, g in known])[1]
    groups: dict[str, list[float]] = {}
    for question in asked:
        if question.group:
            groups.setdefault(question.group, []).append(scores[question.id]["right"])
    told = [values for values in groups.values() if len(values) > 1]
    if told:
        out["paraphrases_alike"] = sum(len(set(values)) == 1 for values in told) / len(told)
    out["errors"] = sum(r.error is not None for r in responses.values())
    return out


def _costs(folder: RunFolder, responses: Mapping[str, Response]) -> dict[str, Any]:
    """Milliseconds of the questions, what preparing cost, and processor time and tokens for a thousand questions."""
    known = (
        json.loads((folder.path / "costs.json").read_text("utf-8")) if (folder.path / "costs.json").is_file() else {}
    )
    times = [r.milliseconds["total"] for r in responses.values() if "total" in r.milliseconds]
    tokens = [r.tokens for r in responses.values() if r.tokens is not None]
    known["total_ms_p50"] = round(percentile(times, 0.5), 1)
    known["total_ms_p95"] = round(percentile(times, 0.95), 1)
    known["seconds_per_1000"] = round(sum(times) / len(times), 1) if times else 0.0
    if tokens:
        known["tokens_per_1000"] = round(1000 * sum(tokens) / len(tokens))
    return dict(known)
