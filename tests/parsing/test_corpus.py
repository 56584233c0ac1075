"""The sample corpus says of each of its documents what its letterhead prints: read them all and compare."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.parsing import parse
from assistant.reading import read_file
from assistant.types import Document

CORPUS = Path(__file__).resolve().parents[2] / "corpus"


@pytest.fixture(scope="module")
def read() -> list[tuple[dict[str, str | None], Document]]:
    """Every readable document of the corpus with its record (the scan gives no text here)."""
    records = json.loads((CORPUS / "sources.json").read_text(encoding="utf-8"))
    files = [(r, read_file(CORPUS / r["file"])) for r in records]
    return [(r, parse(f, r["file"])) for r, f in files if len(f.missing_pages) < len(f.pages)]


def test_letterheads_are_what_the_sources_say(read: list[tuple[dict[str, str | None], Document]]) -> None:
    assert len(read) >= 25
    for record, document in read:
        head = document.letterhead
        wanted = [record.get(name) for name in ("kind", "number", "issuer", "date", "title", "related_number")]
        wanted[0] = (wanted[0] or "").capitalize()
        found = [head.kind, head.number, head.issuer, head.date, head.title, document.related_number]
        assert found == wanted, record["file"]


def test_every_document_has_an_outline_and_plans_a_signer(read: list[tuple[dict[str, str | None], Document]]) -> None:
    for record, document in read:
        assert document.sections, record["file"]
        if document.letterhead.kind != "Tóm lược":
            assert document.letterhead.signer, record["file"]
            assert document.letterhead.place, record["file"]


def test_assignment_tables_have_header_and_rows(read: list[tuple[dict[str, str | None], Document]]) -> None:
    tables = [(d, t) for _, d in read for t in d.tables]
    assert len(tables) >= 10
    for document, table in tables:
        assert all(table.header), document.letterhead.title
        assert len(table.rows) >= 3


def test_relations_between_the_sample_documents(read: list[tuple[dict[str, str | None], Document]]) -> None:
    found = {
        (document.letterhead.number, reference.relation, reference.number)
        for _, document in read
        for reference in document.references
    }
    assert ("61/KH-UBND", "thay_the", "87/KH-UBND") in found
    assert ("19/2026/NQ-HĐND", "sua_doi", "08/2026/NQ-HĐND") in found
    assert ("312/QĐ-UBND", "can_cu", "45/KH-UBND") in found
    assert not any(number == "77/TTr-UBND" and relation == "sua_doi" for number, relation, _ in found)
    assert ("19/2026/NQ-HĐND", "bai_bo", "08/2026/NQ-HĐND") not in found
    assert (None, "thuc_hien", "15/2026/QĐ-UBND") in found


def test_quoted_articles_stay_inside_the_amending_article(read: list[tuple[dict[str, str | None], Document]]) -> None:
    (document,) = [d for r, d in read if r["file"] == "tinh-mau/nq-19-2026-sua-doi-nq-08.pdf"]
    found = [" › ".join(s.marker for s in document.section_path(i)) for i in range(len(document.sections))]
    amending = [f"Điều 1 › khoản {n}" for n in (1, 2, 3, 4)]
    striking = [f"Điều 2 › khoản {n}" for n in (1, 2)]
    assert found == ["Điều 1", *amending, "Điều 2", *striking, "Điều 3", "Điều 4"]


def test_lines_under_a_short_heading_are_paragraphs_of_their_own(
    read: list[tuple[dict[str, str | None], Document]],
) -> None:
    (document,) = [d for r, d in read if r["file"] == "tinh-mau/kh-12-2026-chuyen-doi-so.pdf"]
    assert "\n1. Chính quyền số\na) 80% hồ sơ" in document.text
    titles = [s.title for s in document.sections if s.kind == "so"]
    assert titles[2:5] == ["Chính quyền số", "Kinh tế số", "Xã hội số"]
