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


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation as a reader sees it. `quote`: verbatim words, `context`: its lead-in or header, `label`: the citation
    in words; `exact`: whether the quote stands so in the document (None: could not be looked up)."""

    document: str
    quote: str = ""
    section: str | None = None
    page: int | None = None
    label: str = ""
    context: str = ""
    exact: bool | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A passage that was retrieved."""

    document: str
    score: float
    section: str | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Response:
    """What a system said to one question.

    `found`: passages or whole documents, best first; `confidence`: higher is surer, a probability where
    `calibrated` says so; `milliseconds` by stage, "total" among them; `error`: why there is no answer.
    """

    answer: str = ""
    refused: bool = False
    citations: tuple[Cited, ...] = ()
    found: tuple[Found, ...] = ()
    confidence: float | None = None
    calibrated: bool = False
    milliseconds: Mapping[str, float] = field(default_factory=dict)
    tokens: int | None = None
    error: str | None = None

    @property
    def documents(self) -> list[tuple[str, float]]:
        """Each document once, by its best passage."""
        best: dict[str, float] = {}
        for one in self.found:
            best.setdefault(one.document, one.score)
        return list(best.items())
