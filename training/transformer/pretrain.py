"""Masked tokens: the network learns the language of law and news before it learns to find.

Devlin et al. (2019), arXiv 1810.04805, with whole sequences bared of their accents at random, so that what is typed
without accents is language too.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn.functional import cross_entropy

from training.static.corpus import Ints
from training.transformer.drawing import Drawer
from training.transformer.loop import Workshop, run_stage
from training.transformer.model import masked_model
from training.transformer.plan import Plan
from training.transformer.texts import Pack
from training.transformer.vocabulary import MASK, SPECIAL

BARE = 0.2
"""Of the sequences: all accents dropped; as many again lose each with probability one half."""
QUESTION_ID, PASSAGE_ID = 2, 3


class Sequences:
    """Draws windows of the packed texts, each begun as a passage or (one in five) as a question."""

    def __init__(self, pack: Pack, plan: Plan) -> None:
        self.pack, self.plan = pack, plan

    def draw(self, number: int) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """Token ids (n, window) with the masks' positions replaced, beside the originals: ids, originals, chosen."""
        plan = self.plan
        rng = np.random.default_rng([plan.seed, 7, number])
        flat, size = self.pack.texts.flat, plan.window - 1
        starts = rng.integers(0, max(1, len(flat) - size), plan.pretrain.batch)
        ids = flat[starts[:, None] + np.arange(size)[None, :]].astype(np.int64)
        ids = self._bared(ids, rng)
        begin = np.where(rng.random(len(ids)) < 0.2, QUESTION_ID, PASSAGE_ID)[:, None]
        ids = np.concatenate([begin, ids], axis=1)
        return ids, (rng.random(ids.shape) < plan.masked) & (ids >= len(SPECIAL))

    def _bared(self, ids: NDArray[np.int64], rng: np.random.Generator) -> NDArray[np.int64]:
        chance = rng.random((len(ids), 1))
        dropped = (chance < BARE) | ((chance < 2 * BARE) & (rng.random(ids.shape) < 0.5))
        return np.where(dropped, self.pack.plain[ids], ids)


def corrupted(ids: NDArray[np.int64], chosen: NDArray[np.bool_], vocabulary: int, rng: np.random.Generator) -> Ints:
    """Of the chosen tokens 80 % become the mask, 10 % another token, 10 % stay (arXiv 1810.04805, section 3.1)."""
    out = ids.copy()
    fate = rng.random(ids.shape)
    out[chosen & (fate < 0.8)] = MASK
    swapped = chosen & (fate >= 0.8) & (fate < 0.9)
    out[swapped] = rng.integers(len(SPECIAL), vocabulary, int(swapped.sum()))
    return out.astype(np.int32)


def pretrain(pack: Pack, plan: Plan, shop: Workshop) -> dict[str, torch.Tensor]:
    """The weights of the pretrained BERT body."""
    model = masked_model(plan.shape, pack.vocabulary, plan.seed).to(shop.device)
    sequences = Sequences(pack, plan)
    with Drawer(sequences.draw, plan.pretrain.steps) as drawer:

        def backward(step: int) -> float:
            ids, chosen = drawer.at(step)
            noisy = corrupted(ids, chosen, pack.vocabulary, np.random.default_rng([plan.seed, 8, step]))
            total = 0.0
            for begin in range(0, len(ids), plan.pretrain.chunk):
                rows = slice(begin, begin + plan.pretrain.chunk)
                share = float(chosen[rows].sum() / max(1, chosen.sum()))
                loss = _loss(model, ids[rows], noisy[rows], chosen[rows], shop) * share
                torch.autograd.backward(loss)
                total += float(loss.detach())
            return total

        run_stage(shop, "pretrain", plan.pretrain, model, backward)
    return {key: value.detach().cpu() for key, value in model.bert.state_dict().items()}


def _loss(model: Any, ids: NDArray[np.int64], noisy: Ints, chosen: NDArray[np.bool_], shop: Workshop) -> torch.Tensor:
    """Cross-entropy at the chosen places alone: the output layer is the dearest part of so small a network."""
    where = torch.from_numpy(chosen).to(shop.device)
    with shop.autocast():
        hidden = model.bert(input_ids=torch.from_numpy(noisy.astype(np.int64)).to(shop.device)).last_hidden_state
        scores = model.cls(hidden[where])
        return cross_entropy(scores.float(), torch.from_numpy(ids).to(shop.device)[where])
