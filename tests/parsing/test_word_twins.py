"""A Word file and the same printed to PDF are one document: letterhead, outline and table rows agree."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from assistant.parsing import parse
from assistant.reading import read_file
from assistant.types import Document
from tests.conftest import needs

TWINS = (
    "skill-sct/KH-UBND-trien-khai-Chi-thi-11-CT-TU-QLNN-khoang-san.docx",
    "skill-sct/ND-217-2025-kiem-tra-chuyen-nganh.docx",
    "skill-sct/CT-07-2012-TTg-chan-chinh-KKT-KCN-CCN.docx",
    "DO_AN_RAGLUAT/LUATTRITUENHANTAO.docx",
)


@pytest.fixture(scope="module")
def printed(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Document, Document]]:
    folder = tmp_path_factory.mktemp("twins")
    files = [shared_data / "documents" / name for name in TWINS]
    subprocess.run(
        [
            needs("soffice"),
            f"-env:UserInstallation={folder.as_uri()}/profile",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(folder),
            *map(str, files),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return [(parse(read_file(file)), parse(read_file(folder / f"{file.stem}.pdf"))) for file in files]


@pytest.mark.slow
def test_a_pdf_says_what_its_word_twin_says(printed: list[tuple[Document, Document]]) -> None:
    fields = ("kind", "number", "symbol", "issuer", "place", "date", "year", "title", "signer", "signer_title")
    for word, pdf in printed:
        assert [getattr(pdf.letterhead, f) for f in fields] == [getattr(word.letterhead, f) for f in fields]
        assert [(s.level, s.marker, s.title) for s in pdf.sections] == [
            (s.level, s.marker, s.title) for s in word.sections
        ]
        assert [len(t.rows) for t in pdf.tables] == [len(t.rows) for t in word.tables]
        assert pdf.page_count is not None
        assert pdf.segments[-1].page == pdf.page_count
