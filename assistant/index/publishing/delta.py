"""The vectors of one commit on their way into FAISS files, and the merging of small files."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import astuple

import numpy as np

from assistant.index.catalog import rows as catalog
from assistant.index.catalog.rows import SegmentInfo
from assistant.index.contract.values import FloatArray
from assistant.index.dense import faiss_files as dense
from assistant.index.dense import segments
from assistant.index.publishing.opening import unlink
from assistant.index.scoping import BoolArray, IntArray, LiveDocuments
from assistant.index.storage import Paths


class Delta:
    """Vectors put since the last commit: in memory, and from `segments.FULL` of them on in files not yet published."""

    def __init__(self, connection: sqlite3.Connection, paths: Paths) -> None:
        self._connection, self._paths = connection, paths
        self._vectors: list[FloatArray] = []
        self._ids: list[IntArray] = []
        self._rows = 0
        self._written: list[str] = []

    def add(self, generation: int, passage_id: int, vectors: FloatArray) -> None:
        """Takes the vectors `(m, dimension)` of a passage; ids must ascend."""
        self._vectors.append(np.asarray(vectors, np.float16).astype(np.float32))  # as they are stored, durably
        self._ids.append(np.full(len(vectors), passage_id, np.int64))
        self._rows += len(vectors)
        if self._rows >= segments.FULL:
            self._flush(generation)

    def write(self, generation: int, gone: Iterable[tuple[int, int]]) -> list[str]:
        """Brings the FAISS files and their rows to what `generation` will need, durably; `gone`: runs `(first passage,
        count)` that stop answering. Returns the names of files that are no longer needed once it is published."""
        if self._rows:
            self._flush(generation)
        for first, count in gone:
            self._count_dead(first, first + count)
        return self._merge(generation)

    def published(self) -> None:
        self._written = []

    def forget(self) -> None:
        """Drops what was not published."""
        self._vectors, self._ids, self._rows = [], [], 0
        for name in self._written:
            unlink(self._paths.dense / name)
        self._written = []

    def _flush(self, generation: int) -> None:
        vectors, ids = np.concatenate(self._vectors), np.concatenate(self._ids)
        self._vectors, self._ids, self._rows = [], [], 0
        self._insert(dense.write_segment(self._paths.dense, generation, vectors, ids))

    def _insert(self, info: SegmentInfo) -> None:
        self._written.append(info.name)
        insert_segment(self._connection, info)

    def _count_dead(self, first: int, end: int) -> None:
        """Notes in each file how many vectors the passages `first … end - 1` have there."""
        for info in catalog.read_segments(self._connection):
            if info.first_passage < end and first <= info.last_passage:
                dead = dense.count_between(dense.open_segment(self._paths.dense, info.name), first, end)
                self._connection.execute("UPDATE segment SET dead = dead + ? WHERE name = ?", (dead, info.name))

    def _merge(self, generation: int) -> list[str]:
        groups = segments.to_merge(catalog.read_segments(self._connection))
        if not groups:
            return []
        live = LiveDocuments.read(self._connection)
        for group in groups:
            names = [(info.name,) for info in group]
            self._connection.executemany("DELETE FROM segment WHERE name = ?", names)
            if (merged := merge_files(self._paths, generation, group, live.live)) is not None:
                self._insert(merged)
        return [info.name for group in groups for info in group]


def merge_files(
    paths: Paths, generation: int, group: Iterable[SegmentInfo], live: Callable[[IntArray], BoolArray]
) -> SegmentInfo | None:
    """Writes the live vectors of the files of `group` as one new file; None when there are none."""
    opened = [dense.open_segment(paths.dense, info.name) for info in group]
    vectors, ids = dense.merge(opened, [live(segment.ids) for segment in opened])
    return dense.write_segment(paths.dense, generation, vectors, ids) if len(ids) else None


def insert_segment(connection: sqlite3.Connection, info: SegmentInfo) -> None:
    connection.execute("INSERT INTO segment VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", astuple(info))
