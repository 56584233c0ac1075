"""The documents of the store as the commands list and show them. The JSON keys are a contract."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from assistant.answering.citing.signature_words import signature_words
from assistant.answering.tasks.export import task_to_dict
from assistant.cli.documents import copies, editing, force
from assistant.cli.output import WIDTH, emit, wrapped
from assistant.cli.state_names import STATE_WORDS
from assistant.types import Document, DocumentRecord


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
            part for part in (head.kind, head.number or (head.symbol and f"(chưa ghi số)/{head.symbol}")) if part
        )
        print(f"{record.id:>5}  {STATE_WORDS[record.state]:<18} {record.file}" + (f"  [{name}]" if name else ""))
        if record.id in originals and record.state in {"ready", "partial"}:
            print(wrapped(copies.note(originals[record.id]), " " * 26))
        if record.reason:
            print(wrapped(record.reason, " " * 26))
    searchable = sum(record.state in {"ready", "partial"} for record in records)
    print(f"{len(records)} mục; {searchable} văn bản tra cứu được.")


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
    least = f" (thấp nhất: trang {worst}, {confidence[worst]:.0%})" if len(confidence) > 1 else ""
    return f"{len(confidence)} trang, độ tin cậy trung bình {mean:.0%}{least}"


def _personal(document: Document) -> list[dict[str, Any]]:
    """Where personal numbers stand; never the numbers themselves."""
    return [
        {"kind": d.kind, "start": d.span.start, "end": d.span.end, "page": document.page_at(d.span.start)}
        for d in document.personal
    ]


def _personal_lines(found: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    words = {"cccd": "số định danh", "phone": "số điện thoại di động", "bank_account": "số tài khoản"}
    counts = Counter(words[datum["kind"]] for datum in found)
    if counts:
        told = ", ".join(f"{count} {kind}" for kind, count in counts.items())
        yield f"Dữ liệu cá nhân: {told} (che khi hiển thị: thiết đặt mask_personal)"


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
    words = {
        "file": "Tệp", "kind": "Loại", "number": "Số, ký hiệu", "issuer": "Cơ quan ban hành", "place": "Nơi ban hành",
        "date": "Ngày", "title": "Trích yếu", "signer": "Người ký", "pages": "Số trang", "reason": "Lý do",
    }  # fmt: skip
    print(f"Văn bản mã {record.id}, bản thứ {record.version}: {STATE_WORDS[record.state]}")
    for key, word in words.items():
        if shown[key] is not None:
            print(wrapped(f"{word}: {shown[key]}{editing.note(key, more)}", "  "))
    for line in editing.blank_lines(more, words):
        print(wrapped(line, "  "))
    if shown["encoding"] and shown["encoding"].isupper() and "UTF" not in shown["encoding"]:
        print(f"  Bảng mã gốc: {shown['encoding']} (đã chuyển sang Unicode)")
    if shown["ocr_pages"]:
        print(wrapped(f"Nhận dạng chữ (OCR): {_recognised(shown['ocr_confidence'])}", "  "))
    for signature in shown["signatures"]:
        print(wrapped(f"Chữ ký số: {signature['words']}", "  "))
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
        print(f"Đã gỡ văn bản mã {record.id} ({record.file}) khỏi kho; tệp gốc vẫn còn.")
