"""Where a range of a document's text stands: its section, its page, its row of a table."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.types import Document, Section, Span, Table, TableRow
from assistant.vietnamese.normalise import fold
from assistant.wording import say

_ORDINAL_HEADERS = frozenset({"stt", "tt", "số tt", "số thứ tự"})


@dataclass(frozen=True, slots=True)
class Place:
    """`labels` and `path` run from the top of the outline down; `row` is "dòng 3 bảng" inside a table, else None."""

    labels: tuple[str, ...]
    path: tuple[str, ...]
    row: str | None = None

    @property
    def path_text(self) -> str:
        """ "Mục II › 2 › a", with the row last."""
        return " › ".join((*self.path, self.row) if self.row else self.path)


def locate(document: Document, span: Span) -> Place:
    """The deepest section that holds the start of `span`, and the table row if it stands in one."""
    sections = cited(document.section_path(section_at(document, span.start)))
    return Place(
        labels=tuple(section.label for section in sections),
        path=tuple(section.marker for section in sections),
        row=_row_label(document, span),
    )


def cited(path: Sequence[Section]) -> tuple[Section, ...]:
    """The sections a citation names: of a law its Điều and what is below, and the annex the Điều stands in."""
    dieu = next((i for i, section in enumerate(path) if section.kind == "dieu"), None)
    if dieu is None:
        return tuple(path)
    return tuple(section for i, section in enumerate(path) if i >= dieu or section.kind == "phu_luc")


def section_at(document: Document, offset: int) -> int | None:
    """Index of the deepest section whose span holds `offset`; None before the first."""
    i = bisect_right(document.sections, offset, key=lambda s: s.span.start) - 1
    index: int | None = i if i >= 0 else None
    while index is not None and not document.sections[index].span.start <= offset < document.sections[index].span.end:
        index = document.sections[index].parent
    return index


def by_page(document: Document, span: Span) -> list[tuple[Span, int | None]]:
    """`span` cut where a physical page ends, each part without white space at its ends; one part in most cases."""
    parts: list[tuple[Span, int | None]] = []
    start = span.start
    page = document.page_at(span.start)
    for segment in document.segments_of(span):
        if segment.page != page and segment.span.start > start:
            parts.append((Span(start, segment.span.start), page))
            start, page = segment.span.start, segment.page
    parts.append((Span(start, span.end), page))
    return [(trimmed, at) for part, at in parts if (trimmed := trim(document.text, part)).start < trimmed.end]


def trim(text: str, span: Span) -> Span:
    """`span` without white space at its ends; empty at `span.start` when there is nothing else."""
    inside = span.of(text)
    left = len(inside) - len(inside.lstrip())
    kept = inside.strip()
    return Span(span.start + left, span.start + left + len(kept)) if kept else Span(span.start, span.start)


def row_at(document: Document, span: Span) -> tuple[int, int] | None:
    """`(table, row)` of the row that overlaps `span` from its start on; None outside tables."""
    for t, table in enumerate(document.tables):
        if table.span.start <= span.start < table.span.end:
            for r, row in enumerate(table.rows):
                if row.span.start <= span.start < row.span.end:
                    return t, r
    return None


def header_of(document: Document, span: Span) -> str:
    """The names of the columns of the table that `span` stands in, "Nhiệm vụ | Chủ trì | …"; "" outside tables."""
    found = row_at(document, span)
    if found is None:
        return ""
    return " | ".join(column_names(document, document.tables[found[0]]))


def column_names(document: Document, table: Table) -> list[str]:
    """What the columns of a table are called, each once where one name goes for several side by side."""
    names = table.names(document.text)
    return [name for before, name in zip(("", *names), names, strict=False) if name and name != before]


def is_header(document: Document, span: Span) -> bool:
    """Whether `span` is the header of a table and nothing more: it says nothing without a row."""
    return any(table.header_span is not None and table.header_span.contains(span) for table in document.tables)


def names_row(step: str) -> bool:
    """Whether the last step of a path names a table's row, as `locate` writes it."""
    before, after = say("labels.place.row", row="\0").split("\0")
    return step.startswith(before) and step.endswith(after)


def _row_label(document: Document, span: Span) -> str | None:
    """ "dòng 3 bảng": the number printed in the column STT, else the row's place in its table."""
    found = row_at(document, span)
    if found is None:
        return None
    table = document.tables[found[0]]
    row: TableRow = table.rows[found[1]]
    if table.header and row.cells and fold(_text(document, table.header[0])).strip(". ") in _ORDINAL_HEADERS:
        ordinal = _text(document, row.cells[0]).strip(". ")
        if ordinal and len(ordinal) <= 6:
            return say("labels.place.row", row=ordinal)
    return say("labels.place.row", row=found[1] + 1)


def _text(document: Document, span: Span | None) -> str:
    return "" if span is None else " ".join(span.of(document.text).split())
