"""Opens an index for reading: finds the newest generation and pins it for each question."""

from __future__ import annotations

from pathlib import Path

from assistant.index.contract import IndexReader


def open_reader(directory: Path, *, fingerprint: str | None = None) -> IndexReader:
    """Opens the index in `directory` for reading; writes nothing, works in a read-only folder.

    `fingerprint`: the encoder the questions are encoded with; None: not checked (lists, lexical search only).
    Raises `IndexMissing`, `IndexMismatch` (other encoder, newer schema), `IndexDamaged`.
    """
    raise NotImplementedError
