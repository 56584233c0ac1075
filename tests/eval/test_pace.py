"""The pace of encoders: passages of many lengths, and figures that say what they measure."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.pace import SYLLABLES, main, passages


def test_passages_differ_in_length_and_text() -> None:
    texts = passages(8)
    assert [len(text.split()) for text in texts] == [n + 1 for n in SYLLABLES] * 2
    assert len(set(texts)) == 8


@pytest.mark.slow
def test_the_bundled_encoder_and_minilm_in_one_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--rounds", "1", "--passages", "4", "--out", str(tmp_path)]) == 0
    figures = json.loads((tmp_path / "pace.json").read_text(encoding="utf-8"))
    assert list(figures) == ["bundled", "MiniLM (sentence-transformers)"]
    static, minilm = figures.values()
    assert static["question_ms"] < minilm["question_ms"]
    assert static["passages_per_second"] > minilm["passages_per_second"]
    assert "passages_per_second" in capsys.readouterr().out


def test_a_model_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--encoder", str(tmp_path / "không có")]) == 2
    assert "không có" in capsys.readouterr().err
