"""What of a slide is no running text: letters nobody sees or that are struck out, charts, pictures, objects, notes of
reviewers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from assistant.reading.layout.colours import Colour, parse_colour, same
from assistant.reading.package.charts import read_chart
from assistant.reading.package.ooxml import Element
from assistant.reading.package.opc import Parts, child, local, relation_id
from assistant.types import LeftOut, TableBlock

_LEGIBLE = 300
"""Hundredths of a point: smaller letters are a smear on any wall."""
_LEAST = (2_000_000, 1_000_000)
"""Width and height in English Metric Units (5.6 and 2.8 cm) from which a picture of a slide may hold lines of text."""
Related = dict[str, tuple[str, str]]


def fault(look: Element | None, ground: Colour | None) -> Literal["unseen", "struck"] | None:
    """Why a run is no text, by its `a:rPr`; `ground`: the colour that its own shape is filled with. The ground of a
    slide itself may be anything and is not judged."""
    if look is None:
        return None
    size = str(look.get("sz", ""))
    if size.isdecimal() and int(size[:6]) < _LEGIBLE:
        return "unseen"
    if same(_colour(child(look, "solidFill")), ground):
        return "unseen"
    return "struck" if look.get("strike") in {"sngStrike", "dblStrike"} else None


def ground_of(shape: Element) -> Colour | None:
    """The plain colour that a shape is filled with, None where it has none."""
    return _colour(child(shape, "spPr", "solidFill"))


def _colour(fill: Element | None) -> Colour | None:
    given = child(fill, "srgbClr")
    changed = given is not None and len(given) > 0  # lighter, darker, clear
    return parse_colour(str(given.get("val"))) if given is not None and not changed else None


def charts(frame: Element, related: Related, parts: Parts, left_out: list[LeftOut]) -> Iterator[TableBlock]:
    """The charts of a graphic frame as tables; one that keeps no values is counted."""
    for mark in (e for e in frame.iter() if local(e) == "chart" and relation_id(e)):
        root = parts.root(related.get(relation_id(mark), ("", ""))[1])
        chart = read_chart(root) if root is not None else None
        block = chart.block() if chart is not None else None
        if block is not None:
            yield block
        else:
            left_out.append(LeftOut("chart", 1, (chart.title,) if chart is not None and chart.title else ()))


def embedded(frame: Element, related: Related) -> Iterator[LeftOut]:
    """Files put into a graphic frame as objects."""
    marks = [e for e in frame.iter() if local(e) == "oleObj" and relation_id(e)]
    for relation in dict.fromkeys(map(relation_id, marks)):
        path = related.get(relation, ("", ""))[1]
        yield LeftOut("embedded", 1, (path.rsplit("/", 1)[-1],) if path else ())


def beside(root: Element, related: Related, parts: Parts) -> Iterator[LeftOut]:
    """Pictures that may hold text, and comments."""
    for picture in (e for e in root.iter() if local(e) == "pic"):
        extent = child(picture, "spPr", "xfrm", "ext")
        sizes = [str(extent.get(side, "0")) for side in ("cx", "cy")] if extent is not None else ["0", "0"]
        if all(s.isdecimal() and int(s) >= least for s, least in zip(sizes, _LEAST, strict=True)):
            yield LeftOut("picture")
    for kind, path in related.values():
        if kind == "comments" and (notes := parts.root(path)) is not None:
            count = sum(1 for e in notes.iter() if local(e) == "cm")
            yield from [LeftOut("comment", count)] if count else []
