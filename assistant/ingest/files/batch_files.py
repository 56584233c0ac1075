"""Which files a batch holds, and the hash that identifies their bytes."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from assistant.errors import FileUnreadable
from assistant.wording import say

SYSTEM_NAMES = frozenset({"thumbs.db", "desktop.ini", ".ds_store", ".gitkeep", ".gitignore"})
DESCRIPTION = "sources.json"
"""Describes the files of a corpus folder for people; it is no document itself."""


def is_system_file(path: Path) -> bool:
    """Files that an operating system or Word leaves beside documents; they are reported, but are no failure."""
    return path.name.lower() in SYSTEM_NAMES or path.name.startswith(("~$", "._"))


def expand(paths: Sequence[Path]) -> list[Path]:
    """All files of `paths`, folders walked in name order, each file once. A path that does not exist is kept: the
    batch reports it. Links to folders are not followed, so that no walk runs in circles."""
    seen: dict[Path, None] = {}
    for path in paths:
        for file in _walk(path):
            seen.setdefault(absolute(file))
    return list(seen)


def _walk(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name != DESCRIPTION:
                yield Path(folder) / name


def absolute(path: Path) -> Path:
    """Absolute without resolving links: the path the user knows is the identity of the document's place."""
    return Path(os.path.normpath(Path.cwd() / path))


def sha256_of(path: Path) -> str:
    """Hex digest of the bytes. Raises `FileUnreadable` when the file is missing or may not be read."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except FileNotFoundError as error:
        raise FileUnreadable(say("ingest.opening.not_found"), say("files.opening.check_path")) from error
    except PermissionError as error:
        raise FileUnreadable(say("ingest.opening.forbidden"), say("ingest.opening.permit")) from error
    except OSError as error:
        raise FileUnreadable(
            say("ingest.opening.failed", reason=error.strerror), say("ingest.opening.check_disk")
        ) from error
