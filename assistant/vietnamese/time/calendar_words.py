"""Stretches of the calendar as administration names them: days, months, quarters, halves, years and their ranges."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

_YEAR = r"(?:19|20)\d\d"
_D, _M = r"0?[1-9]|[12]\d|3[01]", r"0?[1-9]|1[0-2]"
_TO = r"\s*(?:-|–|—|đến(?:\s+hết)?(?:\s+ngày)?|tới)\s*"
_AND = rf"(?:{_TO}|\s*[,;]\s*|\s+và\s+)"
_OF_YEAR = r"(?:\s*[/.-]\s*|\s*,?\s*năm\s+|\s+)"
_Q = r"(?:iv|i{1,3}|[1-4])"
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_NUMBER = {"ba": 3, "sáu": 6, "chín": 9, "3": 3, "03": 3, "6": 6, "06": 6, "9": 9, "09": 9}

# Each shape once; the first that matches at a place wins, so the fuller ones stand first.
_SHAPES = (
    rf"(?P<years>(?:từ\s+)?(?:năm\s+)?(?<!\d)(?P<ya>{_YEAR})\s*(?:-|–|—|đến(?:\s+hết)?)\s*(?:năm\s+)?"
    rf"(?P<yb>{_YEAR})(?![\d/]))",
    rf"(?P<days>(?:ngày\s+)?(?<![\d/.])(?P<da>{_D})(?:\s*-\s*|\s*–\s*|\s+(?:đến(?:\s+ngày)?|và(?:\s+ngày)?)\s+)"
    rf"(?P<db>{_D})\s*(?:[/.-]\s*|\s+tháng\s+)(?P<dm>{_M})"
    rf"(?:(?:\s*[/.-]\s*|\s*,?\s*năm\s+)(?P<dy>{_YEAR}))?(?![\d/]))",
    rf"(?P<day>(?:ngày\s*)?(?<![\d/.-])(?P<d>{_D})(?:\s*[/.-]\s*(?P<m>{_M})(?:\s*[/.-]\s*(?P<y>{_YEAR}))?"
    rf"|\s+tháng\s*(?P<mw>{_M})(?:\s*,?\s*năm\s*(?P<yw>{_YEAR}))?)(?![\d/%]))",
    rf"(?P<part>(?P<pn>0?[369]|ba|sáu|chín)\s+tháng\s+(?P<pw>đầu|cuối)\s+(?:của\s+)?năm(?:\s*(?P<py>{_YEAR}))?)",
    rf"(?P<quarters>(?:các\s+)?quý\s*(?P<q>{_Q}(?:{_AND}(?:quý\s*)?{_Q}(?!\w))*)(?!\w)"
    rf"(?:{_OF_YEAR}(?P<qy>{_YEAR})(?![\d/]))?)",
    rf"(?P<months>(?:các\s+)?tháng\s*(?P<n>(?:{_M})(?:{_AND}(?:tháng\s*)?(?:{_M})(?!\d))*)(?!\d)"
    rf"(?:{_OF_YEAR}(?P<ny>{_YEAR})(?![\d/]))?)",
    rf"(?P<year>(?:năm\s+)?(?<![\d/.,-])(?P<yo>{_YEAR})(?![\d/%]|[.,]\d))",
)
_SHAPE = re.compile("|".join(_SHAPES))
_SCHOOL_YEAR = re.compile(r"(?:năm|niên)\s+học\s+$|(?:niên\s+)?khóa\s+$")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Calendar days `[first, last]` named at `[start, end)`. `year` None: not printed, and the days stand in year 4
    (a leap year, so that 29/02 is a day) until `dated` moves them."""

    first: date
    last: date
    year: int | None
    day: bool
    """Whether days are named; months, quarters or years otherwise."""
    several: bool
    """Whether it names its own first and last part ("tháng 3 đến tháng 8"), or several ("tháng 4, 7, 10")."""
    start: int
    end: int


def dated(stretch: Stretch, year: int) -> Stretch | None:
    """The stretch in `year`, unless it prints a year of its own; None where that year has no such day (29/02)."""
    if stretch.year is not None:
        return stretch
    try:
        last = stretch.last
        if last.day == 29 and last.month == 2 and not stretch.day:
            last = date(4, 2, calendar.monthrange(year, 2)[1])
        first = stretch.first.replace(year=year - (last.year - stretch.first.year))
        return replace(stretch, first=first, last=last.replace(year=year), year=year)
    except ValueError:
        return None


def find_stretches(low: str) -> list[Stretch]:
    """The stretches in `low` (NFC, lower case) in order, not overlapping. Impossible days are none."""
    out: list[Stretch] = []
    for match in _SHAPE.finditer(low):
        if _SCHOOL_YEAR.search(low, 0, match.start()) or _is_number(low, match):
            continue
        try:
            out.append(_stretch(match))
        except ValueError:
            continue
    return list(_with_years(out))


def _is_number(low: str, match: re.Match[str]) -> bool:
    """Whether what looks like a day is the beginning of a document's number ("15/4-QĐ") or of a rate ("24/7")."""
    if match["day"] is None or low.startswith("ngày", match.start()):
        return match["year"] is not None and low[max(match.start() - 3, 0) : match.start()].endswith(("số ", "số"))
    return match[0] == "24/7" or low[match.end() : match.end() + 2].startswith(("/", "-q", "-n", "-k", "-c"))


def _stretch(match: re.Match[str]) -> Stretch:
    start, end = match.span()

    def made(first: date, last: date, year: str | None, day: bool = False, several: bool = False) -> Stretch:
        return Stretch(first, last, int(year) if year else None, day, several, start, end)

    def at(year: str | None) -> int:
        return int(year) if year else 4

    if match["years"]:
        return made(date(int(match["ya"]), 1, 1), date(int(match["yb"]), 12, 31), match["yb"], several=True)
    if match["days"]:
        year, month = at(match["dy"]), int(match["dm"])
        first, last = date(year, month, int(match["da"])), date(year, month, int(match["db"]))
        return made(first, last, match["dy"], day=True, several=True)
    if match["day"]:
        printed = match["y"] or match["yw"]
        single = date(at(printed), int(match["m"] or match["mw"]), int(match["d"]))
        return made(single, single, printed, day=True)
    if match["part"]:
        count, year = _NUMBER[match["pn"]], at(match["py"])
        months = (1, count) if match["pw"] == "đầu" else (13 - count, 12)
        return made(*_months(year, *months), match["py"])
    if match["quarters"]:
        numbers = [_ROMAN[q] for q in re.findall(r"iv|i{1,3}|[1-4]", match["q"])]
        return made(
            *_over(at(match["qy"]), [(3 * q - 2, 3 * q) for q in numbers]), match["qy"], several=len(numbers) > 1
        )
    if match["months"]:
        numbers = [int(n) for n in re.findall(r"\d+", match["n"])]
        return made(*_over(at(match["ny"]), [(n, n) for n in numbers]), match["ny"], several=len(numbers) > 1)
    return made(date(int(match["yo"]), 1, 1), date(int(match["yo"]), 12, 31), match["yo"])


def _over(year: int, parts: Sequence[tuple[int, int]]) -> tuple[date, date]:
    """From the first to the last of several months or quarters. Two that go down ("tháng 11 đến tháng 3") cross the
    turn of the year, which belongs to the second."""
    if len(parts) == 2 and parts[0][0] > parts[1][0]:
        return _months(year - 1, *parts[0])[0], _months(year, *parts[1])[1]
    return _months(year, min(first for first, _ in parts), max(last for _, last in parts))


def _months(year: int, first: int, last: int) -> tuple[date, date]:
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])


def _with_years(found: Sequence[Stretch]) -> Iterator[Stretch]:
    """A day or month without a year takes that of the one it is joined to ("15/6 và ngày 15/12/2026"): the next, else
    the one before. "Từ tháng 11 đến tháng 3/2027" begins in the year before."""
    for index, stretch in enumerate(found):
        if stretch.year is not None:
            yield stretch
            continue
        after = next((s for s in found[index + 1 :] if s.year is not None), None)
        if after is not None and after.year is not None:
            moved = dated(stretch, after.year)
            if moved is not None and moved.first > after.last:
                moved = dated(stretch, after.year - 1)
        else:
            before = next((s for s in reversed(found[:index]) if s.year is not None), None)
            moved = dated(stretch, before.year) if before is not None and before.year is not None else stretch
        if moved is not None:
            yield moved
