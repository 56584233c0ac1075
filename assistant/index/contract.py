"""What the other rooms see of the index: the values that go in, and the protocols of writer, reader and snapshot."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Protocol, Self

import numpy as np
from numpy.typing import NDArray

from assistant.index.pieces.cutting import CutPassages
from assistant.index.pieces.table import PieceTable
from assistant.types import (
    Document,
    DocumentRecord,
    FileState,
    Mention,
    Passage,
    RecordedForce,
    Relation,
    Scope,
    StoredPassage,
    StoredTask,
    TaskFilter,
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


class Snapshot(Protocol):
    """One generation of the index, unchanging while it is held; usable from several threads. A context manager."""

    @property
    def generation(self) -> int: ...

    @property
    def stats(self) -> Stats: ...

    def dense(self, vectors: FloatArray, k: int, scope: Scope, *, exact: bool = False) -> list[list[tuple[int, float]]]:
        """For each row of `vectors` `(n, dimension)`: up to `k` `(passage id, inner product)`, best first, each passage
        once with its best vector; ties by passage id. Empty lists when the index has no vectors.

        Several rows share the processors. Of very many vectors the most promising ones are looked through (see
        `dense.py`); `exact`: all of them, however long it takes, for measuring what that loses."""
        ...

    def cosines(self, vector: FloatArray, ids: Iterable[int]) -> dict[int, float]:
        """The inner product of `vector` `(dimension,)` with the best vector of each of the passages `ids`, which a
        search of this snapshot found or which stand beside those; passages without vectors are left out."""
        ...

    def lexical(self, query: LexicalQuery, k: int, scope: Scope) -> list[tuple[int, float]]:
        """Up to `k` `(passage id, score)`, best first; ties by passage id."""
        ...

    def frequencies(self, field: str, terms: Sequence[str], scope: Scope | None = None) -> list[int]:
        """In how many passages of the whole index each term stands in `field`: what a term's idf is computed from.

        Counts that shape what a person is shown need their `scope`: they are 0 where its access groups do not see
        every document, since a word of a hidden document must not come back as a suggestion."""
        ...

    def passages(self, ids: Iterable[int]) -> dict[int, StoredPassage]:
        """The live passages among `ids`, by id; others are left out."""
        ...

    def pieces(self, ids: Iterable[int], reach: int = 0) -> PieceTable:
        """The live passages among `ids`, and those of the same documents at most `reach` before and after one, in
        numbers for the ranking; no text is read."""
        ...

    def piece_texts(self, numbers: Sequence[int]) -> list[str]:
        """The piece that each of the `numbers` from 0 in a `PieceTable` of this index stands for."""
        ...

    def live_records(self, document_ids: Collection[int]) -> dict[int, DocumentRecord]:
        """The rows of the live documents among `document_ids`, by id."""
        ...

    def unencoded(self, most: int) -> list[int]:
        """Up to `most` ids of passages whose vectors are still to be made, ascending; none without an encoder."""
        ...

    def passages_of(self, document_id: int) -> list[StoredPassage]:
        """The live passages of a document in reading order; empty when it has none."""
        ...

    def document(self, document_id: int) -> Document:
        """The live version as it was parsed, with the edits in its letterhead. Raises `DocumentNotFound`."""
        ...

    def edits(self, document_id: int) -> dict[str, str | int | None]:
        """The fields of the letterhead that a person corrected, with what they are to say."""
        ...

    def record(self, document_id: int) -> DocumentRecord | None:
        """The live version's row, else the newest row of that id, else None."""
        ...

    def records(self, scope: Scope | None = None, states: Collection[FileState] | None = None) -> list[DocumentRecord]:
        """Every file ever given, one row for each version, by id and version. `scope` None: all (the owner's list).
        With a scope, filters on kind, issuer, year hold for every row as it stands."""
        ...

    def by_number(
        self,
        serial: str,
        *,
        year: int | None = None,
        symbol: str | None = None,
        kind: str | None = None,
        scope: Scope,
    ) -> list[DocumentRecord]:
        """Live documents whose printed number has this serial ("1090"; leading zeros do not count) and, where given,
        this year, symbol ("KH-UBND"; accents and case do not count) and kind ("Kế hoạch" or "ke hoach"). A part not
        given matches all; a part given does not match a document that does not print it, but `year` matches the
        year of the date too."""
        ...

    def definitions(self, shorts: Collection[str], longs: Collection[str], scope: Scope) -> list[Definition]:
        """The abbreviations that live documents in `scope` define themselves and that are among `shorts`, or whose long
        forms are among `longs`; accents and case do not count. Those that most documents define come first."""
        ...

    def mentions_of(
        self, record: DocumentRecord, scope: Scope, relations: Collection[Relation] | None = None
    ) -> list[Mention]:
        """Where live documents of the scope's access groups name `record` by its number, or (a law) by name and year,
        in the order of their ids; its other filters do not count. `relations`: only these (None: all). A number may be
        another issuer's: compare dates and issuers."""
        ...

    def laws_named(self, name: str, year: int | None, scope: Scope) -> list[DocumentRecord]:
        """Live laws of the scope's access groups with this name ("Luật Đất đai"; accents and case do not count), passed
        in this year (None: any)."""
        ...

    def near(self, scope: Scope, documents: Collection[int] | None = None) -> list[tuple[int, int, float]]:
        """Pairs of live documents of the scope's access groups whose texts are alike, each both ways round: `(id, other
        id, estimated share of common syllable triples)`, the likest first. `documents`: only pairs whose first is
        among these (None: all)."""
        ...

    @property
    def relations_known(self) -> bool:
        """False where documents were stored by an older version of the program: `repair` reads them again."""
        ...

    def recorded_force(self, document_id: int) -> RecordedForce | None:
        """What a person recorded of the document's force."""
        ...

    def tasks(self, wanted: TaskFilter, scope: Scope) -> list[StoredTask]:
        """The assignments of live documents in `scope`: those with a last day first and by it, then by document and
        place. No document is opened."""
        ...

    @property
    def tasks_known(self) -> bool:
        """False where documents were stored by an older version of the program: `repair` reads them again."""
        ...

    def facets(self, scope: Scope) -> dict[str, dict[str | int, int]]:
        """`{"kinds": {kind: documents}, "issuers": …, "years": …}` over the live documents in `scope`."""
        ...

    def close(self) -> None: ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class IndexReader(Protocol):
    """Thread-safe; each `pin()` takes the newest published generation."""

    @property
    def directory(self) -> Path: ...

    @property
    def encoder(self) -> EncoderInfo | None:
        """The encoder the index was built with; None: without vectors."""
        ...

    def pin(self) -> Snapshot: ...

    def close(self) -> None: ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class IndexWriter(Protocol):
    """The one holder of the write lock. Nothing is visible to readers before `commit`; leaving the `with` block
    without an error commits, with an error rolls back what was not committed.

    Look-ups see what this writer has put, committed or not. Every method may raise `StorageError` (disk full, folder
    not writable): the writer is then closed and the index stands as at the last commit.
    """

    @property
    def directory(self) -> Path: ...

    @property
    def generation(self) -> int: ...

    def put(self, new: NewDocument) -> PutResult:
        """Adds a document, or the next version of the one live at `new.source`, which stops answering at the commit."""
        ...

    def record(
        self,
        source: str,
        file_name: str,
        sha256: str,
        state: Literal["unreadable", "refused", "duplicate"],
        reason: str | None = None,
        *,
        size: int = 0,
        access_group: str = "chung",
    ) -> DocumentRecord:
        """Accounts for a file that is not searchable. The same call twice leaves one row.

        `refused`: only hash, name and reason are kept (`source` only finds a document live at that path, which stops
        answering). `duplicate`: points to the live document with these bytes. `unreadable`: a document live at that
        path goes on answering with its last readable version, and this row says why."""
        ...

    def lookup(self, sha256: str, access_group: str | None = None) -> DocumentRecord | None:
        """What became of these bytes: the live row if there is one, else the newest row that is neither `removed` nor
        `superseded`, else None (such a file may be given again).
        `access_group`: only rows of that group (bytes held for another group are no duplicate)."""
        ...

    def lookup_source(self, source: str) -> DocumentRecord | None:
        """The live row of the document at this path, else its newest row that was not removed."""
        ...

    def lookup_inside(self, source: str) -> list[DocumentRecord]:
        """One row for each document not removed whose path is "<source>!/…": files inside an archive or mail."""
        ...

    def remove(self, document_id: int) -> DocumentRecord:
        """The document and the duplicates of it stop answering at the commit; their text is deleted, the rows stay
        with state `removed`. Raises `DocumentNotFound`."""
        ...

    def withdraw(self, document_id: int) -> DocumentRecord:
        """The file of this document is no longer where it was. As `remove`, but duplicates of it elsewhere go on: one
        of them answers in its place. Raises `DocumentNotFound`."""
        ...

    def edit(
        self,
        document_id: int,
        edits: Mapping[str, str | int | None],
        *,
        reset: Collection[str] = (),
        remake: Callable[[Document, Sequence[Passage]], Sequence[NewPassage]] | None = None,
    ) -> DocumentRecord:
        """Sets fields of the letterhead by hand (`Letterhead` field names; None: printed nothing) and takes back the
        edits of the fields `reset`. Edits survive new versions. `remake` gives the passages with the terms and vectors
        of the corrected title; without it a new title reaches the search only by a repair. Raises `DocumentNotFound`,
        `ValueError` for an unknown field."""
        ...

    def edits_at(self, source: str) -> dict[str, str | int | None]:
        """The edits of the document at `source`: a new version of its file must be made searchable with them."""
        ...

    def record_force(self, document_id: int, force: RecordedForce | None) -> DocumentRecord:
        """Keeps what a person says of the document's force, from which source (None: forgets it); it survives new
        versions. Raises `DocumentNotFound`."""
        ...

    def vectors_for(self, text_hashes: Iterable[str]) -> dict[str, FloatArray]:
        """The durable vectors `(m, dimension)` float32 of texts encoded before by this encoder; others left out."""
        ...

    def add_vectors(self, vectors: Mapping[int, FloatArray]) -> int:
        """Gives passages, by id, the vectors `(m, dimension)` they lack; returns how many took them. A passage that
        stopped answering meanwhile, or has its vectors, is left as it is."""
        ...

    def commit(self) -> int:
        """Publishes everything since the last commit as one generation and returns its number; without changes the
        current one."""
        ...

    def rollback(self) -> None:
        """Forgets everything since the last commit."""
        ...

    def close(self) -> None:
        """Rolls back what was not committed and gives the lock back."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
