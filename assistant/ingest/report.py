"""What an ingest says while it runs and when it is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from assistant.types import FileState

Outcome = Literal["added", "replaced", "unchanged", "duplicate", "failed", "unpacked"]
State = FileState | Literal["unpacked"]
"""`unpacked`: an archive, no document itself; its files are reported after it."""


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """What became of one file of the batch, or of a file inside one (`file` "<path>!/<inner name>"). `reason` is a
    Vietnamese sentence, set for every state but "ready". `held`: files in an archive or a mail."""

    file: str
    state: State
    outcome: Outcome
    reason: str | None = None
    document_id: int | None = None
    version: int | None = None
    pages: int = 0
    passages: int = 0
    system_file: bool = False
    held: int | None = None


@dataclass(frozen=True, slots=True)
class IngestEvent:
    """Progress: `done` of `total` files (None while a stream has no known length); `outcome` of the file just done."""

    done: int
    total: int | None
    outcome: FileOutcome


@dataclass(frozen=True, slots=True)
class PageEvent:
    """A page of a scan was recognised: `page` of the `pages` of `file` that need it, the rest in some `seconds_left`
    (None before the first page is done)."""

    file: str
    page: int
    pages: int
    seconds_left: float | None


@dataclass(frozen=True, slots=True)
class VectorEvent:
    """Vectors come behind the terms: `vectors` of `passages` passages have theirs, the rest in some `seconds_left`."""

    vectors: int
    passages: int
    seconds_left: float | None


@dataclass(frozen=True, slots=True)
class IngestReport:
    """The whole batch, in the order of the files. `interrupted`: the person stopped it; what was done is kept."""

    outcomes: tuple[FileOutcome, ...]
    seconds: float
    generation: int
    interrupted: bool = False
    documents: int = 0
    passages: int = 0
    unencoded: int = 0
    """Passages of the store whose vectors are still to be made, because the person stopped it."""

    @property
    def failed(self) -> tuple[FileOutcome, ...]:
        """Files that cannot be searched: refused or unreadable, files of the operating system left out."""
        return tuple(o for o in self.outcomes if o.outcome == "failed" and not o.system_file)

    @property
    def partial(self) -> tuple[FileOutcome, ...]:
        return tuple(o for o in self.outcomes if o.state == "partial")


OnEvent = Callable[[IngestEvent], None]
OnPage = Callable[[PageEvent], None]
OnVectors = Callable[[VectorEvent], None]
