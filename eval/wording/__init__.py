"""What the bench says to people: keys in the code, the words in `vi.toml` and `en.toml` beside this file.

The product's table (`assistant/wording`) knows nothing of its bench; this one is made like it, and follows the same
setting `language`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from assistant.wording import LANGUAGES

FOLDER = Path(__file__).resolve().parent
_chosen = LANGUAGES[0]


@cache
def table(language: str) -> Mapping[str, str]:
    """`area.entry` -> words of one language."""
    areas = tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    return {f"{area}.{entry}": text for area, entries in areas.items() for entry, text in entries.items()}


def speak(language: str) -> None:
    """Says all that follows in `language`; raises `ValueError` when there is no such table."""
    global _chosen
    if language not in LANGUAGES:
        raise ValueError(language)
    _chosen = language


def say(key: str, /, **values: object) -> str:
    """The words of `key` with `values` in their places. Raises `KeyError` for what is not in the table."""
    return table(_chosen)[key].format_map(values)


def words(area: str) -> dict[str, str]:
    """All entries of an area, in the order of the table."""
    return {key.partition(".")[2]: text for key, text in table(_chosen).items() if key.startswith(f"{area}.")}
