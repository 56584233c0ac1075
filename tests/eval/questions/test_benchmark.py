"""Our benchmark over `corpus/`: its size, and that each fact and quotation stands in the document that it names."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from eval.data.problems import Problems
from eval.data.sets import QUESTIONS, load
from eval.metrics.facts import held, stands_verbatim
from tests.corpus.test_corpus import read

PROBLEMS = Problems()
SET = load(str(QUESTIONS), None, PROBLEMS)
ADDED = [question for question in SET.questions if question.id.startswith(("th-", "tk-"))]


@cache
def text_of(document: str) -> str:
    return read(document)[1].text


def test_its_size() -> None:
    assert PROBLEMS.found == []
    assert len(SET.questions) >= 300
    assert sum(not question.answerable for question in SET.questions) >= 75
    assert len({question.text for question in SET.questions}) == len(SET.questions)


def test_each_fact_stands_in_its_quotation_or_document() -> None:
    for question in ADDED:
        assert question.answerable == bool(question.facts)
        for place in question.places:
            assert all(held(text_of(place.document), question.facts)), question


def test_each_quotation_stands_in_its_document() -> None:
    for question in ADDED:
        for place in question.places:
            assert all(stands_verbatim(text_of(place.document), quoted) for quoted in place.quotations), question


def test_it_is_spread_over_documents() -> None:
    counts: dict[str, int] = defaultdict(int)
    for question in SET.questions:
        for document in question.documents:
            counts[document] += 1
    assert len(counts) >= 30
    assert max(counts.values()) < len(SET.questions) / 5
