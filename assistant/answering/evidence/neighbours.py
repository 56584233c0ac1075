"""The passages beside the best ones: a search gives the best of a section, the answer may stand in the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.store.protocols import Snapshot
from assistant.types import Hit

# Sections looked into, and passages on either side of their best one. The first section holds the answer in most cases.
SECTIONS = 3
REACH = 2
# A neighbour is a little less likely than the passage that was found.
DISCOUNT = 0.9


def with_neighbours(hits: Sequence[Hit], snapshot: Snapshot) -> tuple[Hit, ...]:
    """`hits` with the neighbours of the first `SECTIONS` put behind each, where they are of the same section.

    The ids of a document's passages run in reading order without a gap.
    """
    known = {hit.stored.id for hit in hits}
    wanted = [hit.stored.id + step for hit in hits[:SECTIONS] for step in range(-REACH, REACH + 1)]
    near = snapshot.passages(i for i in dict.fromkeys(wanted) if i not in known)
    out: list[Hit] = []
    for rank, hit in enumerate(hits):
        out.append(hit)
        if rank >= SECTIONS:
            continue
        for step in sorted(range(-REACH, REACH + 1), key=abs):
            other = near.get(hit.stored.id + step)
            if other is None or other.id in known or other.document_id != hit.stored.document_id:
                continue
            if other.passage.section_key == hit.stored.passage.section_key:
                known.add(other.id)
                out.append(replace(hit, stored=other, score=hit.score * DISCOUNT))
    return tuple(out)
