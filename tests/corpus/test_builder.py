"""The committed documents are what the sources say: built again, they have the same text."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import docx
import pytest

from tests.conftest import needs
from training.tinh_mau.build import CORPUS, build
from training.tinh_mau.catalogue import entry
from training.tinh_mau.source import MARK, Source, all_sources, read_source

FOLDER = CORPUS / "tinh-mau"
SOURCES = all_sources()


def of(suffix: str) -> list[Source]:
    return [source for source in SOURCES if source.file.endswith(suffix)]


def word_text(path: Path) -> str:
    """All text of a Word file in its order, headers included."""
    document = docx.Document(str(path))
    headers = [p.text for s in document.sections for h in (s.header, s.first_page_header) for p in h.paragraphs]
    return "\n".join(headers) + "\n".join(t.text or "" for t in document.element.body.iter() if t.tag.endswith("}t"))


def pdf_text(path: Path) -> str:
    run = subprocess.run([needs("pdftotext"), "-raw", str(path), "-"], capture_output=True, check=True)
    return re.sub(r"\s+", " ", run.stdout.decode())


def test_each_source_has_its_file_and_no_file_is_without() -> None:
    assert sorted(source.file for source in SOURCES) == sorted(path.name for path in FOLDER.iterdir())


@pytest.mark.parametrize("suffix", [".docx", ".html", ".txt"])
def test_built_again_the_text_is_the_same(suffix: str, tmp_path: Path) -> None:
    build(of(suffix), tmp_path)
    for source in of(suffix):
        made, held = tmp_path / source.file, FOLDER / source.file
        if suffix == ".docx":
            assert word_text(made) == word_text(held)
        else:
            assert made.read_text(encoding="utf-8") == held.read_text(encoding="utf-8")


@pytest.mark.slow
def test_a_pdf_built_again_has_the_same_text(tmp_path: Path) -> None:
    needs("soffice")
    needs("pdftoppm")
    sources = [source for source in of(".pdf") if source.name.startswith(("kh-61", "nq-19", "tb-91"))]
    build(sources, tmp_path)
    for source in sources:
        made = re.sub(r"\W+", "", pdf_text(tmp_path / source.file))
        assert made == re.sub(r"\W+", "", pdf_text(FOLDER / source.file))


def test_every_page_of_every_pdf_bears_the_mark() -> None:
    for source in of(".pdf"):
        run = subprocess.run([needs("pdftotext"), str(FOLDER / source.file), "-"], capture_output=True, check=True)
        pages = run.stdout.decode().split("\f")[:-1]
        if source.head.get("scan"):
            assert "".join(pages).strip() == ""
        else:
            assert [number for number, page in enumerate(pages, 1) if MARK not in page] == []


def test_every_word_file_bears_the_mark_in_both_headers() -> None:
    for source in of(".docx"):
        section = docx.Document(str(FOLDER / source.file)).sections[0]
        for header in (section.header, section.first_page_header):
            assert MARK in "\n".join(paragraph.text for paragraph in header.paragraphs)


def test_the_catalogue_speaks_of_the_source() -> None:
    source = next(source for source in SOURCES if source.name == "nq-08-2026-ho-tro-chuyen-doi-so")
    assert entry(source) == {
        "file": "tinh-mau/nq-08-2026-ho-tro-chuyen-doi-so.pdf",
        "title": source.head["title"],
        "number": "08/2026/NQ-HĐND",
        "issuer": "Hội đồng nhân dân tỉnh Mẫu",
        "date": "2026-03-27",
        "kind": "Nghị quyết",
        "origin": "Dự án tự soạn cho tỉnh Mẫu, một tỉnh không có thật; dựng bằng training/tinh_mau từ "
        "sources/nq-08-2026-ho-tro-chuyen-doi-so.txt",
        "status": "văn bản mẫu; được sửa đổi, bổ sung bởi Nghị quyết số 19/2026/NQ-HĐND ngày 10/7/2026",
        "licence": "Apache-2.0",
    }


def test_a_row_with_too_few_cells_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text("file: x.txt\n---\n|w 1,2,3\n| a | b | c |\n| 1 | 2 |\n", encoding="utf-8")
    with pytest.raises(ValueError, match="2 cells"):
        read_source(path)


def test_the_date_line_follows_the_decree() -> None:
    """Nghị định 30/2020/NĐ-CP, Phụ lục I: days below 10 and months 1 and 2 have a zero before them."""
    head = {"place": "Mẫu", "date": "2026-02-06", "year": "2026"}
    assert Source("x", head, ()).date_line == "Mẫu, ngày 06 tháng 02 năm 2026"
    assert Source("x", head | {"date": "2026-10-20"}, ()).date_line == "Mẫu, ngày 20 tháng 10 năm 2026"
    assert Source("x", head | {"date": "2026-03-20"}, ()).date_line == "Mẫu, ngày 20 tháng 3 năm 2026"
    assert Source("x", head | {"date": ""}, ()).date_line == "Mẫu, ngày      tháng      năm 2026"
