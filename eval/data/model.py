"""The values of the bench: questions with what answers them, documents, judgements and rankings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

Qrels = Mapping[str, Mapping[str, int]]
"""Query id -> document id -> relevance (0: judged not relevant)."""

Run = Mapping[str, Sequence[tuple[str, float]]]
"""Query id -> `(document id, score)`, best first."""


@dataclass(frozen=True, slots=True)
class Text:
    """A document as a text. `id` is the one that judgements use."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where an answer stands. `section`: as the outline names it ("Mục II › 1"); `quotations`: words that stand there
    verbatim and answer. None, empty: not known."""

    document: str
    section: str | None = None
    page: int | None = None
    quotations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, and what is known of its answer. Empty: not known, so metrics that need it leave it out.

    `answers`: wordings any of which is right; `facts`: all are needed, of each any wording counts; `documents`: the
    relevance of each by its id; `places`: where the answer stands, `every` of them needed or any one; `answerable`:
    whether the documents hold an answer; `slices`: what the question is told apart by (type, typing, source …);
    `group`: shared by paraphrases of one question.
    """

    id: str
    text: str
    answers: tuple[str, ...] = ()
    facts: tuple[tuple[str, ...], ...] = ()
    documents: Mapping[str, int] = field(default_factory=dict)
    places: tuple[Place, ...] = ()
    every: bool = True
    answerable: bool = True
    slices: Mapping[str, str] = field(default_factory=dict)
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Dataset:
    """One set. Its documents are texts (`texts`) or the files of a folder (`folder`), whose ids are their paths below
    it with "/" between; a set with neither can be asked only of systems that have documents of their own."""

    name: str
    questions: tuple[Question, ...]
    texts: tuple[Text, ...] = ()
    folder: Path | None = None
    sources: tuple[Path, ...] = ()
    """The files it was read from: their hashes identify it."""

    @property
    def qrels(self) -> dict[str, dict[str, int]]:
        """The judgements of the questions that have any."""
        return {q.id: dict(q.documents) for q in self.questions if q.documents}

    def only(self, questions: Iterable[Question]) -> Dataset:
        return replace(self, questions=tuple(questions))
