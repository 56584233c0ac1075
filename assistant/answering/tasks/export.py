"""Assignments as records for other programs and as tables for Excel, each row with its source word for word."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from assistant.answering.citing.citation import document_label
from assistant.types import StoredTask, Task
from assistant.vietnamese.time.dates import format_date
from assistant.wording import say, words

COLUMNS = words("tasks.columns")
_WIDTHS = (48, 26, 30, 20, 12, 12, 18, 24, 28, 18, 40, 7, 16, 60, 9, 6, 10)
"""Characters, as Excel counts column widths."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What makes Excel and LibreOffice take a cell of a CSV file as a formula (OWASP, "CSV Injection")."""


def task_to_dict(task: Task) -> dict[str, Any]:
    """`{task, lead, partners, deadline, due, product, group, page, ocr, origin, start, end}`; `due` is null or
    `{from, to, recurring}` with ISO days. `start` and `end` are offsets of the source into the document's text."""
    due = task.due
    return {
        "task": task.task,
        "lead": task.lead,
        "partners": list(task.partners),
        "deadline": task.deadline,
        "due": {"from": due.start, "to": due.end, "recurring": due.recurring} if due is not None else None,
        "product": task.product,
        "group": list(task.group),
        "page": task.page,
        "ocr": task.ocr,
        "origin": task.origin,
        "start": task.span.start,
        "end": task.span.end,
    }


def stored_task_to_dict(stored: StoredTask) -> dict[str, Any]:
    """`task_to_dict` with its document: `{document_id, version, number, official, path, quote}`; `quote` is the text
    between `start` and `end`."""
    record = stored.document
    return task_to_dict(stored.task) | {
        "document_id": record.id,
        "version": record.version,
        "number": record.letterhead.number,
        "official": document_label(record),
        "path": stored.path,
        "quote": stored.quote,
    }


def task_cells(stored: StoredTask) -> tuple[str | int, ...]:
    """One row under `COLUMNS`; days as people write them here (30/06/2026)."""
    task, record = stored.task, stored.document
    days = ["", "", ""]
    if task.due is not None:
        shown = [format_date(day) if day else "" for day in (task.due.start, task.due.end)]
        days = [*shown, task.due.recurring or ""]
    return (
        task.task, task.lead or "", "; ".join(task.partners), task.deadline or "", *days, task.product or "",
        " › ".join(task.group), record.letterhead.number or "", document_label(record),
        task.page if task.page is not None else "", stored.path, stored.quote, record.id, record.version,
        say("tasks.yes") if task.ocr else "",
    )  # fmt: skip


def tasks_csv(tasks: Iterable[StoredTask]) -> bytes:
    """UTF-8 with a byte order mark, without which Excel reads Vietnamese as Latin letters. A cell that would be taken
    for a formula stands behind an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS.values())
    writer.writerows([_guarded(cell) for cell in task_cells(stored)] for stored in tasks)
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8")


def _guarded(cell: str | int) -> str | int:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def tasks_xlsx(tasks: Sequence[StoredTask]) -> bytes:
    """A workbook of one sheet; every text is stored as text, which no program takes for a formula or a link."""
    import xlsxwriter  # 0.1 s, for an export only

    out = io.BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    with xlsxwriter.Workbook(out, plain) as book:
        sheet = book.add_worksheet(say("tasks.sheet"))
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E8EEF4"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        for column, (name, width) in enumerate(zip(COLUMNS.values(), _WIDTHS, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, name, bold)
        for row, stored in enumerate(tasks, 1):
            for column, cell in enumerate(task_cells(stored)):
                if isinstance(cell, int):
                    sheet.write_number(row, column, cell, wrapped)
                else:
                    sheet.write_string(row, column, cell, wrapped)
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, max(len(tasks), 1), len(COLUMNS) - 1)
    return out.getvalue()
