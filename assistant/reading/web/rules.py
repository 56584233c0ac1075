"""Rules of a page's own style sheets: simple selectors (names, classes, ids, one inside another) and what they say of
how letters are seen. Rules that need a browser to decide (`:hover`, widths of windows) are left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from assistant.reading.package.ooxml import Element

_MOST = 5_000
"""Rules kept of a page: more come from generators, and each costs at every element."""
_LONGEST = 2_000_000
"""Characters of style sheets that are read."""
_KEPT = frozenset(
    [
        "display", "visibility", "color", "background", "background-color", "background-image", "font-size", "opacity",
        "left", "top", "text-indent", "margin-left", "clip", "clip-path", "width", "height", "max-height", "overflow",
        "text-decoration", "text-decoration-line",
    ]
)  # fmt: skip
_TELLING = _KEPT - {"width", "height", "max-height", "overflow", "left", "top", "margin-left"}
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_BLOCK = re.compile(r"([^{}]*)\{([^{}]*)\}")
_MEDIA = re.compile(r"@media([^{]*)\{((?:[^{}]*\{[^{}]*\})*[^{}]*)\}", re.IGNORECASE)
_COMPOUND = re.compile(r"(\*|[a-z][\w-]*)?((?:[.#][\w-]+)*)", re.IGNORECASE)
_MARK = re.compile(r"([.#])([\w-]+)")


def declarations(text: str) -> dict[str, str]:
    """The declarations that decide how letters are seen, by name; values in lower case, without "!important"."""
    out: dict[str, str] = {}
    for part in text.split(";"):
        name, colon, value = part.partition(":")
        if colon and (name := name.strip().lower()) in _KEPT:
            out[name] = value.replace("!important", "").strip().lower()
    return out


@dataclass(frozen=True, slots=True)
class _Compound:
    """ "div.an#x" and whether it must be the parent ("div > p") of what follows or any element above it."""

    tag: str
    ids: frozenset[str]
    classes: frozenset[str]
    parent: bool = False

    def fits(self, element: Element) -> bool:
        if self.tag not in {"", "*", element.tag}:
            return False
        if self.ids and self.ids != {str(element.get("id") or "")}:
            return False
        return not self.classes or self.classes <= set(str(element.get("class") or "").split())


@dataclass(frozen=True, slots=True)
class _Rule:
    """`path` from the element itself upwards. `weight` orders rules as a browser does."""

    path: tuple[_Compound, ...]
    says: Mapping[str, str]
    weight: tuple[int, int, int, int]


@dataclass(slots=True)
class Rules:
    """What the style sheets of a page, `text`, say of its elements."""

    text: str
    _by_mark: dict[str, list[_Rule]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        count = 0
        for rule in _rules(_COMMENT.sub("", self.text[:_LONGEST])):
            if (count := count + 1) > _MOST:
                break
            self._by_mark.setdefault(_mark(rule.path[0]), []).append(rule)

    def of(self, element: Element) -> dict[str, str]:
        """All that the rules declare for an element, the weightiest last word."""
        if not self._by_mark:
            return {}
        marks = [
            f"#{element.get('id')}",
            *(f".{c}" for c in str(element.get("class") or "").split()),
            str(element.tag),
            "*",
        ]
        found = [rule for mark in marks for rule in self._by_mark.get(mark, ()) if _fits(rule.path, element)]
        out: dict[str, str] = {}
        for rule in sorted(found, key=lambda rule: rule.weight):
            out |= rule.says
        return out


def _mark(compound: _Compound) -> str:
    """What an element must have to fit: an id, a class or its name."""
    if compound.ids:
        return f"#{min(compound.ids)}"
    return f".{min(compound.classes)}" if compound.classes else compound.tag or "*"


def _rules(css: str) -> Iterator[_Rule]:
    screen = _MEDIA.sub(lambda m: m[2] if re.search(r"\b(?:all|screen)\b", m[1]) and "width" not in m[1] else "", css)
    for order, found in enumerate(_BLOCK.finditer(screen)):
        says = declarations(found[2])
        if not says.keys() & _TELLING and "overflow" not in says and "left" not in says:
            continue
        for selector in found[1].split(","):
            path = _path(selector.strip())
            if path:
                ids, classes = sum(len(c.ids) for c in path), sum(len(c.classes) for c in path)
                yield _Rule(path, says, (ids, classes, sum(c.tag not in {"", "*"} for c in path), order))


def _path(selector: str) -> tuple[_Compound, ...]:
    """The parts of a selector from the last to the first; empty for one that is not simple."""
    words = re.sub(r"\s*>\s*", " > ", selector).split()
    if not words or words[0] == ">" or words[-1] == ">" or len(words) > 20:
        return ()
    out: list[_Compound] = []
    parent = False
    for word in reversed(words):
        if word == ">":
            parent = True
            continue
        found = _COMPOUND.fullmatch(word)
        if found is None:
            return ()
        marks = _MARK.findall(found[2])
        ids = frozenset(name for sign, name in marks if sign == "#")
        classes = frozenset(name for sign, name in marks if sign == ".")
        out.append(_Compound((found[1] or "").lower(), ids, classes, parent))
        parent = False
    return tuple(out)


def _fits(path: tuple[_Compound, ...], element: Element) -> bool:
    if not path[0].fits(element):
        return False
    here = element
    for compound in path[1:]:
        above = here.getparent()
        while above is not None and not compound.fits(above) and not compound.parent:
            above = above.getparent()
        if above is None or not compound.fits(above):
            return False
        here = above
    return True
