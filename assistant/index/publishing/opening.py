"""What a writer does before its first change: create, migrate, compare, and clear what a crashed writer left."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import IndexMismatch
from assistant.index.catalog import rows as catalog
from assistant.index.catalog.rows import State
from assistant.index.catalog.schema import migrate
from assistant.index.contract.values import EncoderInfo
from assistant.index.lexical.tantivy_terms import LexicalWriter
from assistant.index.publishing.ledger import last_passage, set_aside_passages
from assistant.index.publishing.manifest import manifest_of, read_manifest, write_manifest
from assistant.index.snapshot.reader import wrong_encoder
from assistant.index.storage import Paths, storage_errors
from assistant.wording import say

FIRST_LEXICAL = "lexical-1"


@dataclass(frozen=True, slots=True)
class Stores:
    """The opened stores of an index, sound and without leftovers."""

    connection: sqlite3.Connection
    lexical: LexicalWriter
    state: State


def open_stores(paths: Paths, encoder: EncoderInfo | None, segmenter: str) -> Stores:
    """Opens or creates the index; the caller holds the write lock."""
    connection = catalog.connect_for_writing(paths)
    try:
        migrate(connection, paths.root)
        paths.dense.mkdir(exist_ok=True)
        if connection.execute("SELECT count(*) FROM state").fetchone()[0] == 0:
            _create(connection, paths, encoder, segmenter)
        state = _agree(connection, paths, encoder, segmenter)
        with storage_errors(paths.root, otherwise=say("index.damage.lexical_closed")):
            lexical = LexicalWriter(paths.lexical(state.lexical), create=False)
        try:
            _recover(connection, paths, lexical, state)
        except BaseException:
            lexical.abandon()
            raise
    except BaseException:
        connection.close()
        raise
    return Stores(connection, lexical, state)


def _create(connection: sqlite3.Connection, paths: Paths, encoder: EncoderInfo | None, segmenter: str) -> None:
    """Makes the empty stores first and the state row last: without that row there is no index."""
    directory = paths.lexical(FIRST_LEXICAL)
    if directory.exists():
        shutil.rmtree(directory)
    LexicalWriter(directory, create=True).close()
    connection.execute(
        "INSERT INTO state VALUES (1, 0, ?, ?, ?, ?, ?)",
        (encoder and encoder.fingerprint, encoder and encoder.dimension, segmenter, FIRST_LEXICAL, f"{0:064x}"),
    )


def _agree(connection: sqlite3.Connection, paths: Paths, encoder: EncoderInfo | None, segmenter: str) -> State:
    """The state, after comparing encoder and segmenter. An index without files yet takes the new ones, one that does
    not know its segmenter the new one."""
    state = catalog.read_state(connection, paths)
    same_segmenter = segmenter in ("", state.segmenter)
    if state.encoder == encoder and same_segmenter:
        return state
    unused = connection.execute("SELECT count(*) FROM version").fetchone()[0] == 0
    if unused or (state.encoder == encoder and not state.segmenter):
        connection.execute(
            "UPDATE state SET fingerprint = ?, dimension = ?, segmenter = ?",
            (encoder and encoder.fingerprint, encoder and encoder.dimension, segmenter or state.segmenter),
        )
        return catalog.read_state(connection, paths)
    if state.encoder != encoder:
        raise wrong_encoder(paths)
    raise IndexMismatch(
        say("index.other_segmenter", root=paths.root, built=state.segmenter, in_use=segmenter),
        say("index.run_repair", root=paths.root),
    )


def _recover(connection: sqlite3.Connection, paths: Paths, lexical: LexicalWriter, state: State) -> None:
    """Clears what was written but never published, and finishes what was published but not cleared."""
    set_aside_passages(connection, lexical.clear_beyond(last_passage(connection)))
    clear_pending(connection, lexical)
    clear_files(connection, paths, state)
    segments = catalog.read_segments(connection)
    if read_manifest(paths) != manifest_of(state, segments):
        write_manifest(paths, state, segments)


def clear_pending(connection: sqlite3.Connection, lexical: LexicalWriter) -> None:
    """Deletes from tantivy the terms of passages that no longer answer, then forgets that it had to."""
    owners = [row[0] for row in connection.execute("SELECT first_passage FROM pending_delete")]
    if not owners:
        return
    lexical.delete(owners)
    lexical.commit()
    connection.executemany("DELETE FROM pending_delete WHERE first_passage = ?", [(owner,) for owner in owners])


def clear_files(connection: sqlite3.Connection, paths: Paths, state: State) -> None:
    """Removes files of no published generation. One that a reader holds open on Windows waits for the next time."""
    known = {info.name for info in catalog.read_segments(connection)}
    for file in paths.dense.iterdir():
        if file.name not in known:
            unlink(file)
    for directory in paths.root.glob("lexical-*"):
        if directory.name != state.lexical:
            shutil.rmtree(directory, ignore_errors=True)


def unlink(file: Path) -> None:
    """Removes a file unless it is gone or (Windows) in use."""
    with suppress(PermissionError):
        file.unlink(missing_ok=True)
