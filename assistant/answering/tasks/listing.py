"""Assignments of the store as a person asks for them: by agency under all its names, by time; what was left out is
said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answering.store.masking import masked
from assistant.answering.store.protocols import Snapshot
from assistant.types import Document, Scope, StoredTask, TaskFilter
from assistant.vietnamese.names.agencies import Renaming, agency_key, agency_keys, other_names
from assistant.vietnamese.time.dates import format_date
from assistant.wording import say

_EVERYONE = frozenset({"so ban nganh", "so nganh", "co quan don vi", "so va", "bo nganh"})
"""Keys that lists of "all of you" begin with ("Các sở, ban, ngành …")."""


@dataclass(frozen=True, slots=True)
class TaskRequest:
    """What to list. `lead` and `partner` are names as people write them; days ISO, both included."""

    lead: str | None = None
    partner: str | None = None
    due_before: str | None = None
    due_after: str | None = None
    recurring: bool | None = None


@dataclass(frozen=True, slots=True)
class TaskList:
    """The assignments, first due first. `renamed`: by the place in `tasks`, under which other name a task was found.
    `notes`: what the reader should know, in Vietnamese."""

    tasks: tuple[StoredTask, ...]
    renamed: dict[int, Renaming]
    notes: tuple[str, ...] = ()


def list_tasks(snapshot: Snapshot, request: TaskRequest, scope: Scope, *, mask: bool = False) -> TaskList:
    """The assignments that `request` asks for among the documents that `scope` shows. `mask`: personal numbers in them
    are masked; that opens the documents."""
    wanted = TaskFilter(
        leads=_keys(request.lead),
        partners=_keys(request.partner),
        due_before=request.due_before,
        due_after=request.due_after,
        recurring=request.recurring,
    )
    found = snapshot.tasks(wanted, scope)
    renamed: dict[int, Renaming] = {}
    for name, role in ((request.lead, "lead"), (request.partner, "partner")):
        renamed |= _renamed(found, name, role)
    notes = [
        *_names_told([renamed[i] for i in sorted(renamed)]),
        *_undated(snapshot, wanted, scope),
        *_everyone(snapshot, request, wanted, scope),
    ]
    if not snapshot.tasks_known:
        notes.append(say("tasks.notes.not_read_yet"))
    shown = [_masked(stored, snapshot.document(stored.document.id)) for stored in found] if mask else found
    return TaskList(tuple(shown), renamed, tuple(notes))


def _masked(stored: StoredTask, document: Document) -> StoredTask:
    if not document.personal:
        return stored
    shown = masked(document)
    return replace(stored, task=shown.tasks[stored.position], quote=stored.task.span.of(shown.text))


def _keys(name: str | None) -> frozenset[str] | None:
    """All keys that an agency is looked for under; a name without "Sở" means the department too."""
    if name is None or not (key := agency_key(name)):
        return None if name is None or not name.strip() else frozenset()
    return frozenset({key, f"so {key}", *other_names(name)})


def _renamed(found: Sequence[StoredTask], name: str | None, role: str) -> dict[int, Renaming]:
    """Tasks that name the agency only under another name than `name`."""
    others = other_names(name) if name else {}
    if not others or name is None:
        return {}
    own = agency_key(name)
    out: dict[int, Renaming] = {}
    for place, stored in enumerate(found):
        printed = [stored.task.lead or ""] if role == "lead" else list(stored.task.partners)
        keys = [key for words in printed for key in agency_keys(words)]
        if not any(_meets(key, own) or _meets(key, f"so {own}") for key in keys):
            match = next((renaming for key, renaming in others.items() if any(_meets(k, key) for k in keys)), None)
            if match is not None:
                out[place] = match
    return out


def _meets(key: str, wanted: str) -> bool:
    return key == wanted or key.startswith(f"{wanted} ")


def _names_told(renamings: Sequence[Renaming]) -> list[str]:
    return [
        say(
            "tasks.notes.other_name",
            count=renamings.count(r),
            old=r.old,
            since=format_date(r.since),
            new=r.new,
            source=r.source,
            elsewhere=say("tasks.notes.elsewhere", elsewhere=r.elsewhere) if r.elsewhere else "",
        )
        for r in dict.fromkeys(renamings)
    ]


def _undated(snapshot: Snapshot, wanted: TaskFilter, scope: Scope) -> list[str]:
    """How many tasks of the same agencies a day leaves out because none can be told for them."""
    if wanted.due_before is None and wanted.due_after is None:
        return []
    rest = snapshot.tasks(replace(wanted, due_before=None, due_after=None), scope)
    recurring = sum(1 for t in rest if t.task.due is not None and t.task.due.recurring and t.task.due.end is None)
    unknown = sum(1 for t in rest if t.task.due is None)
    parts = [say("tasks.notes.recurring", count=recurring)] if recurring else []
    parts += [say("tasks.notes.undated", count=unknown)] if unknown else []
    return [say("tasks.notes.left_out", parts=say("tasks.notes.and").join(parts))] if parts else []


def _everyone(snapshot: Snapshot, request: TaskRequest, wanted: TaskFilter, scope: Scope) -> list[str]:
    """How many tasks are given to all agencies together, of which the one asked for may be one."""
    if request.lead is None or wanted.leads is None or not any(key.startswith("so ") for key in wanted.leads):
        return []
    if any(_meets(agency_key(request.lead), key) for key in _EVERYONE):
        return []
    common = snapshot.tasks(replace(wanted, leads=_EVERYONE), scope)
    if not common:
        return []
    return [say("tasks.notes.for_everyone", count=len(common))]
