"""A document as the catalog stores it. Made where the file is read, so that the one writer has little left to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.index.catalog.codec import pack_document, pack_passage
from assistant.index.contract.values import Packed
from assistant.index.facts.definitions import definitions_in
from assistant.index.facts.relations import rows_of
from assistant.index.facts.tasks import task_rows
from assistant.index.pieces.cutting import cut_passages
from assistant.types import Document, Passage


def pack(document: Document, passages: Sequence[Passage]) -> Packed:
    """Raises `TypeError` for a value that cannot be stored."""
    return Packed(
        pack_document(document),
        [pack_passage(passage) for passage in passages],
        definitions_in(document.text),
        rows_of(document),
        task_rows(document),
        cut_passages(passages),
    )


def without_text(document: Document) -> Document:
    """What is still asked of a document once it is packed: its letterhead and its pages. One with corrections stays
    whole, its title and passages are searched as they are corrected."""
    if document.corrections:
        return document
    return replace(
        document, text="", sections=(), tables=(), references=(), segments=(), tasks=(), validity=(), personal=(),
        named=(),
    )  # fmt: skip
