"""Passages: exact cuts of made-up documents, and properties over arbitrary lines and real files."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.parsing import parse
from assistant.passages import cut, embedding_text, split
from assistant.reading import read_file
from assistant.types import Box, Document, FileText, Line, Page, Passage, Span, TableBlock
from tests.parsing.make import bold, centre, letterhead, signature, whole


def words(n: int, stem: str = "từ") -> str:
    return " ".join([stem] * n)


def texts(document: Document) -> list[str]:
    return [p.text for p in split(document)]


def test_an_article_of_a_few_sentences_is_one_passage() -> None:
    document = parse(whole("Thanh niên là công dân từ đủ 16 tuổi.", "Quy định này áp dụng toàn quốc."))
    [passage] = split(document)
    assert passage.text == document.text
    assert (passage.kind, passage.path, passage.section, passage.page_start) == ("prose", (), None, None)


def test_small_clauses_of_an_article_are_grouped_and_large_ones_stand_alone() -> None:
    document = parse(
        whole(
            "Điều 7. Hồ sơ",
            f"1. {words(50, 'một')}.",
            f"2. {words(50, 'hai')}.",
            f"3. {words(90, 'ba')}.",
            f"4. {words(30, 'bốn')}.",
        )
    )
    passages = split(document)
    assert [p.path for p in passages] == [("Điều 7",), ("Điều 7",)]
    assert passages[0].text.startswith("Điều 7. Hồ sơ\n1. một")
    assert passages[0].text.endswith("hai.")
    assert passages[1].text.startswith("3. ba")
    assert passages[1].heading == "Hồ sơ"
    assert passages[1].context == "Điều 7. Hồ sơ"


def test_points_carry_their_lead_in_and_path() -> None:
    document = parse(
        whole(
            "Điều 3. Nhiệm vụ",
            "1. Sở Khoa học và Công nghệ có trách nhiệm:",
            f"a) {words(100, 'một')};",
            f"b) {words(100, 'hai')}.",
        )
    )
    first, second = split(document)
    assert first.text.startswith("Điều 3. Nhiệm vụ\n1. Sở Khoa học")
    assert first.path == ("Điều 3", "khoản 1", "điểm a")
    assert second.path == ("Điều 3", "khoản 1", "điểm b")
    assert second.labels == ("Điều 3", "khoản 1", "điểm b")
    assert second.context == "Điều 3. Nhiệm vụ\n1. Sở Khoa học và Công nghệ có trách nhiệm:"
    assert [s.of(document.text) for s in second.context_spans] == second.context.split("\n")


def test_no_passage_crosses_an_article_and_a_chapter_heading_goes_with_its_first() -> None:
    document = parse(
        whole("Chương I", centre("QUY ĐỊNH CHUNG"), "Điều 1. Phạm vi", "Ngắn.", "Điều 2. Đối tượng", "Ngắn.")
    )
    first, second = split(document)
    assert first.text == "Chương I\nQUY ĐỊNH CHUNG\nĐiều 1. Phạm vi\nNgắn."
    assert (first.path, second.path) == (("Điều 1",), ("Điều 2",))
    assert first.heading == "QUY ĐỊNH CHUNG › Phạm vi"
    assert second.context == "Chương I\nQUY ĐỊNH CHUNG"


def test_the_letterhead_and_the_signature_are_head_passages() -> None:
    document = parse(
        whole(
            letterhead(),
            centre("KẾ HOẠCH"),
            centre("Chuyển đổi số"),
            "Căn cứ Luật số 999/2025/QH15;",
            bold("I. MỤC TIÊU"),
            "Nâng cao hiệu quả.",
            bold("II. NHIỆM VỤ"),
            "1. Phủ sóng 5G.",
            "2. Tập huấn.",
            signature("CHỦ TỊCH"),
        )
    )
    passages = split(document)
    assert [(p.kind, p.path) for p in passages] == [
        ("head", ()),
        ("prose", ("Mục I",)),
        ("prose", ("Mục II",)),
        ("head", ()),
    ]
    assert passages[0].text.endswith("QH15;")
    assert passages[3].text.endswith("Trần Văn Mẫu")


def test_a_row_is_a_passage_with_its_header_and_group() -> None:
    table = TableBlock(
        (
            ("TT", "Nhiệm vụ", "Chủ trì", "Thời hạn"),
            ("(1)", "(2)", "(3)", "(4)"),
            ("I", "HẠ TẦNG", "", ""),
            ("1", "Phủ sóng 5G", "Sở A", "Quý II/2026"),
            ("2", "Cáp quang", "Sở A", "Hằng năm"),
        ),
        filled=frozenset({(4, 2)}),
    )
    document = parse(whole("Điều 1. Phân công", table))
    [found] = document.tables
    assert [h.of(document.text) for h in found.header if h] == ["TT", "Nhiệm vụ", "Chủ trì", "Thời hạn"]
    rows = [p for p in split(document) if p.kind == "row"]
    assert [p.text for p in rows] == ["1 | Phủ sóng 5G | Sở A | Quý II/2026", "2 | Cáp quang | Hằng năm"]
    assert rows[1].path == ("Điều 1",)
    assert rows[1].context == "Điều 1. Phân công\nTT | Nhiệm vụ | Chủ trì | Thời hạn\nI | HẠ TẦNG\nSở A"


def test_a_table_over_two_pages_is_one() -> None:
    head = ("TT", "Nhiệm vụ", "Chủ trì")
    pages = (
        Page(1, (Line("PHỤ LỤC"), TableBlock((head, ("1", "Một", "Sở A"), ("2", "Hai", "Sở B")))), "text"),
        Page(2, (TableBlock((head, ("", "và tiếp theo", ""), ("3", "Ba", "Sở C"))),), "text"),
        Page(3, (TableBlock((("4", "Bốn", "Sở D"), ("5", "Năm", "Sở E"))),), "text"),
    )
    document = parse(FileText("pdf", pages, True))
    [table] = document.tables
    text = document.text
    assert [row.cells[0].of(text) if row.cells[0] else None for row in table.rows] == ["1", "2", "3", "4", "5"]
    rows = [p for p in split(document) if p.kind == "row"]
    assert [(p.page_start, p.page_end) for p in rows] == [(1, 1), (1, 2), (2, 2), (3, 3), (3, 3)]
    assert all(p.context.endswith("TT | Nhiệm vụ | Chủ trì") for p in rows)
    assert rows[1].text.startswith("2 | Hai | Sở B")
    assert rows[1].text.endswith("và tiếp theo")


def test_a_long_paragraph_is_cut_between_sentences() -> None:
    sentence = f"Câu {words(58)}. "
    text = (sentence * 5).strip()
    pieces = cut(text, Span(0, len(text)))
    assert [p.of(text).count("Câu") for p in pieces] == [2, 2, 1]
    assert "".join(p.of(text) for p in pieces).replace(" ", "") == text.replace(" ", "")


def test_an_endless_sentence_is_cut_at_semicolons_or_spaces() -> None:
    listed = "; ".join(words(20, f"mục{i}") for i in range(20))
    pieces = cut(listed, Span(0, len(listed)))
    assert all(p.of(listed).endswith(";") for p in pieces[:-1])
    bare = words(1000)
    assert max(len(p.of(bare).split()) for p in cut(bare, Span(0, len(bare)))) <= 180


def test_embedding_text() -> None:
    passage = Passage("Nội dung.", Span(0, 9), heading="CHUNG › Phạm vi")
    assert embedding_text("Luật Mẫu", passage) == "Luật Mẫu\nCHUNG › Phạm vi\nNội dung."
    assert embedding_text(None, Passage("Nội dung.", Span(0, 9))) == "Nội dung."


def test_no_text_no_passages() -> None:
    assert split(parse(FileText("pdf", (Page(1, (), "no_text"),), True))) == ()


# --------------------------------------------------------------------------------------------- properties


def check(document: Document) -> None:
    """What holds of every document, whatever its lines."""
    text = document.text
    passages = split(document)
    end = 0
    for passage in passages:
        assert passage.span.of(text) == passage.text != ""
        assert passage.span.start >= end
        end = passage.span.end
        assert passage.text.count(" ") < 185 or passage.kind == "row"
        for span in passage.context_spans:
            assert 0 <= span.start < span.end <= len(text)
    columns = [
        span for t in document.tables if t.rows for span in (t.header_span, *t.repeats) if span is not None
    ]  # what names a table's columns is in no passage of its own
    alone = [span for span in columns if not any(p.span.contains(span) for p in passages)]
    outside = len("".join(text.split())) - sum(len("".join(p.text.split())) for p in passages)
    assert outside == sum(len("".join(span.of(text).split())) for span in alone)
    rows = {row.span: table for table in document.tables for row in table.rows}
    for passage in passages:
        if passage.kind == "row" and passage.span in rows:
            header = rows[passage.span].header_span
            assert header is None or header in passage.context_spans
    articles = [s.span for s in document.sections if s.kind == "dieu"]
    tops = [s.span for s in document.sections if s.parent is None and s.kind not in ("khoan", "diem")]
    for spans in (articles, tops):
        for passage in passages:
            assert sum(s.start < passage.span.end and passage.span.start < s.end for s in spans) <= 1
    for before, after in zip(document.segments, document.segments[1:], strict=False):
        assert before.span.start < before.span.end <= after.span.start
    for index, section in enumerate(document.sections):
        assert section.span.start <= section.heading.start < section.heading.end <= section.span.end
        if section.parent is not None:
            assert section.parent < index
            assert document.sections[section.parent].span.contains(section.span)


OPENINGS = (
    "Điều 1.|Điều 2.|Điều 3|Chương I|CHƯƠNG II|Mục 1.|PHẦN I|I.|II.|IV-|A.|B.|1.|2.|3)|1.1.|1.2|a)|b)|đ)|-|+|(1)|“|”"
    "|“Điều 5.|Phụ lục I|PHỤ LỤC|Mẫu số 01|(Kèm theo Quyết định số 5/QĐ-UBND)|Nơi nhận:|TM. ỦY BAN NHÂN DÂN|CHỦ TỊCH"
    "|Trần Văn Mẫu|QUY CHẾ|KẾ HOẠCH|CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM|Số: 12/KH-UBND|Số:|V/v"
    "|Mẫu, ngày 05 tháng 3 năm 2026|Căn cứ|SAO Y|---|"
)
openings = st.sampled_from(OPENINGS.split("|"))
lines = st.builds(
    lambda opening, rest: f"{opening} {rest}",
    openings,
    st.one_of(st.text(max_size=40), st.integers(0, 260).map(lambda n: words(n) + "."), st.just("Như sau:")),
)
tables = st.lists(st.lists(st.text(max_size=12), min_size=1, max_size=4), min_size=1, max_size=5).map(
    lambda rows: TableBlock(tuple(tuple(row + [""] * (4 - len(row))) for row in rows))
)


def _placed(text: str, row: int) -> Line:
    left = 80.0 + (row * 37) % 90
    return Line(
        text, Box(left, 60 + row * 17.0, left + 5.0 * len(text) + 1, 72 + row * 17.0), row % 5 == 0, row % 7 == 0
    )


@given(st.lists(st.one_of(lines, tables), max_size=25), st.sampled_from(["whole", "wrapped", "placed"]))
@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_lines_parse_and_split(blocks: list[str | TableBlock], way: str) -> None:
    half = len(blocks) // 2
    made = [
        [b if isinstance(b, TableBlock) else _placed(b, i) if way == "placed" else Line(b) for i, b in enumerate(part)]
        for part in (blocks[:half], blocks[half:])
    ]
    numbers = (1, 2) if way == "placed" else (None, None)
    pages = tuple(Page(n, tuple(part)) for n, part in zip(numbers, made, strict=True))
    check(parse(FileText("pdf", pages, way != "whole"), "thu.pdf"))


@given(st.lists(st.text(max_size=200), max_size=12))
@settings(max_examples=150, deadline=None)
def test_any_text_is_read_whole(raw: list[str]) -> None:
    document = parse(FileText("text", (Page(None, tuple(Line(t) for t in raw)),)))
    check(document)
    given_letters = sorted(c for t in raw for c in t if c.isalnum() and c.isascii())
    assert sorted(c for c in document.text if c.isalnum() and c.isascii()) == given_letters


def test_a_very_long_article_is_split_quickly() -> None:
    items = [f"{i}. {words(60)};" for i in range(1, 1_000)]
    document = parse(whole("Điều 1. Danh mục", *items))
    passages = split(document)
    assert len(document.text.split()) > 60_000
    assert 400 < len(passages) < 1_100


@pytest.mark.slow
def test_real_documents_hold_the_properties(shared_data: Path) -> None:
    files = sorted((shared_data / "documents").rglob("*.docx")) + sorted((shared_data / "documents").rglob("*OCR.txt"))
    for file in files:
        document = parse(read_file(file), file.name)
        check(document)
        assert document.sections, file.name
    assert len(files) > 30
