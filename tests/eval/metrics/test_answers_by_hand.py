"""Answer metrics on cases worked out by hand; where a published script exists, its own numbers."""

from __future__ import annotations

from fractions import Fraction

import pytest

from eval.data.model import Cited, Found, Place, Question, Response
from eval.metrics.citations import Statement, citation_precision, citation_recall, exactness, of_places, statements
from eval.metrics.facts import held, holds, stands_verbatim
from eval.metrics.figures import figures_of, recall, unsupported, value_of
from eval.metrics.levels import documents_each, f2, nugget_recall, sections_each
from eval.metrics.refusals import area_under_risk, calibration, risk_coverage, says_it_cannot
from eval.metrics.scoring import score_all
from eval.metrics.wording import contains, exact, f1, rouge_l


@pytest.mark.parametrize(
    ("said", "reference", "expected"),
    [
        ("Sở Y tế", "sở y tế.", 1.0),  # capitals, full stop
        ("hoà bình", "hòa bình", 1.0),  # both tone placements
        ("1.500 người", "1500 người", 1.0),  # grouping
        ("06 tháng", "6 tháng", 1.0),
        ("Sở Y tê", "Sở Y tế", 0.0),  # a missing tone is another word
        ("", "", 1.0),
        ("", "a", 0.0),
    ],
)
def test_exact(said: str, reference: str, expected: float) -> None:
    assert exact(said, reference) == expected


@pytest.mark.parametrize(
    ("said", "reference", "expected"),
    [
        ("ba ngày làm việc", "ba ngày", 2 * 0.5 * 1 / 1.5),  # 2 of 4, 2 of 2
        ("ngày ngày", "ngày", 2 * 0.5 * 1 / 1.5),  # counted once
        ("Sở Y tế", "Sở Tài chính", 1 / 3),  # 1 of 3, 1 of 3
        ("có", "không", 0.0),
        ("số 45/KH-UBND", "45/KH-UBND", 2 * 0.5 / 1.5),  # a number is one token
        ("1,5 tỷ đồng", "1,5 tỷ đồng mỗi năm", 2 * 1 * 0.6 / 1.6),  # 3 of 3, 3 of 5
        ("", "", 1.0),
    ],
)
def test_f1(said: str, reference: str, expected: float) -> None:
    assert f1(said, reference) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("said", "reference", "expected"),
    [  # the first four are what rouge-score 0.1.2 gives
        ("the cat is on the mat", "the cat sat on the mat", 5 / 6),
        ("d c b a", "a b c d", 0.25),
        ("quick fox jumps", "the quick brown fox", 4 / 7),
        ("the gunman kill police", "police killed the gunman", 0.5),
        ("chủ trì: Sở Y tế", "Sở Y tế chủ trì", 0.6),  # the longest: sở y tế
        ("phối hợp", "chủ trì", 0.0),
    ],
)
def test_rouge_l(said: str, reference: str, expected: float) -> None:
    assert rouge_l(said, reference) == pytest.approx(expected)


def test_contained() -> None:
    assert contains("Thời hạn là 15 ngày làm việc.", "15 ngày") == 1.0
    assert contains("Thời hạn là 115 ngày.", "15 ngày") == 0.0


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("năm 2012", "12", False),
        ("ngày 12 tháng 5", "12", True),
        ("12.500 đồng", "12", False),
        ("2,12 tỷ", "12", False),
        ("khoản 12.", "12", True),
        ("Kế hoạch số\n12/KH-UBND", "số 12/KH-UBND", True),
        ("Sở Y tế", "sở y tế", False),  # letter for letter
        ("800.000 đồng/người", "800.000 đồng", True),
        ("ngày 15/7/2026", "15", False),
        ("(05 người)", "(05", True),
    ],
)
def test_verbatim_words_are_whole(text: str, words: str, expected: bool) -> None:
    assert stands_verbatim(text, words) is expected


def test_facts() -> None:
    assert held("trong 12 ngày, Sở Y tế", [["12 ngày", "mười hai ngày"], ["Sở Tài chính"]]) == [True, False]
    assert not holds("năm 2012 ngày lễ", "12 ngày")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("1.500", 1500), ("1,5", Fraction(3, 2)), ("1.5", Fraction(3, 2)), ("1.234.567", 1234567),
        ("0,25", Fraction(1, 4)), ("1.234,50", Fraction(2469, 2)),
    ],
)  # fmt: skip
def test_numbers_as_vietnamese_writes_them(written: str, expected: int | Fraction) -> None:
    assert value_of(written) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,5 tỷ đồng", {"1500000000 đồng"}),
        ("1.500 triệu đồng", {"1500000000 đồng"}),
        ("95 phần trăm", {"95 %"}),
        ("hạn 30/11/2026", {"2026-11-30"}),
        ("ngày 30 tháng 11 năm 2026", {"2026-11-30"}),
        ("Kế hoạch 45/KH-UBND", {"45/kh-ubnd"}),
        ("1. Sở Y tế [2]", set()),
        ("đến 2026 tỷ lệ đạt 80%", {"2026", "80 %"}),
    ],
)
def test_figures(text: str, expected: set[str]) -> None:
    assert figures_of(text) == expected


def test_figures_said_and_figures_made_up() -> None:
    assert recall("hỗ trợ 2.000 triệu đồng trong 3 năm", ["2 tỷ đồng", "4 năm"]) == 0.5
    assert recall("gì đó", ["không có số"]) is None
    assert recall("chi 500 đồng", ["500"]) == 1.0
    assert unsupported("12 ngày, 7 người", "trong 12 ngày; 2007 người") == {"7 người"}


class Word:
    """Supports what shares a marked word; so that ALCE's cases can be followed on paper."""

    name, agreement = "word", None

    def supports(self, statement: str, evidence: str) -> bool:
        return set(statement.split()) <= set(evidence.split())


def quotes(*texts: str) -> list[Cited]:
    return [Cited("d", text) for text in texts]


@pytest.mark.parametrize(
    ("said", "cited", "expected_recall", "expected_precision"),
    [
        ([Statement("a", (0,))], quotes("a"), 1.0, 1.0),
        ([Statement("a", (0, 1))], quotes("a", "b"), 1.0, 0.5),  # the second is not needed
        ([Statement("a b", (0, 1))], quotes("a", "b"), 1.0, 1.0),  # neither does alone, both are needed
        ([Statement("a b", (0, 1, 2))], quotes("a", "b", "x"), 1.0, 2 / 3),
        ([Statement("a", (0, 1))], quotes("a", "a"), 1.0, 1.0),  # each does alone
        ([Statement("a", (0,)), Statement("c", (0,))], quotes("a"), 0.5, 0.5),
        ([Statement("a", ())], quotes("a"), 0.0, None),  # nothing cited
        ([Statement("c", (0, 1))], quotes("a", "b"), 0.0, 0.0),
        ([], quotes("a"), None, None),
    ],
)
def test_alce_by_its_definition(
    said: list[Statement], cited: list[Cited], expected_recall: float | None, expected_precision: float | None
) -> None:
    assert citation_recall(said, cited, Word()) == expected_recall
    assert citation_precision(said, cited, Word()) == (
        None if expected_precision is None else pytest.approx(expected_precision)
    )


def test_statements_and_their_marks() -> None:
    assert statements("Hạn là 15 ngày [1]. Sở Y tế chủ trì. [2][3]\nXong [9]", 3) == [
        Statement("Hạn là 15 ngày .", (0,)), Statement("Sở Y tế chủ trì.", (1, 2)), Statement("Xong", ()),
    ]  # fmt: skip
    assert statements("Hạn 15 ngày.", 2) == [Statement("Hạn 15 ngày.", (0, 1))]
    assert statements("", 2) == []


def test_places_and_exactness() -> None:
    places = (Place("a", "Mục II › 1", 2, ("12 ngày",)), Place("b", None, None, ("5%",)))
    asked = Question("q", "?", documents={"a": 1, "b": 1}, places=places)
    response = Response("…", citations=(Cited("a", "trong 12 ngày", "Mục II › 1 › a", 3, exact=True),))
    assert of_places(asked, response) == {"section": 1.0, "page": 0.0, "quotation": 0.0}
    any_place = Question("q", "?", documents={"a": 1, "b": 1}, places=places, every=False)
    assert of_places(any_place, response) == {"section": 1.0, "page": 0.0, "quotation": 1.0}
    assert exactness([Cited("a", exact=True), Cited("a", exact=False), Cited("a")]) == 0.5


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("", True),
        ("Không tìm thấy căn cứ trong kho văn bản.", True),
        ("Tôi không biết.", True),
        ("Xin lỗi, tài liệu không có thông tin về việc này.", True),
        ("I don't know based on the context.", True),
        ("Không thu phí đối với trường học.", False),
        ("Thời hạn là 15 ngày. Không có thông tin về phí.", False),
        ("Sở Y tế chủ trì.", False),
        ("Không được sử dụng tài khoản cá nhân.", False),
    ],
)
def test_refusals_in_words(answer: str, expected: bool) -> None:
    assert says_it_cannot(answer) is expected


def test_risk_and_coverage() -> None:
    # Surest first: right, wrong, right, right; one refused. Risks 0, 1/2, 1/3, 1/4 at coverages 1/5 … 4/5.
    confidence = [0.9, 0.8, 0.7, 0.6, None]
    right = [True, False, True, True, False]
    assert [(p.coverage, p.risk) for p in risk_coverage(confidence, right)] == [
        (0.2, 0.0), (0.4, 0.5), (pytest.approx(0.6), pytest.approx(1 / 3)), (0.8, 0.25),
    ]  # fmt: skip
    assert area_under_risk(confidence, right) == pytest.approx((0 + 1 / 2 + 1 / 3 + 1 / 4) / 4)
    assert area_under_risk([0.5, 0.5], [True, False]) == 0.5  # a tie
    assert area_under_risk([None], [False]) is None


def test_calibration() -> None:
    bins, error = calibration([0.95, 0.85, 0.82, 0.15], [True, True, False, False])
    assert [(b.count, b.right) for b in bins] == [(1, 0.0), (2, 0.5), (1, 1.0)]
    assert error == pytest.approx((0.15 + 2 * abs(0.835 - 0.5) + 0.05) / 4)


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        (["a"], 5 * 1 * 0.5 / (4 * 1 + 0.5)), (["a", "b"], 1.0), (["x"], 0.0), ([], 0.0),
        (["a", "b", "x"], 5 * (2 / 3) / (4 * 2 / 3 + 1)),
    ],
)  # fmt: skip
def test_f2_of_alqac(chosen: list[str], expected: float) -> None:
    assert f2(chosen, {"a": 1, "b": 1, "c": 0}) == pytest.approx(expected)


def test_levels_of_a_ranking() -> None:
    places = (Place("a", "Điều 2", quotations=("12 ngày",)), Place("a", "Điều 5", quotations=("5%",)))
    asked = Question("q", "?", documents={"a": 1}, places=places)
    found = (Found("b", 3, "Điều 1", "x"), Found("a", 2, "Điều 2 › 1", "12 ngày"), Found("a", 1, "Điều 9", "2012 ngày"))
    responses = {"q": Response(found=found)}
    assert documents_each([asked], responses)["q"]["mrr@10"] == 0.5
    assert sections_each([asked], responses)["q"]["section_mrr@10"] == 0.5
    assert sections_each([asked], responses)["q"]["section_recall@10"] == 0.5
    assert nugget_recall(asked, found) == 0.5
    assert nugget_recall(asked, ()) == 0.0


def test_all_figures_of_a_question() -> None:
    asked = Question(
        "q", "Mấy ngày?", ("12 ngày",), (("12 ngày",), ("Sở Y tế",)), {"a": 1}, (Place("a", "Điều 2"),),
    )  # fmt: skip
    refused = Question("r", "Ai?", answerable=False)
    responses = {
        "q": Response("Sở Y tế trả lời trong 12 ngày [1].", citations=(Cited("a", "Sở Y tế: 12 ngày trả lời"),)),
        "r": Response("Không có căn cứ.", refused=True),
    }
    scores = score_all([asked, refused], responses).scores
    assert scores["q"]["right"] == scores["q"]["grounded"] == scores["q"]["facts"] == 1.0
    assert scores["q"]["f1"] == pytest.approx(2 * (2 / 8) * 1 / (2 / 8 + 1))
    assert "section" not in scores["q"]  # this system tells none, so it is not measured by any
    assert scores["q"]["figures_supported"] == 1.0
    assert scores["r"] == {"right": 1.0, "refused_rightly": 1.0}


def test_what_failed_counts_as_not_answered() -> None:
    asked = Question("q", "Mấy ngày?", facts=(("12 ngày",),))
    other = Question("p", "Ai?", facts=(("ông A",),))
    scores = score_all([asked, other], {"q": Response("12 ngày")}).scores
    assert scores["q"] == {"refused_wrongly": 0.0, "facts": 1.0, "fact_recall": 1.0, "figures": 1.0, "right": 1.0}
    assert scores["p"]["right"] == 0.0
