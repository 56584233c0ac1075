"""Nothing is shown as a quotation that does not stand in the source."""

from __future__ import annotations

from assistant.answering.sources import Snapshot
from assistant.types import Answer


def verify_quotes(answer: Answer, snapshot: Snapshot) -> Answer:
    """`answer` without the citations that differ from their document in `snapshot`."""
    raise NotImplementedError
