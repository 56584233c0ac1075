"""Ranking metrics against trec_eval's own code, on random rankings and judgements."""

from __future__ import annotations

import random

import pytest
import pytrec_eval

from eval.data.model import Found, Question, Response
from eval.metrics.levels import documents_each


@pytest.mark.parametrize("seed", range(5))
def test_each_figure_is_that_of_trec_eval(seed: int) -> None:
    rng = random.Random(seed)
    questions, responses, run = [], {}, {}
    for number in range(20):
        name = f"q{number}"
        judged = {f"d{d}": rng.choice([0, 1, 1, 2]) for d in rng.sample(range(150), 6)} | {"d0": 1}
        ranked = [f"d{d}" for d in rng.sample(range(150), 120)]
        questions.append(Question(name, "?", documents=judged))
        responses[name] = Response(found=tuple(Found(d, 1.0) for d in ranked))
        run[name] = {d: float(-rank) for rank, d in enumerate(ranked)}
    qrels = {q.id: dict(q.documents) for q in questions}
    names = {"ndcg_cut_10": "ndcg@10", "recall_10": "recall@10", "recall_100": "recall@100", "map": "map"}
    names |= {"success_1": "success@1"}
    theirs = pytrec_eval.RelevanceEvaluator(qrels, set(names)).evaluate(run)
    ours = documents_each(questions, responses)
    for name, values in theirs.items():
        for measure, here in names.items():
            assert ours[name][here] == pytest.approx(values[measure]), (name, measure)
