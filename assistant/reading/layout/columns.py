"""The columns of a page: which lines stand in one, and the order in which they are read.

A gutter is a strip that no line of a stretch of the page crosses. What stands on its two sides is read one side after
the other only where both run on as prose does: full lines, of which the next goes on in small letters. Letterheads,
signature blocks and tables without rules do not, and stay row by row. Where one side alone does, nobody can be sure:
the order stays, and the lines are marked so that no sentence is joined over the gutter.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.types import Box, Line, TableBlock

Block = Line | TableBlock

_GUTTER = 5.0
"""Points: the narrowest gutters of newsletters have 8; the edges of letters may stand out by some."""
_FULL = 0.75
"""Of the column's width: a line that long was broken because it was full; ragged lines end within a long word of it."""
_FLOWS = 0.4
"""Of the lines of prose so many go on on the next line in small letters; a name or a new sentence opens the others."""
_APART = 0.6
"""Of a line's height: what stands so far above or below all columns may be no part of them."""
_SEEDS = 400
"""Pairs of neighbours tried for gutters: a page of three columns of sixty lines has 120."""
_LONG = 16
"""Letters: a line of prose in the narrowest column has twenty, the cells of a table without rules fewer."""
_ENDS = (".", ";", ":", "!", "?")


@dataclass(slots=True)
class _Zone:
    """A stretch of the page that a gutter parts: indices of what stands left and right of it."""

    left: list[int]
    right: list[int]


def in_columns(blocks: Sequence[Block]) -> list[Block]:
    """`blocks`, given top to bottom, in reading order. Lines in columns bear the column's number, 1, 2, … down the
    page; lines beside a gutter that may be none bear a negative one."""
    if len(blocks) < 4:
        return list(blocks)
    page = _Page(blocks)
    read = page.ordered(list(range(len(blocks))))
    if not page.gutters:
        return read
    return _Page(blocks, page.gutters).ordered(list(range(len(blocks))))


class _Page:
    """`known`: gutters of the page that are sure, so that a few lines beside the same gutter are columns too."""

    def __init__(self, blocks: Sequence[Block], known: Sequence[tuple[float, float]] = ()) -> None:
        self.known = known
        self.gutters: list[tuple[float, float]] = []
        self.blocks = list(blocks)
        self.boxes = [block.box or Box(0.0, 0.0, 0.0, 0.0) for block in blocks]
        self.number = 0

    def ordered(self, items: list[int]) -> list[Block]:
        zone = self._best(items)
        if zone is None:
            return self._rows_of(items)
        zone = self._trimmed(zone)
        if not zone.left or not zone.right:
            return self._rows_of(items)
        inside = {*zone.left, *zone.right}
        first, last = min(items.index(i) for i in inside), max(items.index(i) for i in inside)
        columns = [*self._split(zone.left), *self._split(zone.right)]
        flowing = [self._flows(column) for column in columns]
        above, below = items[:first], items[last + 1 :]
        gutter = max(self.boxes[i].right for i in zone.left), min(self.boxes[i].left for i in zone.right)
        sure = all(flow or self._rest(column) for flow, column in zip(flowing, columns, strict=True))
        if sure and sum(flowing) >= 2:
            self.gutters.append(gutter)
        if (sure and sum(flowing) >= 2) or self._same_as_known(gutter, columns):
            read = [block for column in columns for block in self._numbered(column)]
        elif any(flowing):
            read = self._doubted(items[first : last + 1], columns)
        else:
            read = [self.blocks[i] for i in items[first : last + 1]]
        return [*self.ordered(above), *read, *self.ordered(below)]

    def _rows_of(self, items: Sequence[int]) -> list[Block]:
        return [self.blocks[i] for i in items]

    def _trimmed(self, zone: _Zone) -> _Zone:
        """The zone without what stands over or under its prose, apart from it: a letterhead, a signature block."""
        items = sorted([*zone.left, *zone.right], key=lambda i: self.boxes[i].top)
        heights = sorted(self.boxes[i].bottom - self.boxes[i].top for i in items)
        room = _APART * heights[len(heights) // 2]
        bands: list[list[int]] = []
        bottom = 0.0
        for i in items:
            if not bands or self.boxes[i].top - bottom > room:
                bands.append([])
            bands[-1].append(i)
            bottom = max(bottom, self.boxes[i].bottom)
        while len(bands) > 1 and not self._any_flows(bands[0], zone):
            bands.pop(0)
        while len(bands) > 1 and not self._any_flows(bands[-1], zone):
            bands.pop()
        kept = {i for band in bands for i in band}
        return _Zone([i for i in zone.left if i in kept], [i for i in zone.right if i in kept])

    def _any_flows(self, band: Sequence[int], zone: _Zone) -> bool:
        sides = ([i for i in zone.left if i in band], [i for i in zone.right if i in band])
        return any(self._flows(column) for side in sides for column in self._split(side))

    def _best(self, items: list[int]) -> _Zone | None:
        """The gutter with the most lines beside it, two at least on each side."""
        best: _Zone | None = None
        tried: set[tuple[int, int]] = set()
        for place, i in enumerate(items):
            for j in items[place + 1 : place + 6]:
                a, b = self.boxes[i], self.boxes[j]
                if b.top >= a.bottom or a.top >= b.bottom:
                    continue
                if b.left < a.left:
                    a, b = b, a
                if b.left - a.right < _GUTTER:
                    continue
                key = round(a.right / 4), round(b.left / 4)
                if key in tried or len(tried) > _SEEDS:
                    continue
                tried.add(key)
                zone = self._grown(items, place, a.right, b.left)
                if min(len(zone.left), len(zone.right)) >= 2 and (best is None or _size(zone) > _size(best)):
                    best = zone
        return best

    def _grown(self, items: list[int], seed: int, left: float, right: float) -> _Zone:
        """The stretch around `items[seed]` that the gutter between `left` and `right` parts, as the gutter narrows."""
        taken: list[int] = []
        for step in (1, -1):
            at = seed if step == 1 else seed - 1
            while 0 <= at < len(items):
                box = self.boxes[items[at]]
                middle = (left + right) / 2
                if box.right <= middle and max(left, box.right) <= right - _GUTTER:
                    left = max(left, box.right)
                elif box.left >= middle and min(right, box.left) >= left + _GUTTER:
                    right = min(right, box.left)
                else:
                    break
                taken.append(items[at])
                at += step
        middle = (left + right) / 2
        place = {i: n for n, i in enumerate(items)}
        taken.sort(key=place.__getitem__)
        return _Zone(
            [i for i in taken if self.boxes[i].right <= middle], [i for i in taken if self.boxes[i].left >= middle]
        )

    def _split(self, items: list[int]) -> list[list[int]]:
        """The columns on one side of a gutter: more than one where another gutter runs all the way down."""
        zone = self._best(items)
        if zone is None or len(zone.left) + len(zone.right) < len(items):
            return [items]
        return [*self._split(zone.left), *self._split(zone.right)]

    def _lines(self, column: Sequence[int]) -> list[tuple[str, Box]]:
        return [(b.text, self.boxes[i]) for i in column if isinstance(b := self.blocks[i], Line) and b.text]

    def _flows(self, column: Sequence[int]) -> bool:
        """Whether the lines of a column run on as those of prose do."""
        lines = self._lines(column)
        if len(lines) < 3:
            return False
        going = self._going(lines)
        return going >= max(2, _FLOWS * (len(lines) - 1))

    def _going(self, lines: Sequence[tuple[str, Box]]) -> int:
        """How many lines are full and go on on the next in small letters or figures."""
        if len(lines) < 2:
            return 0
        left, right = min(box.left for _, box in lines), max(box.right for _, box in lines)
        full = [box.right - left >= _FULL * (right - left) for _, box in lines]
        return sum(
            is_full and len(above) >= _LONG and not above.endswith(_ENDS) and (below[0].islower() or below[0].isdigit())
            for (above, _), (below, _), is_full in zip(lines, lines[1:], full, strict=False)
        )

    def _same_as_known(self, gutter: tuple[float, float], columns: Sequence[Sequence[int]]) -> bool:
        """Whether columns of a few lines stand beside a gutter that is sure elsewhere on the page, and one runs on."""
        same = any(min(gutter[1], k[1]) - max(gutter[0], k[0]) >= _GUTTER for k in self.known)
        return same and any(self._going(self._lines(column)) for column in columns)

    def _rest(self, column: Sequence[int]) -> bool:
        """Whether a column is what is left for the last one: a line or two, or a table alone."""
        return len(self._lines(column)) < 3

    def _numbered(self, column: Sequence[int]) -> list[Block]:
        self.number += 1
        return [_marked(self.blocks[i], self.number) for i in column]

    def _doubted(self, items: Sequence[int], columns: Sequence[Sequence[int]]) -> list[Block]:
        owner = {i: -n for n, column in enumerate(columns, self.number + 1) for i in column}
        self.number += len(columns)
        return [_marked(self.blocks[i], owner[i]) for i in items]


def _size(zone: _Zone) -> int:
    return min(len(zone.left), len(zone.right))


def _marked(block: Block, column: int) -> Block:
    return replace(block, column=column, centred=False) if isinstance(block, Line) else block
