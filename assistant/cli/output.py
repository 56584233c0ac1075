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
from assistant.types import Answer, Citation, Hit, SearchResult

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
    for number, citation in enumerate(answer.citations, 1):
        print_citation(number, citation)
    for choice in answer.choices:
        print(f"  - mã {choice.document_id}: {choice.official}")
    if answer.nearest:
        print("\nVăn bản gần nhất:")
        for choice in answer.nearest:
            print(wrapped(f"- mã {choice.document_id}: {choice.official}", "  "))
    for note in answer.notes:
        print(wrapped(f"\nLưu ý: {note}"))


def understood(text: str, mended: bool) -> None:
    """How the question was taken, and the way back where accents or letters were read into it."""
    print(wrapped(f"Đang hiểu là: {text}"))
    if mended:
        print("(Nếu không phải vậy, hãy thêm --as-typed để tìm đúng như đã gõ.)")
    print()


_RECOGNISED = " [nhận dạng từ bản quét]"
"""Follows the place of what recognition read: it may hold misread letters, and is quoted as it was read."""


def print_citation(number: int, citation: Citation) -> None:
    """The quotation first, as it stands in the document; then where it stands."""
    if citation.context:
        print(wrapped(citation.context, "    "))
    print(wrapped(f"“{citation.quote}”", "    "))
    page = f", trang {citation.page}" if citation.page is not None else ""
    print(wrapped(f"[{number}] {citation.official}{page}{_RECOGNISED if citation.ocr else ''}") + "\n")


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
        page = f", trang {record['page']}" if record["page"] is not None else ""
        print(wrapped(f"{number}. {record['official']}{page}{_RECOGNISED if record['ocr'] else ''}"))
        print(wrapped(textwrap.shorten(record["text"].replace("\n", " "), 300, placeholder=" …"), "   "))
        for line in explaining.lines(hit):
            print(wrapped(line, "     "))
    if not records:
        print("Không tìm thấy đoạn nào trong kho văn bản.")
    for note in (*result.understanding.notes, *result.notes):
        print(wrapped(f"\nLưu ý: {note}"))


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
    told = ", ".join(f"{count} {STATE_WORDS[state]}" for state, count in sorted(counts.items())) or "không có tệp nào"
    sys.stderr.write(f"Xong sau {report.seconds:.1f} giây: {told}. Chỉ mục: {index}\n")
    if report.interrupted:
        sys.stderr.write("Đã dừng theo yêu cầu; những gì nạp xong vẫn được giữ. Chạy lại cùng lệnh để nạp tiếp.\n")


def encoded(passages: int, as_json: bool) -> None:
    """How many passages got the vectors they lacked."""
    if as_json:
        emit({"encoded": passages})
    else:
        count = f"{passages:,}".replace(",", ".")
        print(f"Đã tạo véc-tơ cho {count} đoạn." if passages else "Không còn đoạn nào thiếu véc-tơ.")


def info(record: dict[str, Any], as_json: bool) -> None:
    if as_json:
        emit(record)
        return
    print(*(f"{key}: {value}" for key, value in record.items()), sep="\n")


def index_report(report: Report, as_json: bool, praise: str) -> None:
    if as_json:
        emit(asdict(report) | {"ok": report.ok})
        return
    print(f"{report.documents} văn bản, {report.passages} đoạn, {report.vectors} vectơ; đã kiểm tra {report.checked}.")
    for problem in report.problems:
        print(wrapped(f"- {problem}"))
    print(praise if report.ok else "Hãy chạy “tracuu index repair” để dựng lại.")
