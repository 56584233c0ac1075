"""Dates, years and periods as administration writes them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.vietnamese.document_numbers.mentions import find_number_mentions
from assistant.vietnamese.normalise import nfc, nfc_with_places


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A full date in a text: ISO form and place."""

    iso: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Period:
    """A span of years, both included; a single year has `first == last`."""

    first: int
    last: int
    start: int
    end: int


_WORDS = r"(?:ng[aà]y\s*)?(?P<d1>\d{1,2})\s+th[aá]ng\s*(?P<m1>\d{1,2})\s*(?:,\s*)?n[aă]m\s*(?P<y1>\d{4})"
_SLASH = r"(?<![\d/.-])(?P<d2>\d{1,2})(?P<sep>[/.-])(?P<m2>\d{1,2})(?P=sep)(?P<y2>\d{4})(?![\d/])"
_ISO = r"(?<![\d/.-])(?P<y3>\d{4})-(?P<m3>\d{2})-(?P<d3>\d{2})(?![\d-])"
_DATE = re.compile(f"{_WORDS}|{_SLASH}|{_ISO}", re.IGNORECASE)


def _iso(match: re.Match[str]) -> str | None:
    parts = match.groupdict()
    day, month, year = next(
        (int(parts[f"d{i}"]), int(parts[f"m{i}"]), int(parts[f"y{i}"])) for i in "123" if parts[f"y{i}"]
    )
    try:
        return date(year, month, day).isoformat() if 1900 <= year <= 2100 else None
    except ValueError:
        return None


def find_dates(text: str) -> list[FoundDate]:
    """Full dates in order ("ngày 06 tháng 01 năm 2022", "06/01/2022", "2022-01-06"); impossible ones are none."""
    normal, places = nfc_with_places(text)
    return [FoundDate(iso, places[m.start()], places[m.end()]) for m in _DATE.finditer(normal) if (iso := _iso(m))]


def parse_date(s: str) -> str | None:
    """The ISO form of the first full date in `s`, None when there is none (as with a blank day)."""
    found = find_dates(nfc(s))
    return found[0].iso if found else None


def day_after(day: str | None, days: int | None) -> str | None:
    """The day so many days after an ISO day (before it, when negative); None where either is unknown."""
    if day is None or days is None:
        return None
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def format_date(iso: str) -> str:
    """ "2022-01-06" as "06/01/2022". Raises ValueError when `iso` is no date."""
    return date.fromisoformat(iso).strftime("%d/%m/%Y")


_YEAR = r"(?:19|20)\d\d"
_PERIOD = re.compile(
    rf"(?<![\d/.])(?P<a>{_YEAR})\s*(?:[-–—]|đến\s+(?:năm\s+)?|den\s+(?:nam\s+)?|tới\s+(?:năm\s+)?)\s*(?P<b>{_YEAR})(?![\d/])",
    re.IGNORECASE,
)
_ONE = re.compile(rf"(?<![\d.,])(?P<y>{_YEAR})(?![\d%]|[.,]\d)")
# What makes a lone four-digit number a year, before or after it.
_BEFORE = re.compile(
    r"(?:n(?:ă|a)m|quý\s*[ivx\d]+|quy\s*[ivx\d]+|tháng\s*\d{1,2}|hoạch|quyết|đến|den|từ|[/-])[\s/-]*$", re.IGNORECASE
)


def find_periods(text: str) -> list[Period]:
    """Periods of years in order: "giai đoạn 2026-2030", "từ 2021 đến năm 2025"."""
    normal, places = nfc_with_places(text)
    return [
        Period(int(m["a"]), int(m["b"]), places[m.start()], places[m.end()])
        for m in _PERIOD.finditer(normal)
        if int(m["a"]) < int(m["b"]) <= int(m["a"]) + 60
    ]


def find_years(text: str) -> list[int]:
    """Years a text names, sorted and once each: dates, "năm 2025", ends of periods; a document's serial is none."""
    text = nfc(text)
    years: set[int] = set()
    for period in find_periods(text):
        years |= {period.first, period.last}
    taken = find_number_mentions(text)
    years |= {number.year for number in taken if number.year}
    for match in _ONE.finditer(text):
        if any(number.span[0] <= match.start() < number.span[1] for number in taken):
            continue
        value = int(match["y"])
        if 1945 <= value <= 2060 and (value >= 1990 or _BEFORE.search(text, 0, match.start())):
            years.add(value)
    return sorted(years)
