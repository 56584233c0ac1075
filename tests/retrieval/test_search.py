"""The search over a real index: order, filters, groups, removed documents, what a hit tells."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from threadpoolctl import threadpool_info

from assistant.errors import QuestionError
from assistant.index import EncoderInfo, open_reader, open_writer
from assistant.retrieval import Ranking, Searcher
from assistant.settings import Settings
from assistant.types import SearchResult
from assistant.understanding import Conversation, Turn
from tests.retrieval.shelf import ALL, ToyEncoder, fill, papers


def files(result: SearchResult) -> list[str]:
    return [hit.document.file for hit in result.hits]


def test_the_best_section_first(searcher: Searcher) -> None:
    result = searcher.search("Mức hỗ trợ cáp quang là bao nhiêu?", ALL)
    assert result.hits[0].stored.passage.text == "Mức hỗ trợ là 300.000 đồng mỗi hộ."
    assert files(result)[0] == "nq-33.txt"
    assert [h.score for h in result.hits] == sorted((h.score for h in result.hits), reverse=True)


def test_one_passage_for_each_section(searcher: Searcher) -> None:
    result = searcher.search("mức hỗ trợ cáp quang", ALL, k=50)
    keys = [(hit.document.id, hit.stored.passage.section_key) for hit in result.hits]
    assert len(keys) == len(set(keys))


def test_one_passage_for_each_document_when_grouped_so(searcher: Searcher) -> None:
    result = searcher.search("cải cách hành chính", ALL, k=50, group="document")
    assert len(files(result)) == len(set(files(result)))
    assert set(files(result)[:2]) == {"kh-12-2025.txt", "kh-12-2026.txt"}


def test_of_near_duplicates_one_stands_in_front_and_the_other_last(searcher: Searcher) -> None:
    hits = searcher.search("Sở Nội vụ chủ trì", ALL).hits
    twins = [hit for hit in hits if hit.stored.passage.text.startswith("Sở Nội vụ")]
    assert len(twins) == 2
    assert (hits[0], hits[-1]) == (twins[0], twins[1])


def test_without_accents_the_same_hits(searcher: Searcher) -> None:
    typed = files(searcher.search("kinh phi thuc hien cai cach", ALL, k=3))
    assert typed == files(searcher.search("Kinh phí thực hiện cải cách", ALL, k=3))
    assert typed[0] == "kh-12-2025.txt"


@pytest.mark.parametrize("question", ["kế hoạch của ủy ban", unicodedata.normalize("NFD", "kế hoạch của uỷ ban")])
def test_spellings_of_one_word_are_one(searcher: Searcher, question: str) -> None:
    scores = [(h.stored.id, h.score) for h in searcher.search(question, ALL).hits]
    assert scores == [(h.stored.id, h.score) for h in searcher.search("kế hoạch của uỷ ban", ALL).hits]


def test_vectors_find_what_shares_no_word(searcher: Searcher) -> None:
    result = searcher.search("căn cước", ALL, k=1)
    assert files(result) == ["kh-1090.txt"]
    assert result.hits[0].features["cosine"] == pytest.approx(1.0, abs=1e-3)
    assert result.hits[0].features["bm25"] == 0.0


def test_filters(searcher: Searcher) -> None:
    question = "cải cách thủ tục hành chính"
    assert set(files(searcher.search(question, replace(ALL, years=frozenset({2025}))))) == {"kh-12-2025.txt"}
    assert set(files(searcher.search(question, replace(ALL, kinds=frozenset({"Nghị quyết"}))))) == {"nq-33.txt"}
    assert searcher.search(question, replace(ALL, kinds=frozenset())).hits == ()
    only = searcher.search(question, ALL, k=1).hits[0].document.id
    pointing = replace(searcher.understand(question, ALL), document_ids=(only,))
    assert {h.document.id for h in searcher.search(pointing, ALL).hits} == {only}
    kept_out = replace(ALL, document_ids=frozenset({only + 1}))
    assert searcher.search(pointing, kept_out).hits == ()


def test_another_access_group_does_not_exist(searcher: Searcher) -> None:
    result = searcher.search("Chuyện nội bộ về cải cách", ALL, k=100)
    assert "rieng.txt" not in files(result)
    allowed = searcher.search("Chuyện nội bộ về cải cách", replace(ALL, access_groups=frozenset({"rieng"})), k=100)
    assert set(files(allowed)) == {"rieng.txt"}


def test_a_removed_document_never_answers_again(tmp_path: Path) -> None:
    directory = tmp_path / "index"
    fill(directory, papers())
    encoder = ToyEncoder()
    with open_reader(directory, fingerprint=encoder.fingerprint) as reader:
        searcher = Searcher(reader, encoder, Settings(index_dir=directory))
        found = searcher.search("định danh điện tử 1090/KH-UBND", ALL).hits[0].document
        assert found.file == "kh-1090.txt"
        with open_writer(directory, encoder=EncoderInfo(encoder.fingerprint, encoder.dimension)) as writer:
            writer.remove(found.id)
        result = searcher.search("định danh điện tử 1090/KH-UBND", ALL)
        assert "kh-1090.txt" not in files(result)
        assert result.notes == ("Không có văn bản số 1090/KH-UBND trong kho.",)


def test_without_an_encoder_terms_alone(shelf: Path) -> None:
    with open_reader(shelf) as reader:
        result = Searcher(reader, None, Settings(index_dir=shelf)).search("hiệu lực thi hành", ALL, k=1)
    assert files(result) == ["nq-33.txt"]
    assert result.hits[0].features["cosine"] == 0.0


def test_a_hit_says_why_it_is_there(searcher: Searcher) -> None:
    result = searcher.search("mức hỗ trợ cáp quang", ALL, k=1)
    features = result.hits[0].features
    assert features["coverage"] == pytest.approx(1.0)
    assert features["bm25"] > 0
    assert features["bm25_section"] > 0
    assert features["bm25_title"] > 0
    assert {"understand", "lexical", "dense", "sections", "total"} <= result.timings.keys()


def test_sections_too_far_down_to_be_read_follow_in_their_order(shelf: Path) -> None:
    encoder = ToyEncoder()
    with open_reader(shelf, fingerprint=encoder.fingerprint) as reader:
        narrow = Searcher(reader, encoder, Settings(index_dir=shelf), Ranking(sections=1, ahead=0.0))
        hits = narrow.search("cải cách thủ tục hành chính", ALL, k=5).hits
    assert len(hits) == 5
    assert [h.score for h in hits] == sorted((h.score for h in hits), reverse=True)
    assert "bm25_section" in hits[0].features
    assert "bm25_section" not in hits[1].features


def test_a_search_wakes_no_other_core_for_its_small_products(searcher: Searcher) -> None:
    searcher.search("mức hỗ trợ cáp quang", ALL)
    libraries = [found for found in threadpool_info() if found["user_api"] == "blas"]
    assert libraries
    assert {found["num_threads"] for found in libraries} == {1}


@pytest.mark.parametrize("question", ["", "   \n", "?!… ---", "a" * 2001])
def test_what_cannot_be_asked(searcher: Searcher, question: str) -> None:
    with pytest.raises(QuestionError) as raised:
        searcher.search(question, ALL)
    assert raised.value.exit_code == 3
    assert raised.value.action.startswith("Hãy ")


def test_a_question_in_english_is_searched_with_a_notice(searcher: Searcher) -> None:
    result = searcher.search("Who is responsible for administrative reform?", ALL)
    assert result.understanding.language == "en"
    assert "cải cách hành chính" in result.understanding.notes[0]
    assert files(result)[0].startswith("kh-12-202")


def test_a_follow_up_is_searched_with_the_question_before_it(searcher: Searcher) -> None:
    alone = searcher.search("thế còn kinh phí", ALL, k=1)
    before = Conversation((Turn("Mức hỗ trợ cáp quang là bao nhiêu?", "Mức hỗ trợ cáp quang là bao nhiêu?"),))
    question = searcher.understand("còn thời hạn", ALL, before)
    assert question.followed == "Thời hạn Mức hỗ trợ cáp quang"
    followed = searcher.search(question, ALL, k=3)
    assert files(alone) == ["kh-12-2025.txt"]
    assert files(followed)[0] == "nq-33.txt"
