"""One setting chooses the language of all that is said: by the command, by the processes that read files, in help."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.cli import main
from assistant.reading.programs import worth_another_try
from assistant.wording import say, speak
from tests.cli.test_commands import PLAN


@pytest.fixture(autouse=True)
def _vietnamese_again() -> Iterator[None]:
    yield
    speak("vi")


def test_english_by_the_settings_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("tracuu.toml").write_text('language = "en"\nencoder = "none"\n', encoding="utf-8")
    Path("ke-hoach.txt").write_text(PLAN, encoding="utf-8")
    Path("hong.pdf").write_bytes(b"%PDF-1.7\nkhong phai pdf")
    assert main(["ingest", "ke-hoach.txt", "hong.pdf", "--index", "kho"]) == 20
    assert "not read: hong.pdf – The PDF file is damaged or cut off. Check the original file" in capsys.readouterr().err
    assert main(["ask", "Sở nào chủ trì tổ chức lớp kỹ năng số?", "--index", "kho"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "“1. Sở Khoa học và Công nghệ chủ trì tổ chức 40 lớp kỹ năng số" in said
    assert "[1] khoản 1 Mục II of Kế hoạch No. 15/KH-UBND dated 12/3/2026 of Ủy ban nhân dân tỉnh Mẫu" in said
    assert main(["ask", "Quyết định 9999/QĐ-UBND nói gì?", "--index", "kho"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "The store does not hold document No. 9999/QĐ-UBND." in said


def test_help_is_in_the_language_of_the_environment(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TRACUU_LANGUAGE", "en")
    with pytest.raises(SystemExit):
        main(["ask", "--help"])
    assert "Ask, and get an answer with quotations." in capsys.readouterr().out
    monkeypatch.setenv("TRACUU_LANGUAGE", "fr")
    speak("vi")
    with pytest.raises(SystemExit):
        main(["ask", "--help"])  # what is wrong with the settings is no reason to refuse help
    assert "Hỏi và nhận câu trả lời có trích dẫn." in capsys.readouterr().out


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_reason_is_known_again_in_whichever_language_it_was_stored(language: str) -> None:
    speak(language)
    missing = say("files.program.missing")
    stored = say("files.program.message", missing=missing, program="tesseract", use=say("files.recognition.use"))
    damaged = say("files.pdf.damaged")
    speak("vi")
    assert worth_another_try(stored)
    assert not worth_another_try(damaged)
