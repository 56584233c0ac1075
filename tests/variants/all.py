"""Every variant, and which third of them was kept aside while the mechanisms were built."""

from __future__ import annotations

import hashlib
from functools import cache

from tests.variants import charts, delimited, drafts, headers, hidden, names, numbers, parts
from tests.variants.case import Variant


@cache
def every() -> tuple[Variant, ...]:
    rooms = (hidden, drafts, headers, numbers, delimited, charts, parts, names)
    found = tuple(variant for room in rooms for variant in room.variants())
    assert len({variant.name for variant in found}) == len(found), "two variants share a name"
    return found


def is_unseen(variant: Variant) -> bool:
    """A third, by the hash of the name: nobody chose which."""
    return hashlib.sha256(variant.name.encode()).digest()[0] % 3 == 0
