"""Page furniture: page numbers and running heads, found by their place and their repetition over pages.

A line is furniture when it is (1) a page number: nothing but a number, perhaps between dashes or after "Trang", first
or last on its page, and in step with the physical pages on at least two of them; or (2) a running head or foot: in the
top or bottom eighth of the page, at the same height and of the same wording but for digits, on at least two pages and
on 60 % of the pages with text. What is taken out is kept in `FileText.stamps`.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from assistant.types import Line, Page, TableBlock

_NUMBER = re.compile(r"(?:trang|page|tr\.)?\s*[-–—|\[(/]*\s*(\d{1,4})\s*[-–—|\])/]*(?:\s*/\s*\d{1,4})?", re.IGNORECASE)
_EDGE = 0.125
_SHARE = 0.6


def page_number(text: str) -> int | None:
    """The number when `text` is nothing but a page number."""
    found = _NUMBER.fullmatch(text.strip())
    return int(found.group(1)) if found else None


def _steady(numbers: dict[int, int]) -> set[int]:
    """Indices of pages whose number is in step with the page order: the commonest offset, on two pages at least."""
    offsets = Counter(number - index for index, number in numbers.items())
    good = {offset for offset, count in offsets.items() if count >= 2}
    return {index for index, number in numbers.items() if number - index in good}


def page_number_lines(groups: list[list[str]]) -> list[str]:
    """Takes page numbers that stand alone at the top or bottom of form-feed pages out of `groups`, in place."""
    removed: list[str] = []
    for last in (False, True):
        places: dict[int, tuple[int, int]] = {}
        for index, lines in enumerate(groups):
            filled = [i for i, line in enumerate(lines) if line.strip()]
            if filled:
                at = filled[-1 if last else 0]
                if (number := page_number(lines[at])) is not None:
                    places[index] = (at, number)
        for index in _steady({i: n for i, (_, n) in places.items()}):
            removed.append(groups[index].pop(places[index][0]).strip())
    return removed


def remove_furniture(pages: Sequence[Page]) -> tuple[list[Page], list[str]]:
    """The pages without their furniture, and the texts taken out, in page order."""
    drop = _running(pages) | _numbers(pages)
    out: list[Page] = []
    stamps: list[str] = []
    for index, page in enumerate(pages):
        gone = [b for b in page.blocks if (index, id(b)) in drop and isinstance(b, Line)]
        stamps += [b.text for b in gone]
        kept = tuple(b for b in page.blocks if (index, id(b)) not in drop)
        out.append(replace(page, blocks=kept) if gone else page)
    return out, stamps


def _numbers(pages: Sequence[Page]) -> set[tuple[int, int]]:
    found: set[tuple[int, int]] = set()
    for last in (False, True):
        lines: dict[int, Line] = {}
        numbers: dict[int, int] = {}
        for index, page in enumerate(pages):
            line = _edge_line(page, last)
            number = page_number(line.text) if line else None
            if line is not None and number is not None:
                lines[index], numbers[index] = line, number
        found |= {(index, id(lines[index])) for index in _steady(numbers)}
    return found


def _edge_line(page: Page, last: bool) -> Line | None:
    """The only line of the topmost (or lowest) row of the page, if it stands alone in the edge zone."""
    boxed = [(b, b.box) for b in page.blocks if isinstance(b, Line) and b.box is not None]
    if not boxed or page.height is None:
        return None
    line, box = max(boxed, key=lambda p: p[1].bottom) if last else min(boxed, key=lambda p: p[1].top)
    middle = (box.top + box.bottom) / 2
    in_zone = middle > page.height * (1 - _EDGE) if last else middle < page.height * _EDGE
    others = (b.box for b in page.blocks if b is not line and b.box is not None)
    alone = not any(o.top < box.bottom - 1 and box.top < o.bottom - 1 for o in others)
    return line if in_zone and alone else None


def _running(pages: Sequence[Page]) -> set[tuple[int, int]]:
    with_text = [i for i, page in enumerate(pages) if page.blocks]
    places: dict[tuple[str, int], list[tuple[int, int]]] = defaultdict(list)
    for index in with_text:
        page = pages[index]
        for block in page.blocks:
            if isinstance(block, TableBlock) or block.box is None or not page.height:
                continue
            if page_number(block.text) is not None:
                continue
            middle = (block.box.top + block.box.bottom) / 2 / page.height
            if middle < _EDGE or middle > 1 - _EDGE:
                wording = re.sub(r"\d+", "#", block.text)
                # Two neighbouring bands of 1.5 % of the height, so that a line on a band's edge is not lost.
                band = round(middle / 0.015)
                for near in (band, band + 1):
                    places[wording, near].append((index, id(block)))
    needed = max(2.0, len(with_text) * _SHARE)
    return {spot for spots in places.values() if len({i for i, _ in spots}) >= needed for spot in spots}
