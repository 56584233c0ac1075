"""Words in the language in use; what it lacks in Vietnamese."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.wording import every_language, say, speak, words
from assistant.wording.catalogue import FOLDER, placeholders, spoken
from assistant.wording.table import markdown, tsv

PROJECT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def english() -> Iterator[None]:
    speak("en")
    yield
    speak("vi")


def test_vietnamese_is_spoken_unless_another_language_is_chosen() -> None:
    assert say("answers.not_found") == "Không tìm thấy căn cứ trong kho văn bản."
    assert say("labels.number.printed", number="12/KH-UBND") == "số 12/KH-UBND"


@pytest.mark.usefixtures("english")
def test_english() -> None:
    assert say("answers.not_found") == "Nothing in the document store supports an answer."
    assert say("force.others", count=1) == " and 1 other document"
    assert say("force.others", count=2) == " and 2 other documents"


def test_a_section_follows_the_language() -> None:
    columns = words("tasks.columns")
    assert list(columns.values())[:2] == ["Nhiệm vụ", "Chủ trì"]
    assert len(columns) == 17
    speak("en")
    try:
        assert list(columns.values())[:2] == ["Assignment", "Lead agency"]
    finally:
        speak("vi")


def test_what_a_language_lacks_is_said_in_vietnamese(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for language, text in (("vi", 'held = "có {what}"\nonly = "chỉ có đây"\n'), ("en", 'held = "holds {what}"\n')):
        (tmp_path / language).mkdir()
        (tmp_path / language / "probe.toml").write_text(text, encoding="utf-8")
    monkeypatch.setattr("assistant.wording.catalogue.FOLDER", tmp_path)
    speak("en")
    try:
        assert say("probe.held", what="A") == "holds A"
        assert say("probe.only") == "chỉ có đây"
        assert every_language("probe.only") == ("chỉ có đây",)
    finally:
        speak("vi")


def test_what_cannot_be_said_is_an_error() -> None:
    with pytest.raises(KeyError):
        say("answers.no_such_entry")
    with pytest.raises(KeyError):
        say("no_such_area.entry")
    with pytest.raises(KeyError):
        say("labels.number.printed")
    with pytest.raises(ValueError, match="fr"):
        speak("fr")
    for wrong in ("{0}", "{}", "{count:d}", "{error.reason}", "{count!r}", "{"):
        with pytest.raises(ValueError):  # noqa: PT011 (of two kinds: ours, and the parser's)
            placeholders(wrong)
    assert placeholders("{{không điền}} {count}") == {"count"}


def test_the_table_for_editors_has_a_line_for_each_entry() -> None:
    lines = tsv().split("\n")
    assert lines[0] == "key\tvi\ten"
    assert (
        "answers.not_found\tKhông tìm thấy căn cứ trong kho văn bản.\tNothing in the document store supports an answer."
        in lines
    )
    assert all(line.count("\t") == 2 for line in lines)
    assert len(markdown(["force"]).split("\n")) == 2 + len(spoken("vi", "force"))


def test_the_tables_are_in_the_wheel() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    assert "**/*.toml" in project["tool"]["setuptools"]["package-data"]["assistant"]
    assert FOLDER.is_relative_to(PROJECT / "assistant")
