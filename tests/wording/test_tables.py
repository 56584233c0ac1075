"""The tables by themselves: well formed, and each language the same entries with the same places to fill in."""

from __future__ import annotations

import pytest

from assistant.wording.catalogue import FOLDER, LANGUAGES, Words, areas, placeholders, table

FIRST = LANGUAGES[0]
TABLES = [(language, area) for language in LANGUAGES for area in areas(language)]


def forms(text: Words) -> list[str]:
    return [text] if isinstance(text, str) else list(text.values())


def edges(text: str) -> tuple[bool, bool]:
    """Whether white space joins the text to what stands before and behind it."""
    return text[0].isspace(), text[-1].isspace()


def test_there_are_tables_in_every_language() -> None:
    assert {path.name for path in FOLDER.iterdir() if path.is_dir()} - {"__pycache__"} == set(LANGUAGES)
    for language in LANGUAGES:
        assert set(areas(language)) <= set(areas(FIRST))
        assert areas(language)


@pytest.mark.parametrize(("language", "area"), TABLES)
def test_entries_are_well_formed(language: str, area: str) -> None:
    for key, text in table(language, area).items():
        placeholders(text)  # raises for {0}, {count:d}, {error.reason} and for a single brace
        assert all(form.strip() for form in forms(text)), f"{key} is empty"
        if not isinstance(text, str):
            assert language != "vi", f"{key}: Vietnamese has no plural"
            assert "count" in placeholders(text), f"{key}: nothing is counted"


@pytest.mark.parametrize(("language", "area"), [entry for entry in TABLES if entry[0] != FIRST])
def test_a_translation_fills_in_the_same(language: str, area: str) -> None:
    for key, text in table(language, area).items():
        ours = table(FIRST, area).get(key)
        assert isinstance(ours, str), f"{key} is not said in the first language"
        for form in forms(text):
            assert placeholders(form) | {"count"} == placeholders(ours) | {"count"}, key
            assert edges(form) == edges(ours), f"{key}: the same white space at both ends"
        assert "count" not in placeholders(ours) or "count" in placeholders(text), key


@pytest.mark.parametrize("area", ["answers", "force", "labels", "model", "questions", "search", "tasks"])
def test_english_says_all_of_an_answer(area: str) -> None:
    assert set(table("en", area)) == set(table(FIRST, area))


def test_the_note_on_a_digest_is_known_by_its_word() -> None:
    """So that it is not said twice; see `answering/citing/notes.py`."""
    for language in LANGUAGES:
        word = table(language, "labels")["digest.called"]
        for area, key in (("search", "named.only_a_digest"), ("answers", "notes.only_a_digest")):
            assert str(word) in str(table(language, area)[key])
        assert str(word) in str(table(language, "answers")["notes.quotes_a_digest"])


def test_every_table_says_what_it_is_for() -> None:
    for path in FOLDER.rglob("*.toml"):
        assert path.read_text(encoding="utf-8").startswith("# "), path
