"""Replies of systems that are not ours as a `Response`: a text, a mapping with fields, LangChain's documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from eval.data.model import Cited, Found, Response
from eval.metrics.refusals import says_it_cannot

_ANSWER = ("answer", "response", "output", "result", "text", "output_text")
_CONTEXTS = ("context", "contexts", "source_documents", "documents", "retrieved_contexts", "citations", "sources")
_ID = ("document", "doc_id", "document_id", "file", "source", "id")
_TEXT = ("quote", "text", "page_content", "content")


def response_of(reply: Any, milliseconds: float) -> Response:
    """`reply`: a `Response`; a text; a message (`.content`); a list of passages; or a mapping with an answer (`answer`,
    `result` …), passages (`context`, `documents` …), and perhaps `refused`, `confidence`."""
    if isinstance(reply, Response):
        return reply
    spent = {"total": milliseconds}
    if isinstance(reply, Sequence) and not isinstance(reply, str):
        found = passages(reply)
        return Response(citations=cited(found), found=found, refused=not found, milliseconds=spent)
    if isinstance(reply, Mapping):
        answer = next((text_of(reply[name]) for name in _ANSWER if reply.get(name) is not None), "")
        found = next((passages(reply[name]) for name in _CONTEXTS if reply.get(name)), ())
        confidence = reply.get("confidence")
        return Response(
            answer=answer,
            refused=bool(reply["refused"]) if "refused" in reply else says_it_cannot(answer),
            citations=cited(found),
            found=found,
            confidence=float(confidence) if confidence is not None else None,
            milliseconds=spent,
        )
    answer = text_of(reply)
    return Response(answer, says_it_cannot(answer), milliseconds=spent)


def text_of(value: Any) -> str:
    """A text, or the content of a message."""
    content = getattr(value, "content", value)
    return content if isinstance(content, str) else "" if content is None else str(content)


def passages(values: Any) -> tuple[Found, ...]:
    """Texts, mappings, or LangChain documents, best first; without a score the rank is one."""
    if isinstance(values, str):
        return (Found(values, 0.0, None, values),)
    return tuple(_passage(value, rank) for rank, value in enumerate(values))


def _passage(value: Any, rank: int) -> Found:
    if isinstance(value, str):
        return Found(value, float(-rank), None, value)
    if not isinstance(value, Mapping):  # a document of LangChain
        value = {"text": value.page_content} | {"id": getattr(value, "id", None)} | dict(value.metadata)
    name = next((str(value[key]) for key in _ID if value.get(key) is not None), "")
    text = next((str(value[key]) for key in _TEXT if value.get(key) is not None), "")
    section = value.get("section", value.get("path"))
    score = value.get("score")
    return Found(name, float(score) if score is not None else float(-rank), section, text)


def cited(found: Sequence[Found]) -> tuple[Cited, ...]:
    return tuple(Cited(one.document, one.text, one.section) for one in found)
