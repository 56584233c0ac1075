"""Letterheads and outlines against the records read by eye in ../shared (facts compared, no text copied here)."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from assistant.errors import FileUnreadable
from assistant.parsing import parse
from assistant.reading import read_file
from assistant.types import Document
from assistant.vietnamese.names.agencies import split_agencies
from assistant.vietnamese.normalise import fold
from tests.conftest import needs

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


def _rows_right(document: Document, record: dict[str, Any]) -> int:
    """How many gold rows come back as a task with this work, lead, partners and deadline."""
    found = {_bare(task.task): task for task in document.tasks if task.origin == "row"}
    right = 0
    for row in record["assignment_rows"]:
        task = found.get(_bare(row["task"]))
        right += task is not None and (
            _bare(task.lead or "") == _bare(row["lead_agency"])
            and _bare(" ".join(task.partners)).split() == _partners(row["co_agencies"])
            and _bare(task.deadline or "") == _bare(row["deadline"])
        )
    return right


def _partners(printed: str) -> list[str]:
    return _bare(" ".join(split_agencies(printed))).split()


def test_assignments_of_the_word_file(records: list[tuple[dict[str, Any], Document]]) -> None:
    [(record, document)] = [(r, d) for r, d in records if "assignment_rows" in r]
    assert _rows_right(document, record) == 14
    assert sum(task.origin == "row" for task in document.tasks) == 14
    dues = [task.due for task in document.tasks if task.origin == "row"]
    assert all(dues)
    assert sum(due is not None and due.recurring is not None for due in dues) == 9


@pytest.mark.slow
def test_assignments_of_the_same_file_printed_to_pdf(shared_data: Path, tmp_path: Path) -> None:
    soffice = needs("soffice")
    gold = json.loads((shared_data / "documents" / "gold.json").read_text(encoding="utf-8"))
    [record] = [r for r in gold["records"] if "assignment_rows" in r]
    source = tmp_path / "ke-hoach.docx"
    source.write_bytes((shared_data / "documents" / record["file"]).read_bytes())
    profile = f"-env:UserInstallation=file://{tmp_path}/soffice"
    command = [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    document = parse(read_file(source.with_suffix(".pdf")))
    assert _rows_right(document, record) >= 13
    assert sum(task.origin == "row" for task in document.tasks) == 14


def test_tables_that_assign_nothing_give_no_tasks(shared_data: Path) -> None:
    """Price lists, coordinates, forms and indicators of the real files: only these give rows, and these do assign."""
    assigning = {
        "KH-UBND-trien-khai-Chi-thi-11-CT-TU-QLNN-khoang-san.docx": 14,
        "NQ-18-2026-NQ-CP-phan-quyen-cat-giam-TTHC.docx": 151,
        "NQ-24-2026-NQ-CP-cat-giam-TTHC-XD.docx": 58,
        "NQ-66.19-2026-Phu-luc-VIII-phan-quyen-TTHC-DCKS.docx": 2,
    }
    tables = 0
    for path in sorted((shared_data / "documents" / "skill-sct").glob("*.docx")):
        document = parse(read_file(path))
        tables += len(document.tables)
        rows = sum(task.origin == "row" for task in document.tasks)
        assert rows == assigning.get(path.name, 0), path.name
    assert tables > 250


def test_legal_bases_are_found(records: list[tuple[dict[str, Any], Document]]) -> None:
    numbered = re.compile(r"^\d[\w.]*[/-]")
    for record, document in records:
        wanted = {b for b in record.get("legal_bases", []) if numbered.match(b)}
        found = {r.number for r in document.references}
        assert wanted <= found, record["file"]
