"""Folders that tell documents of one file name apart."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.index.catalog.schema import WITH_FILE_NAMES, schema_version
from assistant.types import DocumentRecord

_BATCH = 500  # parameters of one statement, as elsewhere in the catalog


def with_folders(connection: sqlite3.Connection, records: list[DocumentRecord]) -> list[DocumentRecord]:
    """The records, those whose file name another live document has with the end of their path above it.

    Only documents of the same access group count: who may not see the other must not learn that it is there. An index
    of before schema 10 has no look-up by name, and no folder is given.
    """
    if not records or schema_version(connection) < WITH_FILE_NAMES:
        return records
    names = sorted({record.file for record in records})
    paths: dict[tuple[str, str], set[str]] = defaultdict(set)
    for start in range(0, len(names), _BATCH):
        batch = names[start : start + _BATCH]
        marks = ", ".join("?" * len(batch))
        for file, group, path in connection.execute(
            f"SELECT file, access_group, path FROM version WHERE live = 1 AND file IN ({marks})", batch
        ):
            paths[file, group].add(path)
    return [
        replace(record, folder=_apart(record.path, paths[record.file, record.access_group]))
        if paths[record.file, record.access_group] - {record.path}
        else record
        for record in records
    ]


def _apart(path: str, paths: Iterable[str]) -> str:
    """The shortest end of the folders of `path` that no other path shares; all of them where one has the same."""
    own = _folders(path)
    others = [_folders(other) for other in paths if other != path]
    for length in range(1, len(own) + 1):
        if all(other[-length:] != own[-length:] for other in others):
            return "/".join(own[-length:])
    return "/".join(own)


def _folders(path: str) -> Sequence[str]:
    """The folders of a path from the top down; of a file in an archive those of the archive."""
    outer = path.replace("\\", "/").split("!/", 1)[0]
    return [part for part in outer.split("/")[:-1] if part]
