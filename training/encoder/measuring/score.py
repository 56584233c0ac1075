"""Cosines of each question with the passages of its candidates, by a network that never saw the question's labels."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from training.encoder.learning.contrast import PASSAGE, QUERY
from training.encoder.pairs.candidates import Candidates, likely_passages, terms
from training.encoder.pairs.corpora import Article

Floats = NDArray[np.float32]
Encode = Callable[[Sequence[str]], Floats]
"""Texts with their prefix -> unit vectors."""

PASSAGES = 2
"""Of each candidate, those that share most terms with the question."""
COLUMNS = ("best", "mean", "title", "typed")


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of one set as typed: `read` is what is encoded (accents restored), `found` its candidates."""

    set: str
    accents: str
    typed: str
    read: str
    found: Candidates


@dataclass(frozen=True, slots=True)
class Scored:
    """By candidate (n,): `best` the highest cosine of its passages, `mean` that of the top three (of all where there
    are fewer), `title` the cosine of its title alone, `typed` the best with the question as typed."""

    best: Floats
    mean: Floats
    title: Floats
    typed: Floats


def score(asked: Sequence[Asked], articles: Mapping[tuple[str, str], Article], encode: Encode) -> list[Scored]:
    """Each text is encoded once however often it is a candidate."""
    chosen = [[_texts(one, articles[one.set, name]) for name in one.found.articles] for one in asked]
    texts = sorted({text for rows in chosen for row in rows for text in row})
    place = {text: i for i, text in enumerate(texts)}
    vectors = encode([f"{PASSAGE}{text}" for text in texts])
    questions = sorted({text for one in asked for text in (one.read, one.typed)})
    number = {text: i for i, text in enumerate(questions)}
    queries = encode([f"{QUERY}{text}" for text in questions])
    return [
        _scored([vectors[[place[text] for text in row]] for row in rows], queries[number[one.read]],
                queries[number[one.typed]])
        for one, rows in zip(asked, chosen, strict=True)
    ]  # fmt: skip


def _texts(one: Asked, article: Article) -> list[str]:
    """The title, then the passages that share most terms with the question."""
    return [article.title or article.text[:80], *likely_passages(terms(one.read), article, PASSAGES)]


def _scored(rows: Sequence[Floats], read: Floats, typed: Floats) -> Scored:
    """`rows`: of each candidate the vector of its title, then those of its passages."""
    cosines = [row @ read for row in rows]
    values = (
        [row[1:].max() for row in cosines],
        [row[1:].mean() for row in cosines],
        [row[0] for row in cosines],
        [(row[1:] @ typed).max() for row in rows],
    )
    return Scored(*(np.array(column, np.float32) for column in values))


def write_scores(file: Path, asked: Sequence[Asked], scored: Sequence[Scored], folds: Sequence[int]) -> None:
    """One row a candidate: `questions`, `fold` by question; `query`, `documents`, `row` (in the ranker's table), and
    the cosines by candidate."""
    counts = [len(one.found.articles) for one in asked]
    columns: dict[str, Any] = {
        "questions": np.array([one.found.question for one in asked]),
        "fold": np.array(folds, np.int64),
        "query": np.repeat(np.arange(len(asked)), counts),
        "documents": np.array([name for one in asked for name in one.found.articles]),
        "row": np.concatenate([one.found.rows for one in asked]),
    }
    for name in COLUMNS:
        columns[name] = np.concatenate([getattr(one, name) for one in scored])
    file.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(file, **columns)


def join_scores(files: Sequence[Path], out: Path) -> None:
    """Several files of `write_scores` as one, the numbers of the questions going on."""
    parts = [dict(np.load(file)) for file in files]
    before = 0
    for part in parts:
        part["query"] = part["query"] + before
        before += len(part["questions"])
    whole: dict[str, Any] = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    np.savez_compressed(out, **whole)
