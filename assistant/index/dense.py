"""Vectors: immutable FAISS segment files, memory-mapped, searched exactly with 16-bit floats.

A segment is `IndexIDMap(IndexScalarQuantizer fp16, inner product)`; its ids are passage ids, ascending, one for each
vector (several vectors may carry the same id). Nothing is ever changed in a file: `add` and `remove_ids` on a mapped
index end the process in faiss 1.15. A commit adds a small segment, small ones are merged, and rows of passages that no
longer live are passed over by an id selector. Exact search over 65,536 vectors of 256 takes 1.5 ms, so 200,000 take 5.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import faiss as _typed_faiss
import numpy as np
from numpy.typing import NDArray

from assistant.index.scoping import BoolArray, IntArray, Selection
from assistant.index.storage import sync_directory

FloatArray = NDArray[np.float32]

faiss: Any = _typed_faiss  # the package's own stubs lack half of what it has

ASCII_PATHS_ONLY = os.name == "nt"
"""faiss opens files there by the old code page: a path with accents is read whole through a callback instead."""

FULL = 65_536  # rows; a full segment is not merged again, which bounds what one commit rewrites (33 MB at 256)


@dataclass(frozen=True, slots=True)
class SegmentInfo:
    """One segment file as the catalog knows it. `rows` counts vectors, `dead` those of passages no longer live."""

    name: str
    rows: int
    dead: int
    first_passage: int
    last_passage: int
    size: int
    checksum: str


@dataclass(frozen=True, slots=True, eq=False)
class Segment:
    """An opened segment: `ids` `(rows,)` passage ids, ascending; `most` the most vectors that one passage has."""

    name: str
    index: Any
    ids: IntArray
    most: int

    def vectors(self) -> FloatArray:
        """All vectors `(rows, dimension)`, decoded."""
        inner = faiss.downcast_index(self.index.index)
        return np.asarray(inner.reconstruct_n(0, inner.ntotal), np.float32)


class _Sink:
    """Gives faiss's writer a file, and keeps the checksum and length of what passed."""

    def __init__(self, file: BinaryIO) -> None:
        self.file, self.size, self.hash = file, 0, hashlib.sha256()

    def write(self, data: bytes) -> int:
        self.file.write(data)
        self.hash.update(data)
        self.size += len(data)
        return len(data)


def write_segment(directory: Path, generation: int, vectors: FloatArray, ids: IntArray) -> SegmentInfo:
    """Writes `(rows, dimension)` vectors with their ascending passage ids as a new file, durably.

    Raises `OSError` when the disk is full (through faiss's callback writer, which also takes any path on Windows).
    """
    inner = faiss.IndexScalarQuantizer(vectors.shape[1], faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)
    index = faiss.IndexIDMap(inner)
    index.add_with_ids(np.ascontiguousarray(vectors, np.float32), np.ascontiguousarray(ids, np.int64))
    name = f"{generation:08d}-{secrets.token_hex(4)}.faiss"
    with (directory / name).open("wb") as file:
        sink = _Sink(file)
        faiss.write_index(index, faiss.PyCallbackIOWriter(sink.write))
        file.flush()
        os.fsync(file.fileno())
    sync_directory(directory)
    return SegmentInfo(name, len(ids), 0, int(ids[0]), int(ids[-1]), sink.size, sink.hash.hexdigest())


def _read(path: Path) -> Any:
    if ASCII_PATHS_ONLY and not str(path).isascii():
        with path.open("rb") as file:
            return faiss.read_index(faiss.PyCallbackIOReader(file.read))
    return faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC)


def open_segment(directory: Path, name: str) -> Segment:
    """Maps a segment file. Raises `FileNotFoundError`, `RuntimeError` (faiss: not an index file)."""
    path = directory / name
    if not path.is_file():
        raise FileNotFoundError(path)
    index = _read(path)
    ids = faiss.vector_to_array(index.id_map).astype(np.int64)
    most = int(np.unique(ids, return_counts=True)[1].max()) if len(ids) else 1
    return Segment(name, index, ids, most)


def read_ahead(path: Path) -> None:
    """Asks the system to bring a file into memory meanwhile: a cold first search would read it page by page."""
    if hasattr(os, "posix_fadvise"):
        with path.open("rb") as file:
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_WILLNEED)


def checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def count_between(segment: Segment, first: int, end: int) -> int:
    """Vectors of the passages `first … end - 1` in the segment."""
    low, high = np.searchsorted(segment.ids, [first, end])
    return int(high - low)


def merge(segments: Sequence[Segment], live: Sequence[BoolArray]) -> tuple[FloatArray, IntArray]:
    """The vectors and ids of the rows of `segments` that `live` marks, ascending by id."""
    ids = np.concatenate([s.ids[mask] for s, mask in zip(segments, live, strict=True)])
    vectors = np.concatenate([s.vectors()[mask] for s, mask in zip(segments, live, strict=True)])
    order = np.argsort(ids, kind="stable")
    return vectors[order], ids[order]


def to_merge(segments: Iterable[SegmentInfo]) -> list[list[SegmentInfo]]:
    """Groups of segments worth rewriting: eight of one size class, and any with more dead rows than live ones.

    With classes by powers of eight each vector is rewritten at most log8(65,536) = 5 times before its segment is full.
    """
    classes: dict[int, list[SegmentInfo]] = {}
    groups = []
    for segment in segments:
        if segment.dead * 2 > segment.rows:
            groups.append([segment])
        elif segment.rows < FULL:
            classes.setdefault(len(f"{segment.rows:o}"), []).append(segment)
    for members in classes.values():
        while len(members) >= 8:
            group: list[SegmentInfo] = []
            while members and sum(s.rows for s in group) + members[0].rows <= FULL * 2:
                group.append(members.pop(0))
            groups.append(group)
    return groups


def search(
    segments: Iterable[Segment], vectors: FloatArray, k: int, selection: Selection
) -> list[list[tuple[int, float]]]:
    """For each row of `vectors` the best `k` passages of `selection`: `(id, inner product)`, ties by id."""
    # faiss shares the rows of `vectors` out to threads; for one row that is only waiting for them: 5 ms become 450
    # when the processors are busy. The setting holds for the calling thread alone, so it is made here.
    faiss.omp_set_num_threads(1)
    found: list[tuple[IntArray, FloatArray]] = []
    bits = np.packbits(selection.passages, bitorder="little")
    selector = faiss.IDSelectorBitmap(len(bits), faiss.swig_ptr(bits)) if len(bits) else None
    for segment in segments:
        inside = _inside(segment.ids, selection.passages)
        if selector is None or not inside:
            continue
        every = inside == len(segment.ids)
        fetch = min(k * segment.most, inside)
        params = None if every else faiss.SearchParameters(sel=selector)
        scores, ids = segment.index.search(vectors, fetch, params=params)
        found.append((ids, scores))
    if not found:
        return [[] for _ in range(len(vectors))]
    all_ids = np.concatenate([ids for ids, _ in found], axis=1)
    all_scores = np.concatenate([scores for _, scores in found], axis=1)
    return [_best(all_ids[row], all_scores[row], k) for row in range(len(vectors))]


def _inside(ids: IntArray, passages: BoolArray) -> int:
    known = ids[: int(np.searchsorted(ids, len(passages)))]
    return int(np.count_nonzero(passages[known]))


def _best(ids: IntArray, scores: FloatArray, k: int) -> list[tuple[int, float]]:
    order = np.lexsort((ids, -scores))
    out: dict[int, float] = {}
    for i in order:
        passage = int(ids[i])
        if passage >= 0 and passage not in out:
            out[passage] = float(scores[i])
            if len(out) == k:
                break
    return list(out.items())
