"""The documents of the store as the commands list and show them. The JSON keys are a contract."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from assistant.answering.citing.citation import file_name
from assistant.answering.citing.signature_words import signature_words
from assistant.answering.tasks.export import task_to_dict
from assistant.cli.documents import copies, editing, force
from assistant.cli.output import WIDTH, emit, wrapped
from assistant.cli.state_names import STATE_WORDS
from assistant.types import Document, DocumentRecord
from assistant.wording import say, words

_FIELDS = words("cli.fields")
_PERSONAL = words("cli.personal")


def _listed(record: DocumentRecord) -> dict[str, Any]:
    head = record.letterhead
    return {
        "id": record.id,
        "file": record.file,
        "state": record.state,
        "reason": record.reason,
        "kind": head.kind,
        "number": head.number,
        "title": head.title,
        "pages": record.pages,
    }


def documents(records: Sequence[DocumentRecord], as_json: bool, originals: Mapping[int, int]) -> None:
    """`originals`: of each document that is a copy or draft the one that stands for it."""
    if as_json:
        emit([_listed(record) | {"copy_of": originals.get(record.id)} for record in records])
        return
    for record in records:
        head = record.letterhead
        name = " ".join(
            part
            for part in (
                head.copy_mark if head.is_draft else None,
                head.kind,
                head.number or (head.symbol and say("labels.number.blank_short", symbol=head.symbol)),
            )
            if part
        )
        print(f"{record.id:>5}  {STATE_WORDS[record.state]:<18} {file_name(record)}" + (f"  [{name}]" if name else ""))
        if record.id in originals and record.state in {"ready", "partial"}:
            print(wrapped(copies.note(originals[record.id]), " " * 26))
        if record.reason:
            print(wrapped(record.reason, " " * 26))
    searchable = sum(record.state in {"ready", "partial"} for record in records)
    print(say("cli.listing.count", entries=len(records), count=searchable))


def _outline(document: Document) -> list[dict[str, Any]]:
    nodes: list[dict[str, Any]] = [{"marker": s.marker, "title": s.title, "children": []} for s in document.sections]
    top: list[dict[str, Any]] = []
    for section, node in zip(document.sections, nodes, strict=True):
        (top if section.parent is None else nodes[section.parent]["children"]).append(node)
    return top


def _shown(record: DocumentRecord, document: Document | None) -> dict[str, Any]:
    head = record.letterhead
    return _listed(record) | {
        "issuer": head.issuer,
        "symbol": head.symbol,
        "place": head.place,
        "date": head.date,
        "signer": head.signer,
        "version": record.version,
        "path": record.path,
        "missing_pages": list(record.missing_pages),
        "related_number": record.related_number,
        "format": document.format if document else None,
        "encoding": document.encoding if document else None,
        "ocr_pages": [page.number for page in document.ocr_pages] if document else [],
        "ocr_confidence": {str(page.number): page.confidence for page in document.ocr_pages} if document else {},
        "outline": _outline(document) if document else [],
        "signatures": _signatures(document) if document else [],
        "personal": _personal(document) if document else [],
        "tasks": [task_to_dict(task) for task in document.tasks] if document else [],
    }


def _signatures(document: Document) -> list[dict[str, Any]]:
    words = signature_words(document.signatures)
    return [asdict(s) | {"words": line} for s, line in zip(document.signatures, words, strict=True)]


def _recognised(confidence: dict[str, float]) -> str:
    """ "3 trang, độ tin cậy trung bình 95 % (thấp nhất: trang 2, 91 %)"."""
    mean = sum(confidence.values()) / len(confidence)
    worst = min(confidence, key=lambda page: confidence[page])
    least = (
        say("cli.listing.least_sure", page=worst, confidence=f"{confidence[worst]:.0%}") if len(confidence) > 1 else ""
    )
    return say("cli.listing.pages_recognised", count=len(confidence), confidence=f"{mean:.0%}", least=least)


def _personal(document: Document) -> list[dict[str, Any]]:
    """Where personal numbers stand; never the numbers themselves."""
    return [
        {"kind": d.kind, "start": d.span.start, "end": d.span.end, "page": document.page_at(d.span.start)}
        for d in document.personal
    ]


def _personal_lines(found: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    counts = Counter(_PERSONAL[datum["kind"]] for datum in found)
    if counts:
        told = ", ".join(f"{count} {kind}" for kind, count in counts.items())
        yield say("cli.listing.personal", numbers=told)


def document(
    record: DocumentRecord, document: Document | None, as_json: bool, text: bool, more: dict[str, Any]
) -> None:
    """`more`: what is known of the document's standing (`force.found`)."""
    shown = _shown(record, document) | more
    if as_json:
        emit(shown | ({"text": document.text if document else None} if text else {}))
        return
    if text:
        print(document.text if document else "")
        return
    print(say("cli.listing.document", document_id=record.id, version=record.version, state=STATE_WORDS[record.state]))
    for key, word in _FIELDS.items():
        if shown[key] is not None:
            print(wrapped(f"{word}: {shown[key]}{editing.note(key, more)}", "  "))
    for line in editing.blank_lines(more, _FIELDS):
        print(wrapped(line, "  "))
    if shown["encoding"] and shown["encoding"].isupper() and "UTF" not in shown["encoding"]:
        print("  " + say("cli.listing.encoding", encoding=shown["encoding"]))
    if shown["ocr_pages"]:
        print(wrapped(say("cli.listing.recognised", pages=_recognised(shown["ocr_confidence"])), "  "))
    for signature in shown["signatures"]:
        print(wrapped(say("labels.signature.line", words=signature["words"]), "  "))
    for line in (*_personal_lines(shown["personal"]), *copies.lines(shown), *force.lines(more)):
        print(wrapped(line, "  "))
    for line in _outline_lines(shown["outline"], 1):
        print(line)


def _outline_lines(nodes: list[dict[str, Any]], depth: int) -> Iterator[str]:
    for node in nodes:
        yield textwrap.shorten("  " * depth + f"{node['marker']}. {node['title']}", WIDTH, placeholder=" …")
        if depth < 2:
            yield from _outline_lines(node["children"], depth + 1)


def removed(records: Sequence[DocumentRecord], as_json: bool) -> None:
    if as_json:
        emit([_listed(record) for record in records])
        return
    for record in records:
        print(say("cli.listing.withdrawn", document_id=record.id, file=record.file))
