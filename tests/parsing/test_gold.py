"""Letterheads and outlines against the records read by eye in ../shared (facts compared, no text copied here)."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from assistant.errors import FileUnreadable
from assistant.parsing import parse
from assistant.reading import read_file
from assistant.types import Document
from assistant.vietnamese.normalise import fold

FIELDS = {
    "doc_type": "kind",
    "number": "number",
    "symbol": "symbol",
    "issuing_body": "issuer",
    "place": "place",
    "date": "date",
    "title": "title",
    "signer": "signer",
    "signer_title": "signer_title",
}


@pytest.fixture(scope="module")
def records(shared_data: Path) -> list[tuple[dict[str, Any], Document]]:
    """The gold records whose files can be read now; scans and legacy formats have an issue of their own."""
    out = []
    gold = json.loads((shared_data / "documents" / "gold.json").read_text(encoding="utf-8"))
    for record in gold["records"]:
        try:
            file = read_file(shared_data / "documents" / record["file"])
        except FileUnreadable:
            continue
        if len(file.missing_pages) < len(file.pages):
            out.append((record, parse(file)))
    assert len(out) >= 3
    return out


def _same(printed: str | None, read: str | None) -> bool:
    return fold(printed or "").strip(" .") == fold(read or "").strip(" .")


def test_letterhead_fields(records: list[tuple[dict[str, Any], Document]]) -> None:
    asked = [(r, d, g, f) for r, d in records for g, f in FIELDS.items() if g in r]
    wrong = [
        (r["file"], f, r[g], getattr(d.letterhead, f))
        for r, d, g, f in asked
        if not _same(r[g], getattr(d.letterhead, f))
    ]
    assert len(wrong) <= 0.05 * len(asked), wrong


def test_year_of_a_blank_date(records: list[tuple[dict[str, Any], Document]]) -> None:
    partial = [(r, d) for r, d in records if r.get("date_partial")]
    assert partial
    for record, document in partial:
        assert document.letterhead.year == int(record["date_partial"])


def _heads(document: Document, parent: int | None) -> list[str]:
    heads = []
    for section in document.sections:
        if section.parent == parent and section.kind != "phu_luc":
            marker = re.sub(r"^Mục (?=[IVX]+$)", "", section.marker)
            heads.append(_bare(f"{marker} {section.title}"))
    return heads


def _bare(heading: str) -> str:
    return re.sub(r"[\s.:]+", " ", fold(heading)).strip()


def test_top_level_outline_is_exact(records: list[tuple[dict[str, Any], Document]]) -> None:
    for record, document in records:
        assert _heads(document, None) == [_bare(s) for s in record["sections"]], record["file"]


def test_second_level_outline_is_exact(records: list[tuple[dict[str, Any], Document]]) -> None:
    compared = 0
    for record, document in records:
        for name, wanted in record.get("subsections", {}).items():
            parent = next(i for i, s in enumerate(document.sections) if s.marker == f"Mục {name}" and s.parent is None)
            assert _heads(document, parent) == [_bare(s) for s in wanted]
            compared += 1
    assert compared >= 2


def test_articles_and_annexes_are_counted(records: list[tuple[dict[str, Any], Document]]) -> None:
    for record, document in records:
        if "articles" in record:
            assert sum(s.kind == "dieu" for s in document.sections) == record["articles"]
        titles = [_bare(s.title) for s in document.sections if s.kind == "phu_luc"]
        assert titles == [_bare(t) for t in record.get("annex_titles", [])]


def test_assignment_rows_keep_their_header(records: list[tuple[dict[str, Any], Document]]) -> None:
    compared = 0
    for record, document in records:
        if "assignment_rows" not in record or record["format"] != "docx":
            continue
        [table] = document.tables
        text = document.text
        assert [h.of(text) for h in table.header if h] == record["table_columns"]
        read = [[c.of(text) if c else "" for c in row.cells][:5] for row in table.rows]
        wanted = [
            [r["stt"], r["task"], r["lead_agency"], r["co_agencies"], r["deadline"]] for r in record["assignment_rows"]
        ]
        assert [[_bare(c) for c in row] for row in read] == [[_bare(c) for c in row] for row in wanted]
        compared += 1
    assert compared == 1


def test_legal_bases_are_found(records: list[tuple[dict[str, Any], Document]]) -> None:
    numbered = re.compile(r"^\d[\w.]*[/-]")
    for record, document in records:
        wanted = {b for b in record.get("legal_bases", []) if numbered.match(b)}
        found = {r.number for r in document.references}
        assert wanted <= found, record["file"]
