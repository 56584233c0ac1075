"""From passages to what is quoted: a later document, a field of the letterhead, or the sentences that answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answering.composing.extractive import select
from assistant.answering.composing.letterhead import about_a_digest, about_the_document, meant, quote_letterhead
from assistant.answering.evidence.candidates import Candidate, answering
from assistant.answering.evidence.confidence import with_confidence
from assistant.answering.evidence.doubts import doubts, undoubted_first
from assistant.answering.evidence.features import Compare
from assistant.answering.evidence.picker import pick
from assistant.answering.evidence.support import Support
from assistant.answering.force.asked import still_stands
from assistant.answering.force.later_documents import LaterDocuments
from assistant.answering.store.protocols import Snapshot
from assistant.types import Citation, Hit, Scope
from assistant.understanding import Sought


@dataclass(frozen=True, slots=True)
class Chosen:
    """`citations`: to be quoted, not yet checked; `candidates`: all that may answer, best first; `notes`: what must be
    said beside. `of_force`: the quotations say themselves whether the document still stands. `confidence`: the chance
    that the surest candidate answers, None where the answer was read, not chosen; `doubted`: something speaks
    against it."""

    citations: Sequence[Citation]
    candidates: Sequence[Candidate] = ()
    notes: Sequence[str] = ()
    of_force: bool = False
    confidence: float | None = None
    doubted: bool = False


def choose(
    sought: Sought,
    hits: Sequence[Hit],
    named: Sequence[int],
    support: Support,
    snapshot: Snapshot,
    scope: Scope,
    later: LaterDocuments,
    compare: Compare,
) -> Chosen:
    """`named`: documents the question names by number; `compare`: how the question compares with texts."""
    record = meant(sought, hits, named) if about_the_document(sought) else None
    heads, blanks = quote_letterhead(sought, record, snapshot.document) if record is not None else ([], [])
    whole = about_a_digest(sought, record)
    found = answering(sought, _of_the_named(hits, named)) if support.near or whole else []
    picked = pick(sought, found, compare)
    candidates = undoubted_first(sought, with_confidence(support, picked))
    surest = max((candidate.confidence for candidate in candidates), default=0.0)
    if whole:
        candidates.sort(key=lambda candidate: candidate.span)
    force, remarks = still_stands(sought, named, snapshot, scope, later)
    read = force or heads
    quoted = read or select(sought, candidates, snapshot.document)
    said = [*remarks, *blanks]
    if read or whole or not candidates:
        return Chosen(quoted, candidates, said, of_force=bool(force))
    doubted, reasons = doubts(sought, candidates[0], support)
    return Chosen(quoted, candidates, [*said, *reasons], confidence=surest, doubted=doubted)


def _of_the_named(hits: Sequence[Hit], named: Sequence[int]) -> Sequence[Hit]:
    """Where the search puts a named document first, the question is about it and no other answers."""
    if hits and hits[0].document.id in named:
        return [hit for hit in hits if hit.document.id in named]
    return hits
