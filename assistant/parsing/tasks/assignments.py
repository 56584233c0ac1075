"""Assignments of a document: the rows of its tables that give somebody something to do, and prose that does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.parsing.tasks.columns import Columns, task_columns
from assistant.parsing.tasks.prose import prose_tasks
from assistant.types import Document, Due, Letterhead, Span, Table, TableRow, Task
from assistant.vietnamese.names.agencies import split_agencies
from assistant.vietnamese.time.dates import find_years
from assistant.vietnamese.time.deadlines import parse_deadline

_LETTER = re.compile(r"[^\W\d_]{2}")
_BOTH = re.compile(
    r"(?:(?:cơ quan|đơn vị)\s+)?chủ\s+trì\s*:\s*(?P<lead>.+?)[\s;.,]*"
    r"(?:(?:cơ quan|đơn vị)\s+)?phối\s+hợp\s*:\s*(?P<with>.+)$",
    re.IGNORECASE | re.DOTALL,
)


def read_tasks(document: Document) -> tuple[Task, ...]:
    """The assignments of `document` in reading order: rows of assignment tables, then sentences and list items.

    `lead`, `partners`, `deadline` and `product` are substrings of the reading text: of `span`, or of what stands over
    it (a merged cell, a heading that names the agency). Never raises on text.
    """
    found = [task for table in document.tables for task in _rows(document, table)]
    found += prose_tasks(document, plan_year(document.letterhead))
    return tuple(sorted(found, key=lambda task: task.span))


def plan_year(letterhead: Letterhead) -> int | None:
    """The year that days without one belong to: the year a plan is for, else the year of its date."""
    years = find_years(letterhead.title or "")
    named = re.findall(r"năm ((?:19|20)\d\d)", letterhead.title or "")
    if len(set(named)) == 1 and int(named[0]) in years:
        return int(named[0])
    return letterhead.year


def due_of(words: str | None, letterhead: Letterhead) -> Due | None:
    """The days of a deadline of a document with this head."""
    return parse_deadline(words, letterhead.date, plan_year(letterhead)) if words else None


def _rows(document: Document, table: Table) -> Iterator[Task]:
    columns = task_columns(table, document.text)
    if columns is None:
        return
    above: list[list[Span]] = [[] for _ in table.header]
    for row in table.rows:
        cells = [_whole(row, column, above[column]) for column in range(min(len(row.cells), len(above)))]
        if (task := _task(document, columns, row, cells)) is not None:
            yield task
        above[: len(cells)] = [cell or over for cell, over in zip(cells, above, strict=False)]


def _whole(row: TableRow, column: int, above: list[Span]) -> list[Span]:
    """All of one cell: as a merged cell stands in the row above, and with what a page break cut off."""
    own = row.cells[column]
    rest = [span for part in row.rest if column < len(part) and (span := part[column]) is not None]
    if own is not None:
        return [own, *rest]
    return [*above, *rest] if above and above[0] in row.filled else rest


def _task(document: Document, columns: Columns, row: TableRow, cells: Sequence[Sequence[Span]]) -> Task | None:
    def printed(column: int | None) -> str | None:
        if column is None or column >= len(cells):
            return None
        words = " ".join(span.of(document.text).strip() for span in cells[column])
        return words if words.strip(" .…-–_") else None

    task, lead, deadline = printed(columns.task), printed(columns.lead), printed(columns.deadline)
    partners = tuple(name for column in columns.partners for name in split_agencies(printed(column) or ""))
    if task is None or not _LETTER.search(task) or not (lead or deadline or partners):
        return None
    if lead is not None and (both := _BOTH.search(lead)) is not None:
        lead, partners = both["lead"].strip(), (*split_agencies(both["with"]), *partners)
    field = printed(columns.field)
    return Task(
        task=task,
        span=row.span,
        lead=lead,
        partners=partners,
        deadline=deadline,
        due=due_of(deadline, document.letterhead),
        product=printed(columns.product),
        group=(*(_heading(span.of(document.text)) for span in row.group), *([field] if field else [])),
        page=(page := document.page_at(row.span.start)),
        ocr=document.is_recognised(page),
    )


def _heading(row: str) -> str:
    """A group row as one line: "II | Hạ tầng số" -> "II. Hạ tầng số"."""
    number, _, title = row.partition(" | ")
    return f"{number.rstrip('.)')}. {title}" if title else row
