"""One writer at a time: a file lock that the system frees when its holder dies."""

from __future__ import annotations

from filelock import FileLock, Timeout

from assistant.errors import IndexLocked
from assistant.index.storage import Paths, not_writable, storage_errors
from assistant.wording import say


class WriteLock:
    """The held lock of one index folder. Raises `IndexLocked` at once when another process holds it."""

    def __init__(self, paths: Paths) -> None:
        # Not a singleton and no thread-local count: a second writer of the same process is a second writer.
        self._lock = FileLock(paths.lock, timeout=0, thread_local=False)
        try:
            with storage_errors(paths.root):
                self._lock.acquire()
        except Timeout as error:
            raise IndexLocked(
                say("index.locked.found", root=paths.root),
                say("index.locked.wait"),
            ) from error
        except NotImplementedError as error:  # filelock's answer to a file system without locks
            raise not_writable(paths.root) from error

    def release(self) -> None:
        self._lock.release()
