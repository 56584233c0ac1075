"""Folds: questions that share an article stay together."""

from __future__ import annotations

import json
from pathlib import Path

from eval.data.folds import components, folds, main, shared_documents

QRELS = {
    "q1": {"a": 1, "b": 1},
    "q2": {"c": 1},
    "q3": {"b": 1},
    "q4": {"d": 1, "c": 0},  # judged not relevant: no link to q2
    "q5": {"e": 1},
}


def test_components_are_what_shared_articles_connect() -> None:
    assert components(QRELS) == [["q1", "q3"], ["q2"], ["q4"], ["q5"]]


def test_no_article_in_two_folds_and_folds_of_like_size() -> None:
    parts = folds(QRELS, 2)
    assert parts == {"q1": 0, "q2": 1, "q3": 0, "q4": 1, "q5": 0}
    assert shared_documents(QRELS, parts) == 0
    assert shared_documents(QRELS, {**parts, "q3": 1}) == 1


def test_the_command_writes_them(tmp_path: Path) -> None:
    (tmp_path / "corpus.jsonl").write_text('{"_id": "a", "text": "x"}\n')
    (tmp_path / "queries.jsonl").write_text('{"_id": "q1", "text": "x"}\n')
    (tmp_path / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\nq1\ta\t1\nq2\ta\t1\nq3\tb\t1\n")
    assert main(["--corpus", str(tmp_path), "--folds", "2", "--out", str(tmp_path / "out")]) == 0
    assert json.loads((tmp_path / "out" / "folds.json").read_text()) == {"q1": 0, "q2": 0, "q3": 1}
    assert main(["--corpus", str(tmp_path / "out"), "--out", str(tmp_path)]) == 2


def test_the_dev_sets_fall_into_five_even_folds(shared_data: Path) -> None:
    from eval.data.beir import read_qrels

    for name, questions in (("zalo-phapdien", 681), ("drill", 147), ("alqac2025", 729)):
        qrels = read_qrels(shared_data / name / "dev" / "qrels.tsv")
        parts = folds(qrels)
        sizes = [list(parts.values()).count(i) for i in range(5)]
        assert sum(sizes) == questions
        assert max(sizes) - min(sizes) <= 1
        assert shared_documents(qrels, parts) == 0
