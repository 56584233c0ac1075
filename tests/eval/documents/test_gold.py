"""The bench against records read by eye: what counts as right, and one run over a record of our own sample corpus."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant.parsing import parse
from assistant.reading import read_file
from assistant.types import Document, Span, Task
from eval.documents import gold
from eval.documents.gold_scores import bare, heads, letterhead_checks, outline_checks, row_checks, section_named

FILE = "kh-118-2026-ha-tang-so.pdf"


@pytest.fixture(scope="module")
def folder(project: Path) -> Path:
    return project / "corpus" / "tinh-mau"


@pytest.fixture(scope="module")
def document(folder: Path) -> Document:
    return parse(read_file(folder / FILE))


@pytest.fixture(scope="module")
def record(document: Document) -> dict[str, Any]:
    head = document.letterhead
    return {
        "file": FILE,
        "doc_type": "Kế hoạch",
        "number": "118/KH-UBND",
        "issuing_body": head.issuer,
        "date": head.date,
        "sections": heads(document, None),
        "annex_titles": [s.title for s in document.sections if s.kind == "phu_luc"],
    }


def test_wording_is_compared_without_case_and_stops() -> None:
    assert bare("Điều 2. Tổ chức thực hiện:") == bare("điều 2  TỔ CHỨC THỰC HIỆN") == "điều 2 tổ chức thực hiện"
    assert bare("Xong trong Quý II/2026") == bare("xong trong quý II / 2026")


def test_a_field_that_is_blank_is_asked_as_blank(document: Document) -> None:
    [number, date] = letterhead_checks({"number": None, "date": document.letterhead.date}, document)
    assert (number.right, number.wanted, number.read) == (False, "", "118/KH-UBND")
    assert date.right


def test_one_heading_less_is_a_wrong_outline(document: Document, record: dict[str, Any]) -> None:
    assert all(check.right for check in outline_checks(record, document))
    short = record | {"sections": record["sections"][:-1]}
    assert [c.right for c in outline_checks(short, document) if c.part == "outline"] == [False]


def test_a_key_of_subsections_is_a_path(document: Document) -> None:
    first = section_named(document, "II")
    assert first is not None
    assert document.sections[first].marker == "Mục II"
    assert section_named(document, "XIX") is None


def test_a_row_is_right_when_task_agencies_and_deadline_are(document: Document) -> None:
    row = {"stt": "1", "task": "Phủ sóng 5G.", "lead_agency": "Sở KH&CN", "co_agencies": "Sở Tài chính và các xã"}
    found = Task("Phủ sóng 5G", Span(0, 11), "Sở KH&CN", ("Sở Tài chính", "các xã"), "Quý II/2026")
    with_task = replace(document, tasks=(found,))
    right = row_checks({"assignment_rows": [row | {"deadline": "Quý II/2026"}]}, with_task)
    late = row_checks({"assignment_rows": [row | {"deadline": "Quý III/2026"}]}, with_task)
    assert ([c.right for c in right], [c.right for c in late]) == ([True], [False])


def test_a_run_prints_each_part_and_fails_for_a_file_that_gives_nothing(
    folder: Path, record: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = record | {"number": "119/KH-UBND"}
    path = tmp_path / "gold.json"
    path.write_text(json.dumps({"records": [wrong]}), encoding="utf-8")
    out = tmp_path / "out.json"
    command = ["--documents", str(folder), "--gold", str(path), "--no-ocr", "--out", str(out)]
    assert gold.main(command) == 0
    printed = capsys.readouterr().out
    assert "letterhead                  3 of    4  75.0%" in printed
    assert "wanted: 119/KH-UBND" in printed
    assert json.loads(out.read_text(encoding="utf-8"))["totals"]["outline"] == [1, 1]
    (tmp_path / "trang.txt").write_text(" ", encoding="utf-8")
    path.write_text(json.dumps({"records": [{"file": "trang.txt"}]}), encoding="utf-8")
    assert gold.main(["--documents", str(tmp_path), "--no-ocr"]) == 1
