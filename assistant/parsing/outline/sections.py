"""Markers to sections: a stack of open sections, and the rules by which a marker is believed.

A marker is believed when its number goes on where its list stands, or starts a list; "30." in front of a sentence, a
number inside a quotation of another text, or a contents line is none. The order of levels is that of Nghị định
30/2020/NĐ-CP, annex I: phần, chương, mục, tiểu mục, điều, (I), khoản or 1, điểm or a; annexes stand above all. Lines
that open with "-" or "+" are paragraphs of their section and no sections: nobody cites them by number.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.parsing.markers import Marker, find_marker, letter_order
from assistant.parsing.outline.enclosures import NAME as enclosure_name
from assistant.parsing.outline.enclosures import enclosures
from assistant.parsing.outline.endnotes import notes_start
from assistant.parsing.outline.headings import heading_of
from assistant.parsing.outline.labels import names
from assistant.parsing.outline.unpunctuated_articles import plain_articles
from assistant.parsing.reading_text.text import Paragraph
from assistant.parsing.reading_text.zones import Annex, annexes, feet, is_upper, quoted
from assistant.types import Section, Span

_RANK: dict[str, float] = {
    "Phụ lục": 0, "Mẫu": 0.5, "Phần": 1, "A": 1.5, "Chương": 2, "Mục": 3, "Tiểu mục": 4, "Điều": 5,
    "#1": 5.1, "#2": 5.2, "#3": 5.3, "#4": 5.4, "#5": 5.5, "#6": 5.6,
    "I": 6, "1.": 7, "1.1": 7.1, "1.1.1": 7.2, "1.1.1.1": 7.3, "1)": 7.5, "a.": 8, "a)": 8.1,
}  # fmt: skip
_UNDER_LETTER = 8.5  # "1)" below "a)"
_ANNEXED = 0.6  # above all annexes, below all other ranks
_LOOKAHEAD = 300  # paragraphs looked through for the number that would prove a marker false


@dataclass(slots=True)
class _Open:
    index: int
    style: str
    rank: float
    order: int
    last: int
    """The paragraph its heading ends at."""


@dataclass(frozen=True, slots=True)
class Outline:
    sections: tuple[Section, ...]
    feet: tuple[tuple[int, int], ...]
    first: int
    """The first paragraph under a section; the number of paragraphs when there is none."""


def outline(
    paragraphs: Sequence[Paragraph], body: int, fragment: bool, known: Mapping[int, Marker] | None = None
) -> Outline:
    """The sections of the paragraphs from `body` on. `fragment`: a piece of a law, where "1." is a khoản. `known`:
    markers by paragraph that the letters do not show (`misread.py`)."""
    markers = [find_marker(p.text) if index >= body and p.table is None else None for index, p in enumerate(paragraphs)]
    for index, marker in (known or {}).items():
        markers[index] = marker
    if not any(markers):
        return Outline((), tuple(feet(paragraphs, markers, body, frozenset())) if not fragment else (), len(paragraphs))
    inside = quoted(paragraphs, body, markers)
    notes = notes_start(paragraphs, body)
    inside[notes:] = [True] * (len(paragraphs) - notes)
    markers = [None if hidden else marker for marker, hidden in zip(markers, inside, strict=True)]
    for at, article in plain_articles(paragraphs, markers, body, inside).items():
        markers[at] = article
    attached = annexes(paragraphs, markers, inside, body)
    for start, annex in attached.items():
        markers[start] = Marker("phu_luc", "Phụ lục", 0, annex.name, 0)
    ends = feet(paragraphs, markers, body, frozenset(attached))
    builder = _Builder(paragraphs, markers, attached, enclosures(paragraphs, markers, ends), fragment)
    for start, end in ends:
        for index in range(start, end):
            markers[index] = None
    stops = {start for start, _ in ends}
    index = body
    while index < len(paragraphs):
        if index in stops:
            builder.close(_ANNEXED if builder.annexed else -1.0, index)
        index = builder.take(index)
    builder.close(-1.0, len(paragraphs))
    return Outline(tuple(builder.sections), tuple(ends), builder.first)


class _Builder:
    def __init__(
        self, paragraphs: Sequence[Paragraph], markers: Sequence[Marker | None], attached: dict[int, Annex],
        enclosed: dict[int, Annex], fragment: bool,
    ) -> None:  # fmt: skip
        self.paragraphs = paragraphs
        self.markers = markers
        self.attached = attached
        self.enclosed = enclosed
        self.fragment = fragment
        self.sections: list[Section] = []
        self.stack: list[_Open] = []
        self.first = len(paragraphs)
        self._nested = 0

    def take(self, index: int) -> int:
        """Look at one paragraph; returns the next to look at (past the heading's lines)."""
        annex = self.attached.get(index)
        if annex is None and not self._in_annex():
            annex = self.enclosed.get(index)
        if annex is not None:
            style = "Mẫu" if self._in_annex() else "Phụ lục"  # within an annex: a form of it
            self._open(Marker("phu_luc", style, 0, annex.name, 0), index, annex.end, annex.title, _RANK[style])
            return annex.end
        marker_here = self.markers[index]
        if marker_here is None:
            return index + 1
        marker = self._as_capital(marker_here)
        rank = self._rank(marker, index)
        if not self._believed(marker, rank, index):
            return index + 1
        heading = heading_of(self.paragraphs, self.markers, index, marker)
        self._open(marker, index, heading.end, heading.title, rank)
        return heading.end

    def _in_annex(self) -> bool:
        """Whether an annex with a name of its own is open; enclosed papers follow one another."""
        return any(o.rank < _ANNEXED and self.sections[o.index].marker != enclosure_name for o in self.stack)

    @property
    def annexed(self) -> bool:
        """Whether an annex is open: the signature block of a form in it belongs to it."""
        return any(o.rank < _ANNEXED for o in self.stack)

    def close(self, rank: float, index: int) -> None:
        """End all open sections of `rank` or below before paragraph `index`."""
        while self.stack and self.stack[-1].rank >= rank:
            done = self.stack.pop()
            section = self.sections[done.index]
            end = self.paragraphs[index - 1].end if index else 0
            self.sections[done.index] = replace(section, span=Span(section.span.start, max(end, section.heading.end)))

    def _open(self, marker: Marker, index: int, end: int, title: str, rank: float) -> None:
        self.close(rank, index)
        self.first = min(self.first, index)
        start = self.paragraphs[index].start
        heading = Span(start, self.paragraphs[end - 1].end)
        if not title and marker.kind in ("so", "chu", "dieu"):
            heading = Span(start, start + len(self.paragraphs[index].text[: marker.length].rstrip()))
        parent = self.stack[-1].index if self.stack else None
        in_law = self.fragment or any(o.style == "Điều" for o in self.stack)
        kind, shown, label = names(marker, title, in_law)
        level = self.sections[parent].level + 1 if parent is not None else 1
        self.sections.append(Section(kind, shown, label, title, heading, heading, parent, level))
        self.stack.append(_Open(len(self.sections) - 1, marker.style, rank, marker.order, end))
        self._nested = 0

    def _as_capital(self, marker: Marker) -> Marker:
        """ "C." after "B." is a letter, not one hundred."""
        if marker.kind == "la_ma" and len(marker.name) == 1:
            order = letter_order(marker.name.lower())
            capital = self._sibling("A")
            if capital is not None and capital.order + 1 == order and self._sibling("I") is None:
                return Marker("phan", "A", order, marker.name, marker.length)
        return marker

    def _rank(self, marker: Marker, index: int) -> float:
        open_styles = {o.style: o.rank for o in self.stack}
        if marker.style in open_styles:
            return open_styles[marker.style]
        if marker.style == "1)" and self.stack and self.stack[-1].style in ("a)", "a."):
            return _UNDER_LETTER
        if marker.style == "A" and self.stack and self.stack[-1].last == index and self.stack[-1].rank >= 2:
            return self.stack[-1].rank + 0.05  # "A." right under the heading of a Mục or of "I." is part of it
        return _RANK[marker.style]

    def _sibling(self, style: str) -> _Open | None:
        return next((o for o in reversed(self.stack) if o.style == style), None)

    def _believed(self, marker: Marker, rank: float, index: int) -> bool:
        last = self._sibling(marker.style)
        if marker.kind == "dieu":
            return self._next_dieu(marker, last, index)
        rest = self.paragraphs[index].text[marker.length :]
        if marker.kind == "phu_luc" and rest and not is_upper(rest):
            return not (rest[-1] == ";" or (index and self.paragraphs[index - 1].text[-1] in ":;"))  # a list of annexes
        if marker.kind in ("phu_luc", "chuong", "muc", "tieu_muc") or marker.style == "Phần":
            return True
        if marker.style in ("I", "A"):
            strong = is_upper(rest) or self.paragraphs[index].bold
            if marker.style == "A" and not strong:
                return False
            before = last.order if last is not None else 0
            return before < marker.order <= before + 2 or (marker.order == 1 and strong)
        return self._next_item(marker, last, rank, index)

    def _next_dieu(self, marker: Marker, last: _Open | None, index: int) -> bool:
        """Điều go up by one; a jump is a quoted article when the next number still comes, else an excerpt."""
        before = last.order if last is not None else self._last_dieu()
        if marker.order == before + 1 or marker.order == 1 or before == 0:
            return True
        if marker.order == before and not marker.name.isdigit():
            return True
        if marker.order <= before:
            return False
        for later in self.markers[index + 1 : index + 1 + _LOOKAHEAD]:
            if later is not None and later.kind == "phu_luc":
                break
            if later is not None and later.kind == "dieu" and later.order == before + 1:
                return False
        return True

    def _last_dieu(self) -> int:
        """The last Điều of the same instrument or annex: numbering runs on through chapters."""
        scope = next((o.index for o in self.stack if o.rank < 1), -1)
        for section in reversed(self.sections[scope + 1 :]):
            if section.kind == "dieu":
                digits = "".join(c for c in section.marker if c.isdigit())
                return int(digits) if digits else 0
        return 0

    def _next_item(self, marker: Marker, last: _Open | None, rank: float, index: int) -> bool:
        siblings = last is not None and not any(o.rank < rank for o in self.stack[self.stack.index(last) + 1 :])
        before = last.order if last is not None and siblings else 0
        order = marker.order or before + 1
        if before == 0:
            return order == 1 or (order <= 40 and marker.style in ("1.", "a)") and self._excerpt(marker, index))
        if order == 1:
            if self._after_lead_in(index):
                return True
            self._nested = 2
            return False
        if order == self._nested and (order != before + 1 or self._comes_again(marker, rank, index)):
            self._nested += 1
            return False
        return before < order <= before + (3 if marker.kind == "so" else 2)

    def _excerpt(self, marker: Marker, index: int) -> bool:
        """A list that does not start at one: only directly under an article's heading, as excerpts print it."""
        if not self.stack:
            return self.fragment and index == 0
        return self.stack[-1].style == "Điều" and marker.kind == "so" and index <= self.stack[-1].last + 1

    def _after_lead_in(self, index: int) -> bool:
        previous = self.paragraphs[index - 1] if index else None
        if previous is None or self.markers[index - 1] is not None or previous.table is not None:
            return previous is not None and previous.table is not None
        return previous.text.endswith(":") or previous.bold or is_upper(previous.text)

    def _comes_again(self, marker: Marker, rank: float, index: int) -> bool:
        for later in self.markers[index + 1 : index + 1 + _LOOKAHEAD]:
            if later is None:
                continue
            if later.style == marker.style and later.order == marker.order:
                return True
            if _RANK[later.style] < min(rank, 7):
                return False
        return False
