"""Groups of lines to passages, each with its path, its pages and the context it needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from assistant.passages.cutting import cut
from assistant.passages.groups import Group, group_lines
from assistant.passages.lines import lead_ins, read_lines
from assistant.passages.mail_heads import head_lines, parted
from assistant.passages.sizes import MOST
from assistant.types import Document, Passage, PassageKind, Section, Span, Table, TableRow


def split(document: Document) -> tuple[Passage, ...]:
    """The passages of `document` in reading order; every line of its text is in exactly one.

    Lines that name a table's columns are in none: the first header is context of each row.
    """
    return tuple(_Splitter(document).passages()) if document.text else ()


def embedding_text(title: str | None, passage: Passage) -> str:
    """What an encoder is given for a passage: the document's title, the headings above, the text; one a line."""
    return "\n".join(part for part in (title, passage.heading, passage.text) if part)


class _Splitter:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.sections = document.sections
        self.lines = list(read_lines(document))
        self.lead = lead_ins(document.text, self.lines)
        self.recognised = {page.number for page in document.ocr_pages}
        self.heads = head_lines(document, self.lines)
        self.official = document.letterhead.kind is not None or document.letterhead.symbol is not None

    def passages(self) -> Iterator[Passage]:
        groups: Iterable[Group] = group_lines(self.document, self.lines)
        if self.heads:
            groups = parted(list(groups), self.heads)
        for group in groups:
            yield from self._emit(group)

    def _emit(self, group: Group) -> Iterator[Passage]:
        lines = self.lines[group.first : group.last]
        content = self.lines[group.content : group.last] or lines[-1:]
        section = self._common([line.section for line in content])
        row = lines[0].row if len(lines) == 1 else None
        head = group.first in self.heads or (section is None and self.official)
        kind: PassageKind = "row" if row else "head" if head else "prose"
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
                ocr=bool(self.recognised) and self._is_recognised(piece),
            )

    def _is_recognised(self, piece: Span) -> bool:
        return any(segment.page in self.recognised for segment in self.document.segments_of(piece))

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
        if words <= MOST:
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
            spans += [span for span in (table.caption, table.header_span) if span is not None]
            spans += [*cells.group, *cells.filled]
        apart = [s for s in dict.fromkeys(spans) if s.start >= piece.end or s.end <= piece.start]
        return tuple(sorted(s for s in apart if s.start < piece.start))


def _cited(path: Sequence[Section]) -> list[Section]:
    """The sections a citation names: chapters above an Điều are left out, the annex it stands in is kept."""
    dieu = next((i for i, section in enumerate(path) if section.kind == "dieu"), None)
    if dieu is None:
        return list(path)
    return [section for i, section in enumerate(path) if i >= dieu or section.kind == "phu_luc"]
