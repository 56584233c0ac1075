"""The tables `<language>/<area>.toml` beside this file: read once, as far as they are asked for."""

from __future__ import annotations

import string
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

LANGUAGES = ("vi", "en")
"""The first is written in full; what another lacks is said in the first."""
FOLDER = Path(__file__).resolve().parent
PLURAL_FORMS = frozenset({"one", "other"})
"""Of the categories of the Unicode CLDR those that English has; Vietnamese has no plural."""

Words = str | Mapping[str, str]
"""A text, or its forms for one and for several (`{count}` chooses)."""


def areas(language: str = LANGUAGES[0]) -> tuple[str, ...]:
    """The names of the tables of a language, sorted."""
    return tuple(sorted(path.stem for path in (FOLDER / language).glob("*.toml")))


@cache
def table(language: str, area: str) -> Mapping[str, Words]:
    """The entries of one area in one language, keys without the area's name; empty where there is no such table."""
    path = FOLDER / language / f"{area}.toml"
    return _flat(tomllib.loads(path.read_text(encoding="utf-8"))) if path.is_file() else {}


@cache
def spoken(language: str, area: str) -> Mapping[str, Words]:
    """`table` with the first language's words for every entry that `language` lacks.

    Raises `KeyError` when no language has the area.
    """
    full = table(LANGUAGES[0], area)
    if not full:
        raise KeyError(area)
    own = table(language, area)
    return {key: own.get(key, text) for key, text in full.items()}


def placeholders(text: Words) -> frozenset[str]:
    """The names in braces. Raises `ValueError` for anything but a plain name: `{0}`, `{count:d}`, `{error.reason}`."""
    names: set[str] = set()
    for form in [text] if isinstance(text, str) else text.values():
        for _, name, form_of_number, conversion in string.Formatter().parse(form):
            if name is None:
                continue
            if not name.isidentifier() or form_of_number or conversion:
                raise ValueError(f"{{{name}}} in “{form}”")
            names.add(name)
    return frozenset(names)


def _flat(entries: Mapping[str, Any], above: str = "") -> dict[str, Words]:
    """Sections opened: `[notes] dropped = "…"` becomes `notes.dropped`."""
    out: dict[str, Words] = {}
    for name, value in entries.items():
        if isinstance(value, str) or set(value) == PLURAL_FORMS:
            out[f"{above}{name}"] = value
        else:
            out |= _flat(value, f"{above}{name}.")
    return out
