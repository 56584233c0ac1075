"""The code and the tables fit: no key is missing or unused, every place is filled, nothing is said at import."""

from __future__ import annotations

import pytest

from assistant.wording.catalogue import LANGUAGES, areas, placeholders, table
from tests.wording.calls import Call, calls

CALLS = calls()
KEYS = {f"{area}.{entry}" for area in areas() for entry in table(LANGUAGES[0], area)}


@pytest.mark.parametrize("call", CALLS, ids=str)
def test_a_call_names_an_entry_and_fills_it(call: Call) -> None:
    assert call.key is not None, "the key is to be written out, so that it can be found"
    area, _, entry = call.key.partition(".")
    if call.name == "words":
        assert any(key.startswith(f"{call.key}.") for key in KEYS), "no such section"
        return
    assert call.key in KEYS, f"no such entry in wording/{LANGUAGES[0]}/{area}.toml"
    assert call.values == placeholders(table(LANGUAGES[0], area)[entry])


@pytest.mark.parametrize("call", [call for call in CALLS if call.name != "words"], ids=str)
def test_nothing_is_said_before_the_language_is_known(call: Call) -> None:
    assert not call.at_import


def test_every_entry_is_said_somewhere() -> None:
    said = {call.key for call in CALLS if call.name != "words"}
    sections = tuple(f"{call.key}." for call in CALLS if call.name == "words")
    assert {key for key in KEYS if key not in said and not key.startswith(sections)} == set()
