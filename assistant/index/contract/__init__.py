"""What the other rooms see of the index: the values that go in and out; reader, snapshot and writer as protocols."""

from assistant.index.contract.pieces import PieceTable
from assistant.index.contract.snapshot import IndexReader, Snapshot
from assistant.index.contract.values import (
    FIELDS,
    Definition,
    EncoderInfo,
    FloatArray,
    LexicalQuery,
    NewDocument,
    NewPassage,
    Outcome,
    Packed,
    PutResult,
    Report,
    Stats,
    TaskRow,
)
from assistant.index.contract.writer import IndexWriter

__all__ = [
    "FIELDS",
    "Definition",
    "EncoderInfo",
    "FloatArray",
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
    "TaskRow",
]
