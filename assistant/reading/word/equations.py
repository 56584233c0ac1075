"""Equations of Word and PowerPoint (Office MathML) on one line. ECMA-376 part 1, 22.1."""

from __future__ import annotations

from collections.abc import Callable

from assistant.reading.layout import linear
from assistant.reading.package.ooxml import Element

_LIMIT = 40
"""Depth from which an equation is read as its bare letters: real ones reach ten."""
_BARE = frozenset(
    ["ctrlPr", "rPr", "fPr", "dPr", "radPr", "naryPr", "accPr", "barPr", "mPr", "del", "moveFrom", "instrText"]
)


def linear_equation(element: Element, depth: int = 0) -> str:
    """The text of an `m:oMath` (or a part of one)."""
    if depth > _LIMIT:
        return "".join(str(t.text or "") for t in element.iter() if _name(t) == "t")
    parts: list[str] = []
    for child in element:
        name = _name(child)
        if name == "t":
            parts.append(str(child.text or ""))
        elif name in _READ:
            parts.append(_READ[name](child, depth + 1))
        elif name and name not in _BARE and not name.endswith("Pr"):
            parts.append(linear_equation(child, depth + 1))
    return linear.joined([part for part in parts if part])


def _name(element: Element) -> str:
    return element.tag.rsplit("}", 1)[-1] if isinstance(element.tag, str) else ""


def _part(element: Element, name: str, depth: int) -> str:
    found = next((child for child in element if _name(child) == name), None)
    return linear_equation(found, depth) if found is not None else ""


def _setting(element: Element, name: str, default: str) -> str:
    """The `m:val` of a property of the object; "" where it is given without a value."""
    for properties in element:
        if _name(properties).endswith("Pr"):
            for setting in properties:
                if _name(setting) == name:
                    return next((str(v) for k, v in setting.attrib.items() if k.endswith("val")), "")
    return default


def _fraction(e: Element, depth: int) -> str:
    top, bottom = _part(e, "num", depth), _part(e, "den", depth)
    return linear.fraction(top, bottom) if _setting(e, "type", "bar") != "noBar" else f"({top} {bottom})"


def _scripts(e: Element, depth: int) -> str:
    return linear.scripts(_part(e, "e", depth), _part(e, "sub", depth), _part(e, "sup", depth))


def _before(e: Element, depth: int) -> str:
    return f"{linear.scripts('', _part(e, 'sub', depth), _part(e, 'sup', depth)).lstrip('()')}{_part(e, 'e', depth)}"


def _root(e: Element, depth: int) -> str:
    hidden = _setting(e, "degHide", "0") not in {"0", "off", "false"}
    return linear.root(_part(e, "e", depth), "" if hidden else _part(e, "deg", depth))


def _range(e: Element, depth: int) -> str:
    sign = _setting(e, "chr", "∫")
    return linear.over_range(sign, _part(e, "sub", depth), _part(e, "sup", depth), _part(e, "e", depth))


def _delimited(e: Element, depth: int) -> str:
    inside = _setting(e, "sepChr", "|").join(linear_equation(c, depth) for c in e if _name(c) == "e")
    return f"{_setting(e, 'begChr', '(')}{inside}{_setting(e, 'endChr', ')')}"


def _function(e: Element, depth: int) -> str:
    name, inside = _part(e, "fName", depth), _part(e, "e", depth)
    return f"{name}{inside}" if inside[:1] in {"(", "[", "{"} else f"{name} {inside}"


def _accent(e: Element, depth: int) -> str:
    return linear.accented(_part(e, "e", depth), _setting(e, "chr", "\u0302") or "\u0302")


def _bar(e: Element, depth: int) -> str:
    return linear.accented(_part(e, "e", depth), "\u0305" if _setting(e, "pos", "bot") == "top" else "\u0332")


def _limit(e: Element, depth: int) -> str:
    below = _name(e) == "limLow"
    limit = _part(e, "lim", depth)
    return linear.scripts(_part(e, "e", depth), limit if below else "", "" if below else limit)


def _matrix(e: Element, depth: int) -> str:
    rows = [[linear_equation(cell, depth) for cell in row] for row in e if _name(row) == "mr"]
    return linear.matrix(rows)


def _array(e: Element, depth: int) -> str:
    return "; ".join(linear_equation(child, depth) for child in e if _name(child) == "e")


_READ: dict[str, Callable[[Element, int], str]] = {
    "f": _fraction, "sSup": _scripts, "sSub": _scripts, "sSubSup": _scripts, "sPre": _before, "rad": _root,
    "nary": _range, "d": _delimited, "func": _function, "acc": _accent, "bar": _bar, "limLow": _limit,
    "limUpp": _limit, "m": _matrix, "eqArr": _array,
}  # fmt: skip
