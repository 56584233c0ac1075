"""What of a file did not become text, as sentences for the report and the document's page."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.types import LeftOut
from assistant.wording import say

_NAMED = 5
"""Names given in one sentence; a file may hold hundreds."""


def merged(found: Iterable[LeftOut]) -> tuple[LeftOut, ...]:
    """One of each kind, in the order of the first: counts added, names once."""
    counts: dict[str, LeftOut] = {}
    for one in found:
        known = counts.get(one.kind, LeftOut(one.kind, 0))
        names = tuple(dict.fromkeys((*known.names, *one.names)))
        counts[one.kind] = LeftOut(one.kind, known.count + one.count, names)
    return tuple(counts.values())


def told(found: Iterable[LeftOut]) -> list[str]:
    """A sentence for each kind: "Bỏ qua 5 đoạn không nhìn thấy."."""
    return [_sentence(one) for one in merged(found)]


def _sentence(one: LeftOut) -> str:
    count = one.count
    said = {
        "unseen": lambda: say("files.left_out.unseen", count=count),
        "struck": lambda: say("files.left_out.struck", count=count),
        "embedded": lambda: say("files.left_out.embedded", count=count, names=_names(one)),
        "chart": lambda: say("files.left_out.chart", count=count, names=_names(one)),
        "equation": lambda: say("files.left_out.equation", count=count),
        "comment": lambda: say("files.left_out.comment", count=count, names=_names(one)),
        "picture": lambda: say("files.left_out.picture", count=count),
        "part": lambda: say("files.left_out.part", count=count, names=_names(one)),
    }
    return said[one.kind]()


def _names(one: LeftOut) -> str:
    """ ": a, b, …", "" where the file names none."""
    more = ", …" if len(one.names) > _NAMED else ""
    return f": {', '.join(one.names[:_NAMED])}{more}" if one.names else ""
