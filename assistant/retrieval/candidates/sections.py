"""Whole sections weighed in memory: an article or a part of a plan says more about a question than one passage of it.

On questions over law articles BM25 of the article beside that of its best passage gains 0.018 nDCG@10 (laws) and 0.028
(citizens' long questions); see docs/experiments.md, "Retrieval".
"""

from __future__ import annotations

from collections.abc import Mapping

from assistant.index import Snapshot
from assistant.retrieval.candidates.passage_cache import Memory
from assistant.types import StoredPassage

SectionKey = tuple[int, tuple[str, ...]]


def section_key(stored: StoredPassage, by_document: bool = False) -> SectionKey:
    """What "best passage per section" groups by."""
    return stored.document_id, () if by_document else stored.passage.section_key


def read_sections(
    best: Mapping[SectionKey, StoredPassage], memory: Memory, snapshot: Snapshot, reach: int
) -> dict[SectionKey, list[StoredPassage]]:
    """For each best passage the passages of its section at most `reach` before and after it, in order.

    The ids of a document's passages run in reading order without a gap.
    """
    steps = range(-reach, reach + 1)
    stored_by_id = memory.passages(snapshot, {stored.id + step for stored in best.values() for step in steps})
    sections: dict[SectionKey, list[StoredPassage]] = {}
    for key, stored in best.items():
        by_document = key[1] == ()
        near = [stored_by_id[stored.id + step] for step in steps if stored.id + step in stored_by_id]
        sections[key] = [other for other in near if section_key(other, by_document) == key]
    return sections
