"""Which vectors lie together in one file, and when files are written anew: sizes alone, no vectors.

Each commit adds a small file. Eight of a size class become one of the next, up to files that are `FULL`; of these, as
many as hold `LISTED` vectors together become one file with inverted lists. So a vector is rewritten at most six times,
at most about `LISTED` of them are looked through one by one, and the rest by lists, however large the index grows.
"""

from __future__ import annotations

from collections.abc import Iterable

from assistant.index.catalog.rows import SegmentInfo

FULL = 65_536
"""Rows from which on a file is not merged with smaller ones: what a commit rewrites stays small (33 MB at 256)."""

LISTED = 524_288
"""Rows of a file with inverted lists. Looking through as many one by one takes 12 ms at 256 dimensions on one slow core
(1,000,000: 25), a sixth of what the terms of a question take: below it, lists would only lose recall. Measured in
docs/experiments.md, "Scale"."""


def to_merge(segments: Iterable[SegmentInfo]) -> list[list[SegmentInfo]]:
    """Groups of files worth rewriting as one: eight of one size class, full ones with `LISTED` rows together, and any
    with more dead rows than live ones. With classes by powers of eight a row is rewritten log8(FULL) = 5 times before
    its file is full."""
    classes: dict[int, list[SegmentInfo]] = {}
    full: list[SegmentInfo] = []
    groups = []
    for segment in segments:
        if segment.dead > segment.live:
            groups.append([segment])
        elif segment.rows < FULL:
            classes.setdefault(len(f"{segment.rows:o}"), []).append(segment)
        elif not segment.lists:
            full.append(segment)
    for members in classes.values():
        while len(members) >= 8:
            groups.append(_taken(members, FULL * 2))
    while sum(segment.live for segment in full) >= LISTED:
        groups.append(_enough(full, LISTED))
    return groups


def _taken(members: list[SegmentInfo], most: int) -> list[SegmentInfo]:
    """Takes the first members that together have at most `most` rows."""
    group: list[SegmentInfo] = []
    while members and sum(s.rows for s in group) + members[0].rows <= most:
        group.append(members.pop(0))
    return group


def _enough(members: list[SegmentInfo], least: int) -> list[SegmentInfo]:
    """Takes the first members that together have at least `least` live rows."""
    group: list[SegmentInfo] = []
    while sum(s.live for s in group) < least:
        group.append(members.pop(0))
    return group
