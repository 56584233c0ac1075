"""Opens an index for writing: one writer at a time, one published generation for each commit."""

from __future__ import annotations

from pathlib import Path

from assistant.index.contract import EncoderInfo, IndexWriter


def open_writer(directory: Path, *, encoder: EncoderInfo | None, segmenter: str = "", heap_mb: int = 0) -> IndexWriter:
    """Opens the index in `directory` for writing, creating it when missing; clears what a crashed writer left.

    `encoder` None: an index without vectors. `segmenter`: version of the word segmenter that makes the terms ("" is
    not checked). Raises `IndexLocked` (another writer), `IndexMismatch` (other encoder or segmenter, newer schema),
    `IndexDamaged`, `StorageError`.
    """
    raise NotImplementedError
