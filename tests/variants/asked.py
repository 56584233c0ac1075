"""All variants in one real index, each asked its question; what comes back beside what is right."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.answering import Assistant
from assistant.index import open_reader
from assistant.ingest import ingest
from assistant.retrieval import Searcher
from assistant.settings import Settings
from assistant.types import Scope
from tests.variants.case import Variant

_HEAD_LINE = re.compile(r"(?:To|From|Subject|Cc|Date):")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is wrong with an answer, one line each; empty where all is right."""

    variant: Variant
    faults: tuple[str, ...]


def ask_all(variants: Sequence[Variant], folder: Path) -> list[Outcome]:
    """Reads and stores the files of `variants` and asks each its question within its own document."""
    place = folder / "tệp"
    _write(variants, place, folder)
    settings = Settings(index_dir=folder / "chỉ mục", encoder="none", jobs=1, word_segmentation=False)
    ingest([place], settings)
    with open_reader(settings.index_dir) as reader:
        assistant = Assistant(Searcher(reader, None, settings), reader, settings)
        with reader.pin() as snapshot:
            records = {record.path: record for record in snapshot.records()}
            texts = {r.path: snapshot.document(r.id).text for r in records.values() if r.state in {"ready", "partial"}}
        return [
            Outcome(variant, tuple(_faults(variant, str(place / variant.name), records, texts, assistant)))
            for variant in variants
        ]


def _write(variants: Sequence[Variant], place: Path, folder: Path) -> None:
    for variant in variants:
        path = place / variant.name
        path.parent.mkdir(parents=True, exist_ok=True)
        if variant.via is None:
            path.write_bytes(variant.data)
    for to in sorted({v.via for v in variants if v.via}):
        _convert([v for v in variants if v.via == to], to, place, folder)


def _convert(variants: Sequence[Variant], to: str, place: Path, folder: Path) -> None:
    """One run of LibreOffice for each format."""
    sources = folder / f"nguồn {to}"
    sources.mkdir(parents=True)
    given = []
    for number, variant in enumerate(variants):
        source = sources / f"{number}{_ending(variant)}"
        source.write_bytes(variant.data)
        given.append(str(source))
    command = ["soffice", f"-env:UserInstallation=file://{folder}/office", "--headless", "--convert-to", to]
    subprocess.run([*command, "--outdir", str(sources / "ra"), *given], check=True, timeout=300, capture_output=True)
    for number, variant in enumerate(variants):
        shutil.copy(sources / "ra" / f"{number}.{to}", place / variant.name)


def _ending(variant: Variant) -> str:
    return {"docx": ".docx", "xlsx": ".xlsx", "pptx": ".pptx"}[_family(variant)]


def _family(variant: Variant) -> str:
    head = variant.data[:200_000]
    return "docx" if b"word/" in head else "xlsx" if b"xl/" in head else "pptx"


def _faults(variant, path, records, texts, assistant):  # type: ignore[no-untyped-def]
    record = records.get(path)
    if record is None or path not in texts:
        yield f"not searchable: {record.reason if record else 'not in the store'}"
        return
    text = texts[path]
    for words in variant.never:
        if words in text:
            yield f"read: {words}"
    for words in variant.told:
        if words not in (record.reason or ""):
            yield f"not told: {words} ({record.reason})"
    answer = assistant.ask(variant.question, Scope(frozenset({"chung"}), document_ids=frozenset({record.id})))
    shown = [f"{c.context}\n{c.quote}" for c in answer.citations]
    if not any(all(words in one for words in variant.right) for one in shown):
        yield f"answer: {answer.status} {shown}"
    for citation in answer.citations:
        if variant.kind == "mails" and _HEAD_LINE.search(f"{citation.context}\n{citation.path}"):
            yield f"above a quotation: {citation.context} {citation.path}"
        if citation.quote != text[citation.start : citation.end]:
            yield "a quotation that stands nowhere"
        for words in variant.cited:
            if words.lower() not in citation.official.lower():
                yield f"citation: {citation.official}"
        if not variant.cited and variant.kind == "drafts" and "dự thảo" in citation.official.lower():
            yield f"citation: {citation.official}"
