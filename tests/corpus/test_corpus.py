"""`corpus/` is what `sources.json` says it is, and what the readers make of it is what was written."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from assistant.errors import FileRefused
from assistant.parsing import parse
from assistant.reading import Recognition, check_secrecy, read_file
from assistant.types import Document, FileText
from tests.conftest import needs
from training.tinh_mau.source import MARK

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
OPENING = "Bản tóm lược do dự án biên soạn – không phải văn bản chính thức"
SECRET, SCAN = "mat-03-2026-dien-tap.pdf", "tb-91-2026-bao-tri-ban-quet.pdf"

RECORDS: list[dict[str, Any]] = json.loads((CORPUS / "sources.json").read_text(encoding="utf-8"))
SAMPLES = [record for record in RECORDS if record["file"].startswith("tinh-mau/")]
READABLE = [record for record in SAMPLES if Path(record["file"]).name not in {SECRET, SCAN}]
DIGESTS = sorted((CORPUS / "tom-luoc").iterdir())


@cache
def read(name: str) -> tuple[FileText, Document]:
    file = read_file(CORPUS / name)
    return file, parse(file, Path(name).name)


@cache
def recognised(name: str) -> Document:
    needs("tesseract")
    return parse(read_file(CORPUS / name, Recognition()), Path(name).name)


def test_sources_account_for_every_file() -> None:
    held = {str(path.relative_to(CORPUS)) for path in CORPUS.rglob("*") if path.is_file()} - {"sources.json"}
    assert sorted(record["file"] for record in RECORDS) == sorted(held)


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record["file"])
def test_a_source_is_described_in_full(record: dict[str, Any]) -> None:
    fields = {"file", "title", "number", "issuer", "date", "kind", "origin", "status", "licence"}
    assert fields <= record.keys()
    assert all(record[name] for name in ("title", "kind", "origin", "status", "licence"))
    assert record["date"] is None or re.fullmatch(r"20\d\d-\d\d-\d\d", record["date"])


def test_size_and_variety() -> None:
    assert len(SAMPLES) >= 25
    assert {Path(record["file"]).suffix for record in SAMPLES} == {".pdf", ".docx", ".html", ".txt"}
    kinds = {"Kế hoạch", "Nghị quyết", "Quyết định", "Chỉ thị", "Báo cáo", "Thông báo", "Công văn", "Tờ trình"}
    assert kinds <= {record["kind"] for record in SAMPLES}
    assert sum(path.stat().st_size for path in CORPUS.rglob("*") if path.is_file()) < 8_000_000


def test_one_number_in_two_years_and_of_two_issuers() -> None:
    bearers = {number: [r for r in SAMPLES if r["number"] == number] for number in ("45/KH-UBND", "12/KH-UBND")}
    assert sorted(r["date"][:4] for r in bearers["45/KH-UBND"]) == ["2025", "2026"]
    assert {r["issuer"] for r in bearers["12/KH-UBND"]} == {
        "Ủy ban nhân dân tỉnh Mẫu",
        "Ủy ban nhân dân xã Mẫu Đông",
    }
    assert [r["file"] for r in SAMPLES if r["number"] is None] == ["tinh-mau/kh-du-thao-2026-du-lieu-mo.docx"]


@pytest.mark.parametrize("path", DIGESTS, ids=lambda path: path.name)
def test_a_digest_says_what_it_is(path: Path) -> None:
    assert path.read_text(encoding="utf-8").splitlines()[0] == OPENING
    letterhead = read(f"tom-luoc/{path.name}")[1].letterhead
    assert (letterhead.kind, letterhead.number, letterhead.issuer, letterhead.date) == ("Tóm lược", None, None, None)


@pytest.mark.parametrize("number", ["1989", "1090", "1259"])
def test_a_digest_of_a_plan_is_related_to_it_and_owns_to_what_is_unknown(number: str) -> None:
    document = read(f"tom-luoc/ke-hoach-{number}.md")[1]
    assert document.related_number == f"{number}/KH-UBND"
    assert "Ngày ban hành và người ký chưa rõ" in document.text


@pytest.mark.parametrize("record", READABLE, ids=lambda record: record["file"])
def test_the_letterhead_is_read_as_written(record: dict[str, Any]) -> None:
    letterhead = read(record["file"])[1].letterhead
    assert letterhead.number == record["number"]
    assert letterhead.kind == record["kind"]
    assert (letterhead.issuer or "").casefold() == record["issuer"].casefold()
    assert letterhead.date == record["date"]


def test_the_secret_file_is_refused() -> None:
    with pytest.raises(FileRefused, match="117/2025/QH15"):
        check_secrecy(read(f"tinh-mau/{SECRET}")[0])


def test_nothing_else_is_refused() -> None:
    for record in READABLE:
        check_secrecy(read(record["file"])[0])


def test_the_scan_is_read_by_recognition_alone() -> None:
    assert read(f"tinh-mau/{SCAN}")[0].missing_pages == (1,)
    document = recognised(f"tinh-mau/{SCAN}")
    record = next(record for record in SAMPLES if record["file"].endswith(SCAN))
    assert [page.number for page in document.ocr_pages] == [1]
    head = document.letterhead
    assert (head.number, head.issuer, head.date) == (record["number"], record["issuer"], record["date"])
    assert head.confidence["number"] < 0.5, "a number that recognition read is never given as sure"
    assert "từ 22 giờ 00 thứ Sáu ngày 22/5/2026 đến 5 giờ 00 thứ Hai ngày 25/5/2026" in document.text


@pytest.mark.parametrize("record", SAMPLES, ids=lambda record: record["file"])
def test_every_web_page_and_text_bears_the_mark(record: dict[str, Any]) -> None:
    path = CORPUS / record["file"]
    if path.suffix in {".html", ".txt"}:
        assert MARK in path.read_text(encoding="utf-8")


def test_an_annex_keeps_all_its_rows_over_pages() -> None:
    rows = [len(table.rows) for table in read("tinh-mau/kh-45-2026-tri-tue-nhan-tao.pdf")[1].tables]
    assert sum(rows) == 26
