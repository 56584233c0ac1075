"""The settings file, the environment, and what only the file may say."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import SettingsError
from assistant.settings import load_settings


def test_the_secrecy_gate_is_switched_off_in_the_file_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "tracuu.toml"
    assert load_settings(file).secrecy_gate
    with pytest.raises(SettingsError, match="chỉ đặt được trong tệp"):
        load_settings(file, secrecy_gate=False)
    file.write_text("secrecy_gate = false\n", encoding="utf-8")
    assert not load_settings(file).secrecy_gate
    monkeypatch.setenv("TRACUU_SECRECY_GATE", "true")
    with pytest.raises(SettingsError, match="chỉ đặt được trong tệp"):
        load_settings(file)


def test_masking_is_off_unless_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not load_settings(tmp_path / "none.toml").mask_personal
    monkeypatch.setenv("TRACUU_MASK_PERSONAL", "true")
    assert load_settings(tmp_path / "none.toml").mask_personal
