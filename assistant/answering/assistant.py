"""The facade: a question goes in, an answer with checked quotations comes out."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.answering.conversation import Conversation
from assistant.answering.sources import Reader, Search
from assistant.settings import Settings
from assistant.types import Answer, Scope


class Assistant:
    """Answers questions over one index. Thread-safe when `searcher` and `reader` are; holds no conversation itself."""

    def __init__(self, searcher: Search, reader: Reader, settings: Settings) -> None:
        self.searcher = searcher
        self.reader = reader
        self.settings = settings

    def ask(self, question: str, scope: Scope, conversation: Conversation | None = None) -> Answer:
        """The whole answer at once.

        Raises `QuestionError` when the question is empty, has no letter or digit, or is longer than
        `settings.max_question` characters. A failing language model is no error: see `Answer.notes`.
        """
        raise NotImplementedError

    def stream(self, question: str, scope: Scope, conversation: Conversation | None = None) -> Iterator[str | Answer]:
        """Pieces of the text as they come, then the `Answer` as the last item; the pieces joined are `Answer.text`.

        A model that fails half-way is followed by the `Answer` without a model, whose text replaces the pieces.
        """
        raise NotImplementedError
