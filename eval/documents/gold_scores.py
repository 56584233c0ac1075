"""One document against one record read by eye: what is compared, and how.

A record may leave out any key: what it does not name is not asked. A field whose value is null asks for a blank.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.types import Document
from assistant.vietnamese.normalise import fold

FIELDS = {
    "doc_type": "kind", "number": "number", "symbol": "symbol", "issuing_body": "issuer", "place": "place",
    "date": "date", "title": "title", "signer": "signer", "signer_title": "signer_title",
}  # fmt: skip
"""Keys of a record and the fields of `Letterhead` they name."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing asked of a document. `part`: "letterhead", "outline", "subsections", "articles", "annexes", "rows"."""

    part: str
    name: str
    wanted: str
    read: str
    right: bool


def bare(text: str | None) -> str:
    """For comparing wording: one case and Unicode form, no punctuation at the joints."""
    return re.sub(r"[\s.:;,/–-]+", " ", fold(text or "")).strip()


def letterhead_checks(record: Mapping[str, Any], document: Document) -> list[Check]:
    """One check for each field the record names."""
    out = []
    for key, field in FIELDS.items():
        if key in record:
            wanted, read = record[key] or "", getattr(document.letterhead, field) or ""
            out.append(Check("letterhead", field, wanted, read, bare(wanted) == bare(read)))
    return out


def outline_checks(record: Mapping[str, Any], document: Document) -> list[Check]:
    """The top level as one check, each list of sub-sections, the count of articles, the titles of annexes."""
    out = []
    if "sections" in record:
        out.append(_list_check("outline", "top", record["sections"], heads(document, None)))
    for name, wanted in record.get("subsections", {}).items():
        read = heads(document, section_named(document, name))
        out.append(_list_check("subsections", name, wanted, read))
    if "articles" in record:
        found = sum(s.kind == "dieu" for s in document.sections)
        out.append(Check("articles", "dieu", str(record["articles"]), str(found), found == record["articles"]))
    if "annex_titles" in record:
        titles = [s.title for s in document.sections if s.kind == "phu_luc"]
        out.append(_list_check("annexes", "titles", record["annex_titles"], titles))
    return out


def section_named(document: Document, name: str) -> int | None:
    """The first section a record's key means: "II", "II.2" or "Chương II"; None when there is none."""
    parent: int | None = None
    for step in name.split("."):
        wanted = {bare(step), bare(f"Mục {step}"), bare(f"khoản {step}"), bare(f"Điều {step}")}
        parent = next(
            (i for i, s in enumerate(document.sections) if s.parent == parent and bare(s.marker) in wanted), None
        )
        if parent is None:
            return None
    return parent


def heads(document: Document, parent: int | None) -> list[str]:
    """The headings right under `parent` as a record writes them ("II. NHIỆM VỤ", "Điều 2."); annexes left out."""
    out = []
    for section in document.sections:
        if section.parent == parent and section.kind != "phu_luc":
            marker = re.sub(r"^(?:Mục (?=[IVX]+$)|khoản |điểm )", "", section.marker)
            out.append(f"{marker}. {section.title}".strip())
    return out


def _list_check(part: str, name: str, wanted: Sequence[str], read: Sequence[str]) -> Check:
    right = [bare(w) for w in wanted] == [bare(r) for r in read]
    return Check(part, name, " | ".join(wanted), " | ".join(read), right)


def row_checks(record: Mapping[str, Any], document: Document, part: str = "rows") -> list[Check]:
    """One check for each assignment row: task, lead, partners and deadline all as written, found in one task."""
    found = [_task_words(t.task, t.lead, "; ".join(t.partners), t.deadline) for t in document.tasks]
    rows = found or _table_rows(document)
    out = []
    for row in record.get("assignment_rows", ()):
        wanted = _task_words(row["task"], row.get("lead_agency"), row.get("co_agencies"), row.get("deadline"))
        nearest = next((r for r in rows if r[0] == wanted[0]), ("", "", "", ""))
        out.append(Check(part, str(row.get("stt", "")), " | ".join(wanted), " | ".join(nearest), nearest == wanted))
    return out


def _task_words(task: str, lead: str | None, partners: str | None, deadline: str | None) -> tuple[str, str, str, str]:
    return bare(task), _names(lead), _names(partners), bare(deadline)


def _names(agencies: str | None) -> str:
    """Agencies without what joins them: a list of names and the words of a cell are alike."""
    return " ".join(word for word in bare(agencies).split() if word != "và")


def _table_rows(document: Document) -> list[tuple[str, str, str, str]]:
    """The cells 2 to 5 of every row: what a store has whose documents were read before tasks were."""
    text = document.text
    rows = [[c.of(text) if c else "" for c in row.cells] for table in document.tables for row in table.rows]
    return [_task_words(*cells[1:5]) for cells in rows if len(cells) >= 5]
