"""Assignments as the index gives them, and which of them to list."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.types.catalog import DocumentRecord
from assistant.types.findings import Task


@dataclass(frozen=True, slots=True)
class StoredTask:
    """An assignment with the document that gives it. `quote` is its row or sentence word for word, `path` the sections
    over it ("Mục II › 1"). `position` counts the tasks of one document from 0."""

    document: DocumentRecord
    position: int
    task: Task
    quote: str
    path: str


@dataclass(frozen=True, slots=True)
class TaskFilter:
    """Which assignments to list. `None` means no filter. `leads` and `partners` are keys of agencies (`agency_key`): a
    key that goes on with more words matches too ("cong an" finds "cong an tinh").

    `due_before`, `due_after`: ISO days, both included, compared with the last day; a task that only begins counts as
    due after any day. `recurring`: only tasks that recur (True) or do not (False).
    """

    leads: frozenset[str] | None = None
    partners: frozenset[str] | None = None
    due_before: str | None = None
    due_after: str | None = None
    recurring: bool | None = None
