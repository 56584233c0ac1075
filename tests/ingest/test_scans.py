"""Scans through the whole chain: searched as they most likely read, quoted as they were read, marked, never lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from assistant.answering.tasks.export import tasks_csv
from assistant.answering.tasks.listing import TaskRequest, list_tasks
from assistant.index import open_reader
from assistant.ingest import PageEvent, ingest
from assistant.ingest.prepare import passage_terms
from assistant.parsing import parse
from assistant.passages import searchable, split
from assistant.settings import Settings
from assistant.types import Correction, FileText, Line, Page, Scope, Span
from tests.conftest import needs
from tests.reading.makers import Sheet, make_pdf
from tests.reading.scans.scanned import BODY, letter, pdf_of


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(index_dir=tmp_path / "chỉ mục", encoder="none", jobs=1)


def test_a_scan_becomes_searchable_and_its_passages_are_marked(tmp_path: Path, settings: Settings) -> None:
    needs("tesseract")
    path = tmp_path / "quét.pdf"
    path.write_bytes(pdf_of(letter()))
    pages: list[PageEvent] = []
    report = ingest([path], settings, on_page=pages.append)
    assert [outcome.state for outcome in report.outcomes] == ["ready"]
    assert [(event.page, event.pages) for event in pages] == [(0, 1), (1, 1)]
    with open_reader(settings.index_dir) as reader, reader.pin() as snapshot:
        (record,) = snapshot.records()
        document = snapshot.document(record.id)
        tasks = list_tasks(snapshot, TaskRequest(lead="Sở Khoa học và Công nghệ"), Scope(frozenset({"chung"}))).tasks
    assert [(stored.task.page, stored.task.ocr) for stored in tasks] == [(1, True)]
    assert tasks_csv(tasks).decode().splitlines()[1].endswith(",có")
    assert [page.number for page in document.ocr_pages] == [1]
    assert document.letterhead.confidence["number"] < 0.5
    assert all(passage.ocr for passage in split(document))


def test_what_was_read_without_tesseract_is_read_again_when_it_is_there(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    needs("tesseract")
    files = tmp_path / "tệp"
    files.mkdir()
    native = Sheet()
    for n, line in enumerate(BODY * 3):
        native.text(72, 780 - 20 * n, line, 9)
    (files / "a.pdf").write_bytes(pdf_of(letter()))
    (files / "b.pdf").write_bytes(make_pdf([native, Sheet().paste(0, 0, 595, letter())]))
    with monkeypatch.context() as without:
        without.setenv("PATH", str(tmp_path))
        report = ingest([files], settings)
    assert [outcome.state for outcome in report.outcomes] == ["unreadable", "partial"]
    for outcome in report.outcomes:
        assert outcome.reason is not None
        assert "tesseract-ocr tesseract-ocr-vie" in outcome.reason
    assert "trang 2" in (report.outcomes[1].reason or "")
    assert [outcome.state for outcome in ingest([files], settings).outcomes] == ["ready", "ready"]
    again = ingest([files], settings)
    assert [outcome.outcome for outcome in again.outcomes] == ["unchanged", "unchanged"]


def test_a_picture_that_shows_no_text_says_that_recognition_was_tried(tmp_path: Path, settings: Settings) -> None:
    needs("tesseract")
    path = tmp_path / "ảnh.png"
    Image.linear_gradient("L").resize((1654, 2339)).save(path, dpi=(200, 200))
    (outcome,) = ingest([path], settings).outcomes
    assert outcome.state == "unreadable"
    assert "đã nhận dạng chữ cả 1 trang nhưng chưa đọc được chữ nào" in (outcome.reason or "")


def test_terms_come_from_the_corrected_text_and_the_passage_keeps_what_was_read() -> None:
    read = "Kinh doanh vật liệu nỗ công nghiệp phải có giấy phép của cơ quan có thẩm quyền."
    document = parse(FileText("pdf", (Page(1, (Line(read),), ocr_confidence=0.9),), True))
    at = read.index("nỗ")
    assert document.corrections == (Correction(Span(at, at + 2), "nổ"),)
    (passage,) = split(document)
    assert passage.ocr
    assert passage.text == read
    assert searchable(document, passage).text == read.replace("nỗ", "nổ")
    terms = str(passage_terms(document, passage, None))
    assert "nổ" in terms
    assert "nỗ" not in terms
