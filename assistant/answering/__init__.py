"""From hits to an answer that can be checked word for word. Start reading at `assistant.py`.

Importing this package loads neither langchain nor any model: `PolicyRetriever` and the language model are
imported when they are first asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assistant.answering.assistant import Assistant
from assistant.answering.checking.verify import verify_quotes
from assistant.answering.citing.citation import citation_label, document_label
from assistant.answering.serialise import answer_to_dict, error_to_dict
from assistant.understanding import Conversation

if TYPE_CHECKING:
    from assistant.answering.retriever import PolicyRetriever

__all__ = [
    "Assistant",
    "Conversation",
    "PolicyRetriever",
    "answer_to_dict",
    "citation_label",
    "document_label",
    "error_to_dict",
    "verify_quotes",
]


def __getattr__(name: str) -> Any:
    if name == "PolicyRetriever":  # langchain_core takes seconds to import: only who uses it pays
        from assistant.answering.retriever import PolicyRetriever

        return PolicyRetriever
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
