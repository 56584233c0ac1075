"""The reranker: question and passage read together, one score; the right passage before its hard negatives.

Listwise softmax over one right and several wrong passages (arXiv 2101.08751 "rethink training of BERT rerankers").
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn.functional import cross_entropy

from training.static.corpus import Ints
from training.transformer.drawing import Drawer
from training.transformer.loop import Workshop, run_stage
from training.transformer.mine import HardPairs
from training.transformer.plan import Plan, Stage
from training.transformer.pretrain import PASSAGE_ID, QUESTION_ID
from training.transformer.texts import padded

LONGEST_QUESTION = 96
"""Tokens kept of a question beside a passage: the longest dev question has more only in its story."""


def joined(question: Ints, passage: Ints) -> Ints:
    """What the reranker reads after its first token: question, mark, passage."""
    return np.concatenate([question[:LONGEST_QUESTION], [PASSAGE_ID], passage]).astype(np.int32)


def train_reranker(name: str, stage: Stage, pairs: HardPairs, model: Any, plan: Plan, shop: Workshop) -> Any:
    """`model` (a `BertForSequenceClassification` of one score) trained on the lists that `pairs` draws."""
    model = model.to(shop.device)
    lists = max(1, stage.chunk // (1 + pairs.width))
    with Drawer(pairs.draw, stage.steps) as drawer:

        def backward(step: int) -> float:
            questions, *passages = drawer.at(step)
            total = 0.0
            for begin in range(0, len(questions), lists):
                some = slice(begin, begin + lists)
                lists_of = zip(questions[some], *(column[some] for column in passages), strict=True)
                rows = [joined(question, passage) for question, *those in lists_of for passage in those]
                features = padded(rows, QUESTION_ID, plan.shape.longest, shop.device)
                with shop.autocast():
                    scores = model(**features).logits.float().reshape(-1, len(passages))
                right = torch.zeros(len(scores), dtype=torch.long, device=shop.device)
                loss = cross_entropy(scores, right, reduction="sum") / len(questions)
                torch.autograd.backward(loss)
                total += float(loss.detach())
            return total

        run_stage(shop, name, stage, model, backward)
    return model


def score_pairs(
    model: Any, question: Ints, passages: Sequence[Ints], longest: int, shop: Workshop
) -> NDArray[np.float32]:
    """The score of each passage (n,), higher is better."""
    features = padded([joined(question, p) for p in passages], QUESTION_ID, longest, shop.device)
    with torch.inference_mode(), shop.autocast():
        return np.asarray(model(**features).logits.float().reshape(-1).cpu().numpy(), np.float32)
