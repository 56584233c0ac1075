"""The tables by themselves: well formed, and each language the same entries with the same places to fill in."""

from __future__ import annotations

import tomllib

import pytest

from assistant.wording.catalogue import FOLDER, LANGUAGES, Words, areas, placeholders, table

ENTRIES = [(language, area, key) for language in LANGUAGES for area in areas(language) for key in table(language, area)]
TRANSLATED = [entry for entry in ENTRIES if entry[0] != LANGUAGES[0]]


def forms(text: Words) -> list[str]:
    return [text] if isinstance(text, str) else list(text.values())


def test_there_are_tables() -> None:
    assert {path.name for path in FOLDER.iterdir() if path.is_dir()} - {"__pycache__"} == set(LANGUAGES)
    assert areas()


@pytest.mark.parametrize(("language", "area", "key"), ENTRIES)
def test_an_entry_is_well_formed(language: str, area: str, key: str) -> None:
    text = table(language, area)[key]
    placeholders(text)  # raises for {0}, {count:d}, {error.reason} and for a single brace
    assert all(form.strip() for form in forms(text))
    if not isinstance(text, str):
        assert language != "vi", "Vietnamese has no plural"
        assert "count" in placeholders(text)


@pytest.mark.parametrize(("language", "area", "key"), TRANSLATED)
def test_a_translation_fills_in_the_same(language: str, area: str, key: str) -> None:
    ours, theirs = table(LANGUAGES[0], area).get(key), table(language, area)[key]
    assert ours is not None, "an entry that the first language does not have"
    for form in forms(theirs):
        assert placeholders(form) | {"count"} == placeholders(ours) | {"count"}
    own, first = forms(theirs)[0], forms(ours)[0]
    assert (own[0].isspace(), own[-1].isspace()) == (first[0].isspace(), first[-1].isspace()), "joined to what follows"


@pytest.mark.parametrize("area", ["answers", "labels", "force", "tasks", "model"])
def test_english_says_all_of_an_answer(area: str) -> None:
    assert set(table("en", area)) == set(table("vi", area))


def test_every_file_says_what_it_is_for() -> None:
    for path in FOLDER.rglob("*.toml"):
        assert path.read_text(encoding="utf-8").startswith("# "), path
        tomllib.loads(path.read_text(encoding="utf-8"))
