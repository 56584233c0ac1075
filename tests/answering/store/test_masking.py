"""Personal numbers are masked where they are shown; the text, its offsets and the proof of a quotation stay."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from assistant.answering import Assistant
from assistant.answering.retriever import PolicyRetriever
from assistant.answering.store.masking import masked, masked_words
from assistant.answering.store.protocols import live_hits
from assistant.index import open_reader
from assistant.ingest import ingest
from assistant.parsing.personal_numbers import read_personal
from assistant.retrieval import Searcher
from assistant.settings import Settings
from assistant.types import Document, Letterhead, Section, Span
from tests.answering.desk import SCOPE, Desk

LINE = "1. Người nhận kinh phí là Nguyễn Văn Mẫu, CCCD 001099012345, điện thoại 0912.345.678."
TEXT = f"I. KINH PHÍ\n{LINE}"
WHOLE, ITEM = Span(0, len(TEXT)), Span(12, len(TEXT))
PAPER = Document(
    TEXT,
    "text",
    Letterhead(kind="Kế hoạch", number="5/KH-UBND", title="Hỗ trợ"),
    sections=(
        Section("la_ma", "Mục I", "Mục I", "KINH PHÍ", WHOLE, Span(0, 11)),
        Section("so", "1", "khoản 1", "", ITEM, ITEM, parent=0, level=2),
    ),
)
FOUND = replace(PAPER, personal=read_personal(PAPER))


def test_all_but_the_last_three_digits_are_masked_and_nothing_moves() -> None:
    shown = masked(FOUND).text
    assert shown[12:] == ("1. Người nhận kinh phí là Nguyễn Văn Mẫu, CCCD •••••••••345, điện thoại ••••.•••.678.")
    assert len(shown) == len(TEXT)
    assert masked(masked(FOUND)).text == shown
    assert masked(PAPER) is PAPER
    assert masked_words("STT | 001099012345", FOUND) == "STT | •••••••••345"


def test_an_answer_masks_only_when_it_is_asked_to() -> None:
    desk = Desk({1: FOUND})
    question = "Ai là người nhận kinh phí hỗ trợ?"
    whole = Assistant(desk, desk, Settings()).ask(question, SCOPE)
    hidden = Assistant(desk, desk, Settings(mask_personal=True)).ask(question, SCOPE)
    assert "001099012345" in whole.text
    (cited,) = hidden.citations
    assert (cited.start, cited.end) == (whole.citations[0].start, whole.citations[0].end)
    assert "CCCD •••••••••345" in cited.quote
    assert cited.quote == masked(FOUND).text[cited.start : cited.end]
    assert "001099012345" not in hidden.text
    assert "0912.345.678" not in hidden.text


def test_a_chain_of_ones_own_gets_masked_passages_too(tmp_path: Path) -> None:
    settings = Settings(index_dir=tmp_path / "chỉ mục", encoder="none", jobs=1)
    (tmp_path / "kh.txt").write_text(TEXT, encoding="utf-8")
    ingest([tmp_path / "kh.txt"], settings)
    with open_reader(settings.index_dir) as reader:
        for mask, expected in ((False, "001099012345"), (True, "•••••••••345")):
            searcher = Searcher(reader, None, replace(settings, mask_personal=mask))
            (found,) = PolicyRetriever(searcher=searcher, scope=SCOPE).invoke("người nhận kinh phí")
            assert expected in found.page_content
            assert ("001099012345" in found.page_content) is not mask


def test_what_changed_since_the_search_is_left_out(tmp_path: Path) -> None:
    settings = Settings(index_dir=tmp_path / "chỉ mục", encoder="none", jobs=1, mask_personal=True)
    (tmp_path / "kh.txt").write_text(TEXT, encoding="utf-8")
    ingest([tmp_path / "kh.txt"], settings)
    with open_reader(settings.index_dir) as reader:
        searcher = Searcher(reader, None, settings)
        hits = searcher.search("người nhận kinh phí", SCOPE).hits
        (tmp_path / "kh.txt").write_text(f"Bản mới, điện thoại 0987.654.321.\n{TEXT}", encoding="utf-8")
        ingest([tmp_path / "kh.txt"], settings)
        with reader.pin() as snapshot:
            assert len(hits) == 1
            assert live_hits(hits, snapshot) == ()
