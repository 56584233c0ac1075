"""How sure an answer is, in three tiers: it answers; it may be related; nothing in the store comes near."""

from __future__ import annotations

from assistant.types import AnswerStatus

NEAR = 0.03
"""Below, of thirty such quotations not one answers, and none is worth a reader's time."""


def near(confidence: float | None) -> bool:
    """Whether what was chosen with this chance is shown at all; None: it was read, not chosen."""
    return confidence is None or confidence >= NEAR


def tier(confidence: float | None, answer_from: float, doubted: bool) -> AnswerStatus:
    """ "answered" from `answer_from` on (`Settings.answer_from`) where nothing is `doubted`, else "related"."""
    sure = confidence is None or confidence >= answer_from
    return "answered" if sure and not doubted else "related"
