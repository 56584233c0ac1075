"""What the user is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from assistant.types.search import Choice


@dataclass(frozen=True, slots=True)
class Citation:
    """A quotation that can be checked: `quote == Document.text[start:end]` of that document's `version`.

    A quotation never crosses a physical page; a sentence that does is given as two citations in a row, the
    second with `continues=True`. `official` is the citation as administration writes it.
    """

    document_id: int
    version: int
    number: str | None
    title: str | None
    official: str
    path: str
    page: int | None
    quote: str
    start: int
    end: int
    ocr: bool = False
    score: float = 0.0
    continues: bool = False
    context: str = ""
    confidence: float | None = None
    """The chance (0 to 1) that it answers; None where nothing was chosen: a field of the letterhead, a task, an act."""


@dataclass(frozen=True, slots=True)
class AnswerTable:
    """An answer side by side: what its columns are, and rows of as many cells. A cell that quotes is the quotation word
    for word with its marker "[1]"."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class LeadPart:
    """A part of the lead: `Document.text[start:end]` of the document that citation number `citation` (from 0) quotes,
    inside that quotation."""

    citation: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Lead:
    """The one line that answers, in words of the source: its `parts`, joined."""

    text: str
    parts: tuple[LeadPart, ...]


AnswerStatus = Literal["answered", "related", "not_found", "ambiguous"]
"""`related`: what is quoted comes nearest to the question and may not answer it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the user is shown. `unverified` are sentences of a language model whose figures are not in the evidence.

    `mended`: accents or letters were read into the question; it can be asked again `as_typed`. `followed`: it was
    completed with the question before it. `table`: the same quotations as a table, where one is asked for.
    `confidence`: the chance (0 to 1) that the surest quotation answers; None where nothing was chosen.
    """

    status: AnswerStatus
    text: str
    citations: tuple[Citation, ...] = ()
    understood_as: str | None = None
    choices: tuple[Choice, ...] = ()
    nearest: tuple[Choice, ...] = ()
    notes: tuple[str, ...] = ()
    unverified: tuple[str, ...] = ()
    model: str | None = None
    mended: bool = False
    followed: bool = False
    table: AnswerTable | None = None
    confidence: float | None = None
    lead: Lead | None = None
    timings: Mapping[str, float] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    """What stands above the quotations: whether their document still stands, a blank field. `text` opens with it."""
