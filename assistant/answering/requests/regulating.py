""" "Văn bản nào quy định về …?": the documents that do, each by the sentence that says so best."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.answering.citing.quoting import quote
from assistant.answering.evidence.candidates import Candidate, answering, coverage, term_set
from assistant.types import Citation, Document, Hit
from assistant.understanding.sought.sought import seek
from assistant.vietnamese.document_numbers.mentions import find_number_mentions

MOST = 5
"""Documents named in one answer."""
SHARE_OF_BEST = 0.7
"""How telling the sentence of a further document must be beside the best one; what a list's items need as well
(`extractive.SHARE_OF_BEST_FOR_LIST`)."""
_ASKS = re.compile(
    r"^\W*(?:theo )?(?:những |các )?(?:văn bản|kế hoạch|nghị quyết|quyết định|nghị định|thông tư|luật|chỉ thị|đề án)"
    r" nào (?:(?:hiện )?(?:đang )?(?:có )?(?:quy định|nói|hướng dẫn|đề cập|nêu)(?: đến| tới)?)(?: về)? (?P<what>\S.*)$",
    re.IGNORECASE,
)


def asked_about(text: str) -> str | None:
    """What the documents asked for regulate; None for any other question, and for one that names a document."""
    match = _ASKS.match(text)
    return match["what"].strip(" ?.!") if match is not None and not find_number_mentions(text) else None


def documents_on(what: str, hits: Sequence[Hit], document_of: Callable[[int], Document]) -> list[Citation]:
    """At most `MOST` quotations, one of each document, the most telling first; [] where nothing tells.

    What a document regulates stands in its title: a sentence counts twice where its document's title says it all, and
    a plan that only mentions the subject comes after the resolution on it.
    """
    sought = seek(what)
    best: dict[int, tuple[float, Candidate]] = {}
    for candidate in answering(sought, hits):
        title = candidate.hit.document.letterhead.title or ""
        telling = candidate.score * (1 + coverage(sought, term_set(sought, title), paired=False))
        best.setdefault(candidate.hit.document.id, (telling, candidate))
    found: list[Citation] = []
    chosen = sorted(best.values(), key=lambda scored: -scored[0])[:MOST]
    for telling, candidate in chosen:
        if telling < SHARE_OF_BEST * chosen[0][0]:
            break
        record = candidate.hit.document
        version = candidate.hit.stored.version
        made = quote(
            record,
            document_of(record.id),
            candidate.span,
            context=candidate.context,
            version=version,
            score=candidate.score,
        )
        found += list(made)[:1]
    return found
