"""All real documents: read or refused as a person labelled them, nothing lost, no false refusal."""

from __future__ import annotations

import json
import subprocess
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from assistant.errors import FileUnreadable
from assistant.reading import check_secrecy, read_file
from assistant.types import FileText, Line
from tests.conftest import SHARED, needs
from tests.reading.coverage import recall, stored, syllables

LABELS: dict[str, dict[str, Any]] = json.loads(
    (Path(__file__).parent / "documents_labels.json").read_text(encoding="utf-8")
)
DOCUMENTS = SHARED / "documents"
BORN_DIGITAL = [
    name
    for name, label in LABELS.items()
    if name.endswith(".pdf")
    and label["expected"] == "ready"
    and "encoding" not in label  # pdftotext leaves old letters
]
WORD = [n for n, label in LABELS.items() if n.endswith(".docx") and label["expected"] == "ready"]


@cache
def read(name: str) -> FileText:
    return read_file(DOCUMENTS / name)


def test_every_file_is_labelled(shared_data: Path) -> None:
    files = {
        unicodedata.normalize("NFC", str(f.relative_to(shared_data / "documents")))
        for f in (shared_data / "documents").rglob("*")
        if f.is_file()
    }
    assert files == {unicodedata.normalize("NFC", name) for name in LABELS}


def state(name: str) -> tuple[str, int | None, list[int]]:
    """What an ingest will make of the file without recognition: ready, partial or unreadable, its pages, and those that
    gave no text. What recognition makes of scans: test_ocr_documents.py."""
    try:
        file = read(name)
    except FileUnreadable:
        return "unreadable", None, []
    pages = len(file.pages) if file.pages[0].number is not None else None
    missing = list(file.missing_pages)
    shown = [p.number for p in file.pages if p.state == "text"]
    return ("ready" if not missing else "partial" if shown else "unreadable"), pages, missing


@pytest.mark.parametrize("name", LABELS)
def test_every_file_is_read_as_labelled(shared_data: Path, name: str) -> None:
    if name.endswith((".doc", ".rtf")):
        needs("soffice")
    label = LABELS[name]
    assert state(name) == (label["expected"], label["pages"], label["missing_pages"])


@pytest.mark.parametrize("name", [n for n, label in LABELS.items() if "encoding" in label])
def test_old_encodings_are_recorded(shared_data: Path, name: str) -> None:
    assert read(name).encoding == LABELS[name]["encoding"]


def test_no_document_is_refused(shared_data: Path) -> None:
    for name, label in LABELS.items():
        if label["expected"] in {"ready", "partial"} or name.endswith(".pdf"):
            check_secrecy(read(name))


@pytest.mark.parametrize("name", BORN_DIGITAL)
def test_pdf_holds_what_pdftotext_finds(shared_data: Path, name: str) -> None:
    program = needs("pdftotext")
    out = subprocess.run([program, "-layout", str(DOCUMENTS / name), "-"], capture_output=True, check=True)
    reference = syllables(out.stdout.decode("utf-8", errors="replace"))
    assert recall(reference, stored(read(name))) >= 0.995
    assert recall(stored(read(name)), reference) >= 0.995  # and nothing is made up or read twice


@pytest.fixture(scope="session")
def soffice_texts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All Word files as soffice exports them to text."""
    program = needs("soffice")
    folder = tmp_path_factory.mktemp("soffice")
    files = [str(DOCUMENTS / name) for name in WORD]
    command = [program, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "txt:Text"]
    subprocess.run([*command, "--outdir", str(folder), *files], capture_output=True, check=True, timeout=500)
    return folder


@pytest.mark.slow
def test_word_files_hold_what_soffice_finds(shared_data: Path, soffice_texts: Path) -> None:
    worst: Counter[str] = Counter()
    for name in WORD:
        text = (soffice_texts / f"{Path(name).stem}.txt").read_text(encoding="utf-8-sig")
        share = recall(syllables(text), stored(read(name)))
        if share < 0.995:
            worst[name] = round(share * 1000)
    assert not worst


def test_text_is_composed_and_on_one_line(shared_data: Path) -> None:
    for name, label in LABELS.items():
        if label["expected"] != "ready":
            continue
        for page in read(name).pages:
            for block in page.blocks:
                for text in [block.text] if isinstance(block, Line) else [c for row in block.rows for c in row]:
                    assert unicodedata.is_normalized("NFC", text)
                    assert "\n" not in text
                    assert text == text.strip()


@pytest.mark.parametrize(
    ("name", "number", "day"),
    [
        ("Vietlexibot/Test AI (07).pdf", "Số: 142/QĐ-UBND", "Ngãi Giao, ngày 29 tháng 3 năm 2024"),
        ("skill-sct/QD-1074-QD-BXD-29-6-2026.pdf", "Số: 1074/QĐ-BXD", "Hà Nội, ngày 29 tháng 6 năm 2026"),
        ("skill-sct/QD-2170-2026-CTDT-KCN-Ban-Qua.pdf", "Số: 2170 /QĐ - UBND", "Lào Cai, ngày 23 tháng 6 năm 2026"),
        ("skill-sct/QD-2463-2026-CTDT-KCN-Vo-Lao.pdf", "Số: 2463 /QĐ - UBND", "Lào Cai, ngày 16 tháng 7 năm 2026"),
        ("skill-sct/TT-37-BGTVT.pdf", "Số: 37 /2023/TT-BGTVT", "Hà Nội, ngày 13 tháng 12 năm 2023"),
    ],
)
def test_number_and_date_of_signed_files_stand_in_their_place(
    shared_data: Path, name: str, number: str, day: str
) -> None:
    lines = [b.text for b in read(name).pages[0].blocks if isinstance(b, Line)][:8]
    assert number in lines
    assert day in lines


def test_ruled_tables_of_a_real_annex(shared_data: Path) -> None:
    file = read("skill-sct/QD-2170-2026-CTDT-KCN-Ban-Qua.pdf")
    grids = [b for b in file.pages[1].blocks if not isinstance(b, Line)]
    assert [len(g.rows) for g in grids] == [4]
    assert [row[0] for row in grids[0].rows] == ["TT", "1", "2", "3"]
    assert [row[2] for row in grids[0].rows[1:]] == ["6810", "6820", "7020"]
    annex = next(b for b in file.pages[4].blocks if not isinstance(b, Line))
    assert [row[0] for row in annex.rows[2:]] == [f"M{n}" for n in range(1, len(annex.rows) - 1)]


PRINTED = ["skill-sct/KH-UBND-trien-khai-Chi-thi-11-CT-TU-QLNN-khoang-san.docx", "skill-sct/79_2025_ND-CP.docx"]


@pytest.fixture(scope="session")
def printed(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> list[FileText]:
    """Two Word files printed to PDF by soffice, read again."""
    program = needs("soffice")
    folder = tmp_path_factory.mktemp("printed")
    command = [program, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf"]
    files = [str(DOCUMENTS / name) for name in PRINTED]
    subprocess.run([*command, "--outdir", str(folder), *files], capture_output=True, check=True, timeout=300)
    return [read_file(folder / f"{Path(name).stem}.pdf") for name in PRINTED]


@pytest.mark.slow
def test_word_files_printed_to_pdf_say_the_same(printed: list[FileText]) -> None:
    for name, file in zip(PRINTED, printed, strict=True):
        assert file.missing_pages == ()
        assert recall(stored(read(name), furniture=False), stored(file)) >= 0.995


@pytest.mark.slow
def test_rows_of_an_assignment_table_printed_to_pdf_are_those_of_the_word_file(printed: list[FileText]) -> None:
    def rows(file: FileText) -> list[tuple[str, ...]]:
        grids = [b for page in file.pages for b in page.blocks if not isinstance(b, Line) and not b.borderless]
        return [tuple("".join(cell.split()) for cell in row) for grid in grids for row in grid.rows]

    expected = rows(read(PRINTED[0]))
    assert len(expected) == 16
    assert rows(printed[0]) == expected
