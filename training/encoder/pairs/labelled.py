"""Judged questions with their passages and hard negatives, their folds, and batches of them."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from eval.data.folds import folds
from training.encoder.learning.contrast import Example
from training.encoder.pairs.corpora import Article, Question
from training.encoder.pairs.noise import typed


@dataclass(frozen=True, slots=True)
class Row:
    """One question: the best passage of each right article, and (passage, key) of wrong ones, hardest first."""

    set: str
    id: str
    question: str
    right: tuple[str, ...]
    keys: tuple[str, ...]
    wrong: tuple[tuple[str, str], ...]
    fold: int


def question_folds(questions: Sequence[Question], articles: dict[tuple[str, str], Article], count: int) -> list[int]:
    """The fold of each question: no article's text is judged in two folds, in whatever set it stands."""
    judged = {
        f"{q.set} {q.id}": {articles[q.set, d].key: 1 for d in q.relevant if (q.set, d) in articles} for q in questions
    }
    found = folds(judged, count)
    return [found[f"{q.set} {q.id}"] for q in questions]


def write_rows(rows: Sequence[Row], file: Path) -> None:
    beside = file.with_suffix(".part")
    beside.write_text("".join(json.dumps(asdict(row), ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    beside.replace(file)


def read_rows(file: Path) -> list[Row]:
    out = []
    for line in file.read_text(encoding="utf-8").splitlines():
        held = json.loads(line)
        wrong = tuple((text, key) for text, key in held.pop("wrong"))
        right, keys = tuple(held.pop("right")), tuple(held.pop("keys"))
        out.append(Row(right=right, keys=keys, wrong=wrong, **held))
    return out


class LabelledDrawing:
    """Batches of rows; a set counts with the root of its questions, neither alike nor by number."""

    def __init__(self, rows: Sequence[Row], negatives: int, bare: float, seed: int) -> None:
        self.rows = [row for row in rows if row.right]
        self.negatives, self.bare, self.seed = negatives, bare, seed
        sizes = {name: sum(row.set == name for row in self.rows) for name in {row.set for row in self.rows}}
        chances = np.array([sizes[row.set] ** -0.5 for row in self.rows])
        self.chances = chances / chances.sum()

    def draw(self, number: int, size: int) -> list[Example]:
        """The n-th batch: each question once at most."""
        chosen = np.random.default_rng([self.seed, number]).choice(
            len(self.rows), min(size, len(self.rows)), replace=False, p=self.chances
        )
        rng = random.Random(f"{self.seed} {number}")
        return [self._example(self.rows[i], rng) for i in chosen.tolist()]

    def _example(self, row: Row, rng: random.Random) -> Example:
        wrong = rng.sample(row.wrong, min(self.negatives, len(row.wrong)))
        return Example(
            typed(row.question, self.bare, rng), rng.choice(row.right), frozenset(row.keys),
            tuple((text, frozenset((key,))) for text, key in wrong),
        )  # fmt: skip
