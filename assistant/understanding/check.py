"""What can be asked at all."""

from __future__ import annotations

from assistant.errors import QuestionError
from assistant.wording import grouped, say


def check_question(question: str, longest: int) -> None:
    """Raises `QuestionError` when nothing can be searched by `question`; `longest` in characters."""
    if not question.strip():
        raise QuestionError(say("questions.empty.found"), say("questions.empty.type_one"))
    if not any(c.isalnum() for c in question):
        raise QuestionError(say("questions.no_words.found"), say("questions.no_words.use_words"))
    if len(question) > longest:
        shown, most = grouped(len(question)), grouped(longest)
        raise QuestionError(
            say("questions.too_long.found", length=shown, most=most),
            say("questions.too_long.shorten"),
        )
