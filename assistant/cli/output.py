"""What the commands print: Vietnamese for people, JSON for programs. The JSON keys are a contract."""

from __future__ import annotations

import json
import sys
import textwrap
import time
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.cli import explaining
from assistant.cli.state_names import STATE_WORDS
from assistant.types import Answer, AnswerTable, Citation, Hit, SearchResult
from assistant.wording import grouped, say

if TYPE_CHECKING:
    from assistant.index import Report
    from assistant.ingest import IngestReport

WIDTH = 100


def emit(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2))


def wrapped(text: str, indent: str = "") -> str:
    return "\n".join(
        textwrap.fill(line, WIDTH, initial_indent=indent, subsequent_indent=indent) for line in text.split("\n")
    )


# ---------------------------------------------------------------------------------------------- answers


def answer(answer: Answer, as_json: bool, started: float) -> None:
    from assistant.answering import answer_to_dict

    if as_json:
        record = answer_to_dict(answer)
        record["timings"]["process_ms"] = round((time.perf_counter() - started) * 1000, 1)
        emit(record)
        return
    if answer.understood_as:
        understood(answer.understood_as, answer.mended)
    if answer.model is None and not answer.citations:
        print(wrapped(answer.text))
    elif answer.status == "related":
        print(wrapped(say("answers.related")) + "\n")
    if answer.citations:
        for remark in answer.remarks:
            print(wrapped(remark) + "\n")
    if answer.lead is not None:
        print(wrapped(say("answers.lead", lead=answer.lead.text)) + "\n")
    if answer.table is not None:
        print_table(answer.table)
    for number, citation in enumerate(answer.citations, 1):
        print_citation(number, citation)
    for choice in answer.choices:
        print(say("cli.answer.choice", document_id=choice.document_id, document=choice.official))
    if answer.nearest:
        print("\n" + say("cli.answer.nearest"))
        for choice in answer.nearest:
            print(wrapped(say("cli.answer.near", document_id=choice.document_id, document=choice.official), "  "))
    for note in answer.notes:
        print(wrapped("\n" + say("cli.note", note=note)))


def understood(text: str, mended: bool) -> None:
    """How the question was taken, and the way back where accents or letters were read into it."""
    print(wrapped(say("answers.understood", question=text)))
    if mended:
        print(say("cli.answer.as_typed"))
    print()


def _recognised(ocr: bool) -> str:
    """Follows the place of what recognition read: it may hold misread letters, and is quoted as it was read."""
    return say("cli.answer.recognised") if ocr else ""


def print_citation(number: int, citation: Citation) -> None:
    """The quotation first, as it stands in the document; then where it stands."""
    if citation.context:
        print(wrapped(citation.context, "    "))
    print(wrapped(f"“{citation.quote}”", "    "))
    page = say("labels.page_after", page=citation.page) if citation.page is not None else ""
    print(wrapped(f"[{number}] {citation.official}{page}{_recognised(citation.ocr)}") + "\n")


def print_table(table: AnswerTable) -> None:
    """Each row as lines "column: cell": a terminal is too narrow for sentences side by side."""
    for row in table.rows:
        for name, cell in zip(table.header, row, strict=True):
            print(wrapped(f"{name}: {cell}", "    "))
        print()


def stream(pieces: Iterable[str | Answer]) -> Answer:
    """Prints the pieces of a streamed answer as they come and returns the answer itself."""
    shown = ""
    for piece in pieces:
        if isinstance(piece, str):
            shown += piece
            print(piece, end="", flush=True)
        else:
            print()
            if piece.text != shown and piece.model is not None:
                print(wrapped(piece.text))
            return piece
    raise RuntimeError("the stream ended without an answer")


# ----------------------------------------------------------------------------------------------- search


def hit_to_dict(hit: Hit) -> dict[str, Any]:
    from assistant.answering import citation_label

    passage = hit.stored.passage
    return {
        "document_id": hit.document.id,
        "number": hit.document.letterhead.number,
        "title": hit.document.letterhead.title,
        "official": citation_label(hit.document, passage.labels),
        "path": " › ".join(passage.path),
        "page": passage.page_start,
        "text": passage.text,
        "start": passage.span.start,
        "end": passage.span.end,
        "ocr": passage.ocr,
        "score": round(hit.score, 6),
    } | ({"explanation": asdict(hit.explanation)} if hit.explanation else {})


def hits(result: SearchResult, as_json: bool) -> None:
    records = [hit_to_dict(hit) for hit in result.hits]
    if as_json:
        emit(records)
        return
    if result.understanding.understood_as:
        understood(result.understanding.understood_as, mended=True)
    for number, (hit, record) in enumerate(zip(result.hits, records, strict=True), 1):
        page = say("labels.page_after", page=record["page"]) if record["page"] is not None else ""
        print(wrapped(f"{number}. {record['official']}{page}{_recognised(record['ocr'])}"))
        print(wrapped(textwrap.shorten(record["text"].replace("\n", " "), 300, placeholder=" …"), "   "))
        for line in explaining.lines(hit):
            print(wrapped(line, "     "))
    if not records:
        print(say("cli.search.none"))
    for note in (*result.understanding.notes, *result.notes):
        print(wrapped("\n" + say("cli.note", note=note)))


# ------------------------------------------------------------------------------------ ingest and index


def ingest_report(report: IngestReport, index: Path, as_json: bool, events: bool) -> None:
    if as_json:
        emit(asdict(report))
        return
    if events:
        print(json.dumps({"seconds": report.seconds, "failed": len(report.failed), "interrupted": report.interrupted}))
        return
    counts: dict[str, int] = {}
    for outcome in report.outcomes:
        if not outcome.system_file:
            counts[outcome.state] = counts.get(outcome.state, 0) + 1
    told = ", ".join(f"{count} {STATE_WORDS[state]}" for state, count in sorted(counts.items())) or say(
        "cli.ingest.no_file"
    )
    print(say("cli.ingest.done", seconds=f"{report.seconds:.1f}", told=told, index=index), file=sys.stderr)
    if report.interrupted:
        print(say("cli.ingest.stopped"), file=sys.stderr)


def encoded(passages: int, as_json: bool) -> None:
    """How many passages got the vectors they lacked."""
    if as_json:
        emit({"encoded": passages})
    else:
        print(say("cli.index.encoded", count=grouped(passages)) if passages else say("cli.index.all_encoded"))


def info(record: dict[str, Any], as_json: bool) -> None:
    if as_json:
        emit(record)
        return
    print(*(f"{key}: {value}" for key, value in record.items()), sep="\n")


def index_report(report: Report, as_json: bool, praise: str) -> None:
    if as_json:
        emit(asdict(report) | {"ok": report.ok})
        return
    print(
        say(
            "cli.index.report",
            documents=report.documents,
            passages=report.passages,
            vectors=report.vectors,
            checked=report.checked,
        )
    )
    for problem in report.problems:
        print(wrapped(f"- {problem}"))
    print(praise if report.ok else say("cli.index.run_repair"))
