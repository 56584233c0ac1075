"""The index: catalog (SQLite, the truth), dense (FAISS), lexical (tantivy), manifest. Nothing above knows which."""

from __future__ import annotations

from assistant.index.contract.pieces import PieceTable
from assistant.index.contract.snapshot import IndexReader, Snapshot
from assistant.index.contract.values import (
    Definition,
    EncoderInfo,
    LexicalQuery,
    NewDocument,
    NewPassage,
    Outcome,
    Packed,
    PutResult,
    Report,
    Stats,
)
from assistant.index.contract.writer import IndexWriter
from assistant.index.publishing.packing import pack, without_text
from assistant.index.publishing.writer import open_writer
from assistant.index.snapshot.reader import open_reader
from assistant.index.upkeep.checks import info, verify
from assistant.index.upkeep.repair import repair

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
    "PieceTable",
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
