"""Nothing is shown as a quotation that does not stand in the source, and no figure of a model goes by unchecked."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.answering.citing.place import by_page
from assistant.answering.store.protocols import Snapshot
from assistant.errors import DocumentNotFound
from assistant.types import Answer, Citation, Document, Span
from assistant.vietnamese.normalise import fold
from assistant.vietnamese.time.dates import find_dates
from assistant.vietnamese.words.syllables import fold_token, tokens
from assistant.wording import say

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
    note = say("answers.notes.quotations_dropped", count=dropped)
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
    """Figures, dates, quarters and document numbers of `sentence` that stand in none of the `evidence` texts.

    Compared are whole tokens: "95" is not found in "1995", "1.500" equals "1500", "06" equals "6", a document number is
    one token; a full date as a date in whatever spelling; a figure with a unit ("95 %", "3 tỷ") with that unit. Markers
    "[1]" and the number of a list item at the start of a line are no figures.
    """
    held = {figure for text in evidence for figure in figures_of(text)}
    stripped = re.sub(r"(?m)^\s*\d{1,2}[.)]\s", " ", MARKER.sub(" ", sentence))
    return tuple(figure for figure in figures_of(stripped) if figure not in held)


_WITH_UNIT = re.compile(r"(\d+(?:[.,]\d+)*)\s*(%|phần trăm|tỷ|tỉ|triệu|nghìn|ngàn)(?![^\W_])")
_UNITS = {"phần trăm": "%", "tỉ": "tỷ", "ngàn": "nghìn"}
_QUARTER = re.compile(r"\bquý\s+(iii|ii|iv|i|[1-4])\b", re.IGNORECASE)
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}


def figures_of(text: str) -> list[str]:
    """What a text claims in figures, each once, comparable: "1500", "95 %", "2026-01-06", "quý 2", "06/qđ-ttg"."""
    found = [token.text for token in tokens(_QUARTER.sub(" ", text)) if any(c.isdigit() for c in token.text)]
    low = fold(text)
    found += [f"{fold_token(n)} {_UNITS.get(unit, unit)}" for n, unit in _WITH_UNIT.findall(low)]
    found += [f"quý {_ROMAN.get(quarter, quarter)}" for quarter in _QUARTER.findall(low)]
    found += [date.iso for date in find_dates(text)]
    return list(dict.fromkeys(found))
