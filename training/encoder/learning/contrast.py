"""The loss: a question lies nearer to its passage than to every other passage at hand."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import nn
from torch.nn import functional as F

from training.encoder.start.network import vectors

QUERY, PASSAGE = "query: ", "passage: "
"""E5's prefixes (arXiv 2402.05672)."""
BACK = 0.3
"""Weight of the other direction, in which a passage chooses its question among the batch."""

Keys = frozenset[str]


@dataclass(frozen=True, slots=True)
class Example:
    """A question, its passage, and passages that do not answer it, each with the keys of what it is taken from."""

    question: str
    passage: str
    keys: Keys
    wrong: tuple[tuple[str, Keys], ...] = ()


@dataclass(slots=True)
class Contrast:
    """InfoNCE (arXiv 1807.03748) over the batch, its hard negatives, and `memory` passages of earlier batches."""

    network: nn.Module
    tokenizer: Any
    question_tokens: int
    passage_tokens: int
    temperature: float
    memory: int = 0
    _held: deque[tuple[torch.Tensor, Keys]] = field(default_factory=deque)

    def tokens(self, texts: Sequence[str], prefix: str, most: int) -> list[list[int]]:
        """Ids with both marks, cut to `most`, the last being the end mark."""
        rows = [found.ids for found in self.tokenizer.encode_batch([prefix + text for text in texts])]
        return [row if len(row) <= most else [*row[: most - 1], row[-1]] for row in rows]

    def backward(self, batch: Sequence[Example]) -> float:
        """Adds the gradients of the batch's loss, and returns it."""
        questions = self.tokens([e.question for e in batch], QUERY, self.question_tokens)
        wrong = [item for e in batch for item in e.wrong]
        texts = [e.passage for e in batch] + [text for text, _ in wrong]
        q = vectors(self.network, questions)
        p = vectors(self.network, self.tokens(texts, PASSAGE, self.passage_tokens))
        keys = [e.keys for e in batch] + [of for _, of in wrong]
        remembered = torch.stack([v for v, _ in self._held]) if self._held else p[:0].detach()
        blocked = doubtful([e.keys for e in batch], [*keys, *(of for _, of in self._held)])
        loss = info_nce(q, torch.cat([p, remembered]), blocked, self.temperature)
        torch.autograd.backward(loss)
        for vector, of in zip(p.detach(), keys, strict=True):
            if self.memory:
                self._held.append((vector, of))
        while len(self._held) > self.memory:
            self._held.popleft()
        return float(loss.detach())

    def state(self) -> list[tuple[torch.Tensor, list[str]]]:
        """The memory, for a checkpoint."""
        return [(vector, sorted(of)) for vector, of in self._held]

    def load(self, state: list[tuple[torch.Tensor, list[str]]]) -> None:
        self._held = deque((vector, frozenset(of)) for vector, of in state)


def doubtful(questions: Sequence[Keys], passages: Sequence[Keys]) -> torch.Tensor:
    """(n, m) True where a passage may answer a question that has another labelled passage; passage i is i's own."""
    out = torch.tensor([[bool(wanted & of) for of in passages] for wanted in questions], dtype=torch.bool)
    own = torch.arange(len(questions))
    out[own, own] = False
    return out


def info_nce(q: torch.Tensor, p: torch.Tensor, blocked: torch.Tensor, temperature: float) -> torch.Tensor:
    """q (n, d), p (m, d), m >= n, unit rows; p[i] is right for q[i]. Blocked products are left out."""
    scores = (q @ p.T / temperature).masked_fill(blocked, -1e4)
    own = torch.arange(len(q))
    forward = F.cross_entropy(scores, own)
    return (forward + BACK * F.cross_entropy(scores[:, : len(q)].T, own)) / (1 + BACK)
