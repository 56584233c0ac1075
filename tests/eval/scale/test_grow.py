"""The bench of scale: repetitions that are the same every time and unlike the original, and one whole small run."""

from __future__ import annotations

import json
import random
from itertools import islice
from pathlib import Path

import numpy as np
import pytest

from eval.scale import bulk as scale_bulk
from eval.scale import grow as scale
from eval.scale.corpus import CHANGED, perturbed, stream
from eval.systems.tutorial import TutorialStack

ARTICLES = [
    (f"d{n}", f"Điều {n}. Nội dung {n}", f"Khoản {n} quy định việc {n} của cơ quan số {n}.\n1. Hồ sơ gồm {n} bản.")
    for n in range(30)
]


def test_the_stream_gives_the_articles_first_then_perturbed_ones_without_end() -> None:
    found = list(islice(stream(ARTICLES, 0), 75))
    assert sorted(found[:30]) == sorted(ARTICLES)
    assert found[30][0] == f"{found[0][0]}#1"
    assert found[60][0] == f"{found[0][0]}#2"
    assert len({text for _, _, text in found}) == 75
    assert found[40:] == list(islice(stream(ARTICLES, 40), 35))


def test_a_perturbed_text_keeps_its_lines_and_changes_a_known_share() -> None:
    text = "\n".join([" ".join(f"từ{i}" for i in range(101))] * 20 + ["Điều 12. Năm 2024"])
    changed = perturbed(text, ["khác"], random.Random(1))
    lines = changed.split("\n")
    assert len(lines) == 21
    assert [line.split()[0] for line in lines] == ["từ0"] * 20 + ["Điều"]
    replaced = changed.split().count("khác")
    dropped = len(text.split()) - len(changed.split())
    assert replaced + dropped == pytest.approx(CHANGED * 2000, rel=0.1)  # a place drawn twice counts once
    assert replaced == pytest.approx(2 * dropped, rel=0.3)
    assert perturbed(text, ["khác"], random.Random(1)) == changed
    year = lines[-1].split()[-1]
    assert year != "2024"
    assert len(year) == 4


@pytest.mark.slow
def test_a_small_run_measures_each_size_and_goes_on_where_it_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus = tmp_path / "corpus"
    (corpus / "dev").mkdir(parents=True)
    rows = [{"_id": i, "title": title, "text": text} for i, title, text in ARTICLES]
    (corpus / "corpus.jsonl").write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    asked = [{"_id": f"q{n}", "text": f"Hồ sơ việc {n} gồm mấy bản?"} for n in range(40)]
    (corpus / "dev" / "queries.jsonl").write_text("\n".join(json.dumps(row) for row in asked), encoding="utf-8")
    (corpus / "dev" / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\nq1\td1\t1\n", encoding="utf-8")
    monkeypatch.setattr(scale_bulk, "PREPARED", 20)
    common = ["--corpus", str(corpus), "--bulk-from", "60", "--out", str(tmp_path / "out")]
    assert scale.main([*common, "--sizes", "60"]) == 0
    assert scale.main([*common, "--sizes", "60,90"]) == 0
    report = json.loads((tmp_path / "out" / "scale.json").read_text(encoding="utf-8"))
    first, second = report["points"]
    assert first["passages"] >= 20  # the last articles are under way when they seem enough
    assert second["passages"] == first["passages"] + second["by_writer_alone"] >= 90
    for point in report["points"]:
        assert point["vectors"]["share 1"]["recall@100"] == 1.0
        assert 0 < point["search_ms"]["p50"] <= point["search_ms"]["p95"]
        assert point["disk_bytes"] > 10_000
    assert (tmp_path / "out" / "scale.png").read_bytes()[:4] == b"\x89PNG"


class _Model:
    def encode(self, texts: list[str], show_progress_bar: bool) -> np.ndarray:
        return np.array([[float(text), 0.0] for text in texts], np.float32)


def test_the_tutorial_stack_ranks_a_document_by_its_nearest_chunk() -> None:
    import faiss

    index = faiss.IndexFlatL2(2)
    index.add(np.array([[0, 0], [1, 0], [5, 0], [6, 0]], np.float32))
    stack = TutorialStack(_Model(), index, ["a", "b", "a", "c"])
    assert stack.rank("5.6") == [("c", pytest.approx(-0.16)), ("a", pytest.approx(-0.36)), ("b", pytest.approx(-21.16))]
    assert stack.search("0.9", 2) == [("b", pytest.approx(-0.01)), ("a", pytest.approx(-0.81))]
