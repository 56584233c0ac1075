"""An answer as the JSON that `tracuu ask --json` prints; the keys are a contract with other programs."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from assistant.errors import TracuuError
from assistant.types import Answer, Choice, Citation, Lead


def answer_to_dict(answer: Answer) -> dict[str, Any]:
    """`{status, text, answer, confidence, understood_as, choices, nearest, remarks, notes, citations, timings}`.

    `timings` in milliseconds, `confidence` 0 to 1 or null (see `Answer`); `table`, where one was asked for: `{header,
    rows}`.
    """
    table = {"table": asdict(answer.table)} if answer.table is not None else {}
    return table | {
        "status": answer.status,
        "text": answer.text,
        "answer": lead_to_dict(answer.lead),
        "confidence": _rounded(answer.confidence),
        "understood_as": answer.understood_as,
        "choices": [choice_to_dict(choice) for choice in answer.choices],
        "nearest": [choice_to_dict(choice) for choice in answer.nearest],
        "remarks": list(answer.remarks),
        "notes": list(answer.notes),
        "citations": [citation_to_dict(citation) for citation in answer.citations],
        "timings": {name: round(value, 3) for name, value in answer.timings.items()},
    }


def lead_to_dict(lead: Lead | None) -> dict[str, Any] | None:
    """`{text, parts: [{citation, start, end}]}`: `citation` counts from 1 as the markers do; the offsets are those of
    that citation's document. Null where no one line answers for sure."""
    if lead is None:
        return None
    parts = [{"citation": part.citation + 1, "start": part.start, "end": part.end} for part in lead.parts]
    return {"text": lead.text, "parts": parts}


def citation_to_dict(citation: Citation) -> dict[str, Any]:
    """`{document_id, version, number, title, official, path, page, context, quote, start, end, ocr, confidence}`.

    `quote == Document.text[start:end]` of that version, offsets in code points; `page` counts from 1, null where the
    format has no pages.
    """
    return {
        "document_id": citation.document_id,
        "version": citation.version,
        "number": citation.number,
        "title": citation.title,
        "official": citation.official,
        "path": citation.path,
        "page": citation.page,
        "context": citation.context,
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
        "ocr": citation.ocr,
        "confidence": _rounded(citation.confidence),
    }


def _rounded(chance: float | None) -> float | None:
    return None if chance is None else round(chance, 4)


def choice_to_dict(choice: Choice) -> dict[str, Any]:
    """`{document_id, official, title, date}`; `date` is ISO or null."""
    return {
        "document_id": choice.document_id,
        "official": choice.official,
        "title": choice.title,
        "date": choice.date,
    }


def error_to_dict(error: TracuuError) -> dict[str, Any]:
    """`{"error": {code, message, action}}`."""
    return {"error": {"code": error.code, "message": error.message, "action": error.action}}
