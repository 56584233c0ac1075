"""Fields, typed text, notes and files inside: each value once beside its label, nothing silent."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.ingest import ingest
from assistant.parsing import parse
from assistant.reading.pdf.reader import read_pdf
from assistant.settings import Settings
from eval.documents.fuzz import fuzz
from tests.reading.makers import make_docx, paragraph
from tests.reading.pdf import attached_papers, form_papers
from tests.reading.pdf.added import Update, name_tree
from tests.reading.pdf.drawing import Board

FORMS = form_papers.papers()


@pytest.mark.parametrize("paper", FORMS, ids=[paper.id for paper in FORMS])
def test_each_value_stands_once_beside_its_label(paper: form_papers.Paper) -> None:
    assert isinstance(paper.source, bytes)
    lines = parse(read_pdf(paper.source)).text.split("\n")
    assert [said for said in paper.whole if sum(line.count(said) for line in lines) != 1] == []


@pytest.mark.parametrize("n", range(12))
def test_text_typed_over_a_page_is_a_stamp_and_a_note_is_named(n: int) -> None:
    board = Board()
    file = read_pdf(
        attached_papers._with_note(board.text(60, 760, "Hội nghị họp lúc 8 giờ.").done(), n, "Hoãn đến 3/10/2026")
    )
    assert "Hoãn đến 3/10/2026" in file.stamps
    assert [(one.kind, one.count) for one in file.left_out] == ([("comment", 1)] if n % 3 != 2 else [])


def test_a_file_inside_is_a_document_inside(tmp_path: Path) -> None:
    update = Update(Board().text(60, 760, "Danh sách theo tệp gửi kèm công văn này.").done())
    name_tree(update, [("danhsach.docx", make_docx(paragraph("Đoàn đại biểu gồm 27 người.")))])
    path = tmp_path / "congvan.pdf"
    path.write_bytes(update.done())
    assert [(one.kind, one.names) for one in read_pdf(path.read_bytes()).left_out] == [("embedded", ("danhsach.docx",))]
    report = ingest([path], Settings(index_dir=tmp_path / "index", encoder="none", jobs=1))
    assert [(o.file.removeprefix(f"{tmp_path}/"), o.state) for o in report.outcomes] == [
        ("congvan.pdf", "ready"),
        ("congvan.pdf!/danhsach.docx", "ready"),
    ]


@pytest.mark.slow
def test_damaged_copies_of_forms_are_all_accounted_for(tmp_path: Path) -> None:
    files = []
    for paper in FORMS:
        assert isinstance(paper.source, bytes)
        files.append(tmp_path / f"{paper.id}.pdf")
        files[-1].write_bytes(paper.source)
    found = fuzz(files, "pdf", 60, 14, 1, tmp_path)
    assert (found.lost, dict(found.faults)) == (0, {})
