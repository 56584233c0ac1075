"""Files that hold files: archives (.zip) and mails. Each inner file is written to a folder under a name of ours, never
under its own, and goes through the whole chain as a file of its own."""

from __future__ import annotations

import hashlib
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from assistant.reading.containers.names import archive_name, clean_names
from assistant.reading.limits import MAX_BYTES, MAX_RATIO, allowed, load, step, unreadable
from assistant.reading.sniff import sniff_bytes
from assistant.wording import say

MAX_DEPTH = 3
"""Archives within archives: a mail in an archive that was sent in a mail. Real ones have two levels."""
SAFE_RATIO_BYTES = 8 * 1024 * 1024
"""A small file may be packed as tightly as it likes."""
_PIECE = 1024 * 1024
_ENCRYPTED, _LINK = 0x1, 0o120000


@dataclass(frozen=True, slots=True)
class Member:
    """One inner file. `name` is unique in its container, "/" between folders, and leads nowhere outside.

    `path`: where its bytes lie now, None when they were not taken out; then `problem` says why, in Vietnamese.
    """

    name: str
    path: str | None
    sha256: str
    size: int
    problem: str | None = None


class TooLarge(Exception):
    """More bytes came out than may. Its text is the sentence for a person."""


@dataclass(slots=True)
class Room:
    """What may still be unpacked. `members` and `bytes` go down as it is."""

    members: int
    bytes: int

    @staticmethod
    def whole() -> Room:
        return Room(allowed().members, allowed().unpacked_mb * 1024 * 1024)


def is_archive(path: Path) -> bool:
    """Whether the file is an archive to unpack, told from its bytes; False for one that cannot be opened."""
    try:
        with path.open("rb") as stream:
            start = stream.read(2)
    except (OSError, ValueError):
        return False
    return start == b"PK" and sniff_bytes(load(path), path.suffix) == "zip"


def unpack_archive(path: Path, folder: Path, room: Room) -> tuple[Member, ...]:
    """Takes the files of a .zip out into `folder`.

    Raises `FileUnreadable` when nothing can be taken out: damaged, every file encrypted, too many files. A single file
    that cannot be taken out is a `Member` with its problem.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            return _unpack(archive, folder, room)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
        raise unreadable(say("files.archive.damaged"), say("files.archive.pack_again")) from error


def _unpack(archive: zipfile.ZipFile, folder: Path, room: Room) -> tuple[Member, ...]:
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if not entries:
        raise unreadable(say("files.archive.empty"), say("files.archive.check"))
    if len(entries) > room.members:
        raise unreadable(
            say("files.archive.too_many", count=len(entries), most=allowed().members), say("files.archive.split")
        )
    if all(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise unreadable(say("files.archive.locked", count=len(entries)), say("files.archive.unlock"))
    room.members -= len(entries)
    names = clean_names(archive_name(entry) for entry in entries)
    return tuple(_member(archive, entry, name, folder, room) for entry, name in zip(entries, names, strict=True))


def _member(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, folder: Path, room: Room) -> Member:
    step()
    problem = say("files.archive.member_damaged")
    if entry.flag_bits & _ENCRYPTED:
        return Member(name, None, "", entry.file_size, say("files.archive.member_locked"))
    if (entry.external_attr >> 16) & 0o170000 == _LINK:
        return Member(name, None, "", 0, say("files.archive.link"))
    try:
        with archive.open(entry) as stream:
            return keep(name, _pieces(stream, entry), folder, room)
    except TooLarge as error:
        problem = str(error)
    except NotImplementedError:
        problem = say("files.archive.unknown_packing")
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError):
        problem = say("files.archive.member_damaged")
    return Member(name, None, "", entry.file_size, problem)


def _pieces(stream: IO[bytes], entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """The bytes of an entry. What the archive says of their number is not believed."""
    size = 0
    while piece := stream.read(_PIECE):
        size += len(piece)
        if size > SAFE_RATIO_BYTES and size > MAX_RATIO * max(entry.compress_size, 1):
            raise TooLarge(say("files.archive.member_bomb"))
        yield piece


def keep(name: str, pieces: Iterator[bytes], folder: Path, room: Room) -> Member:
    """Writes one inner file into `folder`. Raises `TooLarge`, leaving nothing, and `OSError` for a full disk."""
    path = folder / f"{len(list(folder.iterdir()))}{_ending(name)}"
    digest, size = hashlib.sha256(), 0
    try:
        with path.open("xb") as out:
            for piece in pieces:
                size += len(piece)
                _check_size(size, room)
                digest.update(piece)
                out.write(piece)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    room.bytes -= size
    return Member(name, str(path), digest.hexdigest(), size)


def _check_size(size: int, room: Room) -> None:
    if size > MAX_BYTES:
        raise TooLarge(say("files.archive.member_too_large", most=MAX_BYTES // 1024 // 1024))
    if size > room.bytes:
        raise TooLarge(say("files.archive.all_too_large", most=allowed().unpacked_mb))


def _ending(name: str) -> str:
    """The ending of the name, which decides between text and Markdown; nothing else of it reaches the disk."""
    ending = Path(name).suffix.lower()
    return ending if ending.isascii() and ending[1:].isalnum() and len(ending) <= 10 else ""
