"""`tracuu tasks`: assignments by their last day, on the terminal, as JSON, or into a file for Excel."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from assistant.answering.tasks.export import stored_task_to_dict, tasks_csv, tasks_xlsx
from assistant.answering.tasks.listing import TaskList, TaskRequest, list_tasks
from assistant.cli.output import emit, wrapped
from assistant.errors import StorageError
from assistant.index import open_reader
from assistant.settings import Settings
from assistant.types import Scope, StoredTask
from assistant.vietnamese.time.dates import format_date
from assistant.wording import say


def tasks(options: argparse.Namespace, settings: Settings, scope: Scope) -> int:
    request = TaskRequest(
        options.lead, options.partner, options.due_before, options.due_after, True if options.recurring else None
    )
    with open_reader(settings.index_dir) as reader, reader.pin() as snapshot:
        found = list_tasks(snapshot, request, scope, mask=settings.mask_personal)
    for path, made in ((options.csv, tasks_csv), (options.xlsx, tasks_xlsx)):
        if path is not None:
            _write(path, made(found.tasks))
            print(say("cli.tasks.written", count=len(found.tasks), path=path), file=sys.stderr)
    if options.json:
        emit([stored_task_to_dict(task) for task in found.tasks])
    elif options.csv is None and options.xlsx is None:
        print("\n".join(_lines(found)))
    if options.json or options.csv is not None or options.xlsx is not None:
        for note in found.notes:
            print(say("cli.note", note=note), file=sys.stderr)
    return 0


def _write(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as error:
        raise StorageError(
            say("cli.tasks.not_written", path=path, reason=error.strerror), say("cli.tasks.choose_another")
        ) from error


def _lines(found: TaskList) -> Iterator[str]:
    """The list as people read it: under each last day its tasks, and where each stands."""
    places = {id(task): place for place, task in enumerate(found.tasks)}
    for heading, group in groupby(found.tasks, _heading):
        yield f"{heading}"
        for stored in group:
            yield from _task(stored)
            if (renaming := found.renamed.get(places[id(stored)])) is not None:
                yield wrapped(say("cli.tasks.renamed", old=renaming.old, new=renaming.new), "      ")
        yield ""
    yield say("cli.tasks.count", count=len(found.tasks)) if found.tasks else say("cli.tasks.none")
    for note in found.notes:
        yield wrapped(say("cli.note", note=note))


def _heading(stored: StoredTask) -> str:
    due = stored.task.due
    if due is not None and due.end is not None:
        return say("cli.tasks.until", day=format_date(due.end))
    if due is not None and due.start is not None:
        return say("cli.tasks.from", day=format_date(due.start))
    return say("cli.tasks.recurring_heading") if due is not None else say("cli.tasks.undated")


def _task(stored: StoredTask) -> Iterator[str]:
    task = stored.task
    yield wrapped(f"- {task.task}", "  ").replace("\n  ", "\n    ")
    who = [
        (say("tasks.facts.lead"), task.lead),
        (say("tasks.facts.partners"), "; ".join(task.partners)),
        (say("tasks.facts.deadline"), task.deadline),
    ]
    yield wrapped(". ".join(f"{name}: {value}" for name, value in who if value), "      ")
    yield wrapped(f"[{_source(stored)}]", "      ")


def _source(stored: StoredTask) -> str:
    """The document's number (or its file), the section and the page."""
    record = stored.document
    named = record.letterhead.number or record.file
    path = say("cli.tasks.section", path=stored.path) if stored.path[:1].isdigit() else stored.path
    parts = [
        say(
            "cli.tasks.document",
            document_id=record.id,
            named=" ".join(part for part in (record.letterhead.kind, named) if part),
        ),
        path,
    ]
    parts += [say("labels.page", page=stored.task.page)] if stored.task.page is not None else []
    parts += [say("cli.tasks.recognised")] if stored.task.ocr else []
    return ", ".join(part for part in parts if part)
