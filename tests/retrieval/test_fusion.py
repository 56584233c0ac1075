"""Hand-computed fusion and section scores."""

from __future__ import annotations

import math
from collections import Counter

import pytest

from assistant.retrieval.fusion import Candidate, convex, merge, normalised
from assistant.retrieval.lexical import WeighedTerms, idf
from assistant.retrieval.ranking import Ranking
from assistant.retrieval.sections import Wanted, count_terms, section_scores
from assistant.types import Passage, Span, StoredPassage


def test_merge_gives_what_is_missing_the_last_score_of_its_list() -> None:
    assert merge([(3, 8.0), (1, 4.0)], [(1, 0.9), (2, 0.5)]) == [
        Candidate(1, 4.0, 0.9),
        Candidate(2, 2.0, 0.5),
        Candidate(3, 8.0, 0.5),
    ]
    assert merge([], [(7, 0.25)]) == [Candidate(7, 0.0, 0.25)]


def test_convex_sum() -> None:
    assert normalised([8.0, 4.0, 0.0]) == [1.0, 0.5, 0.0]
    assert normalised([0.0]) == [0.0]
    assert convex([8.0, 4.0], [0.5, 0.875], 0.8) == pytest.approx([1.4, 1.2])


def test_idf_is_lucenes() -> None:
    assert idf(10, 2) == pytest.approx(math.log(1 + 8.5 / 2.5))
    assert idf(2, 2) > 0


def test_terms_are_counted_over_line_and_clause_ends() -> None:
    wanted = Wanted(frozenset({"hỗ", "trợ", "hỗ_trợ", "6"}), plain=False)
    counts, length = count_terms("Hỗ trợ 06 hộ; hỗ\ntrợ. Hỗ, trợ", wanted)
    assert counts == Counter({"hỗ": 3, "trợ": 3, "hỗ_trợ": 1, "6": 1})
    assert length == 8
    accented = Wanted(frozenset({"hòa", "hòa_giải", "giải"}), plain=False)
    assert count_terms("Hoà giải", accented)[0]["hòa_giải"] == 1
    bare = Wanted(frozenset({"hoa", "giai", "hoa_giai"}), plain=True)
    assert count_terms("Hoà giải", bare)[0]["hoa_giai"] == 1


def test_section_bm25_by_hand() -> None:
    terms = WeighedTerms("body", {"cáp": 1.0, "quang": 0.5}, {"cáp": 2.0, "quang": 1.0})
    stored = [StoredPassage(i, 1, 1, Passage(t, Span(0, len(t)))) for i, t in enumerate(["cáp cáp x", "quang"])]
    wholes, titles, covered = section_scores([("cáp", stored), ("", stored[1:])], terms, Ranking())
    # Lengths 4 + 2·1 = 6 (the title counts twice) and 1, mean 3.5.
    long, short = 1.2 * (0.25 + 0.75 * 6 / 3.5), 1.2 * (0.25 + 0.75 * 1 / 3.5)
    assert wholes[0] == pytest.approx(2.0 * 4 * 2.2 / (4 + long) + 0.5 * 2.2 / (1 + long))
    assert wholes[1] == pytest.approx(0.5 * 2.2 / (1 + short))
    # Titles of 1 and 0 syllables, mean 0.5.
    assert titles == pytest.approx([2.0 * 2.2 / (1 + 1.2 * (0.25 + 0.75 * 2)), 0.0])
    assert covered == pytest.approx([1.0, 0.5 / 2.5])
