"""The settings file, the environment, and what only the file may say."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import SettingsError
from assistant.settings import load_settings
from assistant.wording import speak


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


def test_the_language_is_one_setting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert load_settings(tmp_path / "none.toml").language == "vi"
    monkeypatch.setenv("TRACUU_LANGUAGE", "en")
    try:
        assert load_settings(tmp_path / "none.toml").language == "en"
        monkeypatch.setenv("TRACUU_LANGUAGE", "fr")
        with pytest.raises(SettingsError) as caught:
            load_settings(tmp_path / "none.toml")
        assert caught.value.message == "The value “fr” of the setting “language” is not possible."
        monkeypatch.delenv("TRACUU_LANGUAGE")
        (tmp_path / "tracuu.toml").write_text('language = "vi"\n', encoding="utf-8")
        assert load_settings(tmp_path / "tracuu.toml").language == "vi"
        monkeypatch.setenv("TRACUU_LANGUAGE", "fr")
        with pytest.raises(SettingsError) as caught:
            load_settings(tmp_path / "none.toml")
        assert caught.value.message == "Giá trị “fr” của thiết đặt “language” không hợp lệ."
    finally:
        speak("vi")
