"""A question understood: made once by `understand`, and passed on; nobody downstream reads the typed string again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.types import Understanding
from assistant.understanding.follow_up.forms import Form
from assistant.understanding.sought.sought import Sought
from assistant.vietnamese.document_numbers.numbers import DocumentNumber


@dataclass(frozen=True, slots=True)
class SearchTerms:
    """What is searched for.

    `accented` and `plain` weigh the terms of the fields with and without accents; either may be empty. `dense` is the
    text given to the encoder.
    """

    accented: Mapping[str, float]
    plain: Mapping[str, float]
    dense: str

    @property
    def by_accents(self) -> bool:
        """Whether the accented spelling is the one to trust."""
        return sum(self.accented.values()) > sum(self.plain.values())


@dataclass(frozen=True, slots=True)
class Question:
    """`understanding`: what a person is shown of it. `mentions`: the document numbers it names. `terms`: what is
    searched for. `sought`: what an answer must hold. `followed`: the whole question that a follow-up was completed to,
    None when it stands on its own; `document_ids`: set when it points at the document of the answer before it. `form`:
    how the answer is to be shown, None for the usual way.
    """

    understanding: Understanding
    mentions: tuple[DocumentNumber, ...]
    terms: SearchTerms
    sought: Sought
    followed: str | None = None
    document_ids: tuple[int, ...] | None = None
    form: Form | None = None

    @property
    def text(self) -> str:
        """The question in the spelling it was understood in."""
        return self.understanding.text

    @property
    def understood_as(self) -> str | None:
        """What a person is told it was taken to mean, where that differs from what was typed."""
        return self.followed or self.understanding.understood_as
