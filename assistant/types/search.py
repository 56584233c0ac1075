"""What a search finds, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from assistant.types.catalog import DocumentRecord, StoredPassage


@dataclass(frozen=True, slots=True)
class MatchedTerm:
    """A term of the question as it is searched ("a", or "a_b" for a pair) and how often it stands in the section.

    `value`: its rareness (idf) times its weight in the question. `title`: times in the title and the headings.
    """

    term: str
    value: float
    title: int
    text: int


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing the ranker looked at: its name, Vietnamese words for it, its value, how far it moved the score."""

    name: str
    words: str
    value: float
    moved: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a hit stands where it does. `terms`: rarest first; `reasons`: the strongest first, empty without a ranker."""

    terms: tuple[MatchedTerm, ...]
    missing: tuple[str, ...]
    bm25: float
    cosine: float
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A found passage and why it was found (`features`: raw scores by name; `explanation`: only when asked for)."""

    stored: StoredPassage
    document: DocumentRecord
    score: float
    features: Mapping[str, float] = field(default_factory=dict)
    explanation: Explanation | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """One document an ambiguous question may mean. `asked`: the words of the question that may mean it."""

    document_id: int
    official: str
    title: str | None
    date: str | None
    asked: str = ""


@dataclass(frozen=True, slots=True)
class Understanding:
    """What the question was taken to mean. `understood_as` is set only when it differs from what was typed."""

    original: str
    text: str
    understood_as: str | None = None
    numbers: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    question_type: str | None = None
    language: str = "vi"
    notes: tuple[str, ...] = ()
    defined: tuple[tuple[str, str], ...] = ()
    """Abbreviations the question uses, in short or in full, that documents define themselves: (short, long)."""


@dataclass(frozen=True, slots=True)
class SearchResult:
    """Hits, best first. `choices` is non-empty when the question names a document that several could be."""

    hits: tuple[Hit, ...]
    understanding: Understanding
    choices: tuple[Choice, ...] = ()
    named_documents: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()
    timings: Mapping[str, float] = field(default_factory=dict)
