"""Notes that a consolidated text prints below its last article ("[1] Luật … có căn cứ ban hành như sau: …").

They quote articles of the amending laws, which are no articles of this one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.parsing.reading_text.text import Paragraph

_NOTE = re.compile(r"\[(\d{1,3})\]\s")
_GLUED = 60  # paragraphs: the note [1] quotes the bases of every law that amends the text


def notes_start(paragraphs: Sequence[Paragraph], body: int) -> int:
    """The paragraph where the numbered notes begin that run to the end of the text; their count when it has none.

    The notes are the last run of paragraphs "[n] …" that count up, from [1] or, where a web copy glued [1] to the
    signature above, from [2]. Fewer than two of them, or a run that begins in the first half, are no notes.
    """
    run: list[tuple[int, int]] = []
    for index in range(len(paragraphs) - 1, body - 1, -1):
        match = _NOTE.match(paragraphs[index].text)
        if match is None:
            continue
        if run and int(match[1]) >= run[-1][1]:
            break
        run.append((index, int(match[1])))
        if match[1] == "1":
            break
    if len(run) < 2 or run[-1][1] > 2 or run[-1][0] < body + (len(paragraphs) - body) // 2:
        return len(paragraphs)
    first = run[-1][0]
    if run[-1][1] == 2:
        above = (i for i in range(first - 1, max(body, first - _GLUED), -1) if " [1] " in paragraphs[i].text)
        first = next(above, first - 1) + 1
    return first
