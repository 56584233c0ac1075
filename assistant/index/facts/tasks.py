"""Assignments as rows of the catalog: written with a version, gone with it, listed without opening a document."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Sequence
from typing import Any

from assistant.index.catalog import rows as catalog
from assistant.index.catalog.schema import WITH_RECOGNISED_TASKS, WITH_TASKS, schema_version
from assistant.index.contract.values import TaskRow
from assistant.types import Document, DocumentRecord, Due, Span, StoredTask, Task, TaskFilter
from assistant.vietnamese.names.agencies import agency_keys

_COLUMNS = (
    "position, start, stop, task, lead, partners, deadline, due_from, due_to, recurring, product, groups, page, origin,"
    " quote, path, ocr"
)


def task_rows(document: Document) -> list[TaskRow]:
    """The rows of `task` and `task_agency` for a document, without their version."""
    return [_row(document, position, task) for position, task in enumerate(document.tasks)]


def _row(document: Document, position: int, task: Task) -> TaskRow:
    due = task.due or Due()
    columns = (
        position, task.span.start, task.span.end, task.task, task.lead, _json(task.partners), task.deadline,
        due.start, due.end, due.recurring, task.product, _json(task.group), task.page, task.origin,
        task.span.of(document.text), _path(document, task.span.start), task.ocr,
    )  # fmt: skip
    leads = {(key, "lead") for key in agency_keys(task.lead or "")}
    partners = {(key, "partner") for name in task.partners for key in agency_keys(name)}
    return columns, tuple(sorted(leads | partners))


def _json(values: Sequence[str]) -> str:
    return json.dumps(list(values), ensure_ascii=False)


def _path(document: Document, offset: int) -> str:
    """The markers of the sections over `offset`, from the top down."""
    deepest = None
    for index, section in enumerate(document.sections):
        if section.span.start > offset:
            break
        if offset < section.span.end:
            deepest = index
    return " › ".join(section.marker for section in document.section_path(deepest))


def store_tasks(connection: sqlite3.Connection, row: int, found: Collection[TaskRow]) -> None:
    """Makes `found` (of `task_rows`) the tasks of the version `row`, in place of what it had."""
    for table in ("task", "task_agency", "task_count"):
        connection.execute(f"DELETE FROM {table} WHERE row = ?", (row,))
    connection.execute("INSERT INTO task_count VALUES (?, ?)", (row, len(found)))
    marks = ", ".join("?" * 18)
    connection.executemany(
        f"INSERT INTO task (row, {_COLUMNS}) VALUES ({marks})", [(row, *columns) for columns, _ in found]
    )
    connection.executemany(
        "INSERT INTO task_agency (key, role, row, position) VALUES (?, ?, ?, ?)",
        [(key, role, row, columns[0]) for columns, agencies in found for key, role in agencies],
    )


def known_of_all(connection: sqlite3.Connection) -> bool:
    """Whether every live document was stored with its tasks; false in an index of an older version of the program that
    has not been repaired since."""
    if schema_version(connection) < WITH_TASKS:
        return False
    missing = connection.execute(
        "SELECT 1 FROM version WHERE live = 1 AND row NOT IN (SELECT row FROM task_count) LIMIT 1"
    )
    return missing.fetchone() is None


def find_tasks(
    connection: sqlite3.Connection, wanted: TaskFilter, documents: Collection[int] | None
) -> list[StoredTask]:
    """The tasks of live documents (None: of all), those with a last day first and by it, then by document and place.

    Empty where the catalog has no table of tasks yet (`known_of_all` says so).
    """
    if schema_version(connection) < WITH_TASKS:
        return []
    conditions, values = _conditions(wanted)
    names = _COLUMNS if schema_version(connection) >= WITH_RECOGNISED_TASKS else _COLUMNS.removesuffix(", ocr")
    columns = ", ".join(f"task.{name.strip()}" for name in names.split(","))
    rows = connection.execute(
        f"SELECT document_id, {columns} FROM task JOIN version USING (row) WHERE live = 1{conditions}"
        " ORDER BY due_to IS NULL, due_to, due_from IS NULL, due_from, document_id, position",
        values,
    ).fetchall()
    if documents is not None:
        inside = set(documents)
        rows = [row for row in rows if row[0] in inside]
    records = {record.id: record for record in catalog.live_records(connection, {row[0] for row in rows})}
    return [_stored(records[row[0]], row[1:]) for row in rows]


def _conditions(wanted: TaskFilter) -> tuple[str, list[Any]]:
    found, values = "", list[Any]()
    for role, keys in (("lead", wanted.leads), ("partner", wanted.partners)):
        if keys is None:
            continue
        # a key that goes on has a blank next, and "!" is the character after it: each pair is one range of the key
        each = " OR ".join("key = ? OR (key >= ? AND key < ?)" for _ in keys) or "0"
        found += (
            " AND (task.row, task.position) IN (SELECT row, position FROM task_agency"
            f" WHERE role = '{role}' AND ({each}))"
        )
        for key in sorted(keys):
            values += [key, f"{key} ", f"{key}!"]
    if wanted.due_before is not None:
        found, values = found + " AND due_to <= ?", [*values, wanted.due_before]
    if wanted.due_after is not None:
        found += " AND (due_to >= ? OR (due_to IS NULL AND due_from IS NOT NULL))"
        values.append(wanted.due_after)
    if wanted.recurring is not None:
        found += f" AND recurring IS {'NOT ' if wanted.recurring else ''}NULL"
    return found, values


def _stored(record: DocumentRecord, row: Sequence[Any]) -> StoredTask:
    position, start, stop, task, lead, partners, deadline, first, last, recurring, product, groups, page, origin = row[
        :14
    ]
    due = Due(first, last, recurring) if first or last or recurring else None
    given = Task(
        task, Span(start, stop), lead, tuple(json.loads(partners)), deadline, due, product, tuple(json.loads(groups)),
        page, origin, ocr=bool(row[16]) if len(row) > 16 else False,
    )  # fmt: skip
    return StoredTask(record, position, given, quote=row[14], path=row[15])
