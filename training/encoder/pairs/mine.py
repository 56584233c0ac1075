"""Hard negatives: of what the product's search puts first, what an encoder too takes for an answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.encoding import Encoder
from training.encoder.pairs.candidates import Candidates, alike, likely_passages, terms
from training.encoder.pairs.corpora import Article, Question, passages
from training.encoder.pairs.labelled import Row
from training.encoder.plan import Plan

TWIN = 0.6
"""A passage that shares this much of its terms with a right one says the same in another law: no negative."""
INCOMPLETE = {"zalo-phapdien"}
"""Sets whose labels name one of several articles that answer: there, what search and encoder both put before the right
one is likely right itself."""
MOST_RIGHT = 4
"""Passages of one right article that are weighed for the one to learn from."""

Vectors = Mapping[str, NDArray[np.float32]]


def mine(
    encoder: Encoder,
    plan: Plan,
    questions: Sequence[Question],
    articles: Mapping[tuple[str, str], Article],
    found: Mapping[tuple[str, str], Candidates],
    parts: Sequence[int],
) -> list[Row]:
    """The rows of all questions; `found` by set and question id, `parts` their folds. `encoder` saw no judgement."""
    drafts = [_draft(question, articles, found[question.set, question.id], plan) for question in questions]
    texts = sorted({text for right, wrong in drafts for text in [*right, *(t for t, *_ in wrong)]})
    vectors = dict(zip(texts, encoder.encode_passages(texts).vectors, strict=True))
    asked = encoder.encode_queries([q.text for q in questions])
    return [
        _row(question, draft, vector, vectors, articles, part, plan)
        for question, draft, vector, part in zip(questions, drafts, asked, parts, strict=True)
    ]


Draft = tuple[list[str], list[tuple[str, str, bool]]]
"""Passages of the right articles; (passage, key, before the first right one) of the others as the search has them."""


def _draft(question: Question, articles: Mapping[tuple[str, str], Article], found: Candidates, plan: Plan) -> Draft:
    asked = terms(question.text)
    right = [articles[question.set, d] for d in question.relevant if (question.set, d) in articles]
    keys = {article.key for article in right}
    wrong, before = [], True
    for name in found.articles[: plan.candidates]:
        article = articles[question.set, name]
        if article.key in keys:
            before = False
        else:
            wrong.append((likely_passages(asked, article, 1)[0], article.key, before))
    return [p for article in right for p in likely_passages(asked, article, MOST_RIGHT)], wrong


def _row(
    question: Question, draft: Draft, asked: NDArray[np.float32], vectors: Vectors,
    articles: Mapping[tuple[str, str], Article], part: int, plan: Plan,
) -> Row:  # fmt: skip
    texts, others = draft
    held = [articles[question.set, d] for d in question.relevant if (question.set, d) in articles]
    chosen = []
    for article in held:
        own = [text for text in texts if text in set(passages(article.title, article.text))]
        if own:
            chosen.append(max(own, key=lambda text: float(vectors[text] @ asked)))
    best = max((float(vectors[text] @ asked) for text in chosen), default=1.0)
    right_terms = [terms(text) for text in chosen]
    cosines = [float(vectors[text] @ asked) for text, *_ in others]
    near = np.argsort(np.argsort(-np.array(cosines, np.float64), kind="stable"), kind="stable")
    # The sum of both ranks: what both take for an answer is hardest, and no weight has to be found.
    mixed = sorted(range(len(others)), key=lambda i: (i + int(near[i]), i))
    doubted = question.set in INCOMPLETE
    wrong = [
        others[i][:2]
        for i in mixed
        if not (doubted and others[i][2] and cosines[i] > best) and alike(terms(others[i][0]), right_terms) < TWIN
    ]
    keys = tuple(sorted({article.key for article in held}))
    return Row(question.set, question.id, question.text, tuple(chosen), keys, tuple(wrong[: plan.hardest]), part)
