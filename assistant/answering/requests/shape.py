"""An answer in the form that is asked for: shorter, or as a table."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answering.citing.place import names_row
from assistant.types import AnswerTable, Citation
from assistant.understanding.follow_up.forms import Form
from assistant.wording import say

SHORT = 1
"""Quotations of a short answer: the one that answers best."""


def kept(citations: Sequence[Citation], form: Form | None) -> tuple[Citation, ...]:
    """The quotations that are shown; of a short answer the first, with what it goes on with on the next page."""
    if form != "short" or len(citations) <= SHORT:
        return tuple(citations)
    end = next((at for at in range(SHORT, len(citations)) if not citations[at].continues), len(citations))
    return tuple(citations[:end])


def as_table(citations: Sequence[Citation]) -> AnswerTable:
    """The quotations one a row, with where each stands; rows of one table keep its columns."""
    headers = {citation.context for citation in citations}
    cells = [citation.quote.split(" | ") for citation in citations]
    header = next(iter(headers)).split(" | ") if len(headers) == 1 else []
    rows_of_one = len(header) > 1 and all(
        names_row(citation.path.rsplit(" › ", 1)[-1]) and len(row) == len(header)
        for citation, row in zip(citations, cells, strict=True)
    )
    names = tuple(header) if rows_of_one else (say("answers.said"),)
    rows = tuple(
        (*(row if rows_of_one else (citation.quote,)), f"[{number}] {citation.official}")
        for number, (citation, row) in enumerate(zip(citations, cells, strict=True), 1)
    )
    return AnswerTable((*names, say("answers.source")), rows)
