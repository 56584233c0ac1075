"""The index: catalog (SQLite, the truth), dense vectors (FAISS), terms (tantivy), manifest. Nothing above knows which."""

from __future__ import annotations

from assistant.index.contract import (
    EncoderInfo,
    IndexReader,
    IndexWriter,
    LexicalQuery,
    NewDocument,
    NewPassage,
    Outcome,
    PutResult,
    Report,
    Snapshot,
    Stats,
)
from assistant.index.maintenance import info, repair, verify
from assistant.index.reader import open_reader
from assistant.index.writer import open_writer

__all__ = [
    "EncoderInfo",
    "IndexReader",
    "IndexWriter",
    "LexicalQuery",
    "NewDocument",
    "NewPassage",
    "Outcome",
    "PutResult",
    "Report",
    "Snapshot",
    "Stats",
    "info",
    "open_reader",
    "open_writer",
    "repair",
    "verify",
]
