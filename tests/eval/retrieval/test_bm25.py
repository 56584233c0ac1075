"""Paired tests against BM25, over a corpus of four texts."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from eval.retrieval import bm25

TEXTS = {
    "a": "Mức hỗ trợ lắp đặt cáp quang cho mỗi hộ nghèo là 300.000 đồng.",
    "b": "Sở Nội vụ chủ trì rà soát thủ tục hành chính hằng năm.",
    "c": "Trạm y tế xã tiêm phòng cho trẻ em dưới sáu tuổi.",
    "d": "Thư viện huyện mở cửa các ngày trong tuần.",
}
QUESTIONS = {"1": "Ai rà soát thủ tục hành chính?", "2": "Hỗ trợ cáp quang bao nhiêu tiền?"}


def test_a_difference_by_hand() -> None:
    found = bm25.compare("ours", {"1": 1.0, "2": 0.5}, "theirs", {"1": 0.5, "2": 0.5})
    assert (found.here, found.there) == (0.75, 0.5)
    assert found.p == 1.0  # one question that differs may as well differ the other way round
    assert bm25.table([found]).splitlines()[-1] == "| ours | 0.7500 | theirs | 0.5000 | +0.2500 | 1.000 |"
    with pytest.raises(ValueError, match="2 questions"):
        bm25.compare("ours", {"1": 1.0}, "theirs", {"2": 1.0})


def test_the_command_writes_a_row_for_each_pair(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with gzip.open(tmp_path / "corpus.jsonl.gz", "wt", encoding="utf-8") as file:
        file.writelines(json.dumps({"_id": i, "title": "", "text": t}) + "\n" for i, t in TEXTS.items())
    dev = tmp_path / "dev"
    dev.mkdir()
    lines = (json.dumps({"_id": i, "text": t}) for i, t in QUESTIONS.items())
    (dev / "queries.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (dev / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\n1\tb\t1\n2\ta\t1\n", encoding="utf-8")
    folds = tmp_path / "each.json"
    folds.write_text(json.dumps({f"{tmp_path.name} keep": {"1": 0.5, "2": 1.0}}), encoding="utf-8")
    given = [
        "--corpus",
        str(tmp_path),
        "--no-words",
        "--jobs",
        "1",
        "--folds",
        str(folds),
        "--out",
        str(tmp_path / "out"),
    ]
    assert bm25.main(given) == 0
    held = json.loads((tmp_path / "out" / "bm25.json").read_text(encoding="utf-8"))
    assert held[bm25.BASELINES[0]] == held[bm25.SHIPPED] == {"1": 1.0, "2": 1.0}
    assert (
        "| the ranker by folds | 0.7500 | passages by BM25, syllables | 1.0000 | -0.2500 | 1.000 |"
        in capsys.readouterr().out
    )
