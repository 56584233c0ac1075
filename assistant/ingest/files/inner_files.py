"""Files inside files: their sources, their tasks, and which of them an edition of their container no longer holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.ingest.messages import Task
from assistant.reading.containers.archives import Member, Room
from assistant.settings import Settings
from assistant.types import DocumentRecord
from assistant.wording import say

INSIDE = "!/"
"""Parts the path of an archive or mail from the name of a file in it, as in the URLs of Java archives."""
NAMED = 5
"""Names told of files that are gone; the number says the rest."""


def inner_source(source: str, name: str) -> str:
    return f"{source}{INSIDE}{name}"


def outermost(source: str) -> str:
    """The file that lies on the disk."""
    return source.split(INSIDE, 1)[0]


def whole_room(settings: Settings) -> Room:
    return Room(settings.max_members, settings.max_unpacked_mb * 1024 * 1024)


def inner_task(task: Task, member: Member, room: Room) -> Task:
    """What is to be prepared for a file inside that of `task`, which leaves so much `room` for files inside it."""
    return Task(
        inner_source(task.source, member.name),
        member.sha256,
        task.access_group,
        member.size,
        path=member.path,
        depth=task.depth + 1,
        room=(max(room.members, 0), max(room.bytes, 0)),
    )


def lost(known: Iterable[DocumentRecord], source: str, members: Sequence[Member]) -> list[DocumentRecord]:
    """Of the documents `known` inside `source` those that are neither a member nor inside one."""
    here = {inner_source(source, member.name) for member in members}
    return [record for record in known if not any(place in here for place in _places(record.path))]


def _places(source: str) -> list[str]:
    """The source itself and every container around it."""
    parts = source.split(INSIDE)
    return [INSIDE.join(parts[:end]) for end in range(len(parts), 0, -1)]


def opened(members: int, gone: Sequence[str]) -> str:
    """The sentence for an archive that was opened."""
    said = say("ingest.archive.opened", count=members)
    if not gone:
        return said
    names = ", ".join(f"“{name}”" for name in gone[:NAMED]) + (", …" if len(gone) > NAMED else "")
    return say("ingest.archive.gone", opened=said, count=len(gone), names=names)


def shown_name(source: str) -> str:
    """What a person calls the file: its name, after that of what holds it."""
    outer, *inner = source.replace("\\", "/").split(INSIDE)
    return " › ".join([outer.rsplit("/", 1)[-1], *inner])
