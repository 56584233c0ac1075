"""`verify` and `info`: what an index is, and whether each store holds what the catalog says. Both only read."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from assistant.errors import IndexDamaged
from assistant.index.catalog import rows as catalog
from assistant.index.catalog.schema import SCHEMA, WITH_PIECES, schema_version
from assistant.index.catalog.vectors import count_unencoded, unpack_vectors
from assistant.index.contract.values import EncoderInfo, Report
from assistant.index.dense import faiss_files as dense
from assistant.index.lexical.tantivy_terms import LexicalFolder
from assistant.index.pieces.store import numbers_used
from assistant.index.publishing.manifest import manifest_of, read_manifest
from assistant.index.scoping import BoolArray, IntArray, LiveDocuments
from assistant.index.snapshot.reader import open_reader
from assistant.index.storage import Paths, storage_errors
from assistant.wording import say

_TOLERANCE = 2e-3  # both copies are float16 of one vector; the spacing of float16 below 1 is 5e-4


def info(directory: Path) -> dict[str, Any]:
    """What the index is: generation, schema, encoder, segmenter, counts by state, vectors, bytes of each store.

    Raises `IndexMissing`, `IndexMismatch` (schema), `IndexDamaged`.
    """
    paths = Paths(Path(directory))
    connection = catalog.connect_for_reading(paths)
    try:
        connection.execute("BEGIN")
        state = catalog.read_state(connection, paths)
        segments = catalog.read_segments(connection)
        states = dict(connection.execute("SELECT state, count(*) FROM version GROUP BY state ORDER BY state"))
        passages = connection.execute("SELECT coalesce(sum(passages), 0) FROM version WHERE live = 1").fetchone()[0]
        lacking = count_unencoded(connection) if state.encoder is not None else 0
        pending = connection.execute("SELECT count(*) FROM pending_delete").fetchone()[0]
    finally:
        connection.close()
    catalog_bytes = sum(f.stat().st_size for f in paths.root.glob("catalog.sqlite3*"))
    return {
        "directory": str(paths.root),
        **manifest_of(state, segments),
        "schema": SCHEMA,
        "files": states,
        "documents": states.get("ready", 0) + states.get("partial", 0),
        "passages": passages,
        "vectors": sum(s.rows - s.dead for s in segments),
        "unencoded": lacking,
        "segments": len(segments),
        "pending_deletes": pending,
        "bytes": {
            "catalog": catalog_bytes,
            "dense": sum(s.size for s in segments),
            "lexical": Paths(paths.lexical(state.lexical)).size(),
            "total": paths.size(),
        },
    }


def verify(directory: Path) -> Report:
    """Compares the three stores with each other in one generation: SQLite's own check, checksums of the FAISS files,
    every live passage in tantivy once, every live vector in FAISS equal to the durable one, the manifest.

    Raises `IndexMissing`, `IndexMismatch` (schema); whatever else is wrong is in `Report.problems`.
    """
    paths = Paths(Path(directory))
    connection = catalog.connect_for_reading(paths)
    try:
        return _verify(paths, connection)
    except sqlite3.DatabaseError as error:
        if type(error) is not sqlite3.DatabaseError:  # a subclass is another matter than a damaged file
            raise
        return Report(0, 0, 0, 0, 0, (say("index.problems.catalog_unreadable", reason=error),))
    finally:
        connection.close()


def _verify(paths: Paths, connection: sqlite3.Connection) -> Report:
    problems: list[str] = []
    connection.execute("BEGIN")
    state = catalog.read_state(connection, paths)
    live = LiveDocuments.read(connection)
    problems += _catalog_problems(connection, live)
    vectors = 0
    if state.encoder is not None:
        vectors, found = _dense_problems(paths, connection, live, state.encoder)
        problems += found
    # The folder of terms is opened after the transaction began; a writer may have moved on meanwhile.
    problems += _lexical_problems(paths, state.lexical, live)
    if _moved(paths, state):
        connection.execute("ROLLBACK")
        return _verify(paths, connection)
    manifest = read_manifest(paths)
    if manifest is not None and manifest["generation"] > state.generation:
        problems.append(say("index.problems.catalog_older"))
    if not problems:
        try:
            open_reader(paths.root).close()
        except IndexDamaged as error:
            problems.append(error.message)
    return Report(state.generation, len(live.ids), live.passages, vectors, live.passages, tuple(problems))


def _moved(paths: Paths, state: catalog.State) -> bool:
    connection = catalog.connect_for_reading(paths)
    try:
        return catalog.read_state(connection, paths) != state
    finally:
        connection.close()


def _live_ids(live: LiveDocuments) -> IntArray:
    runs = [np.arange(first, first + count) for first, count in zip(live.first, live.counts, strict=True)]
    return np.concatenate(runs) if runs else np.zeros(0, np.int64)


def _catalog_problems(connection: sqlite3.Connection, live: LiveDocuments) -> Iterator[str]:
    for (message,) in connection.execute("PRAGMA quick_check"):
        if message != "ok":
            yield say("index.problems.catalog_malformed", message=message)
    stored = np.array([i for (i,) in connection.execute("SELECT id FROM passage ORDER BY id")], np.int64)
    wanted = _live_ids(live)
    if lost := len(np.setdiff1d(wanted, stored)):
        yield say("index.problems.passages_missing", count=lost)
    if extra := len(np.setdiff1d(stored, wanted)):
        yield say("index.problems.passages_extra", count=extra)
    yield from _piece_problems(connection)
    without = connection.execute(
        "SELECT count(*) FROM version LEFT JOIN content USING (row) WHERE live = 1 AND content.data IS NULL"
    ).fetchone()[0]
    if without:
        yield say("index.problems.content_missing", count=without)


def _piece_problems(connection: sqlite3.Connection) -> Iterator[str]:
    """Documents without pieces are no problem: an older version stored them, and they are cut when they are read."""
    if schema_version(connection) < WITH_PIECES:
        return
    extra = connection.execute("SELECT count(*) FROM passage_pieces WHERE id NOT IN (SELECT id FROM passage)")
    if stray := extra.fetchone()[0]:
        yield say("index.problems.pieces_extra", count=stray)
    part = connection.execute(
        "SELECT count(*) FROM version WHERE live = 1 AND passages > 0 AND (SELECT count(*) FROM passage_pieces"
        " WHERE id BETWEEN first_passage AND first_passage + passages - 1) NOT IN (0, passages)"
    )
    if torn := part.fetchone()[0]:
        yield say("index.problems.pieces_torn", count=torn)
    known = np.fromiter((i for (i,) in connection.execute("SELECT id FROM piece")), np.intp)
    if lost := len(np.setdiff1d(numbers_used(connection), known)):
        yield say("index.problems.pieces_missing", count=lost)


def _dense_problems(
    paths: Paths, connection: sqlite3.Connection, live: LiveDocuments, encoder: EncoderInfo
) -> tuple[int, list[str]]:
    """The number of live vectors found in the FAISS files, and what is wrong with them."""
    problems: list[str] = []
    counted: dict[int, int] = {}
    for known in catalog.read_segments(connection):
        path = paths.dense / known.name
        if not path.is_file():
            problems.append(say("index.problems.vectors_missing", name=known.name))
            continue
        if path.stat().st_size != known.size or dense.checksum(path) != known.checksum:
            problems.append(say("index.problems.vectors_changed", name=known.name))
            continue
        segment = dense.open_segment(paths.dense, known.name)
        mask = live.live(segment.ids)
        if int(np.count_nonzero(~mask)) != known.dead:
            problems.append(say("index.problems.vectors_dead", name=known.name))
        if wrong := _wrong_vectors(connection, segment, mask, encoder, counted):
            problems.append(say("index.problems.vectors_wrong", name=known.name, count=wrong))
    found = sum(counted.values())
    expected = dict(connection.execute("SELECT id, vectors FROM passage WHERE vectors > 0"))
    lost = sum(1 for passage, count in expected.items() if counted.get(passage) != count)
    if lost:
        problems.append(say("index.problems.vectors_not_found", count=lost))
    return found, problems


def _wrong_vectors(
    connection: sqlite3.Connection,
    segment: dense.Segment,
    mask: BoolArray,
    encoder: EncoderInfo,
    counted: dict[int, int],
) -> int:
    """Live passages of the segment whose vectors differ from the durable ones; counts all of them in `counted`."""
    vectors, wrong = segment.vectors(), 0
    ids, starts, counts = np.unique(segment.ids, return_index=True, return_counts=True)
    rows = [(int(i), int(s), int(n)) for i, s, n, alive in zip(ids, starts, counts, mask[starts], strict=True) if alive]
    for batch in catalog.batches(rows):
        marks = ", ".join("?" * len(batch))
        stored = dict(
            connection.execute(
                "SELECT passage.id, vector.data FROM passage JOIN vector USING (text_key)"
                f" WHERE fingerprint = ? AND passage.id IN ({marks})",
                (encoder.fingerprint, *(row[0] for row in batch)),
            ).fetchall()
        )
        counted.update((passage, counted.get(passage, 0) + count) for passage, _, count in batch)
        width = encoder.dimension * 2  # bytes of one vector
        known = [(p, s, n) for p, s, n in batch if len(stored.get(p, b"")) == n * width]
        wrong += len(batch) - len(known)
        if known:
            own = unpack_vectors(b"".join(stored[p] for p, _, _ in known), encoder.dimension)
            rows_of = np.concatenate([np.arange(s, s + n) for _, s, n in known])
            owner = np.repeat(np.arange(len(known)), [n for _, _, n in known])
            far = np.abs(own - vectors[rows_of]).max(axis=1) > _TOLERANCE
            wrong += len(np.unique(owner[far]))
    return wrong


def _lexical_problems(paths: Paths, name: str, live: LiveDocuments) -> Iterator[str]:
    try:
        with storage_errors(paths.root, otherwise=say("index.damage.lexical_closed")):
            folder = LexicalFolder(paths.lexical(name))
            try:
                ids = folder.view().ids()
            finally:
                folder.close()
    except IndexDamaged as error:
        yield error.message
        return
    stored, counts = np.unique(ids, return_counts=True)
    if lost := len(np.setdiff1d(_live_ids(live), stored)):
        yield say("index.problems.lexical_missing", count=lost)
    if twice := int(np.count_nonzero(counts > 1)):
        yield say("index.problems.lexical_twice", count=twice)
