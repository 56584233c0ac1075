"""A run is one folder that says all about itself, is gone on with, and never taken for another."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from eval.data.model import Cited, Dataset, Found, Question, Response, Text
from eval.data.problems import DatasetError
from eval.report.run import main
from eval.runs.folder import RunFolder
from eval.runs.results import measure
from eval.runs.runner import Progress, run, shown_time, with_noise
from eval.runs.slices import LEAST, parts
from eval.systems.named import Named

SET = Dataset(
    "ong",
    tuple(Question(str(i), f"Phí loại {i}?", facts=((f"{i} đồng",),), documents={"d": 1}) for i in range(12)),
    (Text("d", "", "…"),),
)


class Even:
    """Knows the even questions; counts what it was asked."""

    def __init__(self, stop_at: int | None = None) -> None:
        self.asked: list[str] = []
        self.stop_at = stop_at
        self.settings: Mapping[str, Any] = {"even": True}

    def prepare(self, dataset: Dataset, folder: Path) -> Mapping[str, float]:
        return {"ingest_seconds": 1.5}

    def answer(self, question: Question) -> Response:
        if question.id and self.stop_at is not None and len(self.asked) == self.stop_at:
            raise KeyboardInterrupt
        self.asked += [question.id] if question.id else []
        if not question.id or int(question.id) % 2:
            return Response(refused=True, milliseconds={"total": 2.0})
        text = f"{question.id} đồng"
        return Response(text, False, (Cited("d", text),), (Found("d", 1.0, None, text),), 0.5, False, {"total": 4.0})

    def close(self) -> None:
        """Nothing to close."""


def test_a_run_and_its_figures(tmp_path: Path) -> None:
    results = run(SET, Named("chẵn", "even", Even()), tmp_path)
    assert results.means["right"].mean == 0.5
    assert results.means["refused_wrongly"].mean == 0.5
    folder = tmp_path / "ong" / "chẵn"
    kept = {path.name for path in folder.iterdir()}
    assert kept == {
        "run.json", "questions.jsonl", "responses.jsonl", "times.jsonl", "run.trec", "scores.jsonl", "metrics.json",
        "costs.json",
    }  # fmt: skip
    told = json.loads((folder / "metrics.json").read_text("utf-8"))
    assert told["metrics"]["right"]["count"] == 12
    assert told["support_agreement"] > 0.8
    costs = json.loads((folder / "costs.json").read_text("utf-8"))
    assert (costs["ingest_seconds"], costs["total_ms_p50"]) == (1.5, 3.0)
    record = RunFolder(folder).record
    assert len(record["identity"]["documents"]) == 64
    assert record["provenance"]["python"]


def test_the_same_settings_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        run(SET, Named("chẵn", "even", Even()), tmp_path / name)
    for file in ("responses.jsonl", "scores.jsonl", "metrics.json", "run.trec", "questions.jsonl"):
        first, second = ((tmp_path / name / "ong" / "chẵn" / file).read_bytes() for name in ("a", "b"))
        assert first == second, file


def test_what_was_stopped_is_gone_on_with(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        run(SET, Named("chẵn", "even", Even(stop_at=5)), tmp_path)
    file = tmp_path / "ong" / "chẵn" / "responses.jsonl"
    file.write_text(file.read_text("utf-8") + '{"id": "5", "ans', "utf-8")  # cut off in a line
    again = Even()
    assert run(SET, Named("chẵn", "even", again), tmp_path).means["right"].mean == 0.5
    assert again.asked == [str(i) for i in range(5, 12)]
    once_more = Even()
    run(SET, Named("chẵn", "even", once_more), tmp_path)
    assert once_more.asked == []


def test_another_run_is_never_gone_on_with(tmp_path: Path) -> None:
    run(SET, Named("chẵn", "even", Even()), tmp_path)
    other = Even()
    other.settings = {"even": False}
    with pytest.raises(DatasetError, match="khác ở: settings"):
        run(SET, Named("chẵn", "even", other), tmp_path)
    changed = SET.only([replace(SET.questions[0], facts=(("7 đồng",),)), *SET.questions[1:]])
    with pytest.raises(DatasetError, match="khác ở: questions"):
        run(changed, Named("chẵn", "even", Even()), tmp_path)
    with pytest.raises(DatasetError, match="khác ở: documents"):
        run(replace(SET, texts=(Text("d", "", "!"),)), Named("chẵn", "even", Even()), tmp_path)
    (tmp_path / "lạ" / "ong" / "chẵn").mkdir(parents=True)
    (tmp_path / "lạ" / "ong" / "chẵn" / "ghi-chú.txt").write_text("", "utf-8")
    with pytest.raises(DatasetError, match="không phải của một lần chạy"):
        run(SET, Named("chẵn", "even", Even()), tmp_path / "lạ")
    with pytest.raises(DatasetError, match=r"không có run\.json"):
        measure(RunFolder(tmp_path))


def test_several_at_once_keep_their_order(tmp_path: Path) -> None:
    run(SET, Named("chẵn", "even", Even()), tmp_path, jobs=4)
    lines = (tmp_path / "ong" / "chẵn" / "responses.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["id"] for line in lines] == [str(i) for i in range(12)]


def test_noise_is_another_set(tmp_path: Path) -> None:
    typed = with_noise(SET, "strip")
    assert typed.name == "ong+strip"
    assert typed.questions[3].text == "Phi loai 3?"
    assert run(SET, Named("chẵn", "even", Even()), tmp_path, "strip").dataset == "ong+strip"


def test_slices_under_their_least_size_are_not_shown() -> None:
    many = [Question(f"a{i}", "Phí bao nhiêu?", slices={"type": "số"}) for i in range(LEAST)]
    few = [Question(f"b{i}", "Ai ký?", slices={"type": "ai"}) for i in range(LEAST - 1)]
    assert list(parts([*many, *few])["type"]) == ["số"]
    assert "accents" not in parts(many)


def test_progress_says_what_is_left(capsys: pytest.CaptureFixture[str]) -> None:
    now = iter([0.0, 1.0, 30.0, 60.0])
    tell = Progress("ours", 4, lambda: next(now))
    tell.one_more()  # too soon to say anything
    tell.one_more()
    assert capsys.readouterr().err == "ours: 2/4 câu, còn khoảng 0:30\n"
    assert [shown_time(s) for s in (7, 750, 3900)] == ["0:07", "12:30", "1:05:00"]


def test_from_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sheet = tmp_path / "hoi.csv"
    sheet.write_text("Câu hỏi,Trả lời\nPhí bao nhiêu?,5 đồng\n?,\n", "utf-8")
    (tmp_path / "bot_thu.py").write_text("def answer(q): return '5 đồng'\n", "utf-8")
    words = ["--data", str(sheet), "--system", "python:bot_thu:answer", "--out", str(tmp_path / "out")]
    import sys

    sys.path.insert(0, str(tmp_path))
    assert main(words) == 0
    said = capsys.readouterr()
    assert "right 1.000" in said.out
    assert "câu này được bỏ qua" in said.err
    assert main([*words[:3], "ours", *words[4:]]) == 2
    assert "không có tài liệu nào" in capsys.readouterr().err
    assert main(["--data", "khong-co.csv", *words[2:]]) == 2
