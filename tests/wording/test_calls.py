"""The code and the tables fit: no key is missing or unused, every place is filled, nothing is said at import."""

from __future__ import annotations

from collections import defaultdict

import pytest

from assistant.wording.catalogue import LANGUAGES, areas, placeholders, table
from tests.wording.calls import Call, calls

CALLS = calls()
BY_MODULE: dict[str, list[Call]] = defaultdict(list)
for _call in CALLS:
    BY_MODULE[_call.module].append(_call)
KEYS = {f"{area}.{entry}" for area in areas() for entry in table(LANGUAGES[0], area)}


@pytest.mark.parametrize("module", BY_MODULE)
def test_calls_name_an_entry_and_fill_it(module: str) -> None:
    for call in BY_MODULE[module]:
        assert call.key is not None, f"{call}: the key is to be written out, so that it can be found"
        area, _, entry = call.key.partition(".")
        if call.name == "words":
            assert any(key.startswith(f"{call.key}.") for key in KEYS), f"{call}: no such section"
            continue
        assert call.key in KEYS, f"{call}: no such entry in wording/{LANGUAGES[0]}/{area}.toml"
        assert call.values == placeholders(table(LANGUAGES[0], area)[entry]), call


@pytest.mark.parametrize("module", BY_MODULE)
def test_nothing_is_said_before_the_language_is_known(module: str) -> None:
    assert [str(call) for call in BY_MODULE[module] if call.at_import and call.name != "words"] == []


def test_every_entry_is_said_somewhere() -> None:
    said = {call.key for call in CALLS if call.name != "words"}
    sections = tuple(f"{call.key}." for call in CALLS if call.name == "words")
    assert {key for key in KEYS if key not in said and not key.startswith(sections)} == set()
