"""The index: catalog (SQLite, the truth), dense (FAISS), lexical (tantivy), manifest. Nothing above knows which."""

from __future__ import annotations

from assistant.index.checks import info, verify
from assistant.index.contract import (
    Definition,
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
from assistant.index.packing import Packed, pack, without_text
from assistant.index.reader import open_reader
from assistant.index.repair import repair
from assistant.index.writer import open_writer

__all__ = [
    "Definition",
    "EncoderInfo",
    "IndexReader",
    "IndexWriter",
    "LexicalQuery",
    "NewDocument",
    "NewPassage",
    "Outcome",
    "Packed",
    "PutResult",
    "Report",
    "Snapshot",
    "Stats",
    "info",
    "open_reader",
    "open_writer",
    "pack",
    "repair",
    "verify",
    "without_text",
]
