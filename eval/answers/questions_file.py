"""The questions of ours over `corpus/`: what is asked, and the document, section, page and words that answer it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

QUESTIONS = Path(__file__).parents[1] / "questions"
AMBIGUOUS = "mo_ho"
"""The type of a question that names a number several documents bear: the answer is to ask which."""


class QuestionsError(ValueError):
    """A file of questions is missing or a line of it is no question."""


@dataclass(frozen=True, slots=True)
class Expected:
    """One document that answers. `path` and `page` are None where nothing is expected (letterhead; no pages)."""

    file: str
    number: str | None
    path: str | None
    page: int | None
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question. `type` says what is asked for, `typing` how it is typed; unanswerable ones expect nothing.

    `match`: whether "all" of `expected` must be cited, or "any" of them answers by itself (a plan's section and the
    row of its annex that say the same).
    """

    id: str
    question: str
    type: str
    typing: str
    answerable: bool
    expected: tuple[Expected, ...]
    match: str = "all"

    @property
    def ambiguous(self) -> bool:
        return self.type == AMBIGUOUS


def _asked(record: dict[str, Any]) -> Asked:
    expected = tuple(
        Expected(one["file"], one["number"], one["path"], one["page"], tuple(one["words"]))
        for one in record["expected"]
    )
    return Asked(
        id=record["id"],
        question=record["question"],
        type=record["type"],
        typing=record.get("typing", ""),
        answerable=record["answerable"],
        expected=expected,
        match=record.get("match", "all"),
    )


def read_questions(path: Path) -> list[Asked]:
    """The questions of a file, or of all `*.jsonl` of a folder in the order of their names.

    Raises `QuestionsError`, naming file and line.
    """
    files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    if not files or not all(file.is_file() for file in files):
        raise QuestionsError(f"no questions at {path}")
    asked: list[Asked] = []
    for file in files:
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            if not line.strip():
                continue
            try:
                asked.append(_asked(json.loads(line)))
            except (KeyError, TypeError, json.JSONDecodeError) as error:
                raise QuestionsError(f"{file.name}:{number}: {error!r}") from error
    return asked
