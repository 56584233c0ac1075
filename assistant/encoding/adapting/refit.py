"""Moves the term vectors of an encoder towards one corpus: a heading, or a sentence, asks for the text it stands by.

The only module beside `sentence_model.py` that needs torch, and it needs it only while an owner adapts an encoder.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from assistant.encoding.adapting.lessons import Ids, Lesson, rows_of_question
from assistant.encoding.encoder import FloatArray
from assistant.encoding.static.folder import TermModel
from assistant.vietnamese.normalise import fold, strip_accents
from assistant.vietnamese.words.syllables import plain_token

OnStep = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class RefitPlan:
    """`rate` is Adam's, in root mean squares of the starting rows, and falls to zero along a cosine; `temperature`
    divides cosines; `kept` is the share of the starting vectors in the result, which guards what the encoder knew of
    the language (arXiv 2109.01903). `threads` is fixed because another division of the sums rounds otherwise."""

    epochs: int = 8
    fewest: int = 60
    most: int = 200
    batch: int = 512
    rate: float = 0.015
    temperature: float = 0.05
    headings: float = 0.5
    """Of the questions: headings, where the passage has one; the others are sentences."""
    titled: float = 0.5
    """Of the passages: those that begin with the headings above them, as passages of the index do."""
    dropped: float = 0.1
    """Of a question's words, left out."""
    bare: float = 0.3
    half_bare: float = 0.2
    kept: float = 0.5
    seed: int = 1
    threads: int = 2


def refit(
    model: TermModel, rows: FloatArray, fresh: Ids, lessons: Sequence[Lesson], plan: RefitPlan, on_step: OnStep
) -> FloatArray:
    """New rows (v, d) for `model`, starting at `rows`; the rows `fresh` are new terms, whose start is worth nothing.

    The same arguments give the same rows. `on_step(done, all)` is called after each step.
    """
    import torch

    steps = int(np.clip(plan.epochs * len(lessons) // plan.batch, plan.fewest, plan.most))
    used = _used(model, lessons)
    place = np.full(len(rows), -1, dtype=np.int64)
    place[used] = np.arange(len(used))
    table = torch.nn.Parameter(torch.from_numpy(rows[used]))
    rate = plan.rate * float(np.sqrt(np.mean(rows[used] ** 2)))
    optimiser = torch.optim.Adam([table], lr=rate, fused=True)
    torch.set_num_threads(plan.threads)
    for step in range(steps):
        optimiser.param_groups[0]["lr"] = rate * (0.5 + 0.5 * np.cos(np.pi * step / steps))
        batch = _Batch.draw(model, lessons, plan, step, place)
        optimiser.zero_grad()
        torch.autograd.backward(_loss(batch, table, plan.temperature))
        optimiser.step()
        on_step(step + 1, steps)
    trained: FloatArray = rows.copy()
    trained[used] = table.detach().numpy()
    mixed = plan.kept * rows + (1 - plan.kept) * trained
    mixed[fresh] = trained[fresh]
    mixed[model.unknown] = 0.0
    return mixed.astype(np.float32)


def _used(model: TermModel, lessons: Sequence[Lesson]) -> Ids:
    """The rows of the corpus's terms and of their accent-less forms: the only ones that move, so the only ones held
    by the optimiser, which makes a small corpus quick."""
    held = [rows for lesson in lessons for rows in (*lesson.parts, lesson.above, lesson.heading)]
    found = np.unique(np.concatenate(held)) if held else np.zeros(0, dtype=np.int64)
    terms = list(model.vocabulary)
    plain = (model.vocabulary.get(plain_token(terms[row])) for row in found)
    return np.union1d(found, np.array([row for row in plain if row is not None], dtype=np.int64))


@dataclass(frozen=True, slots=True)
class _Batch:
    """n questions and their n passages as places in the table; `section` and `key` number where they come from."""

    questions: list[Ids]
    passages: list[Ids]
    section: Ids
    key: Ids

    @classmethod
    def draw(cls, model: TermModel, lessons: Sequence[Lesson], plan: RefitPlan, step: int, place: Ids) -> _Batch:
        rng = np.random.default_rng([plan.seed, step])
        chosen = [lessons[i] for i in rng.integers(0, len(lessons), min(plan.batch, len(lessons)))]
        drawn = (_pair(model, lesson, plan, rng) for lesson in chosen)
        # terms that occur in no text (a heading's own words, a chance half-accented pair) have no place: they rest
        pairs = [(place[question][place[question] >= 0], place[passage]) for question, passage in drawn]
        full = [n for n, (question, passage) in enumerate(pairs) if len(question) and len(passage)]
        return cls(
            [pairs[n][0] for n in full],
            [pairs[n][1] for n in full],
            np.array([chosen[n].section for n in full], dtype=np.int64),
            np.array([chosen[n].key for n in full], dtype=np.int64),
        )


def _pair(model: TermModel, lesson: Lesson, plan: RefitPlan, rng: np.random.Generator) -> tuple[Ids, Ids]:
    parts = list(lesson.parts)
    by_heading = bool(lesson.questions) and rng.random() < plan.headings
    if by_heading:
        question = lesson.questions[rng.integers(len(lesson.questions))]
    else:
        at = int(rng.integers(len(parts)))
        question = lesson.sentences[at]
        if len(parts) > 1:
            del parts[at]
    if rng.random() < plan.titled:
        parts = [lesson.above, *([] if by_heading else [lesson.heading]), *parts]
    return rows_of_question(model, _typed(question, plan, rng)), np.concatenate(parts)


def _typed(question: str, plan: RefitPlan, rng: np.random.Generator) -> str:
    """`question` with words missing and accents missing, as people type."""
    words = question.split()
    if len(words) > 5:
        words = [word for word in words if rng.random() >= plan.dropped][:24]
    chance = rng.random()
    if chance < plan.bare:
        return strip_accents(" ".join(words))
    if chance < plan.bare + plan.half_bare:
        return " ".join(strip_accents(word) if rng.random() < 0.5 else fold(word) for word in words)
    return " ".join(words)


def _loss(batch: _Batch, table: Any, temperature: float) -> Any:
    """InfoNCE in both directions (arXiv 1807.03748); texts of one section or under equal headings are no negatives."""
    import torch
    from torch.nn.functional import cross_entropy, embedding_bag, normalize

    def encoded(texts: list[Ids]) -> Any:
        starts = np.cumsum([0, *map(len, texts)])[:-1]
        summed = embedding_bag(torch.from_numpy(np.concatenate(texts)), table, torch.from_numpy(starts), mode="sum")
        return normalize(summed)

    scores = encoded(batch.questions) @ encoded(batch.passages).T / temperature
    section, key = torch.from_numpy(batch.section), torch.from_numpy(batch.key)
    doubtful = (section[:, None] == section[None]) | (key[:, None] == key[None])
    doubtful.fill_diagonal_(False)
    scores = scores.masked_fill(doubtful, -1e4)
    own = torch.arange(len(scores))
    return (cross_entropy(scores, own) + cross_entropy(scores.T, own)) / 2
