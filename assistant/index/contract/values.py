"""The values that go into the index and come out of it: documents with their terms and vectors, queries, reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from assistant.index.contract.pieces import CutPassages
from assistant.types import (
    Document,
    Passage,
)

if TYPE_CHECKING:
    from assistant.vietnamese.words.terms import TermFields

FloatArray = NDArray[np.float32]

FIELDS = ("body", "body_plain", "title", "title_plain", "path", "path_plain")
"""The searchable fields, named as in `TermFields`."""

Outcome = Literal["added", "replaced", "unchanged", "duplicate"]


@dataclass(frozen=True, slots=True)
class EncoderInfo:
    """Which encoder made the vectors: its fingerprint and the length of a vector."""

    fingerprint: str
    dimension: int


@dataclass(frozen=True, slots=True)
class NewPassage:
    """A passage with its terms, its unit vectors (`(m, dimension)` float32; None: without an encoder, or still to be
    made), and the hash of the text that is encoded (any string; it is the key of the durable vectors).

    `terms` may be `dataclasses`-like: any object with the six attributes of `TermFields`.
    """

    passage: Passage
    terms: TermFields
    vectors: FloatArray | None
    text_hash: str


@dataclass(frozen=True, slots=True)
class Definition:
    """An abbreviation and its long form in lower case, as a document defines them ("CĐS", "chuyển đổi số")."""

    short: str
    long: str


TaskRow = tuple[tuple[Any, ...], tuple[tuple[str, str], ...]]
"""The columns of one task, and the (key, role) of each agency it names."""


@dataclass(frozen=True, slots=True)
class Packed:
    """A document and its passages as rows and bytes."""

    document: bytes
    passages: list[str]
    definitions: list[Definition]
    relations: list[tuple[Any, ...]]
    tasks: list[TaskRow]
    pieces: CutPassages


@dataclass(frozen=True, slots=True)
class NewDocument:
    """One read file. `source` is its absolute path or "beir:<id>"; `sha256` the hash of its bytes, `size` in bytes."""

    source: str
    file_name: str
    sha256: str
    size: int
    document: Document
    passages: Sequence[NewPassage]
    access_group: str = "chung"
    state: Literal["ready", "partial"] = "ready"
    reason: str | None = None
    sketch: bytes | None = None
    """For finding near-duplicates (`sketch_of`); None: the document is compared with no other."""
    packed: Packed | None = None
    """When it was packed where it was read; then of `document` only what `without_text` leaves is looked at."""


@dataclass(frozen=True, slots=True)
class PutResult:
    """`duplicate`: these bytes are already held as `document_id` from another path; a row was recorded for this path.
    `unchanged`: the same bytes at the same path; nothing was written."""

    document_id: int
    version: int
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class LexicalQuery:
    """A disjunction: the score of a passage is the sum over `clauses` of boost x BM25(term in field).

    A clause is `(field, term, boost)`; `field` one of `FIELDS`, `term` exactly as `term_fields` writes it.
    `fields`: only clauses of these fields count (None: all).
    """

    clauses: tuple[tuple[str, str, float], ...]
    fields: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Stats:
    """Counts of what is live in one generation (of all access groups)."""

    generation: int
    documents: int
    passages: int
    vectors: int
    segments: int
    unencoded: int = 0
    """Passages whose vectors are still to be made; 0 in an index without an encoder."""


@dataclass(frozen=True, slots=True)
class Report:
    """The result of `verify` or `repair`. `problems` are Vietnamese sentences; empty means sound."""

    generation: int
    documents: int
    passages: int
    vectors: int
    checked: int
    problems: tuple[str, ...] = ()
    details: Mapping[str, int | float | str] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        return not self.problems
