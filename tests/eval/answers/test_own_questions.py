"""The scoring of answers, by answers made by hand; and the whole command over the corpus."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.types import Answer, AnswerStatus, Choice, Citation
from eval.answers.own_questions import Result, ask_all, judge, main, summary, table
from eval.answers.questions_file import Asked, Expected, QuestionsError, read_questions

FILES = {1: "tinh-mau/kh-45.pdf", 2: "nq-08.docx"}
MONEY = Expected("tinh-mau/kh-45.pdf", "45/KH-UBND", "Mục IV", 3, ("68,5 tỷ đồng",))


def cite(document: int, path: str, quote: str, page: int | None = None) -> Citation:
    return Citation(document, 1, None, None, "", path, page, quote, 0, len(quote))


def answer(*citations: Citation, status: AnswerStatus = "answered") -> Answer:
    return Answer(status, "", citations)


def asked(*expected: Expected, type: str = "so_lieu", match: str = "all") -> Asked:
    return Asked("tl-1", "bao nhiêu?", type, "đủ dấu", bool(expected), expected, match)


def test_all_right() -> None:
    verdict = judge(asked(MONEY), answer(cite(1, "Mục IV › 1", "là 68,5  tỷ\nđồng.", 3)), FILES)
    assert verdict.right
    assert (verdict.document, verdict.first, verdict.section, verdict.page, verdict.words) == (True,) * 5


def test_right_section_and_words_of_another_document_count_for_nothing() -> None:
    verdict = judge(asked(MONEY), answer(cite(2, "Mục IV", "68,5 tỷ đồng", 3)), FILES)
    assert (verdict.right, verdict.document, verdict.first, verdict.section, verdict.page, verdict.words) == (
        False,
    ) * 6


def test_a_section_is_not_the_one_whose_marker_it_begins_with() -> None:
    one = Expected("tinh-mau/kh-45.pdf", None, "Mục I", None, ("68,5",))
    verdict = judge(asked(one), answer(cite(1, "Mục II › 1", "68,5")), FILES)
    assert (verdict.document, verdict.section, verdict.words, verdict.page, verdict.right) == (
        True,
        False,
        True,
        None,
        False,
    )


def test_second_citation_right() -> None:
    verdict = judge(asked(MONEY), answer(cite(2, "Điều 1", "x"), cite(1, "Mục IV", "68,5 tỷ đồng", 3)), FILES)
    assert (verdict.right, verdict.first) == (True, False)


def test_all_or_any_of_the_expected() -> None:
    other = Expected("nq-08.docx", None, "Điều 5", None, ("45 tỷ đồng",))
    given = answer(cite(1, "Mục IV", "68,5 tỷ đồng", 3))
    assert not judge(asked(MONEY, other), given, FILES).right
    assert judge(asked(MONEY, other, match="any"), given, FILES).right


def test_refusals() -> None:
    nothing = answer(status="not_found")
    assert judge(asked(), nothing, FILES).right
    assert not judge(asked(), answer(cite(1, "Mục IV", "x")), FILES).right
    wrong = judge(asked(MONEY), nothing, FILES)
    assert (wrong.right, wrong.refused, wrong.words) == (False, True, False)


def test_an_ambiguous_number_must_offer_each_document() -> None:
    other = Expected("nq-08.docx", None, None, None, ("x",))
    question = asked(MONEY, other, type="mo_ho")
    both = (Choice(1, "a", None, None), Choice(2, "b", None, None))
    assert judge(question, Answer("ambiguous", "", choices=both), FILES).right
    assert not judge(question, Answer("ambiguous", "", choices=both[:1]), FILES).right
    assert judge(question, answer(cite(1, "", "x"), cite(2, "", "x")), FILES).right
    assert not judge(question, answer(cite(1, "", "x")), FILES).right


def test_summary_by_hand() -> None:
    cases = [
        (asked(MONEY), answer(cite(1, "Mục IV", "68,5 tỷ đồng", 3)), 0.010),
        (asked(MONEY), answer(cite(1, "Mục V", "khác", 3)), 0.020),
        (asked(MONEY), answer(status="not_found"), 0.030),
        (asked(type="khong_co"), answer(status="not_found"), 0.040),
    ]
    metrics = summary([Result(q, a, judge(q, a, FILES), seconds) for q, a, seconds in cases])
    assert (metrics["questions"], metrics["answerable"], metrics["unanswerable"]) == (4, 3, 1)
    assert (metrics["right"], metrics["right_answerable"]) == (0.5, 0.3333)
    assert (metrics["document"], metrics["section"], metrics["words"]) == (0.6667, 0.3333, 0.3333)
    assert (metrics["refused_rightly"], metrics["refused_wrongly"]) == (1.0, 0.3333)
    assert metrics["asked_which"] is None
    assert metrics["latency_ms_p50"] == 25.0
    assert metrics["by_type"] == {"khong_co": 1.0, "so_lieu": 0.3333}
    assert "Từ chối nhầm" in table(metrics)
    assert "33.3%" in table(metrics)


def test_a_file_of_the_same_name_elsewhere_is_another() -> None:
    verdict = judge(asked(MONEY), answer(cite(1, "Mục IV", "68,5 tỷ đồng", 3)), {1: "tom-luoc/kh-45.pdf"})
    assert (verdict.right, verdict.document) == (False, False)


def test_figures_are_whole() -> None:
    verdict = judge(asked(MONEY), answer(cite(1, "Mục IV", "168,5 tỷ đồng", 3)), FILES)
    assert (verdict.right, verdict.words) == (False, False)


def test_an_index_of_something_else_is_not_used(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from assistant.ingest import ingest_texts
    from assistant.settings import load_settings

    ingest_texts([("a", "Ong", "Nuôi ong.")], load_settings(index_dir=tmp_path / "kho", encoder="none"))
    words = ["--index", str(tmp_path / "kho"), "--out", str(tmp_path / "out"), "--encoder", "none"]
    assert main(words) == 2
    assert "holds what is not in corpus/: beir:a" in capsys.readouterr().err


def test_a_question_without_words_costs_itself() -> None:
    from assistant.errors import QuestionError

    def ask(question: str) -> Answer:
        if not question:
            raise QuestionError("Câu hỏi không có chữ nào.", "")
        return answer(cite(1, "Mục IV", "68,5 tỷ đồng", 3))

    empty = Asked("tl-2", "", "so_lieu", "đủ dấu", True, (MONEY,))
    assert [r.verdict.right for r in ask_all([empty, asked(MONEY)], ask, FILES)] == [False, True]


def test_a_bad_line_is_named(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text('\n{"id": "x"}\n', encoding="utf-8")
    with pytest.raises(QuestionsError, match=r"a\.jsonl:2"):
        read_questions(file)
    with pytest.raises(QuestionsError, match="no questions"):
        read_questions(tmp_path / "none")


@pytest.mark.slow
def test_the_command_over_the_corpus(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--out", str(tmp_path / "out")]) == 0
    printed = capsys.readouterr().out
    metrics = json.loads((tmp_path / "out" / "metrics.json").read_text(encoding="utf-8"))
    results = [json.loads(line) for line in (tmp_path / "out" / "results.jsonl").open(encoding="utf-8")]
    assert len(results) == metrics["questions"] >= 100
    assert f"{metrics['right']:.1%}" in printed
    assert metrics["asked_which"] == 1.0
    assert metrics["right"] == round(sum(result["right"] for result in results) / len(results), 4)
