"""Vectors: immutable FAISS files, memory-mapped, 16-bit floats, searched exactly or by inverted lists.

A file is an `IndexIDMap` over an `IndexScalarQuantizer` (fp16, inner product) or, from `segments.LISTED` rows on, over
an `IndexIVFScalarQuantizer` of the same codes; its ids are passage ids, ascending, one for each vector (several vectors
may carry the same id). Nothing is ever changed in a file: `add` and `remove_ids` on a mapped index end the process in
faiss 1.15. Rows of passages that no longer live or lie outside a scope are passed over by an id selector inside the
search.

Codes of 8 bits were measured too: no faster here, and they alone lose 0.6 % of the best 100. 16 bits are the very
values the catalog keeps, so that a score does not depend on the file and merging loses nothing.
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

from assistant.index.catalog.rows import SegmentInfo
from assistant.index.dense import segments as sizes
from assistant.index.dense.probes import choose_probes
from assistant.index.scoping import BoolArray, IntArray, Selection
from assistant.index.storage import sync_directory

FloatArray = NDArray[np.float32]
HalfArray = NDArray[np.float16]

faiss: Any = _typed_faiss  # the package's own stubs lack half of what it has

ASCII_PATHS_ONLY = os.name == "nt"
"""faiss opens files there by the old code page: a path with accents is read whole through a callback instead."""

_ROWS_PER_LIST = 512
_TRAINING_ROWS_PER_LIST = 40  # fewer than 39 make faiss warn; more cost time and no recall that could be measured
_SEED = 1234
_BATCH = 65_536  # rows decoded or added at once


@dataclass(frozen=True, slots=True, eq=False)
class Segment:
    """An opened file: `ids` `(rows,)` passage ids, ascending; `most` the most vectors that one passage has; `lists` and
    `probes` as in `SegmentInfo`."""

    name: str
    index: Any
    ids: IntArray
    most: int
    lists: int = 0
    probes: int = 0

    def vectors(self) -> FloatArray:
        """All vectors `(rows, dimension)` in the order of `ids`, decoded."""
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


def write_segment(directory: Path, generation: int, vectors: FloatArray | HalfArray, ids: IntArray) -> SegmentInfo:
    """Writes `(rows, dimension)` vectors with their ascending passage ids as a new file, durably; with inverted lists
    when there are `LISTED` of them.

    Raises `OSError` when the disk is full (through faiss's callback writer, which also takes any path on Windows).
    """
    lists = max(2, len(ids) // _ROWS_PER_LIST) if len(ids) >= sizes.LISTED else 0
    faiss.omp_set_num_threads(_processors())
    inner = _with_lists(vectors, lists) if lists else _flat(vectors.shape[1])
    index = faiss.IndexIDMap(inner)
    for start in range(0, len(ids), _BATCH):
        rows = slice(start, start + _BATCH)
        index.add_with_ids(_float32(vectors[rows]), np.ascontiguousarray(ids[rows], np.int64))
    recall = choose_probes(inner, vectors) if lists else 1.0
    name = f"{generation:08d}-{secrets.token_hex(4)}.faiss"
    with (directory / name).open("wb") as file:
        sink = _Sink(file)
        faiss.write_index(index, faiss.PyCallbackIOWriter(sink.write))
        file.flush()
        os.fsync(file.fileno())
    sync_directory(directory)
    probes = inner.nprobe if lists else 0
    checksum = sink.hash.hexdigest()
    return SegmentInfo(name, len(ids), 0, int(ids[0]), int(ids[-1]), sink.size, checksum, lists, probes, recall)


def _float32(vectors: FloatArray | HalfArray) -> FloatArray:
    return np.ascontiguousarray(vectors, np.float32)


def _flat(dimension: int) -> Any:
    return faiss.IndexScalarQuantizer(dimension, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)


def _with_lists(vectors: FloatArray | HalfArray, lists: int) -> Any:
    """An empty index whose lists are the clusters of a sample: k-means with a fixed seed."""
    dimension = vectors.shape[1]
    index = faiss.IndexIVFScalarQuantizer(
        faiss.IndexFlatIP(dimension),
        dimension,
        lists,
        faiss.ScalarQuantizer.QT_fp16,
        faiss.METRIC_INNER_PRODUCT,
        False,  # codes of the vectors themselves, not of their differences from the cluster's centre
    )
    index.cp.seed, index.cp.niter, index.cp.spherical = _SEED, 10, True
    chance = np.random.default_rng(_SEED)
    sample = chance.choice(len(vectors), min(len(vectors), lists * _TRAINING_ROWS_PER_LIST), replace=False)
    index.train(_float32(vectors[np.sort(sample)]))
    return index


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else (os.cpu_count() or 1)


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
    inner = faiss.downcast_index(index.index)
    lists, probes = (inner.nlist, inner.nprobe) if isinstance(inner, faiss.IndexIVF) else (0, 0)
    return Segment(name, index, ids, most, lists, probes)


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


def merge(segments: Sequence[Segment], live: Sequence[BoolArray]) -> tuple[HalfArray, IntArray]:
    """The vectors and ids of the rows of `segments` that `live` marks, ascending by id; as they are stored, in 16 bits:
    half a million rows take 268 MB."""
    ids = np.concatenate([s.ids[mask] for s, mask in zip(segments, live, strict=True)])
    vectors = np.empty((len(ids), segments[0].index.d), np.float16)
    at = 0
    for segment, mask in zip(segments, live, strict=True):
        inner = faiss.downcast_index(segment.index.index)
        for start in range(0, len(mask), _BATCH):
            chosen = mask[start : start + _BATCH]
            rows = inner.reconstruct_n(start, len(chosen))[chosen]
            vectors[at : at + len(rows)] = rows
            at += len(rows)
    if np.all(ids[1:] >= ids[:-1]):
        return vectors, ids
    order = np.argsort(ids, kind="stable")
    return vectors[order], ids[order]


def search(
    segments: Iterable[Segment], vectors: FloatArray, k: int, selection: Selection, *, exact: bool = False
) -> list[list[tuple[int, float]]]:
    """For each row of `vectors` the best `k` passages of `selection`: `(id, inner product)`, ties by id.

    `exact`: all lists of each file are looked into."""
    # faiss shares the rows of `vectors` out to threads; for one row that is only waiting for them: 5 ms become 450
    # when the processors are busy. The setting holds for the calling thread alone, so it is made here.
    faiss.omp_set_num_threads(min(len(vectors), _processors()))
    found: list[tuple[IntArray, FloatArray]] = []
    bits = np.packbits(selection.passages, bitorder="little")
    selector = faiss.IDSelectorBitmap(len(bits), faiss.swig_ptr(bits)) if len(bits) else None
    for segment in segments:
        inside = _inside(segment, selection)
        if selector is None or not inside:
            continue
        params = _parameters(segment, selector, inside, exact)
        scores, ids = segment.index.search(vectors, min(k * segment.most, inside), params=params)
        found.append((ids, scores))
    if not found:
        return [[] for _ in range(len(vectors))]
    all_ids = np.concatenate([ids for ids, _ in found], axis=1)
    all_scores = np.concatenate([scores for _, scores in found], axis=1)
    return [_best(all_ids[row], all_scores[row], k) for row in range(len(vectors))]


def cosines(segments: Iterable[Segment], vector: FloatArray, ids: IntArray) -> dict[int, float]:
    """The greatest inner product of `vector` `(dimension,)` with a vector of each of the passages `ids` (ascending);
    passages without vectors are left out."""
    faiss.omp_set_num_threads(1)
    best: dict[int, float] = {}
    for segment in segments:
        rows = _rows_of(segment, ids)
        if not len(rows):
            continue
        inner = faiss.downcast_index(segment.index.index)
        if segment.lists:
            # Vectors in lists have no place by number: a search that all others are kept out of.
            selector = faiss.IDSelectorBatch(np.unique(segment.ids[rows]))
            params = faiss.SearchParametersIVF(nprobe=segment.lists, sel=selector)
            found, owners = segment.index.search(vector[None], len(rows), params=params)
            scores, held = found[0], owners[0]
        else:
            # Row by row: a matrix product may give equal rows unequal last digits, and equal hits stand by passage id.
            scores, held = np.einsum("ij,j->i", inner.reconstruct_batch(rows), vector), segment.ids[rows]
        for passage, score in zip(held.tolist(), scores.tolist(), strict=True):
            if passage >= 0 and score > best.get(passage, -np.inf):
                best[passage] = score
    return best


def _rows_of(segment: Segment, ids: IntArray) -> IntArray:
    """The rows of the passages `ids` in a file whose own ids ascend; a passage with several vectors has several."""
    first, end = np.searchsorted(segment.ids, ids), np.searchsorted(segment.ids, ids, side="right")
    if segment.most == 1:
        return np.asarray(first[end > first], np.int64)
    return np.concatenate([np.arange(a, b) for a, b in zip(first, end, strict=True)]).astype(np.int64)


def _parameters(segment: Segment, selector: Any, inside: int, exact: bool) -> Any:
    """How a file is searched. Where the selection lets a share of it through, the more lists are looked into, so that
    as many vectors are weighed as without a filter; from `probes / lists` down that is all of them."""
    rows = len(segment.ids)
    chosen = {} if inside == rows else {"sel": selector}
    if segment.lists:
        probes = segment.lists if exact else min(segment.lists, -(-segment.probes * rows // inside))
        return faiss.SearchParametersIVF(nprobe=probes, **chosen)
    return faiss.SearchParameters(**chosen) if chosen else None


def _inside(segment: Segment, selection: Selection) -> int:
    found = selection.inside.get(segment.name)
    if found is None:
        known = segment.ids[: int(np.searchsorted(segment.ids, len(selection.passages)))]
        found = selection.inside[segment.name] = int(np.count_nonzero(selection.passages[known]))
    return found


def _best(ids: IntArray, scores: FloatArray, k: int) -> list[tuple[int, float]]:
    order = np.lexsort((ids, -scores))
    out: dict[int, float] = {}
    for passage, score in zip(ids[order].tolist(), scores[order].tolist(), strict=True):
        if passage >= 0 and passage not in out:
            out[passage] = score
            if len(out) == k:
                break
    return list(out.items())
