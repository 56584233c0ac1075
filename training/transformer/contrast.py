"""Questions to their passages: pairs made from texts alone, then with mined hard negatives, then real questions.

In-batch negatives (arXiv 1705.00652) in large batches by gradient caching (arXiv 2101.06983), at every dimension the
vector may be cut to (arXiv 2205.13147): the losses are those of sentence-transformers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch

from training.static.corpus import Ints
from training.static.pairs import Mix, Pairs
from training.transformer.drawing import Drawer
from training.transformer.loop import Workshop, run_stage
from training.transformer.model import read_sentence_model
from training.transformer.plan import Plan, Stage
from training.transformer.pretrain import PASSAGE_ID, QUESTION_ID
from training.transformer.texts import Pack, padded

Rows = Sequence[Ints]
Draw = Callable[[int], Sequence[Rows]]
"""The n-th batch: questions, their passages, and for each negative of a question one more list of passages."""


class TitlePairs:
    """Pairs as for the static encoder; of pairs under one title only the first stays, the others are no negatives."""

    def __init__(self, pack: Pack, plan: Plan) -> None:
        self.pairs = Pairs(pack.texts, pack.plain, Mix(longest=min(200, plan.shape.longest - 40)), plan.seed)
        self.size = plan.contrast.batch

    def draw(self, number: int) -> Sequence[Rows]:
        batch = self.pairs.draw(number, self.size)
        _, first = np.unique(batch.same, return_index=True)
        kept = np.sort(first)
        return [[batch.questions[i] for i in kept], [batch.passages[i] for i in kept]]


def train_pairs(name: str, stage: Stage, draw: Draw, begun: Path, pack: Pack, plan: Plan, shop: Workshop) -> Any:
    """The sentence model of the folder `begun`, trained further on what `draw` gives."""
    from sentence_transformers.losses import CachedMultipleNegativesRankingLoss, MatryoshkaLoss

    model = read_sentence_model(begun, shop.device)
    cached = CachedMultipleNegativesRankingLoss(model, scale=1 / plan.temperature, mini_batch_size=stage.chunk)
    loss = MatryoshkaLoss(model, cached, list(plan.dimensions))
    with Drawer(draw, stage.steps) as drawer:

        def backward(step: int) -> float:
            columns = drawer.at(step)
            features = [
                padded(rows, PASSAGE_ID if i else QUESTION_ID, plan.shape.longest, shop.device)
                for i, rows in enumerate(columns)
            ]
            with shop.autocast():
                value = loss(features, None)
                torch.autograd.backward(value)
            return float(value.detach())

        run_stage(shop, name, stage, model, backward)
    return model
