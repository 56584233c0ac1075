"""Recognition on real scans: how much is read of the one that has a Word twin, and that every scan becomes text."""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from assistant.parsing import parse
from assistant.reading import Recognition, Slots, check_secrecy, read_file
from assistant.settings import Settings
from assistant.types import FileText
from tests.conftest import needs
from tests.reading.coverage import recall, stored, syllables

TWIN = "skill-sct/ND-71-2019-xu-phat.docx"
SCAN = "skill-sct/2019.08.30-71.2019.ND.CP-Xu-phat-VPHC-linh-vuc-hoa-chat-va-VLNCN.pdf"
SCANS = [
    "Vietlexibot/CT-11-2025.pdf",
    "Vietlexibot/Quyết định-1360-QĐ-TTg.pdf",
    "Vietlexibot/Quyết định-1380-QĐ-TTg.pdf",
    "Vietlexibot/test AI 04.pdf",
    "skill-sct/QD-2336-2026-CTDT-KCN-Phu-Xuan.pdf",
]


@cache
def recognised(path: Path) -> FileText:
    needs("tesseract")
    return read_file(path, Recognition(slots=Slots(Settings().recognitions)))


def corrected(file: FileText) -> Counter[str]:
    document = parse(file)
    out, at = [], 0
    for found in document.corrections:
        out += [document.text[at : found.span.start], found.text]
        at = found.span.end
    return syllables("".join(out) + document.text[at:]) + syllables("\n".join(file.stamps))


@pytest.mark.slow
@pytest.mark.timeout(1_800)
def test_a_scan_holds_what_its_word_twin_says(shared_data: Path) -> None:
    reference = stored(read_file(shared_data / "documents" / TWIN))
    file = recognised(shared_data / "documents" / SCAN)
    assert file.missing_pages == ()
    assert recall(reference, stored(file)) >= 0.968
    assert recall(reference, corrected(file)) >= 0.99
    assert recall(corrected(file), reference) >= 0.985  # and hardly anything is made up


@pytest.mark.slow
@pytest.mark.timeout(1_800)
@pytest.mark.parametrize("name", SCANS)
def test_every_page_of_a_real_scan_gives_text_and_none_is_refused(shared_data: Path, name: str) -> None:
    path = next(p for p in (shared_data / "documents").rglob("*.pdf") if unicodedata.normalize("NFC", p.name) in name)
    file = recognised(path)
    assert {page.state for page in file.pages} == {"text"}
    confidences = [page.ocr_confidence for page in file.pages if page.ocr_confidence is not None]
    assert len(confidences) == len(file.pages)
    assert sum(confidences) / len(confidences) >= 0.8
    check_secrecy(file)
