"""Fits term vectors so that a question lies nearer to its passage than to the other passages of the batch."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn.functional import cross_entropy, embedding_bag, normalize

from training.static.corpus import Ints, Texts
from training.static.init import first_rows
from training.static.pairs import Mix, Pairs
from training.static.terms import Vocabulary

Bags = tuple[Ints, NDArray[np.int64]]
"""Term ids of all texts one after another, and where each text begins."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The settings of a training. `temperature` divides cosines; `rate` is Adam's, falling to 0 along a cosine."""

    dimension: int = 256
    steps: int = 800
    batch: int = 2048
    rate: float = 0.01
    temperature: float = 0.05
    warm_up: int = 50
    seed: int = 1
    threads: int = 2
    mix: Mix = field(default_factory=Mix)


_drawing: tuple[Pairs, Vocabulary] | None = None


def _start_drawing(texts: Texts, vocabulary: Vocabulary, plan: Plan) -> None:
    global _drawing
    _drawing = Pairs(texts, vocabulary.plain, plan.mix, plan.seed), vocabulary


def _draw(number: int, size: int) -> tuple[Bags, Bags, Ints, Ints]:
    assert _drawing is not None
    pairs, vocabulary = _drawing
    batch = pairs.draw(number, size)
    return vocabulary.term_ids(batch.questions), vocabulary.term_ids(batch.passages), batch.article, batch.same


def _batches(texts: Texts, vocabulary: Vocabulary, plan: Plan) -> Iterator[tuple[Bags, Bags, Ints, Ints]]:
    """Batches in order, drawn three ahead in another process."""
    with ProcessPoolExecutor(1, initializer=_start_drawing, initargs=(texts, vocabulary, plan)) as pool:
        ahead = [pool.submit(_draw, number, plan.batch) for number in range(min(3, plan.steps))]
        for number in range(plan.steps):
            if number + 3 < plan.steps:
                ahead.append(pool.submit(_draw, number + 3, plan.batch))
            yield ahead.pop(0).result()


def _encode(bags: Bags, rows: torch.Tensor) -> torch.Tensor:
    ids, starts = bags
    return normalize(embedding_bag(torch.from_numpy(ids), rows, torch.from_numpy(starts.astype(np.int32)), mode="sum"))


def _loss(batch: tuple[Bags, Bags, Ints, Ints], rows: torch.Tensor, temperature: float) -> torch.Tensor:
    """InfoNCE in both directions (arXiv 1807.03748); passages of one entry or under equal titles are no negatives."""
    questions, passages, article, same = batch
    scores = _encode(questions, rows) @ _encode(passages, rows).T / temperature
    of, title = torch.from_numpy(article), torch.from_numpy(same)
    doubtful = (of[:, None] == of[None]) | (title[:, None] == title[None])
    doubtful.fill_diagonal_(False)
    scores = scores.masked_fill(doubtful, -1e4)
    own = torch.arange(len(scores))
    return (cross_entropy(scores, own) + cross_entropy(scores.T, own)) / 2


def train(texts: Texts, vocabulary: Vocabulary, plan: Plan) -> NDArray[np.float32]:
    """The term vectors (v, d); row 0, the unknown term, stays zero. Prints the loss every 50 steps to stderr."""
    torch.manual_seed(plan.seed)
    torch.set_num_threads(plan.threads)
    rows = torch.nn.Parameter(torch.from_numpy(first_rows(vocabulary, plan.dimension, plan.seed)))
    optimiser = torch.optim.Adam([rows], lr=plan.rate, fused=True)
    began = time.monotonic()
    for step, batch in enumerate(_batches(texts, vocabulary, plan)):
        share = 0.5 + 0.5 * np.cos(np.pi * step / plan.steps)
        optimiser.param_groups[0]["lr"] = plan.rate * min(1.0, (step + 1) / plan.warm_up) * share + 1e-5
        loss = _loss(batch, rows, plan.temperature)
        optimiser.zero_grad()
        torch.autograd.backward(loss)
        optimiser.step()
        if step % 50 == 0 or step == plan.steps - 1:
            print(f"step {step} loss {loss.item():.4f} {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    trained = rows.detach().numpy()
    trained[0] = 0.0
    return trained
