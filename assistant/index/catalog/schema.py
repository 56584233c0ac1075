"""The catalog's tables and the steps from each schema version to the next. `PRAGMA user_version` is the version."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from assistant.errors import IndexMismatch
from assistant.wording import say

_FIRST = """
CREATE TABLE state (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    generation INTEGER NOT NULL,
    fingerprint TEXT,              -- of the encoder; NULL: an index without vectors
    dimension INTEGER,
    segmenter TEXT NOT NULL,
    lexical TEXT NOT NULL,         -- the folder of the tantivy index; a rebuild makes a new one
    corpus_hash TEXT NOT NULL      -- sum modulo 2^256 of the SHA-256 of the live files, in hexadecimal
);
CREATE TABLE layout (id INTEGER PRIMARY KEY, names TEXT NOT NULL UNIQUE);
CREATE TABLE instrument (id INTEGER PRIMARY KEY AUTOINCREMENT, identity TEXT NOT NULL UNIQUE);
CREATE TABLE document (id INTEGER PRIMARY KEY AUTOINCREMENT, source TEXT NOT NULL, removed INTEGER NOT NULL DEFAULT 0);
CREATE INDEX document_source ON document (source);
-- One row for each file ever given. Passages of a live version are the ids first_passage … + passages - 1.
CREATE TABLE version (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    document_id INTEGER NOT NULL REFERENCES document (id),
    version INTEGER NOT NULL,
    live INTEGER NOT NULL,
    state TEXT NOT NULL,
    reason TEXT,
    duplicate_of INTEGER,
    file TEXT NOT NULL,
    path TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    size INTEGER NOT NULL,
    access_group TEXT NOT NULL,
    format TEXT,
    pages INTEGER,
    missing_pages TEXT NOT NULL DEFAULT '[]',
    related_number TEXT,
    kind TEXT, number TEXT, symbol TEXT, issuer TEXT, place TEXT, date TEXT, year INTEGER, title TEXT,
    signer TEXT, signer_title TEXT, copy_mark TEXT,
    serial TEXT, number_year INTEGER, symbol_key TEXT, kind_key TEXT,
    instrument_id INTEGER REFERENCES instrument (id),
    first_passage INTEGER, passages INTEGER NOT NULL DEFAULT 0,
    layout INTEGER REFERENCES layout (id),
    added_at TEXT NOT NULL,
    generation INTEGER NOT NULL,
    UNIQUE (document_id, version)
);
CREATE INDEX version_sha ON version (sha256);
CREATE INDEX version_live ON version (first_passage, passages, document_id, kind, issuer, year, access_group)
    WHERE live = 1;
CREATE INDEX version_number ON version (serial, symbol_key) WHERE live = 1;
CREATE INDEX version_instrument ON version (instrument_id) WHERE instrument_id IS NOT NULL;
CREATE TABLE content (row INTEGER PRIMARY KEY REFERENCES version (row), data BLOB NOT NULL);
CREATE TABLE edit (
    document_id INTEGER NOT NULL, field TEXT NOT NULL, value, at TEXT NOT NULL, PRIMARY KEY (document_id, field)
) WITHOUT ROWID;
CREATE TABLE passage (
    id INTEGER PRIMARY KEY AUTOINCREMENT, text TEXT NOT NULL, data TEXT NOT NULL, text_key BLOB NOT NULL,
    vectors INTEGER NOT NULL
);
-- Vectors as float16, row after row, by BLAKE2b-128 of the caller's text hash.
CREATE TABLE vector (id INTEGER PRIMARY KEY, text_key BLOB NOT NULL, fingerprint TEXT NOT NULL, data BLOB NOT NULL);
CREATE UNIQUE INDEX vector_key ON vector (text_key, fingerprint);
CREATE TABLE segment (
    name TEXT PRIMARY KEY, rows INTEGER NOT NULL, dead INTEGER NOT NULL, first_passage INTEGER NOT NULL,
    last_passage INTEGER NOT NULL, size INTEGER NOT NULL, checksum TEXT NOT NULL
);
-- Passages that no longer answer and whose terms still lie in tantivy.
CREATE TABLE pending_delete (first_passage INTEGER PRIMARY KEY);
"""

_LISTS = """
ALTER TABLE segment ADD COLUMN lists INTEGER NOT NULL DEFAULT 0;   -- inverted lists; 0: every vector is compared
ALTER TABLE segment ADD COLUMN probes INTEGER NOT NULL DEFAULT 0;  -- of them a question looks into
ALTER TABLE segment ADD COLUMN recall REAL NOT NULL DEFAULT 1.0;   -- of the best 100, measured with so many probes
"""

_DEFINITIONS = """
-- Abbreviations that live documents define themselves; the keys are the same without accents, in lower case.
CREATE TABLE definition (
    row INTEGER NOT NULL REFERENCES version (row), short TEXT NOT NULL, long TEXT NOT NULL,
    short_key TEXT NOT NULL, long_key TEXT NOT NULL, PRIMARY KEY (row, short)
) WITHOUT ROWID;
CREATE INDEX definition_short ON definition (short_key);
CREATE INDEX definition_long ON definition (long_key);
"""

_RELATIONS = """
-- What live documents say of others: each target once for each relation, at the first place that says so (offsets into
-- the reading text). `number` is canonical, in lower case; a law named without one has `name` and perhaps `year`.
CREATE TABLE relation (
    row INTEGER NOT NULL REFERENCES version (row), start INTEGER NOT NULL, stop INTEGER NOT NULL,
    relation TEXT NOT NULL, extent TEXT, number TEXT, name TEXT, year INTEGER, kind TEXT, date TEXT, effective TEXT,
    PRIMARY KEY (row, start)
) WITHOUT ROWID;
CREATE INDEX relation_number ON relation (number, relation) WHERE number IS NOT NULL;
CREATE INDEX relation_name ON relation (name, relation) WHERE name IS NOT NULL;
-- What a person recorded of a document's force, from which source; it survives new versions.
CREATE TABLE force (
    document_id INTEGER PRIMARY KEY REFERENCES document (id), state TEXT NOT NULL, source TEXT NOT NULL,
    date TEXT NOT NULL, at TEXT NOT NULL
);
-- MinHash sketches of the live documents (little-endian uint32), their bands for the look-up, and the pairs found.
CREATE TABLE sketch (
    row INTEGER PRIMARY KEY REFERENCES version (row), made_by TEXT NOT NULL, data BLOB NOT NULL
);
CREATE TABLE band (hash INTEGER NOT NULL, row INTEGER NOT NULL, PRIMARY KEY (hash, row)) WITHOUT ROWID;
CREATE INDEX band_row ON band (row);
CREATE TABLE near (
    row INTEGER NOT NULL, other INTEGER NOT NULL, likeness REAL NOT NULL, PRIMARY KEY (row, other)
) WITHOUT ROWID;
"""

_TASKS = """
-- Assignments of live documents, so that a list of them opens no document. `start` and `stop` are offsets into the
-- reading text, `quote` what stands there, `path` the sections over it; `partners` and `groups` are JSON. Days are ISO.
CREATE TABLE task (
    row INTEGER NOT NULL REFERENCES version (row), position INTEGER NOT NULL, start INTEGER NOT NULL,
    stop INTEGER NOT NULL, task TEXT NOT NULL, lead TEXT, partners TEXT NOT NULL, deadline TEXT, due_from TEXT,
    due_to TEXT, recurring TEXT, product TEXT, groups TEXT NOT NULL, page INTEGER, origin TEXT NOT NULL,
    quote TEXT NOT NULL, path TEXT NOT NULL, PRIMARY KEY (row, position)
) WITHOUT ROWID;
CREATE INDEX task_due ON task (due_to) WHERE due_to IS NOT NULL;
-- The agencies a task names, by the key that all spellings of one share; `role` is "lead" or "partner".
CREATE TABLE task_agency (
    key TEXT NOT NULL, role TEXT NOT NULL, row INTEGER NOT NULL, position INTEGER NOT NULL,
    PRIMARY KEY (key, role, row, position)
) WITHOUT ROWID;
CREATE INDEX task_agency_row ON task_agency (row);
"""

_TASK_COUNTS = """
-- How many rows of `task` a live version has; no row: it was stored before tasks were read.
CREATE TABLE task_count (row INTEGER PRIMARY KEY REFERENCES version (row), tasks INTEGER NOT NULL);
"""

_RECOGNISED_TASKS = """
ALTER TABLE task ADD COLUMN ocr INTEGER NOT NULL DEFAULT 0;  -- 1: on a page that was recognised
"""

_PIECES = """
-- Words and breaks of the passages, each once: a row is never changed, nor its number given again (`index/pieces`).
CREATE TABLE piece (id INTEGER PRIMARY KEY AUTOINCREMENT, text TEXT NOT NULL UNIQUE);
-- A live passage as the ranking reads it, in numbers of `piece`. No row: it was stored before there were any.
CREATE TABLE passage_pieces (id INTEGER PRIMARY KEY, data BLOB NOT NULL);
"""

_UNENCODED = """
-- Passages whose vectors are still to be made: they come behind the terms.
CREATE INDEX passage_unencoded ON passage (id) WHERE vectors = 0;
"""

_FILE_NAMES = """
-- Live documents by the name of their file: several may share one and are told apart by their folders.
CREATE INDEX version_file ON version (file, access_group) WHERE live = 1;
"""

MIGRATIONS: tuple[str, ...] = (
    _FIRST, _LISTS, _DEFINITIONS, _RELATIONS, _TASKS, _TASK_COUNTS, _RECOGNISED_TASKS, _PIECES, _UNENCODED,
    _FILE_NAMES,
)  # fmt: skip
"""`MIGRATIONS[v]` leads from schema version v to v + 1; a step is never changed once released."""

SCHEMA = len(MIGRATIONS)

WITH_DEFINITIONS = 3
"""The first schema with the table `definition`."""

WITH_RELATIONS = 4
"""The first schema with the tables `relation`, `force`, `sketch`, `band` and `near`."""

WITH_TASKS = 6
"""The first schema with the tables `task` and `task_agency`, and the count of them."""

WITH_RECOGNISED_TASKS = 7
"""The first schema that says of a task whether it was recognised (OCR)."""

WITH_PIECES = 8
"""The first schema with the tables `piece` and `passage_pieces`."""

WITH_UNENCODED = 9
"""The first schema whose vectors may come behind the terms; before it every passage was stored with its own."""

WITH_FILE_NAMES = 10
"""The first schema that finds live documents by the name of their file."""

READABLE = 1
"""The oldest schema that readers understand as it is; a writer brings any to `SCHEMA`."""


def schema_version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def too_new(root: Path, found: int) -> IndexMismatch:
    return IndexMismatch(
        say("index.too_new.found", root=root, found=found, schema=SCHEMA),
        say("index.too_new.update"),
    )


def too_old(root: Path, found: int) -> IndexMismatch:
    return IndexMismatch(
        say("index.too_old.found", root=root, found=found, schema=SCHEMA),
        say("index.run_repair", root=root),
    )


def migrate(connection: sqlite3.Connection, root: Path) -> None:
    """Brings the catalog to `SCHEMA`, all steps in one transaction. Raises `IndexMismatch` when it is newer."""
    found = schema_version(connection)
    if found > SCHEMA:
        raise too_new(root, found)
    if found == SCHEMA:
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        for step in MIGRATIONS[found:]:
            for statement in _statements(step):
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {SCHEMA}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def _statements(script: str) -> list[str]:
    """The single statements of a script (`executescript` would commit the transaction around them)."""
    found, part = [], ""
    for line in script.splitlines(keepends=True):
        part += line
        if sqlite3.complete_statement(part):
            found.append(part)
            part = ""
    return found
