"""From passages to what is quoted: a later document, a field of the letterhead, or the sentences that answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answering.composing.extractive import select
from assistant.answering.composing.letterhead import about_a_digest, about_the_document, meant, quote_letterhead
from assistant.answering.evidence.candidates import Candidate, answering
from assistant.answering.evidence.support import Support
from assistant.answering.force.asked import still_stands
from assistant.answering.force.later_documents import LaterDocuments
from assistant.answering.store.protocols import Snapshot
from assistant.types import Citation, Hit, Scope
from assistant.understanding import Sought


@dataclass(frozen=True, slots=True)
class Chosen:
    """`citations`: to be quoted, not yet checked; `candidates`: all that may answer, best first; `notes`: what must be
    said beside. `of_force`: the quotations say themselves whether the document still stands."""

    citations: Sequence[Citation]
    candidates: Sequence[Candidate] = ()
    notes: Sequence[str] = ()
    of_force: bool = False


def choose(
    sought: Sought,
    hits: Sequence[Hit],
    named: Sequence[int],
    support: Support,
    snapshot: Snapshot,
    scope: Scope,
    later: LaterDocuments,
) -> Chosen:
    """`named`: documents the question names by number. Nothing is chosen where `support` is not enough, unless the
    letterhead or a later document answers."""
    record = meant(sought, hits, named) if about_the_document(sought) else None
    heads, blanks = quote_letterhead(sought, record, snapshot.document) if record is not None else ([], [])
    whole = about_a_digest(sought, record)
    candidates = answering(sought, _of_the_named(hits, named)) if support.enough or whole else []
    if whole:
        candidates.sort(key=lambda candidate: candidate.span)
    force, remarks = still_stands(sought, named, snapshot, scope, later)
    quoted = force or heads or select(sought, candidates, snapshot.document)
    return Chosen(quoted, candidates, [*remarks, *blanks], of_force=bool(force))


def _of_the_named(hits: Sequence[Hit], named: Sequence[int]) -> Sequence[Hit]:
    """Where the search puts a named document first, the question is about it and no other answers."""
    if hits and hits[0].document.id in named:
        return [hit for hit in hits if hit.document.id in named]
    return hits
