"""How administration writes where a sentence stands."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.types import DocumentRecord


def document_label(record: DocumentRecord) -> str:
    """ "Kế hoạch số 1090/KH-UBND ngày … của … về …"; what the document does not print reads "(chưa ghi …)"."""
    raise NotImplementedError


def citation_label(record: DocumentRecord, labels: Sequence[str]) -> str:
    """ "điểm a khoản 2 Mục II Kế hoạch số …": `labels` from the top of the outline down, then the document."""
    raise NotImplementedError
