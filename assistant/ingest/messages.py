"""What travels between the writer and the processes that read files. Light: a reading process loads no index."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.reading.containers.archives import Member
from assistant.types import Document, FileState, Passage
from assistant.vietnamese.words.terms import TermFields

if TYPE_CHECKING:
    from assistant.encoding import FloatArray
    from assistant.index import Packed


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to prepare: a file, or (for a bench) a text with a title and no file.

    `path`: where the bytes lie when that is not `source`: a file out of an archive or mail, `depth` of them deep.
    `room`: files and bytes that may still be unpacked of the outermost one; None: all that is allowed.
    """

    source: str
    sha256: str
    access_group: str
    size: int
    title: str | None = None
    text: str | None = None
    path: str | None = None
    depth: int = 0
    room: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class PreparedPassage:
    """One passage as the index takes it. `vectors` is None when they are made elsewhere or not at all."""

    passage: Passage
    terms: TermFields
    text_hash: str
    vectors: FloatArray | None = None


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file that was read. `state` is "ready" or "partial"; `reason` says why it is only partly searchable."""

    task: Task
    state: FileState
    reason: str | None
    document: Document
    passages: tuple[PreparedPassage, ...]
    members: tuple[Member, ...] = ()
    """Files attached to it (a mail)."""
    sketch: bytes | None = None
    """Of its text, for finding near-duplicates; None for texts that are no files."""
    packed: Packed | None = None
    """Made in a process that reads many files; `document` is then without its text (`without_text`)."""


@dataclass(frozen=True, slots=True)
class Unpacked:
    """An archive: no document itself, each of its files goes through the chain as one."""

    task: Task
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a file gives no document. `state` is "refused" or "unreadable"; `reason` is a Vietnamese sentence.

    `out_of_memory`: the process that read it had no more; a fresh one may manage.
    """

    task: Task
    state: FileState
    reason: str
    pages: int | None = None
    out_of_memory: bool = False


Result = Prepared | Failure | Unpacked
Batch = tuple[Task, ...]
