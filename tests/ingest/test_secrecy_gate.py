"""The gate stands unless the owner's settings file says otherwise, and then each ingest says so in the log."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from assistant.ingest import ingest
from assistant.settings import Settings

MARKED = "ỦY BAN NHÂN DÂN TỈNH MẪU\nSố: 3/KH-UBND\nMẬT\nKẾ HOẠCH\nDiễn tập năm 2026\nI. MỤC ĐÍCH\n1. Rèn luyện.\n"


@pytest.mark.parametrize(("gate", "states"), [(True, ["refused"]), (False, ["ready"])])
def test_a_marked_file(tmp_path: Path, caplog: pytest.LogCaptureFixture, gate: bool, states: list[str]) -> None:
    file = tmp_path / "kh-03.txt"
    file.write_text(MARKED, encoding="utf-8")
    settings = Settings(index_dir=tmp_path / "kho", encoder="none", jobs=1, secrecy_gate=gate)
    with caplog.at_level(logging.WARNING):
        report = ingest([file], settings)
    assert [outcome.state for outcome in report.outcomes] == states
    said = [record.message for record in caplog.records if "Cổng chặn" in record.message]
    assert len(said) == (0 if gate else 1)
    if not gate:
        assert "TẮT theo tệp thiết đặt" in said[0]
