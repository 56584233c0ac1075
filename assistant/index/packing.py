"""A document as the catalog stores it. Made where the file is read, so that the one writer has little left to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from assistant.index.codec import pack_document, pack_passage
from assistant.index.contract import Definition
from assistant.index.definitions import definitions_in
from assistant.index.relations import rows_of
from assistant.index.tasks import TaskRow, task_rows
from assistant.types import Document, Passage


@dataclass(frozen=True, slots=True)
class Packed:
    """A document and its passages as rows and bytes."""

    document: bytes
    passages: list[str]
    definitions: list[Definition]
    relations: list[tuple[Any, ...]]
    tasks: list[TaskRow]


def pack(document: Document, passages: Sequence[Passage]) -> Packed:
    """Raises `TypeError` for a value that cannot be stored."""
    return Packed(
        pack_document(document),
        [pack_passage(passage) for passage in passages],
        definitions_in(document.text),
        rows_of(document),
        task_rows(document),
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
