"""Equations on one line, as people type them: "D=(2A+3B)/5+C^2". After Unicode Technical Note 28 (linear format)."""

from __future__ import annotations

import re
from collections.abc import Sequence

_ONE = re.compile(r"[\d.,]+%?|[^\W\d_][\u0300-\u036f]*|[^\W\d_]{2,}|[^\w\s]")
_ROOTS = {"": "√", "2": "√", "3": "∛", "4": "∜"}


class Fraction(str):
    """A fraction on one line: what follows it at once would read as a part of what is below its line."""

    __slots__ = ()


def held(text: str) -> str:
    """`text` as one operand: in brackets unless it is one sign, number or name, or in brackets already."""
    text = text.strip()
    return text if _ONE.fullmatch(text) or _bracketed(text) else f"({text})"


def _bracketed(text: str) -> bool:
    if text[:1] not in {"(", "["} or text[-1:] not in {")", "]"}:
        return False
    depth = 0
    for place, sign in enumerate(text):
        depth += (sign in "([") - (sign in ")]")
        if depth == 0:
            return place == len(text) - 1
    return False


def fraction(top: str, bottom: str) -> str:
    return Fraction(f"{held(top)}/{held(bottom)}")


def scripts(base: str, below: str = "", above: str = "") -> str:
    """ "x_1", "C^2", "a_i^2"."""
    return held(base) + (f"_{held(below)}" if below.strip() else "") + (f"^{held(above)}" if above.strip() else "")


def root(inside: str, degree: str = "") -> str:
    degree = degree.strip()
    return _ROOTS.get(degree, f"√[{degree}]") + held(inside)


def over_range(sign: str, below: str, above: str, inside: str) -> str:
    """A sum, product or integral: "∑_(i=1)^n x_i"."""
    return f"{scripts(sign, below, above)} {inside.strip()}"


def accented(base: str, mark: str) -> str:
    """A letter under a bar or an arrow; `mark` is a combining character."""
    return held(base) + mark


def matrix(rows: Sequence[Sequence[str]]) -> str:
    """Cells by blanks, rows by semicolons."""
    return "; ".join(" ".join(cell.strip() for cell in row) for row in rows)


def joined(parts: Sequence[str]) -> str:
    """Parts side by side; a fraction that a letter or figure follows is put in brackets."""
    out = ""
    for part, after in zip(parts, [*parts[1:], ""], strict=True):
        follows = isinstance(part, Fraction) and (after[:1].isalnum() or after[:1] in {"(", "√"})
        out += f"({part})" if follows else part
    return out if len(parts) != 1 else parts[0]
