"""Which lines share a passage: small siblings together, large sections divided at their children."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.passages.lines import Line
from assistant.passages.sizes import FULL, MOST, SCANT
from assistant.types import Document

_CARRY = 60  # words; a heading with its lead-in up to this length goes with the first passage below it
_GROUPED = frozenset({"so", "chu", "khoan", "diem", "gach"})


@dataclass(slots=True)
class Group:
    """Lines `[first, last)`; those before `content` are headings carried along from above."""

    first: int
    last: int
    content: int
    words: int
    open: bool
    """Whether further siblings may join."""


def group_lines(document: Document, lines: Sequence[Line]) -> list[Group]:
    """The groups that the lines of `document` form, in reading order."""
    packer = _Packer(document, lines)
    packer.pack(None, 0, len(lines), 0)
    return packer.out


class _Packer:
    def __init__(self, document: Document, lines: Sequence[Line]) -> None:
        self.text = document.text
        self.sections = document.sections
        self.lines = lines
        self.out: list[Group] = []

    def pack(self, node: int | None, first: int, last: int, carried: int) -> None:
        """Group lines `[first, last)` of `node`; the `carried` lines before `first` go with its first group."""
        current: Group | None = None
        if carried:
            current = Group(first - carried, first, first, self._count(first - carried, first), True)
        for begin, end, child in self._parts(node, first, last):
            words = self._count(begin, end)
            alone = child is not None and not self._grouped(child)
            single = self.lines[begin].row is not None and end == begin + 1
            if single or alone or (child is not None and (words > FULL or self._holds_rows(begin, end))):
                below = self._carry(current, begin) if not single else 0
                if current is not None and not below:
                    self._flush(current)
                current = None
                if single:
                    self.out.append(Group(begin, end, begin, words, False))
                else:
                    self.pack(child, begin, end, below)
                    if self.out:
                        self.out[-1].open = False
                continue
            heading = self._carry(current, begin) > 0
            if current is not None and current.words + words <= (MOST if heading else FULL):
                if heading and child is not None:
                    current.content = begin
                current.last, current.words = end, current.words + words
                continue
            if current is not None:
                self._flush(current)
            current = Group(begin, end, begin, words, True)
        if current is not None:
            self._flush(current)

    def _carry(self, group: Group | None, begin: int) -> int:
        """How many lines of `group` are a heading or lead-in that should go with the section at line `begin`."""
        if group is None or group.last != begin or group.words > _CARRY:
            return 0
        line = self.lines[group.last - 1]
        heading = line.section is not None and all(
            self._is_heading(line) for line in self.lines[group.first : group.last]
        )
        return group.last - group.first if heading or self.text[line.end - 1] == ":" else 0

    def _is_heading(self, line: Line) -> bool:
        if line.section is None:
            return False
        heading = self.sections[line.section].heading
        return line.start >= heading.start and line.end <= heading.end

    def _flush(self, group: Group) -> None:
        before = self.out[-1] if self.out else None
        if (
            before is not None
            and before.open
            and before.last == group.first
            and group.words < SCANT
            and before.words + group.words <= FULL + SCANT
            and self._may_join(before, group)
        ):
            before.last, before.words = group.last, before.words + group.words
        else:
            self.out.append(group)

    def _may_join(self, before: Group, group: Group) -> bool:
        return self._wall(self.lines[before.last - 1].section) == self._wall(self.lines[group.first].section)

    def _wall(self, section: int | None) -> int | None:
        """The nearest section at or above `section` that no passage may cross."""
        while section is not None and self._grouped(section):
            section = self.sections[section].parent
        return section

    def _grouped(self, section: int) -> bool:
        """Whether a section may share a passage with its siblings."""
        found = self.sections[section]
        return found.kind in _GROUPED and not (found.parent is None and found.kind in ("so", "chu"))

    def _parts(self, node: int | None, first: int, last: int) -> Iterator[tuple[int, int, int | None]]:
        """The lines of `node` one by one, and its children whole, as line ranges in order."""
        at = first
        while at < last:
            section = self.lines[at].section
            if section == node:
                yield at, at + 1, None
                at += 1
                continue
            child = section
            while child is not None and self.sections[child].parent != node:
                child = self.sections[child].parent
            end_offset = self.sections[child].span.end if child is not None else self.lines[at].end
            end = at + 1
            while end < last and self.lines[end].start < end_offset:
                end += 1
            yield at, end, child
            at = end

    def _holds_rows(self, first: int, last: int) -> bool:
        """Rows are passages of their own, however small the section they stand in."""
        return any(line.row is not None for line in self.lines[first:last])

    def _count(self, first: int, last: int) -> int:
        return sum(line.words for line in self.lines[first:last])
