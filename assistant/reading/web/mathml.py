"""Equations of web pages (MathML) on one line."""

from __future__ import annotations

from collections.abc import Callable

from assistant.reading.layout import linear
from assistant.reading.package.ooxml import Element

_LIMIT = 40
_RANGES = frozenset("∑∏∫∮⋃⋂")


def linear_math(element: Element, depth: int = 0) -> str:
    """The text of a `math` element (or a part of one); what a browser does not show (annotations) left out."""
    if depth > _LIMIT:
        return "".join(element.itertext())
    name = _name(element)
    parts = [child for child in element if _name(child) not in {"annotation", "annotation-xml", "mphantom"}]
    if name in _READ and len(parts) >= _READ[name][0]:
        return _READ[name][1]([linear_math(part, depth + 1) for part in parts])
    if not parts:
        return " ".join(str(element.text or "").split())
    if name == "mfenced":
        inside = element.get("separators", ",")[:1].join(linear_math(part, depth + 1) for part in parts)
        return f"{element.get('open', '(')}{inside}{element.get('close', ')')}"
    if name == "mtable":
        rows = [[linear_math(cell, depth + 1) for cell in row] for row in parts]
        return linear.matrix(rows)
    return linear.joined([text for part in parts if (text := linear_math(part, depth + 1))])


def _name(element: Element) -> str:
    return element.tag.rsplit(":", 1)[-1].rsplit("}", 1)[-1] if isinstance(element.tag, str) else ""


def _scripted(parts: list[str], below: int | None, above: int | None) -> str:
    low, high = parts[below] if below is not None else "", parts[above] if above is not None else ""
    if parts[0] in _RANGES:
        return linear.over_range(parts[0], low, high, "").rstrip() + " "
    return linear.scripts(parts[0], low, high)


def _over(parts: list[str]) -> str:
    marks = {"¯": "\u0305", "‾": "\u0305", "_": "\u0305", "^": "\u0302", "→": "\u20d7", "~": "\u0303"}
    return linear.accented(parts[0], marks[parts[1]]) if parts[1] in marks else _scripted(parts, None, 1)


_READ: dict[str, tuple[int, Callable[[list[str]], str]]] = {
    "mfrac": (2, lambda p: linear.fraction(p[0], p[1])),
    "msup": (2, lambda p: _scripted(p, None, 1)),
    "msub": (2, lambda p: _scripted(p, 1, None)),
    "msubsup": (3, lambda p: _scripted(p, 1, 2)),
    "munder": (2, lambda p: _scripted(p, 1, None)),
    "mover": (2, _over),
    "munderover": (3, lambda p: _scripted(p, 1, 2)),
    "msqrt": (1, lambda p: linear.root(linear.joined(p))),
    "mroot": (2, lambda p: linear.root(p[0], p[1])),
}
