"""Nothing is shown as a quotation that does not stand in the source, and no figure of a model goes by unchecked."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.answering.locate import by_page
from assistant.answering.sources import Snapshot
from assistant.errors import DocumentNotFound
from assistant.types import Answer, Citation, Document, Span
from assistant.vietnamese.syllables import tokens

UNCHECKED = "[chưa kiểm chứng]"
MARKER = re.compile(r"\[(\d{1,3})\]")


def verify_quotes(answer: Answer, snapshot: Snapshot) -> Answer:
    """`answer` without the citations that differ from their document in `snapshot`; a note says how many were dropped.

    Compared are the version, the characters at the span, and the page. The text is left as it is: callers verify before
    they write it.
    """
    kept = keep_true(answer.citations, snapshot)
    dropped = len(answer.citations) - len(kept)
    if not dropped:
        return answer
    note = f"Đã bỏ {dropped} trích dẫn vì không còn khớp từng chữ với văn bản gốc."
    return replace(answer, citations=kept, notes=(*answer.notes, note))


def keep_true(citations: Sequence[Citation], snapshot: Snapshot) -> tuple[Citation, ...]:
    """The citations whose quotation stands in the live version, character for character, on the page they name."""
    return tuple(c for c in citations if _live(c, snapshot) and _matches(c, snapshot.document))


def _live(citation: Citation, snapshot: Snapshot) -> bool:
    record = snapshot.record(citation.document_id)
    return record is not None and record.version == citation.version and record.state in ("ready", "partial")


def _matches(citation: Citation, document_of: Callable[[int], Document]) -> bool:
    try:
        document = document_of(citation.document_id)
    except DocumentNotFound:
        return False
    span = Span(citation.start, citation.end)
    if not citation.quote.strip() or span.of(document.text) != citation.quote:
        return False
    return [page for _, page in by_page(document, span)] == [citation.page]


def unsupported_figures(sentence: str, evidence: Sequence[str]) -> tuple[str, ...]:
    """Figures, dates and document numbers of `sentence` that stand in none of the `evidence` texts.

    Compared are whole tokens: "95" is not found in "1995", "1.500" equals "1500", "06" equals "6", a document number is
    one token. Markers "[1]" and the number of a list item at the start of a line are no figures.
    """
    held = {token.text for text in evidence for token in tokens(text)}
    stripped = re.sub(r"(?m)^\s*\d{1,2}[.)]\s", " ", MARKER.sub(" ", sentence))
    wanted = [token.text for token in tokens(stripped) if any(c.isdigit() for c in token.text)]
    return tuple(dict.fromkeys(figure for figure in wanted if figure not in held))
