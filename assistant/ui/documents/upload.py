"""Files sent through the browser: kept beside the index, ingested by a process of their own."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.errors import StorageError, TracuuError
from assistant.ingest import outermost
from assistant.settings import Settings
from assistant.wording import say

FOLDER = "tep-tai-len"
SOME_FILES_FAILED = 20
"""The exit code of `tracuu ingest` when some files were reported instead of indexed."""
LONGEST_STEM = 150
"""Bytes of a file name without its ending: file systems take 255, a number and the ending come on top."""
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)
"""Names Windows keeps for devices, with any ending."""


@dataclass(frozen=True, slots=True)
class Upload:
    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Saved:
    """A file in the upload folder. `fresh`: its bytes were not there before."""

    path: Path
    fresh: bool


def save_all(uploads: Sequence[Upload], index_dir: Path, replace_old: bool) -> list[Saved]:
    """All files of one upload; two of them that share a name are two files, whatever `replace_old` says. Raises
    `StorageError`, leaving none of them."""
    saved: list[Saved] = []
    try:
        for upload in uploads:
            mine = {one.path.name for one in saved}
            saved.append(save(upload, index_dir, replace_old and safe_name(upload.name) not in mine))
    except StorageError:
        forget(saved)
        raise
    return saved


def save(upload: Upload, index_dir: Path, replace_old: bool) -> Saved:
    """Writes the file under a safe name. A file of that name with other bytes is replaced only when asked; otherwise
    the new one gets a number, so that no document is lost to a common name like "Ke hoach.docx"."""
    folder = folder_of(index_dir)
    name = safe_name(upload.name)
    path = folder / name
    number = 2
    while path.exists() and not replace_old and not _same(path, upload.data):
        path = folder / f"{Path(name).stem} ({number}){Path(name).suffix}"
        number += 1
    fresh = not path.exists() or not _same(path, upload.data)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if fresh:
            path.write_bytes(upload.data)
    except OSError as error:
        raise StorageError(
            say("app.upload.not_saved", reason=error.strerror),
            say("app.upload.check_disk"),
        ) from error
    return Saved(path, fresh)


def folder_of(index_dir: Path) -> Path:
    """Absolute, as the catalog writes the paths of files."""
    return index_dir.absolute() / FOLDER


def safe_name(name: str) -> str:
    """A name that stays in its folder and that every file system takes: no path, no device, not too long."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    clean = re.sub(r'[\x00-\x1f\x7f:*?"<>|]', "_", last).strip(". ") or "tep"
    stem, dot, ending = clean.rpartition(".")
    stem, ending = (stem, dot + ending) if stem and len(ending) <= 10 else (clean, "")
    stem = stem.encode()[:LONGEST_STEM].decode(errors="ignore").rstrip()
    return f"_{stem}{ending}" if RESERVED.fullmatch(stem.split(".")[0]) else stem + ending


def forget(saved: Sequence[Saved]) -> None:
    """Deletes files of an upload that came to nothing: what was never checked for a secrecy mark must not stay."""
    for one in saved:
        if one.fresh:
            one.path.unlink(missing_ok=True)


def forget_copy(path: str, index_dir: Path) -> None:
    """Deletes the uploaded copy of a removed document; files that lie elsewhere are their owner's. Of a file that came
    in an archive or a mail the whole of that is emptied."""
    copy = Path(outermost(path))
    if copy.parent != folder_of(index_dir):
        return
    if str(copy) == path:
        copy.unlink(missing_ok=True)
    else:
        _empty(copy)


def _empty(copy: Path) -> None:
    """Leaves the name alone: another archive of that name, uploaded later, is not taken for its new edition."""
    if copy.exists():
        copy.write_bytes(b"")


def _same(path: Path, data: bytes) -> bool:
    return (
        path.stat().st_size == len(data) and hashlib.sha256(path.read_bytes()).digest() == hashlib.sha256(data).digest()
    )


def ingest_files(saved: Sequence[Saved], settings: Settings) -> Iterator[dict[str, Any]]:
    """One event for each file as it is done, for each page of a scan as it is recognised (with "page" instead of
    "state"), and as vectors come (with "vectors").
    A process of its own: a parser that dies or eats memory cannot take the app with it.

    A file refused for its secrecy mark is deleted at once; so is a copy of bytes the store holds already, and what was
    not reached when the run fails. An archive with a refused file in it is emptied. Raises `TracuuError` when the run
    fails."""
    arguments = [sys.executable, "-m", "assistant.cli", "ingest", "--events", "--index", str(settings.index_dir)]
    arguments += ["--encoder", settings.encoder, "--access-group", settings.access_group, "--"]
    waiting = {str(one.path): one for one in saved}
    opened: set[str] = set()
    refused: set[str] = set()
    try:
        for event in _events([*arguments, *waiting]):
            if "vectors" in event:
                yield event
                continue
            if event.get("state") == "refused":
                refused.add(outermost(event["file"]))
            if event.get("held") is not None:
                opened.add(outermost(event["file"]))  # its files come next; until the last of them it is not done
            elif "state" in event and event["file"] in waiting:
                _settle(waiting.pop(event["file"]), event["state"])
            yield event
        for path in opened:
            waiting.pop(path, None)
        for path in opened & refused:
            _empty(Path(path))
    finally:
        forget(list(waiting.values()))


def _settle(one: Saved, state: str) -> None:
    if state == "refused" or (state == "duplicate" and one.fresh):
        one.path.unlink(missing_ok=True)


def _events(arguments: Sequence[str]) -> Iterator[dict[str, Any]]:
    with (
        tempfile.TemporaryFile("w+", encoding="utf-8") as complaints,
        subprocess.Popen(
            arguments,
            stdout=subprocess.PIPE,
            stderr=complaints,
            text=True,
            encoding="utf-8",
            env=os.environ | {"PYTHONUTF8": "1"},  # Windows would print in its own code page
        ) as run,
    ):
        assert run.stdout is not None
        for line in run.stdout:
            event: dict[str, Any] = json.loads(line)
            if "file" in event or "vectors" in event:
                yield event
        code = run.wait()
        complaints.seek(0)
        message = complaints.read().strip()
    if code not in {0, SOME_FILES_FAILED}:
        told, _, action = message.rpartition("\n")
        raise TracuuError(told or message or say("app.upload.stopped"), action if told else say("app.upload.try_again"))
