"""Limits on what one file may cost, and the errors that say a file went beyond them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import FileUnreadable
from assistant.wording import say

MAX_BYTES = 200 * 1024 * 1024
"""As `Settings.max_upload_mb`: the largest real file seen has 4 MB."""
MAX_XML_BYTES = 256 * 1024 * 1024
"""Unpacked size of one part of a Word file. Parsed it takes about ten times that in memory; the largest real one has
17 MB."""
MAX_RATIO = 400
"""Unpacked to packed size of a part above 8 MB: real parts reach 60, zip bombs 1,000."""
MAX_ROWS = 200_000
"""Rows of the tables of one Word file: 100,000 take half a minute, the largest real annex seen has some thousands."""
MAX_LINE = 200_000
"""Characters of one line or cell; text without line ends is cut into lines of at most this length at a space."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """What the owner of the machine lets one file be (see `Settings`): its pages, and what is in an archive."""

    pages: int = 3_000
    unpacked_mb: int = 1_024
    members: int = 5_000


@dataclass(slots=True)
class _Process:
    """How this process reads: set once, when it starts."""

    allowance: Allowance
    alive: Callable[[], None]


_PROCESS = _Process(Allowance(), lambda: None)


def start_process(allowance: Allowance, alive: Callable[[], None]) -> None:
    """What this process may read, and whom its readers tell that they move on."""
    _PROCESS.allowance, _PROCESS.alive = allowance, alive


def allowed() -> Allowance:
    return _PROCESS.allowance


def step() -> None:
    """To be called by a reader after each page, sheet or part: the file is long, the reader is not stuck."""
    _PROCESS.alive()


def unreadable(message: str, action: str) -> FileUnreadable:
    """The error for a file that gives no text: `message` says why, `action` what a person can do."""
    return FileUnreadable(message, action)


def load(path: Path) -> bytes:
    """The bytes of the regular file at `path`. Raises `FileUnreadable` when it is none, is empty or too large."""
    try:
        if path.is_dir():
            raise unreadable(say("files.opening.folder"), say("files.opening.choose_inside"))
        if not path.is_file():
            if path.exists():
                raise unreadable(say("files.opening.no_plain_file"), say("files.opening.choose_a_document"))
            raise unreadable(say("files.opening.not_found"), say("files.opening.check_path"))
        size = path.stat().st_size
        if size == 0:
            raise unreadable(say("files.opening.empty"), say("files.opening.check_or_download"))
        if size > MAX_BYTES:
            raise unreadable(
                say("files.opening.too_large", size=size // 1024 // 1024, most=MAX_BYTES // 1024 // 1024),
                say("files.split"),
            )
        return path.read_bytes()
    except PermissionError as error:
        raise unreadable(say("files.opening.forbidden"), say("files.opening.permit")) from error
    except (OSError, ValueError) as error:
        raise unreadable(say("files.opening.failed", reason=error), say("files.opening.check_disk")) from error
