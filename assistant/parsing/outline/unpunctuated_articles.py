"""Articles that print no full stop after their number ("Điều 5 Nhà nước thống nhất quản lý …"), as older laws do.

Such a line looks like a sentence that names an article, so it is believed only in a text that prints its articles this
way throughout, and only where its number is the next one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.parsing.letters import UPPER
from assistant.parsing.markers import Marker
from assistant.parsing.reading_text.text import Paragraph

_PLAIN = re.compile(rf"(?:Điều|ĐIỀU)\s(\d{{1,3}})([a-zđ]?)\s+(?=(?:{UPPER}|\d{{1,2}}[.\-)]))")


def plain_articles(
    paragraphs: Sequence[Paragraph], markers: Sequence[Marker | None], body: int, hidden: Sequence[bool]
) -> dict[int, Marker]:
    """The markers of such articles by paragraph; empty in a text whose articles print a stop."""
    printed = sum(m is not None and m.kind == "dieu" for m in markers)
    found: dict[int, Marker] = {}
    before = 0
    for index in range(body, len(paragraphs)):
        marker = markers[index]
        if marker is not None and marker.kind == "dieu":
            before = marker.order
            continue
        match = None if hidden[index] or paragraphs[index].table is not None else _PLAIN.match(paragraphs[index].text)
        if match is None or not before < int(match[1]) <= before + 1:
            continue
        before = int(match[1])
        found[index] = Marker("dieu", "Điều", before, match[1] + match[2], match.end())
    return found if len(found) > printed else {}
