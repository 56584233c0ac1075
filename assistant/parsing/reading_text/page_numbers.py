"""Page numbers that stand among the lines: in a page's margin, or at a page's distance in a text that knows no pages.

A number that is content (a table's cell, a year alone on its line) is never taken for one: what is dropped here cannot
be found or quoted.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.types import Line, Page

_MARGIN = 60.0  # points; text begins 20 to 25 mm from the edge (Nghị định 30/2020/NĐ-CP, annex I), the number above it
_PAGE_LINES = (20, 70)  # visual lines between two page numbers, as printed on A4 in 13 or 14 points and by OCR


def page_numbers(page: Page) -> frozenset[int]:
    """Indices of the blocks of `page` that are page numbers."""
    numbers = [
        (index, int(text), block)
        for index, block in enumerate(page.blocks)
        if isinstance(block, Line) and (text := block.text.strip(" -–")).isdecimal() and len(text) <= 4
    ]
    if not numbers:
        return frozenset()
    if page.number is None:
        chain = _chain([(index, value) for index, value, block in numbers if block.box is None], len(page.blocks))
        return frozenset(index for index, _ in chain)
    edges = (0, len(page.blocks) - 1)
    return frozenset(
        index
        for index, value, block in numbers
        if value == page.number and index in edges and _in_margin(block, page.height)
    )


def _in_margin(line: Line, height: float | None) -> bool:
    if line.box is None or height is None:
        return True
    return line.box.bottom <= _MARGIN or line.box.top >= height - _MARGIN


def _chain(numbers: Sequence[tuple[int, int]], lines: int) -> list[tuple[int, int]]:
    """The longest run of `(line, value)` that counts up by one for each page's worth of lines, from the first page on.

    A few may be missing or misread. One alone is believed where the text is two pages long.
    """
    best: list[tuple[int, int]] = []  # length of the best run that ends here, and the place of the one before
    for place, (line, value) in enumerate(numbers):
        starts = _apart(line, value) or _apart(line, value - 1)  # printed at the foot or at the head of the page
        found = (1, -1) if starts else (0, -1)
        for before in range(max(0, place - 60), place):
            length = best[before][0]
            if length and length + 1 > found[0] and _apart(line - numbers[before][0], value - numbers[before][1]):
                found = (length + 1, before)
        best.append(found)
    at = max(range(len(best)), key=lambda place: best[place][0], default=-1)
    if at < 0 or best[at][0] == 0:
        return []
    if best[at][0] == 1 and not (numbers[at][1] <= 2 and lines <= 2 * _PAGE_LINES[1]):
        return []
    run: list[tuple[int, int]] = []
    while at >= 0:
        run.append(numbers[at])
        at = best[at][1]
    return run


def _apart(lines: int, pages: int) -> bool:
    return pages > 0 and _PAGE_LINES[0] <= lines / pages <= _PAGE_LINES[1]
