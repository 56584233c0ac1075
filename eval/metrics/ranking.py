"""Scores of a ranking, computed by ir_measures (MacAvaney, Macdonald and Ounis 2022)."""

from __future__ import annotations

from ir_measures import RR, R, ScoredDoc, Success, calc_aggregate, iter_calc, nDCG

from eval.data.model import Qrels, Run

MEASURES = {
    "nDCG@10": nDCG @ 10,
    "R@1": R @ 1,
    "R@10": R @ 10,
    "R@100": R @ 100,
    "MRR@10": RR @ 10,
    "acc@1": Success @ 1,
}


def _flat(run: Run) -> list[ScoredDoc]:
    """Ranks as scores: the order we gave is the order that is judged, also among equal scores."""
    return [ScoredDoc(q, doc, -float(rank)) for q, found in run.items() for rank, (doc, _) in enumerate(found)]


def _nested(qrels: Qrels) -> dict[str, dict[str, int]]:
    return {query: dict(judged) for query, judged in qrels.items()}


def score(run: Run, qrels: Qrels) -> dict[str, float]:
    """Means over the judged questions; one with nothing found counts 0, one without judgements does not count."""
    values = calc_aggregate(list(MEASURES.values()), _nested(qrels), _flat(run))
    return {name: float(values[measure]) for name, measure in MEASURES.items()}


def score_each(run: Run, qrels: Qrels, measure: str = "nDCG@10") -> dict[str, float]:
    """One measure for each judged question (for paired tests); 0 where nothing was found."""
    values = dict.fromkeys(qrels, 0.0)
    for metric in iter_calc([MEASURES[measure]], _nested(qrels), _flat(run)):
        values[metric.query_id] = float(metric.value)
    return values
