"""What a reader sees of the index: one generation, pinned, and the reader that pins it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from assistant.index.contract.pieces import PieceTable
from assistant.index.contract.values import Definition, EncoderInfo, FloatArray, LexicalQuery, Stats
from assistant.types import (
    Document,
    DocumentRecord,
    FileState,
    Mention,
    RecordedForce,
    Relation,
    Scope,
    StoredPassage,
    StoredTask,
    TaskFilter,
)


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
