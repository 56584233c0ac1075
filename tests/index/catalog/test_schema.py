"""The schema has its version, and a path from each version to the next."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from assistant.errors import IndexMismatch
from assistant.index import open_reader, open_writer
from assistant.index.catalog import rows as catalog
from assistant.index.catalog import schema
from tests.index.toy import ALL, ENCODER, new_document, term


def version_of(directory: Path) -> int:
    with sqlite3.connect(directory / "catalog.sqlite3") as connection:
        return schema.schema_version(connection)


@pytest.fixture
def index(tmp_path: Path) -> Path:
    with open_writer(tmp_path, encoder=ENCODER) as writer:
        writer.put(new_document("/kho/a.txt", ["một"]))
    return tmp_path


def next_schema(monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, step))
    for module in (schema, catalog):
        monkeypatch.setattr(module, "SCHEMA", schema.SCHEMA + 1 if module is schema else schema.SCHEMA)


def test_a_new_index_has_the_newest_schema(index: Path) -> None:
    assert version_of(index) == schema.SCHEMA == len(schema.MIGRATIONS)


def test_a_writer_migrates_and_a_reader_says_what_to_run(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = schema.SCHEMA
    next_schema(monkeypatch, "ALTER TABLE version ADD COLUMN colour TEXT;\nCREATE INDEX v ON version (colour);")
    monkeypatch.setattr(catalog, "READABLE", old + 1)
    with pytest.raises(IndexMismatch, match=rf"lược đồ cũ \({old}, cần {old + 1}\).*tracuu index repair"):
        open_reader(index)
    open_writer(index, encoder=ENCODER).close()
    assert version_of(index) == old + 1
    with open_reader(index) as reader, reader.pin() as snapshot:
        assert len(snapshot.lexical(term("một"), 5, ALL)) == 1


def test_a_failed_migration_changes_nothing(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = schema.SCHEMA
    with monkeypatch.context() as patch:
        next_schema(patch, "ALTER TABLE version ADD COLUMN colour TEXT;\nCREATE INDEX v ON nowhere (colour);")
        with pytest.raises(sqlite3.OperationalError):
            open_writer(index, encoder=ENCODER)
    assert version_of(index) == old
    open_writer(index, encoder=ENCODER).close()


def test_the_columns_of_a_letterhead_are_its_first_fields() -> None:
    """`catalog` builds letterheads by position."""
    from dataclasses import fields

    from assistant.types import Letterhead

    assert tuple(f.name for f in fields(Letterhead))[: len(catalog.LETTERHEAD)] == catalog.LETTERHEAD
