"""The bench from the command line on a set of five documents of our own."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest

from eval.data.beir import corpus_hash, find_files, read_qrels, read_queries
from eval.data.problems import DatasetError

CORPUS = {
    "a": ("Hỗ trợ cáp quang", "Hộ nghèo được hỗ trợ lắp đặt cáp quang."),
    "b": ("Lệ phí căn cước", "Công dân nộp lệ phí khi cấp đổi thẻ căn cước."),
    "c": ("Nghỉ phép", "Viên chức được nghỉ phép mười hai ngày mỗi năm."),
    "d": ("Phạm vi", "Quy định này áp dụng cho cơ quan nhà nước."),
    "d2": ("Phạm vi", "Quy định này áp dụng cho cơ quan nhà nước."),
}
QUERIES = {
    "q1": "hỗ trợ cáp quang cho hộ nghèo",
    "q2": "Viên chức nghỉ phép mấy ngày?",
    "q3": "áp dụng cho cơ quan nhà nước",
}
QRELS = [("q1", "a"), ("q2", "c"), ("q3", "d"), ("q3", "d2")]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("beir") / "nho"
    (folder / "dev").mkdir(parents=True)
    with gzip.open(folder / "corpus.jsonl.gz", "wt", encoding="utf-8") as file:
        for name, (title, text) in CORPUS.items():
            file.write(json.dumps({"_id": name, "title": title, "text": text}, ensure_ascii=False) + "\n")
    lines = [json.dumps({"_id": name, "text": text}, ensure_ascii=False) for name, text in QUERIES.items()]
    (folder / "dev" / "queries.jsonl").write_text("\n".join(lines), encoding="utf-8")
    rows = ["query-id\tcorpus-id\tscore", *(f"{query}\t{document}\t1" for query, document in QRELS)]
    (folder / "dev" / "qrels.tsv").write_text("\n".join(rows), encoding="utf-8")
    return folder


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "eval", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)


def test_the_files_of_a_set_are_found(folder: Path, tmp_path: Path) -> None:
    files = find_files(folder, None, None, "dev")
    assert files == find_files(folder / "corpus.jsonl", None, None, "dev")
    assert files.corpus.name == "corpus.jsonl.gz"
    assert read_queries(files.queries) == QUERIES
    assert read_qrels(files.qrels) == {"q1": {"a": 1}, "q2": {"c": 1}, "q3": {"d": 1, "d2": 1}}
    plain = tmp_path / "corpus.jsonl"
    plain.write_bytes(gzip.decompress(files.corpus.read_bytes()))
    assert corpus_hash(plain) == corpus_hash(files.corpus)
    with pytest.raises(DatasetError, match=r"queries\.jsonl"):
        find_files(plain, None, None, "dev")


@pytest.mark.slow
def test_the_bench_from_the_command_line(folder: Path, tmp_path: Path) -> None:
    index, out = tmp_path / "index", tmp_path / "out"
    common = ("--corpus", folder, "--split", "dev", "--encoder", "none", "--no-words", "--index", index)
    first = run("retrieval", *common, "--out", out)
    assert first.returncode == 0, first.stderr
    metrics = json.loads((out / "metrics.json").read_text(encoding="utf-8"))
    assert metrics["nDCG@10"] == 1.0
    assert metrics["acc@1"] == 1.0
    assert metrics["MRR@10"] == 1.0
    assert metrics["R@1"] == pytest.approx((1 + 1 + 0.5) / 3, abs=1e-5)
    assert metrics["R@10"] == metrics["R@100"] == 1.0
    assert metrics["passages"] == 4
    assert metrics["index_bytes"] > 0
    assert {"latency_p50_ms", "latency_p95_ms", "peak_rss_mb", "seconds_to_ingest"} <= metrics.keys()
    ranked = [line.split() for line in (out / "run.trec").read_text(encoding="utf-8").splitlines()]
    assert [row[2] for row in ranked if row[0] == "q3"][:2] == ["d", "d2"]
    assert ranked[0][:4] == ["q1", "Q0", "a", "1"]
    settings = json.loads((out / "settings.json").read_text(encoding="utf-8"))
    assert settings["arguments"]["encoder"] == "none"
    assert settings["ranking"]["dense"] == 1.0

    built = (index / "bench.json").stat().st_mtime_ns
    again = run("retrieval", *common, "--accents", "strip", "--out", tmp_path / "out2")
    assert again.returncode == 0, again.stderr
    assert (index / "bench.json").stat().st_mtime_ns == built  # used, not built again

    other = tmp_path / "other"
    other.mkdir()
    (other / "corpus.jsonl").write_text('{"_id": "z", "title": "", "text": "khác"}\n', encoding="utf-8")
    asked = ("--queries", folder / "dev/queries.jsonl", "--qrels", folder / "dev/qrels.tsv")
    wrong = run("retrieval", "--corpus", other, *asked, *common[4:], "--out", out)
    assert wrong.returncode == 2
    assert "another corpus" in wrong.stderr


def test_an_unknown_command_lists_those_there_are() -> None:
    listed = run("nothing")
    assert listed.returncode == 2
    assert "retrieval" in listed.stderr
    assert "ablate" in listed.stderr
