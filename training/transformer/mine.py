"""Hard negatives: what the encoder itself takes for an answer, beside what BM25 found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from training.static.corpus import SOURCES, Ints
from training.static.pairs import Mix, Pairs
from training.transformer.loop import Workshop
from training.transformer.plan import Plan
from training.transformer.texts import Asked, Pack
from training.transformer.windows import Windows, best_entries, encode, window, windows_of

DEPTH = 40
NO_ENTRIES: tuple[int, ...] = ()
TOO_NEAR = 0.97
"""A window nearer to the question than this share of the right one's cosine is too often right itself, unlabelled."""
SYNTHETIC = 60_000
"""Questions made from texts, to be asked of the encoder."""


@dataclass(frozen=True, slots=True)
class Mined:
    """Row i: a question's tokens, the tokens of its passage, and of its hard negatives (hardest first)."""

    questions: list[Ints]
    passages: list[Ints]
    negatives: list[list[Ints]]
    folds: NDArray[np.int64]
    """-1 for a question made from a text."""


def legal_entries(pack: Pack) -> NDArray[np.int64]:
    return np.flatnonzero(pack.texts.source != SOURCES.index("news"))


def synthetic(pack: Pack, plan: Plan, count: int) -> tuple[list[Ints], list[Ints], NDArray[np.int64]]:
    """Questions, passages and entries drawn as for the contrast, from law alone."""
    pairs = Pairs(pack.texts, pack.plain, Mix(news=0.0, near=0.0, longest=150), plan.seed + 1)
    batch = pairs.draw(0, count)
    return batch.questions, batch.passages, batch.article.astype(np.int64)


def mine(model: Any, pack: Pack, plan: Plan, shop: Workshop, count: int) -> Mined:
    """Negatives of `count` made questions, of the titles and of the dev questions."""
    windows = windows_of(pack.texts, legal_entries(pack))
    vectors = encode(model, windows.tokens, False, plan.shape.longest, shop)
    made, passages, entries = synthetic(pack, plan, count)
    asked = [*pack.titles, *pack.questions]
    questions = [*made, *(a.ids for a in asked)]
    encoded = encode(model, questions, True, plan.shape.longest, shop)
    own = encode(model, passages, False, plan.shape.longest, shop)
    found = best_entries(encoded, vectors, windows, DEPTH, shop)
    mined = Mined([], [], [], np.zeros(0, np.int64))
    folds: list[int] = []
    for i, (near, cosines, at) in enumerate(found):
        if i < len(made):
            right, limit = {int(entries[i])}, TOO_NEAR * float(encoded[i] @ own[i])
            passage, others = passages[i], NO_ENTRIES
        else:
            one = asked[i - len(made)]
            right, limit = set(one.relevant), np.inf
            passage, others = _best_window(one, encoded[i], vectors, windows), one.negatives
        wrong = _wrong(pack, right, near, cosines, at, limit, windows)
        wrong = _woven(wrong, [window(pack.texts, entry, 0) for entry in others[:DEPTH]])
        if wrong:
            mined.questions.append(questions[i])
            mined.passages.append(passage)
            mined.negatives.append(wrong[:DEPTH])
            folds.append(-1 if i < len(made) else asked[i - len(made)].fold)
    return Mined(mined.questions, mined.passages, mined.negatives, np.array(folds, np.int64))


def _best_window(asked: Asked, question: Any, vectors: Any, windows: Windows) -> Ints:
    at = np.flatnonzero(np.isin(windows.entries, asked.relevant))
    return windows.tokens[int(at[np.argmax(vectors[at] @ question)])]


def _wrong(pack: Pack, right: set[int], near: Any, cosines: Any, at: Any, limit: float, windows: Windows) -> list[Ints]:
    """The windows of entries that are neither right nor under the title of a right one."""
    titles = {int(pack.texts.same[entry]) for entry in right}
    return [
        windows.tokens[int(place)]
        for entry, cosine, place in zip(near, cosines, at, strict=True)
        if int(entry) not in right and int(pack.texts.same[entry]) not in titles and cosine < limit
    ]


def _woven(first: Sequence[Ints], second: Sequence[Ints]) -> list[Ints]:
    """One of the first, one of the second, and so on: both kinds of mistakes."""
    out: list[Ints] = []
    for i in range(max(len(first), len(second))):
        out += [*first[i : i + 1], *second[i : i + 1]]
    return out


class HardPairs:
    """Draws batches of mined rows: questions, passages and `width` negatives each; accents dropped at random."""

    def __init__(self, mined: Mined, wanted: NDArray[np.int64], pack: Pack, size: int, width: int, seed: int) -> None:
        self.mined, self.wanted, self.pack, self.size, self.width, self.seed = mined, wanted, pack, size, width, seed

    def draw(self, number: int) -> list[list[Ints]]:
        rng = np.random.default_rng([self.seed, 9, number])
        chosen = rng.choice(self.wanted, min(self.size, len(self.wanted)), replace=False)
        columns: list[list[Ints]] = [[] for _ in range(2 + self.width)]
        for i in chosen.tolist():
            columns[0].append(self._typed(self.mined.questions[i], rng))
            columns[1].append(self.mined.passages[i])
            wrong = self.mined.negatives[i]
            picked = rng.choice(len(wrong), self.width, replace=len(wrong) < self.width)
            for column, place in zip(columns[2:], picked.tolist(), strict=True):
                column.append(wrong[place])
        return columns

    def _typed(self, question: Ints, rng: np.random.Generator) -> Ints:
        chance = rng.random()
        if chance < 0.25:
            return self.pack.plain[question]
        if chance < 0.45:
            return np.where(rng.random(len(question)) < 0.5, self.pack.plain[question], question)
        return question
