"""Files sent through the browser: kept beside the index, ingested by a process of their own."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.errors import StorageError, TracuuError
from assistant.settings import Settings

FOLDER = "tep-tai-len"
SOME_FILES_FAILED = 20
"""The exit code of `tracuu ingest` when some files were reported instead of indexed."""


@dataclass(frozen=True, slots=True)
class Upload:
    name: str
    data: bytes


def save(upload: Upload, index_dir: Path, replace_old: bool) -> Path:
    """Writes the file under a safe name. A file of that name with other bytes is replaced only when asked; otherwise
    the new one gets a number, so that no document is lost to a common name like "Ke hoach.docx"."""
    folder = index_dir / FOLDER
    name = re.sub(r'[\x00-\x1f/\\:*?"<>|]', "_", Path(upload.name.replace("\\", "/")).name).strip(". ") or "tep"
    path = folder / name
    number = 2
    while path.exists() and not replace_old and not _same(path, upload.data):
        path = folder / f"{Path(name).stem} ({number}){Path(name).suffix}"
        number += 1
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_bytes(upload.data)
    except OSError as error:
        raise StorageError(
            f"Không ghi được tệp tải lên ({error.strerror}).",
            "Hãy kiểm tra dung lượng ổ đĩa và quyền ghi thư mục chỉ mục.",
        ) from error
    return path


def _same(path: Path, data: bytes) -> bool:
    return (
        path.stat().st_size == len(data) and hashlib.sha256(path.read_bytes()).digest() == hashlib.sha256(data).digest()
    )


def ingest_files(paths: Sequence[Path], settings: Settings) -> Iterator[dict[str, Any]]:
    """One event for each file as it is done. A process of its own: a parser that dies or eats memory cannot take the
    app with it. A file refused for its secrecy mark is deleted at once. Raises `TracuuError` when the run fails."""
    arguments = [sys.executable, "-m", "assistant.cli", "ingest", "--events", "--index", str(settings.index_dir)]
    arguments += ["--encoder", settings.encoder, "--access-group", settings.access_group, "--", *map(str, paths)]
    with (
        tempfile.TemporaryFile("w+", encoding="utf-8") as complaints,
        subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=complaints, text=True, encoding="utf-8") as run,
    ):
        assert run.stdout is not None
        for line in run.stdout:
            event: dict[str, Any] = json.loads(line)
            if event.get("state") == "refused":
                Path(event["file"]).unlink(missing_ok=True)
            if "file" in event:
                yield event
        code = run.wait()
        complaints.seek(0)
        message = complaints.read().strip()
    if code not in {0, SOME_FILES_FAILED}:
        told, _, action = message.rpartition("\n")
        raise TracuuError(told or message, action if told else "Hãy thử nạp lại.")
