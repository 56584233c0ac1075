"""Places where a test can kill the process, to show that no moment is a bad one."""

from __future__ import annotations

import os
import signal

POINTS = (
    "during_put",
    "before_commit",
    "after_faiss_write",
    "after_lexical_commit",
    "after_publish",
    "after_lexical_deletes",
    "after_manifest",
)
"""In the order of a commit; `after_faiss_write` to `after_lexical_deletes` are the boundaries between the stores."""

_passed: dict[str, int] = {}


def crash_point(name: str) -> None:
    """Kills this process when `TRACUU_CRASH_AT` is `name` (or "name:n": at the n-th passing, from 1)."""
    wanted = os.environ.get("TRACUU_CRASH_AT")
    if not wanted:
        return
    point, _, count = wanted.partition(":")
    if point != name:
        return
    _passed[name] = _passed.get(name, 0) + 1
    if _passed[name] >= int(count or 1):
        os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
