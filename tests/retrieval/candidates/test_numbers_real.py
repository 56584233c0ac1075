"""Real documents, named by their numbers in ten spellings: the right one comes first, or the choice is given back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.index import open_reader
from assistant.ingest import ingest
from assistant.retrieval import Searcher
from assistant.settings import Settings
from assistant.types import DocumentRecord, Letterhead, Scope
from assistant.vietnamese.document_numbers.numbers import KINDS
from assistant.vietnamese.normalise import strip_accents

FILES = (
    "TT-13-2026-BQP.docx",
    "ND-140-2025-phan-dinh-tham-quyen-2-cap-XD.docx",
    "Luat-54-2024-QH15-tom-tat-dieu-chinh.docx",
    "TT-67-2025-TT-BCT-sua-doi-TT-43-2025.docx",
    "ND-217-2025-kiem-tra-chuyen-nganh.docx",
    "ND-217-2026-quan-ly-hoat-dong-xay-dung-OCR.txt",
    "CT-07-2012-TTg-chan-chinh-KKT-KCN-CCN.docx",
    "QD-16-2026-Quy-che-CCN-Lao-Cai-OCR.txt",
)
SHORT = {name: short for short, name in KINDS.items()}


def spellings(head: Letterhead) -> list[str]:
    """Ten ways in which people name one document."""
    assert head.number is not None
    assert head.kind is not None
    number, kind, serial = head.number, head.kind, head.number.split("/")[0]
    law = kind == "Luật"  # "luật 54" names no document; "luật số 54" does
    so = " số" if law else ""
    short = f"{kind} số" if law else SHORT[kind]
    return [
        f"{kind} số {number}",
        f"nội dung chính của {kind.lower()} {number}",
        number,
        strip_accents(f"{kind} so {number}"),
        f"{short} {serial}/{head.year} quy định gì?",
        f"{kind.lower()} số {serial} năm {head.year}",
        f"{kind}{so} {serial}",
        f"số {number.replace('/', ' / ').replace('-', ' - ')}",
        f"luật số {serial}" if law else f"{short.lower()}{serial}",
        f"Theo {kind.lower()}{so} {serial}/{head.year} thì ai chịu trách nhiệm?",
    ]


@pytest.fixture(scope="module")
def index(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("real") / "index"
    settings = Settings(index_dir=directory, encoder="none", word_segmentation=False, jobs=2)
    report = ingest([shared_data / "documents" / "skill-sct" / name for name in FILES], settings)
    assert [o.state for o in report.outcomes] == ["ready"] * len(FILES)
    return directory


@pytest.mark.slow
def test_eighty_questions_in_ten_spellings(index: Path) -> None:
    scope = Scope(frozenset({"chung"}))
    asked = wrong = given_back = 0
    with open_reader(index) as reader:
        searcher = Searcher(reader, None, replace(Settings(), index_dir=index))
        with reader.pin() as snapshot:
            records: list[DocumentRecord] = [r for r in snapshot.records() if r.letterhead.number]
        assert len(records) == len(FILES)
        for record in records:
            for question in spellings(record.letterhead):
                result = searcher.search(question, scope)
                asked += 1
                if result.choices:
                    given_back += record.id in {choice.document_id for choice in result.choices}
                    continue
                right = result.named_documents == (record.id,) and result.hits[0].document.id == record.id
                wrong += not right
    assert (asked, wrong) == (80, 0)
    # Nghị định 217 of 2025 and of 2026, named without their year in two of the ten spellings.
    assert given_back == 4
