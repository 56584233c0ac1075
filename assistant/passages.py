"""A `Document` to passages: stretches short enough to quote and long enough to understand.

Passages follow the outline: small khoản and điểm are grouped with their siblings, large sections are divided at their
children, and no passage crosses an Điều, a lettered or Roman section, or a top-level section. The heading of a chapter
or section that holds nothing else goes with the first passage under it, so a passage may begin above its own section.
The signature block and the letterhead are both of kind "head": they say what a document is, not what it orders.
Sizes are words between spaces; about 80 gave the best retrieval on articles of law (shared design notes), so groups are
filled up to 120, a paragraph stands whole up to 180, and longer ones are cut between sentences.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.types import Document, Passage, PassageKind, Section, Span, Table, TableRow
from assistant.vietnamese.sentences import sentences

_FULL = 120
_MOST = 180
_SCANT = 40  # a remainder below this joins the group before it when both fit in _FULL + _SCANT
_CARRY = 60  # a heading with its lead-in up to this length goes with the first passage below it
_CONTEXT = 600  # characters; a longer lead-in is no lead-in
_GROUPED = frozenset({"so", "chu", "khoan", "diem", "gach"})
_BULLETS = ("-", "–", "—", "+", "•", "*")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the text; `section` is the deepest that holds it, `row` its table row."""

    start: int
    end: int
    words: int
    section: int | None
    row: tuple[Table, TableRow] | None = None


@dataclass(slots=True)
class _Group:
    """Lines `[first, last)`; those before `content` are headings carried along from above."""

    first: int
    last: int
    content: int
    words: int
    open: bool
    """Whether further siblings may join."""


def split(document: Document) -> tuple[Passage, ...]:
    """The passages of `document` in reading order; every line of its text is in exactly one."""
    return tuple(_Splitter(document).passages()) if document.text else ()


def embedding_text(title: str | None, passage: Passage) -> str:
    """What an encoder is given for a passage: the document's title, the headings above, the text; one a line."""
    return "\n".join(part for part in (title, passage.heading, passage.text) if part)


class _Splitter:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.sections = document.sections
        self.children: list[list[int]] = [[] for _ in self.sections]
        self.roots: list[int] = []
        for index, section in enumerate(self.sections):
            (self.roots if section.parent is None else self.children[section.parent]).append(index)
        self.lead: dict[int, Span] = {}
        self.lines = list(self._read_lines())
        self.starts = [line.start for line in self.lines]
        self.official = document.letterhead.kind is not None or document.letterhead.symbol is not None

    def _read_lines(self) -> Iterator[_Line]:
        text = self.document.text
        rows = {row.span.start: (table, row) for table in self.document.tables for row in table.rows}
        upcoming = 0
        stack: list[int] = []
        at = 0
        while at < len(text):
            end = text.find("\n", at)
            end = len(text) if end < 0 else end
            row = rows.get(at)
            if row is not None:
                end = max(end, row[1].span.end)
            while upcoming < len(self.sections) and self.sections[upcoming].span.start <= at:
                stack.append(upcoming)
                upcoming += 1
            while stack and self.sections[stack[-1]].span.end <= at:
                stack.pop()
            section = stack[-1] if stack else None
            if end > at:
                yield _Line(at, end, text.count(" ", at, end) + 1, section, row)
                if section is not None and text[end - 1] == ":" and end - at <= _CONTEXT and row is None:
                    self.lead[section] = Span(at, end)
            at = end + 1

    def passages(self) -> Iterator[Passage]:
        groups: list[_Group] = []
        self._pack(None, 0, len(self.lines), 0, groups)
        for group in groups:
            yield from self._emit(group)

    # ------------------------------------------------------------------------------------------ grouping

    def _pack(self, node: int | None, first: int, last: int, carried: int, out: list[_Group]) -> None:
        """Group lines `[first, last)` of `node`; the `carried` lines before `first` go with its first group."""
        current: _Group | None = None
        if carried:
            current = _Group(first - carried, first, first, self._count(first - carried, first), True)
        for begin, end, child in self._parts(node, first, last):
            words = self._count(begin, end)
            alone = child is not None and not self._grouped(child)
            single = self.lines[begin].row is not None and end == begin + 1
            if single or alone or (child is not None and words > _FULL):
                below = self._carry(current, begin) if not single else 0
                if current is not None and not below:
                    self._flush(current, out)
                current = None
                if single:
                    out.append(_Group(begin, end, begin, words, False))
                else:
                    self._pack(child, begin, end, below, out)
                    if out:
                        out[-1].open = False
                continue
            heading = self._carry(current, begin) > 0
            if current is not None and current.words + words <= (_MOST if heading else _FULL):
                if heading and child is not None:
                    current.content = begin
                current.last, current.words = end, current.words + words
                continue
            if current is not None:
                self._flush(current, out)
            current = _Group(begin, end, begin, words, True)
        if current is not None:
            self._flush(current, out)

    def _carry(self, group: _Group | None, begin: int) -> int:
        """How many lines of `group` are a heading or lead-in that should go with the section at line `begin`."""
        if group is None or group.last != begin or group.words > _CARRY:
            return 0
        line = self.lines[group.last - 1]
        heading = line.section is not None and all(
            self._is_heading(line) for line in self.lines[group.first : group.last]
        )
        return group.last - group.first if heading or self.document.text[line.end - 1] == ":" else 0

    def _is_heading(self, line: _Line) -> bool:
        if line.section is None:
            return False
        heading = self.sections[line.section].heading
        return line.start >= heading.start and line.end <= heading.end

    def _flush(self, group: _Group, out: list[_Group]) -> None:
        before = out[-1] if out else None
        if (
            before is not None
            and before.open
            and before.last == group.first
            and group.words < _SCANT
            and before.words + group.words <= _FULL + _SCANT
            and self._may_join(before, group)
        ):
            before.last, before.words = group.last, before.words + group.words
        else:
            out.append(group)

    def _may_join(self, before: _Group, group: _Group) -> bool:
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

    def _count(self, first: int, last: int) -> int:
        return sum(line.words for line in self.lines[first:last])

    # ------------------------------------------------------------------------------------------ passages

    def _emit(self, group: _Group) -> Iterator[Passage]:
        lines = self.lines[group.first : group.last]
        content = self.lines[group.content : group.last] or lines[-1:]
        section = self._common([line.section for line in content])
        row = lines[0].row if len(lines) == 1 else None
        kind: PassageKind = "row" if row else "head" if section is None and self.official else "prose"
        span = Span(lines[0].start, lines[-1].end)
        path = self.document.section_path(section)
        shown = _cited(path)
        markers = tuple(s.marker for s in shown)
        labels = tuple(s.label for s in shown)
        heading = " › ".join(s.title for s in path if s.title)
        text = self.document.text
        for piece in self._pieces(span, group.words):
            contexts = self._contexts(piece, section, row)
            yield Passage(
                text=text[piece.start : piece.end],
                span=piece,
                kind=kind,
                section=section,
                path=markers,
                labels=labels,
                heading=heading,
                context="\n".join(text[s.start : s.end] for s in contexts),
                context_spans=contexts,
                page_start=self.document.page_at(piece.start),
                page_end=self.document.page_at(piece.end - 1),
            )

    def _common(self, found: Sequence[int | None]) -> int | None:
        """The deepest section that holds all of `found`."""
        first, *others = dict.fromkeys(found)
        for other in others:
            above = set(self._ancestors(other))
            first = next((s for s in self._ancestors(first) if s in above), None)
        return first

    def _ancestors(self, section: int | None) -> Iterator[int]:
        while section is not None:
            yield section
            section = self.sections[section].parent

    def _pieces(self, span: Span, words: int) -> list[Span]:
        if words <= _MOST:
            return [span]
        return cut(self.document.text, span)

    def _contexts(self, piece: Span, section: int | None, row: tuple[Table, TableRow] | None) -> tuple[Span, ...]:
        spans: list[Span] = []
        for index in reversed(list(self._ancestors(section))):
            found = self.sections[index]
            if found.title:
                spans.append(found.heading)
            if index in self.lead:
                spans.append(self.lead[index])
        if row is not None:
            table, cells = row
            spans += [table.header_span] if table.header_span is not None else []
            spans += [*cells.group, *cells.filled]
        apart = [s for s in dict.fromkeys(spans) if s.start >= piece.end or s.end <= piece.start]
        return tuple(sorted(s for s in apart if s.start < piece.start))


def _cited(path: Sequence[Section]) -> list[Section]:
    """The sections a citation names: chapters above an Điều are left out, the annex it stands in is kept."""
    dieu = next((i for i, section in enumerate(path) if section.kind == "dieu"), None)
    if dieu is None:
        return list(path)
    return [section for i, section in enumerate(path) if i >= dieu or section.kind == "phu_luc"]


def cut(text: str, span: Span) -> list[Span]:
    """`span` in pieces of at most `_MOST` words, between sentences where they allow, else at ";" or a space."""
    atoms: list[Span] = []
    body = text[span.start : span.end]
    starts = [start for start, _ in sentences(body)] or [0]
    starts[0] = 0
    for start, end in zip(starts, [*starts[1:], len(body)], strict=True):
        atoms.extend(_halves(text, Span(span.start + start, span.start + end)))
    out: list[Span] = []
    held: Span | None = None
    for atom in atoms:
        if held is not None and text.count(" ", held.start, atom.end) < _FULL:
            held = Span(held.start, atom.end)
            continue
        if held is not None:
            out.append(_trim(text, held))
        held = atom
    if held is not None:
        last = Span(out[-1].start, held.end) if out else held
        if out and text.count(" ", held.start, held.end) < _SCANT and text.count(" ", last.start, last.end) < _MOST:
            out[-1] = _trim(text, last)
        else:
            out.append(_trim(text, held))
    return [piece for piece in out if piece.end > piece.start]


def _halves(text: str, span: Span) -> Iterator[Span]:
    """A sentence of more than `_MOST` words in parts of about `_FULL`, after ";", "," or any space."""
    start = span.start
    while text.count(" ", start, span.end) >= _MOST:
        limit = start
        for _ in range(_FULL):
            limit = text.find(" ", limit + 1, span.end)
        middle = start + (limit - start) // 2
        at = max(text.rfind(";", middle, limit), text.rfind("\n", middle, limit))
        at = at if at > 0 else text.rfind(",", middle, limit)
        at = at + 1 if at > 0 else limit + 1
        yield Span(start, at)
        start = at
    yield Span(start, span.end)


def _trim(text: str, span: Span) -> Span:
    start, end = span.start, span.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
