"""What makes two documents the same instrument, and the normalised columns a number is looked up by."""

from __future__ import annotations

import re
from typing import NamedTuple

from assistant.types import Letterhead
from assistant.vietnamese.normalise import strip_accents

_NUMBER = re.compile(r"(\d+[a-zđ]?)(?:/((?:19|20)\d\d))?[/-](.+)", re.IGNORECASE)


_DOUBTFUL = 0.35
"""Number and date of a scan are written by pen: read by recognition they have at most 0.3, plainly printed ones 1."""


class NumberParts(NamedTuple):
    """A printed number in pieces: "33/2022/NQ-HĐND" is serial "33", year 2022, symbol key "nq-hdnd"."""

    serial: str | None
    year: int | None
    symbol: str | None


def text_key(text: str) -> str:
    """For comparing names: no accents, one case, single spaces."""
    return " ".join(strip_accents(text).lower().split())


def symbol_key(symbol: str) -> str:
    """For comparing symbols: "KH - UBND" and "kh-ubnd" are one."""
    return "".join(strip_accents(symbol).lower().split()).replace("–", "-")


def serial_key(serial: str) -> str:
    """For comparing serials: "06" and "6" are one."""
    return strip_accents(serial).lower().strip().lstrip("0") or "0"


def number_parts(number: str | None, symbol: str | None = None) -> NumberParts:
    """The parts of a printed number, each None where it prints none; `symbol` is used when the number is blank."""
    found = _NUMBER.fullmatch("".join(number.split())) if number else None
    if found is None:
        return NumberParts(None, None, symbol_key(symbol) if symbol else None)
    return NumberParts(serial_key(found[1]), int(found[2]) if found[2] else None, symbol_key(found[3]))


def identity(letterhead: Letterhead) -> str | None:
    """The instrument's key: number, issuer and full date, or the year alone where the day is blank.

    None when a part is unknown, or doubtful because recognition read it: unknown parts never match.
    """
    if any(letterhead.confidence.get(name, 1.0) < _DOUBTFUL for name in ("number", "date")):
        return None
    parts = number_parts(letterhead.number)
    when = letterhead.date or (str(letterhead.year) if letterhead.year else None)
    if parts.serial is None or not letterhead.issuer or when is None:
        return None
    return "|".join((parts.serial, str(parts.year or ""), parts.symbol or "", text_key(letterhead.issuer), when))
