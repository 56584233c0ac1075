"""Checks and rebuilds an index: `verify`, `repair`, `info`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.index.contract import Report
from assistant.types import Document, Passage

if TYPE_CHECKING:
    from assistant.encoding import Encoder
    from assistant.vietnamese.terms import TermFields


def info(directory: Path) -> dict[str, Any]:
    """What the index is, for people and `--json`: generation, counts, sizes in bytes, encoder, schema."""
    raise NotImplementedError


def verify(directory: Path, *, full: bool = True, sample: int = 2_000) -> Report:
    """Checks counts, checksums and that each live passage (or `sample` of them) is found through each store."""
    raise NotImplementedError


def repair(
    directory: Path, *, encoder: Encoder | None, terms: Callable[[Document, Passage], TermFields] | None = None
) -> Report:
    """Rebuilds FAISS and tantivy from the catalog, under the write lock; re-encodes when `encoder` is another one."""
    raise NotImplementedError
