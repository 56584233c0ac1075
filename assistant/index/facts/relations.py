"""What documents say of each other, as rows of the catalog that go with their version; what was recorded of force."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from assistant.index.catalog.identity import text_key
from assistant.index.catalog.rows import find_records
from assistant.index.catalog.schema import WITH_RELATIONS, schema_version
from assistant.types import Document, DocumentRecord, Mention, RecordedForce, Span
from assistant.vietnamese.document_numbers.numbers import canonical_number

_LAWS = frozenset({"luật", "bộ luật", "pháp lệnh"})
"""Kinds that are named by their subject and year as often as by their number."""
_LAW_KEYS = tuple(sorted(text_key(kind) for kind in _LAWS))
_COLUMNS = "start, stop, relation, extent, number, name, year, kind, date, effective"


def rows_of(document: Document) -> list[tuple[Any, ...]]:
    """The rows of `relation` for a document, without their version: each target once for each relation, first place."""
    found: dict[tuple[Any, ...], tuple[Any, ...]] = {}
    for r in document.references:
        key = (canonical_number(r.number) or r.number).lower()
        what: tuple[Any, ...] = (r.relation, r.extent, key, None, None, r.kind, r.date, r.effective)
        found.setdefault(what, (r.span.start, r.span.end, *what))
    for n in document.named:
        what = (n.relation, n.extent, None, text_key(n.name), n.year, None, None, n.effective)
        found.setdefault(what, (n.span.start, n.span.end, *what))
    return list({row[0]: row for row in found.values()}.values())


def store_relations(connection: sqlite3.Connection, row: int, found: Collection[tuple[Any, ...]]) -> None:
    """Makes `found` (of `rows_of`) the relations of the version `row`, in place of what it had."""
    connection.execute("DELETE FROM relation WHERE row = ?", (row,))
    marks = ", ".join("?" * 11)
    connection.executemany(f"INSERT INTO relation (row, {_COLUMNS}) VALUES ({marks})", [(row, *r) for r in found])


def mentions_of(
    connection: sqlite3.Connection, record: DocumentRecord, groups: Collection[str], relations: Collection[str]
) -> list[Mention]:
    """Where live documents of these access groups name the number of `record`, or (a law) its name and year."""
    if schema_version(connection) < WITH_RELATIONS or not groups or not relations:
        return []
    number = canonical_number(record.letterhead.number or "")
    out: list[Mention] = []
    if number is not None:
        out += _find(connection, "number = ?", (number.lower(),), groups, relations)
    for name, year in law_names(record):
        if {law.letterhead.number for law in laws_named(connection, name, year, groups)} - {record.letterhead.number}:
            continue  # two laws of one name and year: which is meant cannot be told
        out += _find(connection, "name = ? AND relation.year = ?", (name, year), groups, relations)
    return sorted(
        (m for m in out if m.document_id != record.id), key=lambda m: (m.document_id, m.span.start, m.relation)
    )


def laws_named(
    connection: sqlite3.Connection, name: str, year: int | None, groups: Collection[str]
) -> list[DocumentRecord]:
    """The live laws of these access groups that are called so ("luat dat dai", or as printed); `year` None: any."""
    if not groups:
        return []
    kinds, marks = ", ".join("?" * len(_LAW_KEYS)), ", ".join("?" * len(groups))
    rows = find_records(
        connection,
        f"WHERE live = 1 AND kind_key IN ({kinds}) AND access_group IN ({marks}) ORDER BY document_id",
        (*_LAW_KEYS, *sorted(groups)),
    )
    wanted = text_key(name)
    return [r for r in rows if any(n == wanted and year in (None, y) for n, y in law_names(r))]


def law_names(record: DocumentRecord) -> Iterator[tuple[str, int]]:
    """ "luat dat dai", 2024: how a law is named without its number; nothing for other kinds."""
    head = record.letterhead
    if head.kind is None or head.kind.casefold() not in _LAWS or not head.title:
        return
    title, kind = text_key(head.title), text_key(head.kind)
    name = title if title.startswith(f"{kind} ") else f"{kind} {title}"
    for year in {head.year, int(head.date[:4]) if head.date else None} - {None}:
        yield name, year  # type: ignore[misc]


def _find(
    connection: sqlite3.Connection,
    where: str,
    values: tuple[Any, ...],
    groups: Collection[str],
    relations: Collection[str],
) -> Iterator[Mention]:
    marks, acts = ", ".join("?" * len(groups)), ", ".join("?" * len(relations))
    columns = ", ".join(f"relation.{name}" for name in _COLUMNS.split(", "))
    rows = connection.execute(
        f"SELECT document_id, version, {columns} FROM relation JOIN version USING (row)"
        f" WHERE live = 1 AND relation.{where} AND access_group IN ({marks}) AND relation IN ({acts})",
        (*values, *sorted(groups), *sorted(relations)),
    )
    for document, version, start, stop, relation, extent, number, name, year, kind, date, effective in rows:
        yield Mention(document, version, Span(start, stop), relation, extent, number, name, year, kind, date, effective)


def known_to_all(connection: sqlite3.Connection, layouts: Mapping[int, str]) -> bool:
    """Whether every live document was stored with what it says of others; false in an index of an older version of the
    program that has not been repaired since."""
    if schema_version(connection) < WITH_RELATIONS:
        return False
    old = [i for i, names in layouts.items() if "named" not in json.loads(names)["Document"]]
    marks = ", ".join("?" * len(old))
    found = connection.execute(f"SELECT 1 FROM version WHERE live = 1 AND layout IN ({marks}) LIMIT 1", old).fetchone()
    return found is None


def record_force(connection: sqlite3.Connection, document_id: int, force: RecordedForce | None) -> None:
    """Keeps what a person recorded of a document's force; None forgets it."""
    connection.execute("DELETE FROM force WHERE document_id = ?", (document_id,))
    if force is not None:
        now = datetime.now(UTC).isoformat(timespec="seconds")
        connection.execute(
            "INSERT INTO force VALUES (?, ?, ?, ?, ?)", (document_id, force.state, force.source, force.date, now)
        )


def recorded_force(connection: sqlite3.Connection, document_id: int) -> RecordedForce | None:
    if schema_version(connection) < WITH_RELATIONS:
        return None
    row = connection.execute("SELECT state, source, date FROM force WHERE document_id = ?", (document_id,)).fetchone()
    return RecordedForce(*row) if row else None
