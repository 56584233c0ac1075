"""Abbreviations that only the store's own documents explain: asked in short and in full, from real files."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.answering import Assistant
from assistant.index import Definition, open_reader, open_writer
from assistant.ingest import ingest
from assistant.retrieval import Ranking, Searcher
from assistant.settings import Settings
from assistant.types import Answer, Scope
from assistant.understanding import Steps
from assistant.understanding.defined_abbreviations import defined_terms

ALL = Scope(frozenset({"chung"}))
DEFINING = """KẾ HOẠCH
Phát triển hạ tầng dùng chung
I. MỤC TIÊU
Xây dựng nền tảng kết nối số liệu (sau đây gọi là NTKNSL) phục vụ các sở, ngành của tỉnh.
II. NHIỆM VỤ
1. Sở Tài chính bố trí kinh phí cho NTKNSL là 3,5 tỷ đồng trong năm 2026.
2. Sở Nội vụ tổ chức tập huấn cho công chức cấp xã trước ngày 30/9/2026.
"""
LONG = """KẾ HOẠCH
Vận hành hạ tầng
I. NHIỆM VỤ
1. Văn phòng bảo đảm nền tảng kết nối số liệu hoạt động liên tục, gián đoạn không quá 4 giờ mỗi tháng.
"""
ELSE = """BÁO CÁO
Tình hình chăn nuôi quý I
I. TÌNH HÌNH
Đàn gia súc có 2.000 con. Kinh phí phòng dịch là 1,2 tỷ đồng, gián đoạn 9 giờ mỗi tháng.
"""


def stored(directory: Path, files: dict[str, str], group: str = "chung") -> Settings:
    settings = Settings(index_dir=directory / "index", encoder="none", jobs=1, access_group=group)
    folder = directory / group
    folder.mkdir()
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    assert not ingest([folder], settings).failed
    return settings


@pytest.fixture
def kho(tmp_path: Path) -> Settings:
    return stored(tmp_path, {"dinh-nghia.txt": DEFINING, "day-du.txt": LONG, "khac.txt": ELSE})


def asked(settings: Settings, question: str, scope: Scope = ALL, steps: Steps | None = None) -> Answer:
    with open_reader(settings.index_dir) as reader:
        searcher = Searcher(reader, None, settings, Ranking(steps=steps or Steps()))
        return Assistant(searcher, reader, settings).ask(question, scope)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("NTKNSL được gián đoạn mấy giờ mỗi tháng?", "gián đoạn không quá 4 giờ"),
        ("ntknsl duoc gian doan may gio moi thang", "gián đoạn không quá 4 giờ"),
        ("Kinh phí cho nền tảng kết nối số liệu là bao nhiêu?", "cho NTKNSL là 3,5 tỷ"),
        ("kinh phi cho nen tang ket noi so lieu la bao nhieu", "cho NTKNSL là 3,5 tỷ"),
    ],
)
def test_a_documents_own_abbreviation_is_understood_both_ways(kho: Settings, question: str, words: str) -> None:
    answer = asked(kho, question)
    assert answer.status == "answered"
    assert words in answer.citations[0].quote


def found(settings: Settings, scope: Scope = ALL, steps: Steps | None = None) -> set[str]:
    """The files in which the abbreviation by itself finds something."""
    with open_reader(settings.index_dir) as reader:
        searcher = Searcher(reader, None, settings, Ranking(steps=steps or Steps()))
        return {hit.document.file for hit in searcher.search("NTKNSL", scope).hits}


def test_it_is_a_step_of_its_own(kho: Settings) -> None:
    assert found(kho) == {"dinh-nghia.txt", "day-du.txt"}
    assert found(kho, steps=Steps(definitions=False)) == {"dinh-nghia.txt"}


def test_it_goes_with_the_document_that_defines_it(kho: Settings) -> None:
    with open_reader(kho.index_dir) as reader, reader.pin() as snapshot:
        (defining,) = [r.id for r in snapshot.records() if r.file == "dinh-nghia.txt"]
    with open_writer(kho.index_dir, encoder=None) as writer:
        writer.remove(defining)
    assert found(kho) == set()


def test_a_hidden_document_explains_nothing(tmp_path: Path) -> None:
    stored(tmp_path, {"dinh-nghia.txt": DEFINING}, group="rieng")
    settings = stored(tmp_path, {"day-du.txt": LONG, "khac.txt": ELSE})
    assert found(settings) == set()
    assert found(settings, Scope(frozenset({"chung", "rieng"}))) == {"dinh-nghia.txt", "day-du.txt"}


def test_what_is_typed_with_accents_must_have_the_right_ones() -> None:
    held = [Definition("CĐN", "cụm đường nhánh")]
    assert defined_terms("CDN và ĐMST", lambda shorts, longs: held) == (("CĐN", "cụm đường nhánh"),)
    assert defined_terms("cum duong nhanh", lambda shorts, longs: held) == (("CĐN", "cụm đường nhánh"),)
    assert defined_terms("cụm dường nhanh", lambda shorts, longs: held) == ()
    assert defined_terms("cdn", lambda shorts, longs: held) == (("CĐN", "cụm đường nhánh"),)
    asked_for: list[str] = []
    defined_terms("an toàn AN co", lambda shorts, longs: asked_for.extend(shorts) or [])  # type: ignore[func-returns-value]
    assert asked_for == ["AN"]
