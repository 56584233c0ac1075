"""Where the files of an index lie, durable writes, and foreign errors turned into ours."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import IndexDamaged, StorageError, TracuuError
from assistant.wording import say

_FULL = (errno.ENOSPC, errno.EDQUOT) if hasattr(errno, "EDQUOT") else (errno.ENOSPC,)
_CLOSED = (errno.EACCES, errno.EPERM, errno.EROFS)
_NEARLY_FULL = 1 << 20  # bytes; tantivy does not always say why a thread of it died, the disk then does


@dataclass(frozen=True, slots=True)
class Paths:
    """The files of one index folder."""

    root: Path

    @property
    def catalog(self) -> Path:
        return self.root / "catalog.sqlite3"

    @property
    def dense(self) -> Path:
        return self.root / "dense"

    def lexical(self, name: str) -> Path:
        return self.root / name

    @property
    def manifest(self) -> Path:
        return self.root / "manifest.json"

    @property
    def lock(self) -> Path:
        return self.root / "write.lock"

    def size(self) -> int:
        """Bytes of all files of the index."""
        total = 0
        for path in self.root.rglob("*"):
            try:
                total += path.stat().st_size
            except FileNotFoundError:  # a writer removed it meanwhile
                continue
        return total


def sync_directory(directory: Path) -> None:
    """Makes new and renamed names in `directory` durable (nothing to do on Windows)."""
    if os.name == "nt":
        return
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_durably(path: Path, data: bytes) -> None:
    """Replaces `path` by `data` as a whole or not at all."""
    temporary = path.with_name(path.name + ".tmp")
    with temporary.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
    sync_directory(path.parent)


def disk_full(root: Path) -> StorageError:
    return StorageError(
        say("index.disk_full.found", root=root),
        say("index.disk_full.free"),
    )


def not_writable(root: Path) -> StorageError:
    return StorageError(
        say("index.not_writable.found", root=root),
        say("index.not_writable.permit"),
    )


def damaged(root: Path, what: str) -> IndexDamaged:
    return IndexDamaged(say("index.damage.found", root=root, what=what), say("index.run_repair", root=root))


def _mapped(error: Exception, root: Path) -> TracuuError | None:
    text = str(error).lower()
    if isinstance(error, OSError) and error.errno is not None:
        if error.errno in _FULL:
            return disk_full(root)
        return not_writable(root) if error.errno in _CLOSED else None
    if "disk is full" in text or "no space left" in text or "os error 28" in text or "errno 28" in text:
        return disk_full(root)
    if "readonly" in text or "read-only" in text or "permission denied" in text:
        return not_writable(root)
    if isinstance(error, sqlite3.DatabaseError) and ("malformed" in text or "not a database" in text):
        return IndexDamaged(
            say("index.catalog_lost.found", root=root),
            say("index.catalog_lost.take_in_again"),
        )
    try:
        free = shutil.disk_usage(root).free
    except OSError:
        return None
    return disk_full(root) if free < _NEARLY_FULL else None


@contextmanager
def storage_errors(root: Path, *, otherwise: str | None = None) -> Iterator[None]:
    """Turns "disk full", "not writable" and "malformed" of SQLite, FAISS, tantivy and the system into our errors.

    `otherwise`: what to call damaged when the error is none of these; None lets it pass as it is.
    """
    try:
        yield
    except TracuuError:
        raise
    except (OSError, sqlite3.Error, ValueError, RuntimeError) as error:
        mapped = _mapped(error, root)
        if mapped is None and otherwise is not None:
            mapped = damaged(root, f"{otherwise} ({error})")
        if mapped is None and type(error) is RuntimeError:  # faiss, or a failed write of tantivy
            mapped = damaged(root, say("index.damage.stores_failed", reason=error))
        if mapped is None:
            raise
        raise mapped from error
