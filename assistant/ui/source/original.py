"""The bytes of the file a document was read from, as long as they lie where they were taken from."""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path

import streamlit as st

from assistant.errors import FileUnreadable
from assistant.ingest import INSIDE
from assistant.reading.containers.archives import Room, is_archive, unpack_archive
from assistant.reading.containers.mail import unpack_mail
from assistant.types import DocumentRecord


def original(record: DocumentRecord) -> bytes | None:
    """The file as it was taken in; None when it is gone, changed since, or cannot be taken out of its archive."""
    return _original(record.path, record.sha256) if record.path and record.sha256 else None


@st.cache_resource(max_entries=8, show_spinner=False)
def _original(source: str, sha256: str) -> bytes | None:
    outer, *names = source.split(INSIDE)
    try:
        data = _inside(Path(outer), names) if names else Path(outer).read_bytes()
    except (OSError, FileUnreadable):
        return None
    return data if data is not None and hashlib.sha256(data).hexdigest() == sha256 else None


def _inside(path: Path, names: list[str]) -> bytes | None:
    """The file that these names lead to, container by container."""
    with tempfile.TemporaryDirectory(prefix="tracuu-goc-") as folder:
        for level, name in enumerate(names):
            place = Path(folder) / str(level)
            place.mkdir()
            unpack = unpack_archive if is_archive(path) else unpack_mail
            member = next((m for m in unpack(path, place, Room.whole()) if m.name == name), None)
            if member is None or member.path is None:
                return None
            path = Path(member.path)
        return path.read_bytes()
