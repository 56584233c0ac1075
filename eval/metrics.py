"""Scores of a ranking, computed by ir_measures (MacAvaney, Macdonald and Ounis 2022)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from ir_measures import RR, R, ScoredDoc, Success, calc_aggregate, iter_calc, nDCG

from eval.datasets import Qrels

Run = Mapping[str, Sequence[tuple[str, float]]]
"""Query id -> `(document id, score)`, best first."""

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


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` (0 to 1) of the values lie, between neighbours by distance; 0.0 of nothing."""
    if not values:
        return 0.0
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def paired_p(ours: Mapping[str, float], theirs: Mapping[str, float], rounds: int = 10_000, seed: int = 0) -> float:
    """Two-sided p of the paired randomisation test (Smucker, Allan and Carterette 2007) over the same questions."""
    gains = np.array([ours[name] - theirs[name] for name in sorted(ours)])
    seen = abs(gains.mean())
    signs = np.random.default_rng(seed).choice([-1.0, 1.0], size=(rounds, len(gains)))
    return float((np.abs((signs * gains).mean(axis=1)) >= seen - 1e-12).sum() + 1) / (rounds + 1)


def shown_p(p: float) -> str:
    """As a table shows it."""
    return "< 0.001" if p < 0.001 else f"{p:.3f}"
