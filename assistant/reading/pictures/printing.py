"""Word files and slides as the PDF that LibreOffice prints of them, kept in a folder by the hash of their bytes."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection
from contextlib import suppress
from pathlib import Path
from threading import Lock
from uuid import uuid4

from assistant.errors import FileUnreadable
from assistant.reading.office.soffice import PRINTED, close_office, print_pdf

_MOST = 400
"""Prints kept: at some 100 kB each, as much as a few uploads; those not looked at for longest go first."""
_PRINTING = Lock()
"""A process has one LibreOffice."""


def is_printable(kind: str) -> bool:
    """Whether a file that `sniff` calls `kind` has pages that LibreOffice can print: texts and slides, not sheets."""
    return kind in PRINTED


def print_pages(sha256: str, kind: str, load: Callable[[], bytes], folder: Path) -> bytes | None:
    """The PDF of the file whose bytes have this hash; `load` reads them when it was not printed before.

    None when LibreOffice is missing or cannot open the file: its text is shown then.
    """
    kept = folder / f"{sha256}.pdf"
    with suppress(OSError):
        data = kept.read_bytes()
        with suppress(OSError):
            os.utime(kept)
        return data
    with _PRINTING:
        with suppress(OSError):  # printed meanwhile
            return kept.read_bytes()
        try:
            data = print_pdf(load(), kind)
        except FileUnreadable:
            return None
        finally:
            close_office()  # 150 MB; a second start takes 2 s, and the print is kept
    _keep(kept, data)
    return data


def _keep(path: Path, data: bytes) -> None:
    """Writes the print as a whole; a folder that cannot be written to costs a print at each look, nothing else."""
    temporary = path.with_name(f"{uuid4().hex}.tmp")
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(data)
        temporary.replace(path)
        prints = sorted(path.parent.glob("*.pdf"), key=lambda p: p.stat().st_mtime, reverse=True)
        for old in prints[_MOST:]:
            old.unlink(missing_ok=True)


def drop_prints(folder: Path, keep: Collection[str]) -> None:
    """Deletes the prints of files whose hash is not among `keep`: what left the store leaves the machine."""
    for path in folder.glob("*.pdf"):
        if path.stem not in keep:
            with suppress(OSError):
                path.unlink()
