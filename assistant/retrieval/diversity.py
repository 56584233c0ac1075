"""Near-duplicates make room: one plan printed for twelve districts is one of the first ten hits, not all of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TypeVar

Item = TypeVar("Item")

FIRST = 10
"""Hits among which no two may be near-duplicates; what makes room follows behind them."""
_SHINGLE = 5  # syllables; a sentence rewritten shares few, the same sentence with other figures all
# Of two texts of 80 syllables, .8 leaves room for two changed names; figures and dates do not count at all.
_SAME = 0.8
_WORD = re.compile(r"[^\W\d_]+")


def shingles(text: str) -> frozenset[tuple[str, ...]]:
    """Runs of five words in a row, numbers left out; a shorter text is one run."""
    words = _WORD.findall(text.lower())
    return frozenset(tuple(words[i : i + _SHINGLE]) for i in range(max(len(words) - _SHINGLE + 1, 1)))


def near_duplicates(a: frozenset[tuple[str, ...]], b: frozenset[tuple[str, ...]]) -> bool:
    """Jaccard similarity of the shingles (Broder 1997)."""
    if min(len(a), len(b)) < _SAME * max(len(a), len(b)):
        return False  # they could not share enough
    common = len(a & b)
    return common >= _SAME * (len(a) + len(b) - common)


def spread(ranked: Sequence[Item], text: Callable[[Item], str], first: int = FIRST) -> tuple[list[Item], list[Item]]:
    """`(kept, others)`: the best of each group of near-duplicates, `first` of them; the others in their order."""
    kept: list[Item] = []
    seen: list[frozenset[tuple[str, ...]]] = []
    others: list[Item] = []
    for place, item in enumerate(ranked):
        if len(kept) == first:
            others += ranked[place:]
            break
        mine = shingles(text(item))
        if any(near_duplicates(mine, other) for other in seen):
            others.append(item)
        else:
            kept.append(item)
            seen.append(mine)
    return kept, others
