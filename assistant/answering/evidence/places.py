"""Whether what may answer is about the province asked about: a fee in Cao Bằng is no answer for Lạng Sơn."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answering.evidence.candidates import Candidate
from assistant.types import DocumentRecord
from assistant.understanding import Sought
from assistant.vietnamese.names.provinces import CAPITAL, provinces_in


def of_document(record: DocumentRecord) -> frozenset[str]:
    """The provinces that its head names: who issued it, about what, where; none for a paper of the State as a whole,
    which is signed in Hà Nội."""
    head = record.letterhead
    named = provinces_in(" . ".join(part for part in (head.issuer, head.title) if part))
    return named or provinces_in(head.place or "") - {CAPITAL}


def elsewhere(sought: Sought, candidates: Sequence[Candidate]) -> list[frozenset[str]]:
    """Of each candidate the provinces it is about, where the question names others and nothing around it names those;
    else none."""
    asked = provinces_in(sought.text)
    if not asked:
        return [frozenset()] * len(candidates)
    heads: dict[int, frozenset[str]] = {}
    return [_about_others(asked, candidate, heads) for candidate in candidates]


def _about_others(asked: frozenset[str], candidate: Candidate, heads: dict[int, frozenset[str]]) -> frozenset[str]:
    record, passage = candidate.hit.document, candidate.hit.stored.passage
    if record.id not in heads:
        heads[record.id] = of_document(record)
    about = heads[record.id]
    if not about or about & asked:
        return frozenset()
    near = "\n".join((passage.heading, passage.context, candidate.context, candidate.text))
    return frozenset() if provinces_in(near) & asked else about
