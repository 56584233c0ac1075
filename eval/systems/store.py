"""The product's index of a set: built through its own ingest, and used again only when it holds the very same."""

from __future__ import annotations

import hashlib
import json
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.encoding import encoder_in_use, load_encoder
from assistant.index import IndexReader, open_reader
from assistant.settings import Settings
from assistant.types import DocumentRecord, Scope
from eval.data.model import Dataset, Text
from eval.metrics.memory import PeakMemory
from eval.systems.base import SystemFault
from eval.wording import say

PREFIX = "beir:"
"""What the product's ingest puts before the ids of texts that are no files."""
_LIVE = frozenset({"ready", "partial"})
IDLE = frozenset({"sources.json"})
"""Describes a corpus for people; the product does not take it in."""


def documents_hash(dataset: Dataset) -> str:
    """Identifies the documents: SHA-256 over ids, titles and texts, or over paths and bytes of files."""
    digest = hashlib.sha256()
    if dataset.folder is not None:
        for path in sorted(p for p in dataset.folder.rglob("*") if p.is_file() and p.name not in IDLE):
            digest.update(path.relative_to(dataset.folder).as_posix().encode() + b"\0")
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    for text in dataset.texts:
        digest.update(json.dumps([text.id, text.title, text.text]).encode() + b"\n")
    return digest.hexdigest()


def folder_bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def ensure_store(dataset: Dataset, settings: Settings) -> Mapping[str, float]:
    """Builds the index of `settings.index_dir` unless `bench.json` in it says that it holds these documents; returns
    what building cost. A build that was interrupted goes on.

    Raises `SystemFault` where the folder holds anything else, or the set has no documents.
    """
    if not dataset.texts and dataset.folder is None:
        raise SystemFault(say("systems.no_documents", name=dataset.name))
    folder = settings.index_dir
    marker = folder / "bench.json"
    identity = {
        "documents": documents_hash(dataset),
        "encoder": settings.encoder,
        "word_segmentation": settings.word_segmentation,
        "ocr": settings.ocr,
    }
    known: dict[str, Any] = json.loads(marker.read_text(encoding="utf-8")) if marker.is_file() else {}
    if known and {name: known.get(name) for name in identity} != identity:
        raise SystemFault(say("systems.other_store", folder=folder))
    if not known and folder.is_dir() and any(folder.iterdir()):
        raise SystemFault(say("systems.no_marker", folder=folder))
    if not known.get("complete"):
        folder.mkdir(parents=True, exist_ok=True)
        marker.write_text(json.dumps(identity), encoding="utf-8")
        known = identity | _build(dataset, settings) | {"complete": True}
        marker.write_text(json.dumps(known, ensure_ascii=False, indent=1), encoding="utf-8")
    return {name: value for name, value in known.items() if isinstance(value, float)}


def _build(dataset: Dataset, settings: Settings) -> dict[str, float]:
    from assistant.ingest import ingest, ingest_texts  # the readers are not needed to use an index again

    print(say("systems.building", name=dataset.name), file=sys.stderr)
    began = time.perf_counter()
    with PeakMemory() as memory:
        if dataset.folder is not None:
            report = ingest([dataset.folder], settings)
        else:
            texts = ((text.id, text.title, text.text) for text in dataset.texts)
            report = ingest_texts(texts, settings, total=len(dataset.texts))
    if report.interrupted:
        raise KeyboardInterrupt
    return {
        "ingest_seconds": round(time.perf_counter() - began, 1),
        "ingest_peak_mb": round(memory.peak_mb, 1),
        "passages": float(report.passages),
        "index_mb": round(folder_bytes(settings.index_dir) / 1e6, 1),
    }


@dataclass(frozen=True, slots=True)
class Store:
    """An open index with the ids that the set's judgements use. `twins`: documents with the very text of another."""

    reader: IndexReader
    names: Mapping[int, str]
    twins: Mapping[int, tuple[str, ...]]

    def text(self, document: int) -> str:
        with self.reader.pin() as snapshot:
            return snapshot.document(document).text

    def texts(self) -> Iterator[Text]:
        """Every document as the product reads it, so that baselines search in the same words."""
        with self.reader.pin() as snapshot:
            for number, name in self.names.items():
                title = snapshot.document(number).letterhead.title or ""
                yield Text(name, title, snapshot.document(number).text)
                for twin in self.twins.get(number, ()):
                    yield Text(twin, title, snapshot.document(number).text)


def open_store(dataset: Dataset, settings: Settings) -> Store:
    """Raises `IndexMissing`, `IndexMismatch`, `EncoderError`."""
    encoder = load_encoder(encoder_in_use(settings.encoder, settings.index_dir))
    reader = open_reader(settings.index_dir, fingerprint=encoder.fingerprint if encoder is not None else None)
    names: dict[int, str] = {}
    twins: dict[int, tuple[str, ...]] = {}
    with reader.pin() as snapshot:
        for record in snapshot.records(Scope(settings.access_groups)):
            if record.state in _LIVE:
                names[record.id] = document_id(record, dataset)
        for record in snapshot.records(states={"duplicate"}):
            if record.duplicate_of is not None:
                name = document_id(record, dataset)
                twins[record.duplicate_of] = (*twins.get(record.duplicate_of, ()), name)
    return Store(reader, names, twins)


def document_id(record: DocumentRecord, dataset: Dataset) -> str:
    """The id that the set's judgements use: that of a text, or the whole path of a file below the set's folder (two
    files of one name in two folders are two)."""
    if record.path.startswith(PREFIX):
        return record.path.removeprefix(PREFIX)
    path = Path(record.path)
    if dataset.folder is not None and path.is_relative_to(dataset.folder.resolve()):
        return path.relative_to(dataset.folder.resolve()).as_posix()
    return path.as_posix()
