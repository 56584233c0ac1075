"""The answer in a language model's words: streamed, each sentence checked against its evidence before it is shown."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.answering.checking.checked_text import CheckedText
from assistant.answering.checking.verify import keep_true
from assistant.answering.composing.draft import Draft
from assistant.answering.composing.extractive import DocumentOf, cite
from assistant.answering.evidence.candidates import Candidate
from assistant.answering.phrasing.language_model import open_model
from assistant.answering.phrasing.prompt import NO_EVIDENCE, SYSTEM, user_message
from assistant.answering.store.protocols import Snapshot
from assistant.errors import ModelError
from assistant.settings import Settings
from assistant.types import Answer, Citation, Span
from assistant.vietnamese.normalise import strip_accents
from assistant.wording import say

# Passages shown to the model: more cost a small model its attention, and a laptop its seconds.
EVIDENCE = 6


def phrase(draft: Draft, snapshot: Snapshot, settings: Settings) -> Iterator[str | Answer]:
    """Pieces of the model's text, then the `Answer`; when the model fails, the draft's answer with the reason noted.

    Pieces already given before a failure are replaced by the text of that answer. When none was given its text comes
    as one piece first, so that the pieces joined are the text.
    """
    began = time.perf_counter()
    evidence = passages_of(draft.candidates, draft.answer.citations, snapshot)
    text = CheckedText(evidence)
    shown = False
    try:
        model = open_model(settings)
        for piece in text.feed(model.stream(SYSTEM, user_message(draft.question.sought.text, evidence))):
            if not shown and strip_accents(NO_EVIDENCE) in strip_accents(piece):
                raise _insufficient(model.name)
            shown = True
            yield piece
        answer = _finished(draft.answer, text, model.name)
    except ModelError as error:
        answer = replace(draft.answer, notes=(*draft.answer.notes, _failure_note(error)))
        if not shown:
            yield answer.text
    spent = (time.perf_counter() - began) * 1000
    timings = dict(answer.timings) | {"model": spent, "total": answer.timings.get("total", 0.0) + spent}
    yield replace(answer, timings=timings)


def passages_of(
    candidates: Sequence[Candidate], quoted: Sequence[Citation], snapshot: Snapshot
) -> tuple[Citation, ...]:
    """The numbered evidence: the passages that hold the quotations, then those of the next best candidates, verified.

    A passage over a page boundary is one item for each page.
    """
    document_of: DocumentOf = snapshot.document
    first = [c for c in candidates if any(_holds(c, citation) for citation in quoted)]
    passages: dict[int, Candidate] = {}
    for candidate in (*first, *candidates):
        if len(passages) < EVIDENCE:
            passages.setdefault(candidate.hit.stored.id, candidate)
    items = [citation for citation in quoted if not any(_holds(c, citation) for c in passages.values())]
    for candidate in passages.values():
        stored = candidate.hit.stored.passage
        context = " – ".join(dict.fromkeys(part for part in (stored.heading, stored.context) if part))
        items += [replace(c, context=c.context or context) for c in cite(candidate, stored.span, document_of)]
    return keep_true(items, snapshot)


def _holds(candidate: Candidate, citation: Citation) -> bool:
    stored = candidate.hit.stored
    return stored.document_id == citation.document_id and stored.passage.span.contains(
        Span(citation.start, citation.end)
    )


def _finished(draft: Answer, text: CheckedText, model: str) -> Answer:
    """Raises `ModelError` when the model wrote nothing or pointed at no evidence at all."""
    if not text.text.strip():
        raise ModelError(say("model.wrote_nothing", model=model), "")
    if not text.used:
        raise ModelError(say("model.cited_nothing", model=model), "")
    notes = [
        *draft.notes,
        say("answers.notes.phrased_by_model", model=model),
    ]
    if text.unverified:
        notes.append(
            say("answers.notes.unverified_sentences", count=len(text.unverified), mark=say("answers.unchecked"))
        )
    return replace(
        draft, text=text.text, citations=text.used, unverified=tuple(text.unverified), notes=tuple(notes), model=model
    )


def _insufficient(model: str) -> ModelError:
    return ModelError(say("model.insufficient", model=model), "")


def _failure_note(error: ModelError) -> str:
    return say("answers.notes.quoted_instead", reason=error.message, advice=error.action).strip()
