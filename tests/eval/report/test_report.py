"""Reports over two small runs: their figures, their forms, the gate; and what must not be compared."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from eval.data.model import Question
from eval.data.problems import DatasetError
from eval.report.commands import comparison, gate, report
from eval.report.comparison import compare, runs_below, worst
from eval.report.numbers import metric_name, ordered, signed
from eval.runs.runner import run
from eval.systems.named import Named
from tests.eval.runs.test_runs import SET, Even

TRICKY = replace(SET.questions[0], text='Phí <script>alert("x")</script> & {{ 7*7 }}?')
ASKED = SET.only([TRICKY, *SET.questions[1:]])


class Silent(Even):
    """Answers nothing."""

    def answer(self, question: Question) -> object:  # type: ignore[override]
        return replace(super().answer(replace(question, id="1")), refused=True)


@pytest.fixture
def runs(tmp_path: Path) -> Path:
    run(ASKED, Named("chẵn", "even", Even()), tmp_path)
    run(ASKED, Named("im lặng", "silent", Silent()), tmp_path)
    return tmp_path


def test_the_page_holds_all_of_itself(runs: Path, tmp_path: Path) -> None:
    assert report([str(runs), "--out", str(tmp_path / "r")]) == 0
    page = (tmp_path / "r" / "report.html").read_text("utf-8")
    named = ("w3.org", "purl.org", "creativecommons.org", "matplotlib.org")  # namespaces, which nothing fetches
    assert [url for url in re.findall(r"https?://[^\s\"'<>)]+", page) if not any(n in url for n in named)] == []
    assert not re.search(r"<(?:link|img|iframe|script)\b|@import|url\((?!#)", page)
    assert "<script" not in page
    assert "&lt;script&gt;alert(" in page
    assert "{{ 7*7 }}" in page
    assert '<html lang="vi">' in page
    assert "Trả lời đúng" in page
    assert "0,500" in page
    assert len(re.findall("<svg", page)) >= 2
    assert page.count("<h1") == 1
    assert "κ = 0," in page


def test_the_same_runs_give_the_same_page(runs: Path, tmp_path: Path) -> None:
    pages = []
    for name in ("a", "b"):
        report([str(runs), "--out", str(tmp_path / name)])
        pages.append((tmp_path / name / "report.html").read_bytes())
    assert pages[0] == pages[1]


def test_the_other_forms(runs: Path, tmp_path: Path) -> None:
    report([str(runs), "--out", str(tmp_path / "r")])
    folder = tmp_path / "r"
    assert "| Trả lời đúng | 0,500 [" in (folder / "report.md").read_text("utf-8")
    latex = (folder / "report.tex").read_text("utf-8")
    assert r"95\%" not in latex
    assert r"Từ chối nhầm $\downarrow$" in latex
    rows = list(csv.DictReader(io.StringIO((folder / "report.csv").read_text("utf-8"))))
    right = [float(r["value"]) for r in rows if r["metric"] == "right" and r["system"] == "chẵn"]
    assert (len(right), sum(right)) == (12, 6.0)
    whole = json.loads((folder / "report.json").read_text("utf-8"))
    assert whole[0]["runs"][0]["metrics"]["right"]["mean"] == 0.5


def test_the_first_is_tested_against_the_others(runs: Path) -> None:
    (found,) = compare(runs_below([runs]))
    test = next(t for t in found.tests if t.metric == "right")
    assert (test.difference.mean.mean, test.difference.better, test.difference.worse) == (0.5, 6, 0)
    assert test.p >= test.difference.p == pytest.approx(2 / 2**6)
    assert test.needed is not None
    assert test.needed > 1_000
    assert list(worst(found, 6)) == ["1", "3", "5", "7", "9", "11"]


def test_two_runs_in_a_terminal(runs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert comparison([str(runs / "ong" / "im-lặng"), str(runs / "ong" / "chẵn")]) == 0
    said = capsys.readouterr().out
    assert "−0,500" in said
    assert "0,00 < 1,00" in said
    assert comparison([str(runs), str(runs)]) == 2


@pytest.mark.parametrize(
    ("bounds", "code"),
    [
        (["--min", "right=0.5"], 0),
        (["--min", "right=0.51"], 1),
        (["--max", "refused_wrongly=0.5", "--min", "right=0.4"], 0),
        (["--max", "refused_wrongly=0.49"], 1),
        (["--min", "nothing=0.1"], 2),
        (["--max", "total_ms_p95=1000"], 0),
    ],
)
def test_the_gate(bounds: list[str], code: int, runs: Path) -> None:
    assert gate([str(runs / "ong" / "chẵn"), *bounds]) == code


def test_other_questions_or_documents_are_not_compared(runs: Path, tmp_path: Path) -> None:
    run(replace(SET, texts=()), Named("khác", "even", Even()), tmp_path / "khác")
    with pytest.raises(DatasetError, match="không cùng câu hỏi hoặc không cùng tài liệu"):
        compare(runs_below([runs]))
    with pytest.raises(DatasetError, match=r"run\.json"):
        runs_below([tmp_path / "không có"])


def test_figures_and_names() -> None:
    assert signed(-0.5) == "−0,500"
    assert metric_name("refused_wrongly") == "Từ chối nhầm ↓"
    assert metric_name("something_new") == "something_new"
    assert ordered(["map", "zzz", "right"]) == ["right", "map", "zzz"]
