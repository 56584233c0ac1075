"""What was typed comes in; the question as it was meant goes out, made once: `understand` gives a `Question`."""

from assistant.understanding.check import check_question
from assistant.understanding.follow_up.conversation import Conversation, Turn
from assistant.understanding.question import Question, SearchTerms
from assistant.understanding.sought.sought import Sought
from assistant.understanding.steps import Steps, TermWeights
from assistant.understanding.typed import Read, read
from assistant.understanding.understand import understand

__all__ = [
    "Conversation",
    "Question",
    "Read",
    "SearchTerms",
    "Sought",
    "Steps",
    "TermWeights",
    "Turn",
    "check_question",
    "read",
    "understand",
]
