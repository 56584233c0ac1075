"""Document numbers in questions: every spelling leads to the document, or asks which."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.retrieval import Searcher
from assistant.types import SearchResult
from tests.retrieval.shelf import ALL


def named(result: SearchResult) -> set[str]:
    files = {hit.document.id: hit.document.file for hit in result.hits}
    return {files[i] for i in result.named_documents}


@pytest.mark.parametrize(
    "question",
    [
        "Kế hoạch 1090 nói về việc gì?",
        "kế hoạch số 1090/KH-UBND",
        "KH số 1090 /KH - UBND do ai chủ trì",
        "1090/KH-UBND",
        "ke hoach 1090",
        "ke hoach so 1090/kh-ubnd",
        "KH 1090 UBND tỉnh Mẫu",
        "nội dung của kh1090",
        "Kế hoạch 1090/KH-UBND ngày 14/02/2026",
        "KẾ HOẠCH SỐ: 1090/KH–UBND",
    ],
)
def test_ten_spellings_lead_to_one_plan(searcher: Searcher, question: str) -> None:
    result = searcher.search(question, ALL)
    assert named(result) == {"kh-1090.txt"}
    assert result.hits[0].document.file == "kh-1090.txt"
    assert result.choices == ()
    assert result.notes == ()


@pytest.mark.parametrize(
    "question",
    ["nghị quyết 33", "Nghị quyết số 33/2026/NQ-HĐND", "33/2026/nq-hdnd", "nq 33/2026", "nghị quyết 33 năm 2026"],
)
def test_a_resolution(searcher: Searcher, question: str) -> None:
    assert named(searcher.search(question, ALL)) == {"nq-33.txt"}


def test_a_number_that_three_plans_carry_is_asked_back(searcher: Searcher) -> None:
    result = searcher.search("Kế hoạch 12/KH-UBND do ai chủ trì?", ALL)
    assert [choice.official for choice in result.choices] == [
        "Kế hoạch số 12/KH-UBND ngày 03/02/2025 của Ủy ban nhân dân tỉnh Mẫu",
        "Kế hoạch số 12/KH-UBND ngày 20/01/2026 của Ủy ban nhân dân tỉnh Mẫu",
        "Kế hoạch số 12/KH-UBND ngày 05/03/2026 của Ủy ban nhân dân tỉnh Khác",
    ]
    assert {choice.asked for choice in result.choices} == {"12/KH-UBND"}
    assert named(result) == {"kh-12-2025.txt", "kh-12-2026.txt", "kh-12-khac.txt"}


@pytest.mark.parametrize(
    ("question", "file"),
    [
        ("Kế hoạch 12/KH-UBND của tỉnh Khác", "kh-12-khac.txt"),
        ("ke hoach 12 cua UBND tinh Khac", "kh-12-khac.txt"),
        ("Kế hoạch 12/KH-UBND năm 2025", "kh-12-2025.txt"),
        ("Kế hoạch 12/KH-UBND ngày 20/01/2026 của tỉnh Mẫu", "kh-12-2026.txt"),
    ],
)
def test_issuer_or_year_beside_the_number_settles_it(searcher: Searcher, question: str, file: str) -> None:
    result = searcher.search(question, ALL)
    assert named(result) == {file}
    assert result.choices == ()
    assert result.hits[0].document.file == file


def test_a_filter_settles_it(searcher: Searcher) -> None:
    result = searcher.search("Kế hoạch 12/KH-UBND", replace(ALL, years=frozenset({2025})))
    assert named(result) == {"kh-12-2025.txt"}
    assert result.choices == ()


def test_a_number_held_nowhere_is_said_and_searched_all_the_same(searcher: Searcher) -> None:
    result = searcher.search("Kế hoạch 777/KH-UBND về cải cách hành chính", ALL)
    assert result.notes == ("Không có văn bản số 777/KH-UBND trong kho.",)
    assert result.named_documents == ()
    assert result.hits[0].document.file.startswith("kh-12-202")


def test_a_number_outside_the_filter_is_said_to_be_there(searcher: Searcher) -> None:
    result = searcher.search("Kế hoạch 1090", replace(ALL, years=frozenset({2025})))
    assert result.notes == ("Trong kho có Kế hoạch số 1090 nhưng nằm ngoài bộ lọc đang chọn.",)


def test_a_number_reaches_its_digest_and_says_so(searcher: Searcher) -> None:
    result = searcher.search("Kế hoạch 1989/KH-UBND nói gì về an ninh mạng?", ALL)
    assert result.hits[0].document.file == "tom-luoc-1989.txt"
    assert named(result) == {"tom-luoc-1989.txt"}
    assert result.notes == (
        "Kho không có toàn văn văn bản số 1989/KH-UBND, chỉ có bản tóm lược do dự án biên soạn, "
        "không phải văn bản chính thức.",
    )


def test_a_document_named_with_nothing_else_shows_its_opening(searcher: Searcher) -> None:
    result = searcher.search("1090/KH-UBND", ALL)
    assert "Công an tỉnh chủ trì cấp định danh điện tử." in [
        h.stored.passage.text for h in result.hits if h.document.file == "kh-1090.txt"
    ]


def test_what_stands_in_relation_to_a_number_is_not_that_document(searcher: Searcher) -> None:
    result = searcher.search("Văn bản nào thực hiện Nghị quyết 33/2026/NQ-HĐND?", ALL)
    assert result.hits[0].document.file == "kh-1090.txt"
