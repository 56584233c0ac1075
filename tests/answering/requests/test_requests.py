"""Summaries, comparisons and forms over papers of the sample corpus, as a person meets them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answering import Assistant, Conversation
from assistant.cli import main
from assistant.index import open_reader
from assistant.retrieval import Searcher
from assistant.settings import load_settings
from assistant.types import Answer, Scope

CORPUS = Path(__file__).resolve().parents[3] / "corpus" / "tinh-mau"
FILES = ("kh-12-2026-chuyen-doi-so.pdf", "kh-45-2026-tri-tue-nhan-tao.pdf", "nq-08-2026-ho-tro-chuyen-doi-so.pdf")
SCOPE = Scope(frozenset({"chung"}))


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("kho")
    assert main(["ingest", *(str(CORPUS / name) for name in FILES), "--index", str(folder)]) == 0
    settings = load_settings(index_dir=folder, encoder="none")
    with open_reader(folder) as reader:
        yield Assistant(Searcher(reader, None, settings), reader, settings)


def conversation(assistant: Assistant, *turns: str) -> list[Answer]:
    said, answers = Conversation(), []
    for typed in turns:
        answers.append(assistant.ask(typed, SCOPE, said))
        said = said.extended(typed, answers[-1])
    return answers


@pytest.mark.parametrize("typed", ["Tóm tắt Kế hoạch 12/KH-UBND", "tom tat ke hoach 12/KH-UBND"])
def test_a_summary_is_an_outline_in_the_words_of_the_document(assistant: Assistant, typed: str) -> None:
    answer = assistant.ask(typed, SCOPE)
    assert [c.context.split(".")[0] for c in answer.citations[:5]] == ["I", "II", "III", "IV", "V"]
    assert answer.citations[3].quote.startswith("Tổng kinh phí năm 2026 là 86,4 tỷ đồng")
    assert {c.number for c in answer.citations} == {"12/KH-UBND"}
    with assistant.reader.pin() as snapshot:
        for c in answer.citations:
            assert snapshot.document(c.document_id).text[c.start : c.end] == c.quote


def test_two_plans_side_by_side_by_their_topics(assistant: Assistant) -> None:
    answer = assistant.ask("so sánh Kế hoạch 12/KH-UBND và Kế hoạch 45/KH-UBND", SCOPE)
    assert answer.table is not None
    assert answer.table.header == ("Nội dung so sánh", "Kế hoạch 12/KH-UBND", "Kế hoạch 45/KH-UBND")
    money = next(row for row in answer.table.rows if row[0] == "KINH PHÍ THỰC HIỆN")
    assert "86,4 tỷ đồng" in money[1]
    assert "68,5 tỷ đồng" in money[2]
    for row in answer.table.rows:
        for cell in row[1:]:
            quoted, _, number = cell.rpartition(" [")
            assert answer.citations[int(number.rstrip("]")) - 1].quote == quoted


def test_what_one_sentence_says_of_both_is_quoted_once(assistant: Assistant) -> None:
    answer = assistant.ask("So sánh mức hỗ trợ của hộ kinh doanh và hợp tác xã", SCOPE)
    assert len(answer.citations) == 1
    assert "30 triệu đồng đối với một hợp tác xã; tối đa 10 triệu đồng" in answer.citations[0].quote


def test_the_answer_before_as_a_table_and_shorter(assistant: Assistant) -> None:
    asked = "Liệt kê nhiệm vụ của Sở Khoa học và Công nghệ trước 30/6/2026"
    whole, table, short = conversation(assistant, asked, "trinh bay dang bang", "ngắn hơn")
    assert len(whole.citations) > 1
    assert (table.understood_as, table.followed, table.citations) == (asked, True, whole.citations)
    assert table.table is not None
    assert table.table.header[-1] == "Nguồn"
    assert len(table.table.rows) == len(whole.citations)
    assert short.citations == whole.citations[:1]


def test_the_source_of_what_was_said(assistant: Assistant) -> None:
    first, source = conversation(
        assistant, "Mức hỗ trợ phần mềm quản trị cho hộ kinh doanh là bao nhiêu?", "văn bản nào quy định vậy?"
    )
    assert first.citations[0].number == "08/2026/NQ-HĐND"
    assert source.followed
    assert {c.document_id for c in source.citations} == {first.citations[0].document_id}


def test_documents_on_a_subject_are_named_once_each(assistant: Assistant) -> None:
    answer = assistant.ask("Văn bản nào quy định về hỗ trợ hộ kinh doanh chuyển đổi số?", SCOPE)
    ids = [c.document_id for c in answer.citations]
    assert answer.citations[0].number == "08/2026/NQ-HĐND"
    assert len(ids) == len(set(ids))
