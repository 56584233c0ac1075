"""The judge of facts: what stands in a quotation of the right document counts, and nothing by chance."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.types import Answer, Citation
from eval.answers.facts import Factual, Result, Verdict, holds, judge, read_factual, summary
from eval.answers.questions_file import QUESTIONS, QuestionsError

REAL = QUESTIONS / "van-ban-that"
PATHS = {1: "/kho/a/qd-1.docx", 2: "/kho/b/kh-2.pdf"}
ASKED = Factual(
    "x", "Mấy ngày?", "when", "đủ dấu", False, True, (("12 ngày", "mười hai ngày"), ("Sở Y tế",)), ("a/qd-1.docx",)
)


def cited(document_id: int, quote: str, context: str = "") -> Citation:
    return Citation(
        document_id=document_id, version=1, number=None, title=None, official="khoản 1 Điều 2", path="2 › 1", page=None,
        quote=quote, start=0, end=len(quote), ocr=False, score=1.0, continues=False, context=context,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "fact", "expected"),
    [
        ("trong 12 ngày làm việc", "12 ngày", True),
        ("năm 2012 ngày lễ", "12 ngày", False),
        ("tỷ lệ 11,5 %", "1,5%", False),
        ("tỷ lệ 1,5 %.", "1,5%", True),
        ("mức 1.500.000 đồng", "500.000 đồng", False),
        ("mức 500.000 đồng.", "500.000 đồng", True),
        ("mức 500.000,5", "500.000", False),
        ("SỞ  Y TẾ\nchủ trì", "Sở Y tế", True),
        ("Kế hoạch 12/KH-UBND", "12", False),
        ("2026–2030", "2026-2030", True),
    ],
)
def test_a_fact_is_words_of_its_own(text: str, fact: str, expected: bool) -> None:
    assert holds(text, fact) is expected


def test_all_facts_in_the_first_quotation() -> None:
    answer = Answer("answered", "", (cited(1, "Sở Y tế trả lời trong mười hai ngày."),))
    assert judge(ASKED, answer, PATHS) == Verdict(True, True, True, False)


def test_facts_over_two_quotations_and_in_the_lead_in() -> None:
    answer = Answer("answered", "", (cited(1, "a) 12 ngày;"), cited(1, "b) …", "Sở Y tế:")))
    assert judge(ASKED, answer, PATHS) == Verdict(True, False, True, False)


def test_the_right_words_of_another_document_do_not_count() -> None:
    answer = Answer("answered", "", (cited(2, "Sở Y tế, 12 ngày"), cited(1, "Sở Y tế")))
    assert judge(ASKED, answer, PATHS) == Verdict(False, False, True, False)


def test_names_are_compared_whole() -> None:
    answer = Answer("answered", "", (cited(1, "Sở Y tế, 12 ngày"),))
    assert judge(ASKED, answer, {1: "/kho/ba/qd-1.docx"}) == Verdict(False, False, False, False)
    assert judge(ASKED, answer, {1: "a/qd-1.docx"}).right


def test_a_refusal_is_right_where_nothing_answers() -> None:
    nothing = replace(ASKED, answerable=False, facts=(), files=())
    assert judge(nothing, Answer("not_found", ""), PATHS).right
    assert not judge(nothing, Answer("answered", "", (cited(1, "Sở Y tế"),)), PATHS).right
    assert judge(ASKED, Answer("not_found", ""), PATHS) == Verdict(False, False, False, True)


def test_the_figures() -> None:
    answer = Answer("answered", "")
    verdicts = [Verdict(True, True, True, False), Verdict(True, False, True, False), Verdict(False, False, False, True)]
    results = [Result(ASKED, answer, verdict, 0.1) for verdict in verdicts]
    results.append(Result(replace(ASKED, answerable=False), answer, Verdict(False, False, False, False), 0.3))
    figures = summary(results)
    assert (figures["right"], figures["first"], figures["found"]) == (0.6667, 0.3333, 0.6667)
    assert (figures["refused_wrongly"], figures["answered_without"]) == (0.3333, 1.0)
    assert figures["right_by_type"] == {"when": 0.6667}


def test_the_questions_are_whole() -> None:
    both = [read_factual(REAL / f"{name}.jsonl") for name in ("phat-trien", "giu-lai")]
    assert [len(part) for part in both] == [76, 76]
    every = [asked for part in both for asked in part]
    assert len({asked.id for asked in every}) == 152
    assert all(bool(asked.facts) == bool(asked.files) == asked.answerable for asked in every)
    assert sum(not asked.answerable for asked in every) == 31
    assert sum(asked.far for asked in every) >= 50


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    broken = tmp_path / "q.jsonl"
    broken.write_text('{"id": "x"}\n', encoding="utf-8")
    with pytest.raises(QuestionsError, match=r"q\.jsonl:1"):
        read_factual(broken)
