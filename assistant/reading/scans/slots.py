"""How many recognitions run at once on this machine: a slot is a lock on a file, which the system frees by itself when
its holder is killed."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from assistant.reading.limits import unreadable
from assistant.wording import say

_PAUSE = 0.05
"""Seconds between two looks for a free slot; a page takes some seconds."""


def default_folder() -> Path:
    """Where the lock files of this user's runs stand: one folder, so that ingests and the app share the processors."""
    return Path(tempfile.gettempdir()) / f"tracuu-ocr-{os.getuid() if hasattr(os, 'getuid') else 'slots'}"


@dataclass(frozen=True, slots=True)
class Slots:
    """At most `count` holders at a time among all processes that use `folder`. Can be sent to other processes."""

    count: int = 1
    folder: Path = field(default_factory=default_folder)

    @contextmanager
    def take(self) -> Iterator[None]:
        """Waits for a free slot and holds it for the block. Raises `FileUnreadable` when the folder cannot be used."""
        descriptor = self._acquire()
        try:
            yield
        finally:
            os.close(descriptor)

    def _acquire(self) -> int:
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            while True:
                for number in range(max(self.count, 1)):
                    if (descriptor := _lock(self.folder / f"slot-{number}.lock")) is not None:
                        return descriptor
                time.sleep(_PAUSE)
        except OSError as error:
            raise unreadable(
                say("files.recognition.no_folder", folder=self.folder, reason=error.strerror),
                say("files.recognition.check_folder"),
            ) from error


def _lock(path: Path) -> int | None:
    """An open descriptor that holds the lock of `path`, None when somebody else does."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        os.close(descriptor)
        return None
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor
