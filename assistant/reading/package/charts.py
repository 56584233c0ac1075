"""Charts of Word files, spreadsheets and slides as tables: the values that the file keeps beside the drawing.

ECMA-376 part 1, 21.2 (charts); newer kinds (waterfall, treemap) by [MS-ODRAWXML] 2.24. Values are those of the last
time the file was saved by a program that drew it, in the format the file gives them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from assistant.reading.package.number_format import shown
from assistant.reading.package.ooxml import Element
from assistant.reading.package.opc import child, children, local
from assistant.types import TableBlock
from assistant.vietnamese.normalise import nfc
from assistant.wording import say

_MOST_ROWS = 5_000
"""Points of one chart: what nobody can read off a drawing is a table that belongs elsewhere."""
_LEVELS = 4


@dataclass(frozen=True, slots=True)
class Series:
    """One row of bars: its name, and by the place of each point its category and its values as they are shown."""

    name: str
    categories: Mapping[int, str]
    values: Sequence[Mapping[int, str]]


@dataclass(frozen=True, slots=True)
class Chart:
    """`title` is "" where none is drawn; `axis` names the categories. `source`: a place in a sheet that is drawn."""

    title: str
    axis: str
    series: tuple[Series, ...] = ()
    sources: tuple[str, ...] = field(default=())

    def rows(self) -> list[list[str]]:
        """A row of names and one for each category, in the order they are drawn; empty without a value."""
        named = self.series[0].categories if self.series else {}
        shared = all(one.categories == named or not one.categories for one in self.series)
        if not shared:
            return [row for one in self.series for row in _rows_of((one,), self.axis)]
        return _rows_of(self.series, self.axis)

    def block(self) -> TableBlock | None:
        """The chart as a table under its title; None without a value."""
        rows = self.rows()
        if len(rows) < 2:
            return None
        width = max(len(row) for row in rows)
        titled = bool(self.title)
        grid = [[self.title, *[""] * (width - 1)]] if titled else []
        grid += [row + [""] * (width - len(row)) for row in rows]
        return TableBlock(tuple(map(tuple, grid)), wide=frozenset({(0, 0, width)}) if titled else frozenset())


def _rows_of(series: Sequence[Series], axis: str) -> list[list[str]]:
    named = series[0].categories if series else {}
    places = sorted({place for one in series for values in one.values for place in values} | set(named))[:_MOST_ROWS]
    heads = [axis or say("files.chart.categories")]
    for one in series:
        names = [one.name or say("files.chart.values")]
        heads += names + [f"{names[0]} ({number})" for number in range(2, len(one.values) + 1)]
    out = [heads]
    for place in places:
        cells = [values.get(place, "") for one in series for values in one.values]
        if any(cells):
            out.append([named.get(place, str(place + 1)), *cells])
    return out if len(out) > 1 else []


def read_chart(root: Element) -> Chart:
    """What a chart part (`c:chartSpace`, `cx:chartSpace`) draws; without series where it keeps no values."""
    if any(local(e) == "chartData" for e in root):
        return _newer(root)
    chart = child(root, "chart")
    title = _text(child(chart, "title"))
    plot = child(chart, "plotArea")
    series: list[Series] = []
    for kind in plot if plot is not None else ():
        series += [_series(one) for one in children(kind, "ser")]
    axis = next((text for name in ("catAx", "dateAx", "valAx") if (text := _text(child(plot, name, "title")))), "")
    sources = tuple(str(f.text or "") for f in root.iter() if local(f) == "f")
    return Chart(title, axis, tuple(s for s in series if any(s.values)), sources)


def _series(element: Element) -> Series:
    name = _text(child(element, "tx"))
    name = name or " ".join(_points(child(element, "tx")).values())
    categories = _categories(child(element, "cat"))
    if not categories:
        categories = _points(child(element, "xVal"))
    values = [_points(child(element, kind)) for kind in ("val", "yVal", "bubbleSize")]
    return Series(name, categories, tuple(found for found in values if found))


def _text(element: Element | None) -> str:
    """The letters of a title or a name, on one line."""
    if element is None:
        return ""
    parts = ("".join(str(t.text or "") for t in p.iter() if local(t) == "t") for p in element.iter() if local(p) == "p")
    words = " ".join(part for part in parts if part.strip())
    if not words and local(element) == "tx":
        words = str(getattr(child(element, "v"), "text", "") or "")
    if not words and local(element) == "title":
        words = " ".join(_points(child(element, "tx")).values())
    return nfc(" ".join(words.split()))


def _points(element: Element | None) -> dict[int, str]:
    """The values of the first cache or literal inside, by their places."""
    cache = (
        next((e for e in element.iter() if local(e) in {"numCache", "strCache", "numLit", "strLit"}), None)
        if (element is not None)
        else None
    )
    return dict(_cached(cache)) if cache is not None else {}


def _cached(cache: Element) -> Iterator[tuple[int, str]]:
    code = str(getattr(child(cache, "formatCode"), "text", "") or "General")
    number = local(cache).startswith("num")
    for point in children(cache, "pt"):
        place, value = str(point.get("idx", "")), child(point, "v")
        if not place.isdecimal() or len(place) > 7 or value is None or value.text is None:
            continue
        text = str(value.text)
        text = shown(text, str(point.get("formatCode") or code)) if number else text
        if text.strip():
            yield int(place), nfc(" ".join(text.split()))


def _categories(element: Element | None) -> dict[int, str]:
    """The names of the categories; of several levels the outer ones stand before the inner ("Năm 2026: Quý I")."""
    levels = [e for e in element.iter() if local(e) == "lvl"][:_LEVELS] if element is not None else []
    if not levels:
        return _points(element)
    found = [dict(_cached(level)) for level in levels]
    out: dict[int, str] = {}
    for place in sorted(found[0]):
        names = [found[0][place]]
        for outer in found[1:]:  # an outer name is written at the first of the places it goes for
            before = [at for at in outer if at <= place]
            names.insert(0, outer[max(before)]) if before else None
        out[place] = ": ".join(names)
    return out


def _newer(root: Element) -> Chart:
    """Charts of 2016 and later: dimensions of data that series refer to by number."""
    title = _text(child(root, "chart", "title"))
    series: list[Series] = []
    names = [_text(child(s, "tx")) or _plain(child(s, "tx")) for s in root.iter() if local(s) == "series"]
    for number, data in enumerate(children(child(root, "chartData"), "data")):
        words = [dict(_indexed(lvl, "")) for dim in children(data, "strDim") for lvl in children(dim, "lvl")]
        figures = [
            dict(_indexed(lvl, str(lvl.get("formatCode") or "General")))
            for dim in children(data, "numDim")
            for lvl in children(dim, "lvl")
        ]
        name = names[number] if number < len(names) else ""
        series.append(Series(name, words[0] if words else {}, tuple(f for f in figures if f)))
    return Chart(title, "", tuple(s for s in series if s.values))


def _plain(element: Element | None) -> str:
    value = next((e for e in element.iter() if local(e) == "v"), None) if element is not None else None
    return nfc(str(value.text or "").strip()) if value is not None else ""


def _indexed(level: Element, code: str) -> Iterator[tuple[int, str]]:
    for point in children(level, "pt"):
        place, text = str(point.get("idx", "")), str(point.text or "").strip()
        if place.isdecimal() and len(place) < 8 and text:
            yield int(place), shown(text, code) if code else nfc(" ".join(text.split()))
