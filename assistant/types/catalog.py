"""What the index knows of a document, and what a read may see of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assistant.types.document import Extent, Letterhead, Relation
from assistant.types.geometry import Span
from assistant.types.passage import Passage

FileState = Literal["ready", "partial", "duplicate", "unreadable", "refused", "superseded", "removed"]


@dataclass(frozen=True, slots=True)
class Scope:
    """What a read may see. `None` means no filter, an empty set means nothing matches.

    `access_groups` is mandatory: a document outside them does not exist for the caller, not even as a count.
    """

    access_groups: frozenset[str]
    kinds: frozenset[str] | None = None
    issuers: frozenset[str] | None = None
    years: frozenset[int] | None = None
    document_ids: frozenset[int] | None = None


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """One row of the catalog: a document's live version, or a file that gave none, and what became of it."""

    id: int
    version: int
    file: str
    path: str
    state: FileState
    reason: str | None
    letterhead: Letterhead
    pages: int | None
    missing_pages: tuple[int, ...] = ()
    passages: int = 0
    format: str | None = None
    sha256: str = ""
    access_group: str = "chung"
    related_number: str | None = None
    added_at: str | None = None
    instrument_id: int | None = None
    """Documents with the same number, issuer and full date share it; None where one of these is unknown."""
    duplicate_of: int | None = None
    """For a `duplicate`: the document that holds the same bytes."""
    folder: str = ""
    """The end of the path above the file that tells it from others of the same name ("Xã An Lạc", "2026/quý 1"); ""
    where no other has its name."""


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage with its permanent id and the document version it belongs to."""

    id: int
    document_id: int
    version: int
    passage: Passage


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a live document names another, and what it does to it (`Reference`, `NamedReference`). `number` and `name`
    are keys: lower case, the name without accents."""

    document_id: int
    version: int
    span: Span
    relation: Relation
    extent: Extent | None = None
    number: str | None = None
    name: str | None = None
    year: int | None = None
    kind: str | None = None
    date: str | None = None
    effective: str | None = None


RecordedState = Literal["con_hieu_luc", "het_hieu_luc", "het_hieu_luc_mot_phan", "ngung_hieu_luc", "chua_co_hieu_luc"]


@dataclass(frozen=True, slots=True)
class RecordedForce:
    """What a person recorded of a document's force: where it is said so, and on which day (ISO) that was looked up."""

    state: RecordedState
    source: str
    date: str
