"""Saying a thing: the words of a key in the language in use, with their values filled in.

The language is one for the process, as the locale is: `settings.load_settings` sets it. Nothing that is said may be
kept in a constant of a module, which would hold the words of the language in use when the module was imported.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from assistant.wording.catalogue import LANGUAGES, Words, spoken

_language = LANGUAGES[0]
_THOUSANDS = {"vi": ".", "en": ","}
_DECIMAL_SIGN = {"vi": ",", "en": "."}


def speak(language: str) -> None:
    """Chooses the language of all that is said from now on. Raises `ValueError` for one that has no table."""
    global _language
    if language not in LANGUAGES:
        raise ValueError(language)
    _language = language


def say(key: str, /, **values: object) -> str:
    """The words of "area.entry" with `values` for the names in braces; numbers are shown as `str` gives them.

    Where an entry has forms for one and several, `count` chooses. Raises `KeyError` for an unknown key or a missing
    value; `tests/wording` holds every call against the tables.
    """
    area, _, entry = key.partition(".")
    return _filled(spoken(_language, area)[entry], values)


def words(section: str, /) -> Mapping[str, str]:
    """The entries of a section ("files.states") by their last names, in the order of the table.

    The language is that of the moment of each look-up, so that a module may keep the mapping.
    """
    return _Section(section)


def grouped(number: int) -> str:
    """1234567 -> "1.234.567" in Vietnamese, "1,234,567" in English."""
    return f"{number:,}".replace(",", _THOUSANDS[_language])


def decimal(number: float, digits: int) -> str:
    """0.5 with two digits -> "0,50" in Vietnamese, "0.50" in English; thousands are not grouped."""
    return f"{number:.{digits}f}".replace(".", _DECIMAL_SIGN[_language])


def every_language(key: str, /) -> tuple[str, ...]:
    """The words of an entry without values in each language: for knowing again what was said and stored earlier."""
    area, _, entry = key.partition(".")
    return tuple(dict.fromkeys(_filled(spoken(language, area)[entry], {}) for language in LANGUAGES))


def _filled(text: Words, values: Mapping[str, object]) -> str:
    if not isinstance(text, str):
        text = text["one" if values["count"] == 1 else "other"]
    return text.format_map(values)


class _Section(Mapping[str, str]):
    def __init__(self, section: str) -> None:
        self._area, _, within = section.partition(".")
        self._prefix = f"{within}." if within else ""

    def __getitem__(self, name: str) -> str:
        return _filled(spoken(_language, self._area)[f"{self._prefix}{name}"], {})

    def __iter__(self) -> Iterator[str]:
        start = len(self._prefix)
        return (key[start:] for key in spoken(_language, self._area) if key.startswith(self._prefix))

    def __len__(self) -> int:
        return sum(1 for _ in self)
