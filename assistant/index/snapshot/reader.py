"""Opens an index for reading: finds the newest generation and pins it for each question."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Self

from assistant.errors import IndexDamaged, IndexMismatch
from assistant.index.catalog import rows as catalog
from assistant.index.catalog.vectors import count_unencoded
from assistant.index.contract.snapshot import IndexReader
from assistant.index.contract.values import EncoderInfo, Stats
from assistant.index.dense.faiss_files import Segment, open_segment, read_ahead
from assistant.index.lexical.tantivy_terms import LexicalFolder
from assistant.index.scoping import LiveDocuments
from assistant.index.snapshot.pinned import Generation, PinnedSnapshot
from assistant.index.storage import Paths, damaged, storage_errors
from assistant.wording import say

_ATTEMPTS = 50  # a writer would have to publish this often while one reader opens a few files


def wrong_encoder(paths: Paths) -> IndexMismatch:
    return IndexMismatch(
        say("index.other_encoder.found", root=paths.root),
        say("index.other_encoder.repair", root=paths.root),
    )


class PinningReader:
    """Implements `contract.IndexReader`. Connections are kept and used again, one for each open snapshot."""

    def __init__(self, directory: Path, fingerprint: str | None) -> None:
        self._paths = Paths(directory)
        self._fingerprint = fingerprint
        self._lock = Lock()  # of the list of connections
        self._opening = Lock()  # one thread opens a new generation, the others wait for it
        self._idle: list[sqlite3.Connection] = []
        self._folders: dict[str, LexicalFolder] = {}
        self._current: Generation | None = None
        self._closed = False
        self.pin().close()

    @property
    def directory(self) -> Path:
        return self._paths.root

    @property
    def encoder(self) -> EncoderInfo | None:
        assert self._current is not None  # `__init__` has pinned once
        return self._current.state.encoder

    def pin(self) -> PinnedSnapshot:
        if self._closed:
            raise ValueError("the reader is closed")
        connection = self._take()
        try:
            with storage_errors(self._paths.root):
                shared = self._pin(connection)
        except BaseException:
            connection.close()
            raise
        return PinnedSnapshot(self._paths, shared, connection, lambda: self._give(connection))

    def _pin(self, connection: sqlite3.Connection) -> Generation:
        """Begins a read transaction on `connection` and finds or opens the stores of its generation."""
        for _ in range(_ATTEMPTS):
            connection.execute("BEGIN")
            state = catalog.read_state(connection, self._paths)  # the first read fixes what the transaction sees
            current = self._current
            if current is not None and current.state == state:
                return current
            with self._opening:
                opened = self._open(connection, state)
            if opened is not None:
                return opened
            connection.execute("ROLLBACK")
        raise damaged(self._paths.root, say("index.damage.generation_closed"))

    def _open(self, connection: sqlite3.Connection, state: catalog.State) -> Generation | None:
        """Opens the stores of `state`; None when a writer published meanwhile, so that they may be newer."""
        previous = self._current
        if previous is not None and previous.state == state:
            return previous
        if self._fingerprint is not None and (state.encoder is None or state.encoder.fingerprint != self._fingerprint):
            raise wrong_encoder(self._paths)
        known = {s.name: s for s in previous.segments} if previous is not None else {}
        try:
            infos = catalog.read_segments(connection)
            segments = tuple(known.get(i.name) or self._segment(i.name) for i in infos)
            view = self._folder(state.lexical).view()
        except (OSError, ValueError, RuntimeError) as error:
            if self._moved(state):
                return None
            raise self._damaged(error) from error
        # Terms of removed passages are deleted only after the generation without them is published. So if none was
        # published until now, this view still has all that `state` needs (and perhaps more, which the filter drops).
        if self._moved(state):
            return None
        live = LiveDocuments.read(connection)
        vectors = sum(i.rows - i.dead for i in infos)
        lacking = count_unencoded(connection) if state.encoder is not None else 0
        stats = Stats(state.generation, len(live.ids), live.passages, vectors, len(segments), lacking)
        opened = Generation(state, live, segments, view, catalog.layouts(connection), stats)
        if previous is None or previous.state.generation < state.generation:
            self._current = opened
        return opened

    def _segment(self, name: str) -> Segment:
        read_ahead(self._paths.dense / name)
        return open_segment(self._paths.dense, name)

    def _folder(self, name: str) -> LexicalFolder:
        if name not in self._folders:
            self._folders[name] = LexicalFolder(self._paths.lexical(name))
        return self._folders[name]

    def _damaged(self, error: Exception) -> IndexDamaged:
        what = say("index.damage.files_missing")
        return damaged(self._paths.root, f"{what} ({error})")

    def _moved(self, state: catalog.State) -> bool:
        connection = self._take()
        try:
            return catalog.read_state(connection, self._paths) != state
        finally:
            self._give(connection)

    def _take(self) -> sqlite3.Connection:
        with self._lock:
            if self._idle:
                return self._idle.pop()
        return catalog.connect_for_reading(self._paths)

    def _give(self, connection: sqlite3.Connection) -> None:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        with self._lock:
            if not self._closed and not isinstance(connection, catalog.FrozenConnection):
                self._idle.append(connection)
                return
        connection.close()

    def close(self) -> None:
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()
        for folder in self._folders.values():
            folder.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_reader(directory: Path, *, fingerprint: str | None = None) -> IndexReader:
    """Opens the index in `directory` for reading; writes nothing, works in a read-only folder.

    `fingerprint`: of the encoder the questions are encoded with; None: not checked (lists, lexical search only).
    Raises `IndexMissing`, `IndexMismatch` (other encoder, newer schema), `IndexDamaged`.
    """
    return PinningReader(Path(directory), fingerprint)
