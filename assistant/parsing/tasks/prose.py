"""Assignments that stand in sentences: "Giao Sở … chủ trì", "Sở … chủ trì, hoàn thành trước …", "Đơn vị chủ trì: …",
and lists under a heading that is an agency ("2. Sở Nội vụ" in the part on who does what)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from assistant.parsing.tasks.lines import TextLine, clauses, text_lines
from assistant.parsing.tasks.words import (
    ANYBODY,
    ASSIGNED,
    COLON,
    DOING,
    EMPTY,
    ENACTS,
    END,
    FEW,
    HEADING,
    LABEL,
    LONGEST,
    MARKER,
    NO_ITEM,
    NO_NAME,
    ONLY_WHO,
    PARTNERS,
    SPEAKS,
    STRONG,
    VERBS,
)
from assistant.types import Document, Due, Section, Span, Task
from assistant.vietnamese.names.agencies import agency_key, split_agencies
from assistant.vietnamese.time.deadlines import find_deadlines, parse_deadline

ASSIGNING = frozenset(
    {
        "Kế hoạch", "Chỉ thị", "Công văn", "Quyết định", "Nghị quyết", "Thông báo", "Công điện", "Chương trình",
        "Hướng dẫn", "Đề án", "Phương án", "Kết luận", "Quy chế", "Dự án",
    }
)  # fmt: skip
"""Papers that give somebody something to do. Laws and decrees lay down standing duties, reports and submissions tell
and ask."""


def prose_tasks(document: Document, year: int | None) -> Iterator[Task]:
    """The assignments in the sentences of a plan, directive, letter, decision, notice; none in other papers."""
    if document.letterhead.kind not in ASSIGNING:
        return
    reader = _Reader(document, year)
    yield from reader.tasks()


class _Reader:
    def __init__(self, document: Document, year: int | None) -> None:
        self.document, self.text, self.year = document, document.text, year
        self.issuer = agency_key(document.letterhead.issuer or "")
        self.lines = list(text_lines(document))
        self.starts = [line.span.start for line in self.lines]

    def tasks(self) -> Iterator[Task]:
        at, closed = 0, False  # behind "./." stand recipients and signature, then perhaps an annex with its own outline
        while at < len(self.lines):
            line, used = self.lines[at], 1
            closed = closed or self.text.startswith("Nơi nhận", line.span.start)
            if not (closed and line.section is None) and not self._in_annex(line):
                found, used = self._labelled(at)
                yield from found or self._of_line(line)
            closed = closed or self.text.endswith(END, 0, line.span.end)
            at += used

    # ------------------------------------------------------------------------------ "Đơn vị chủ trì: …"

    def _labelled(self, at: int) -> tuple[list[Task], int]:
        """A task whose lead, partners and time are named behind labels, in its own line or in the lines below."""
        line = self.lines[at].span
        words = line.of(self.text)
        first = LABEL.search(words)
        inline = first is not None and first.start() > 0
        found: dict[str, str] = _values(words[first.start() :]) if inline and first is not None else {}
        used = 1
        while at + used < len(self.lines) and (more := self._label_line(at + used)):
            found |= more
            used += 1
        if "lead" not in found and not {"partners", "deadline"} <= set(found):
            return [], 1
        if first is not None and first.start() == 0:
            return [], 1
        what = words[: first.start()] if inline and first is not None else words
        end = self.lines[at + used - 1].span.end
        return [self._made(_bare(what), Span(line.start, end), found.get("lead"), found, "")], used

    def _label_line(self, at: int) -> dict[str, str]:
        words = self.lines[at].span.of(self.text)
        match = LABEL.match(words)
        return _values(words) if match is not None else {}

    # ------------------------------------------------------------------------------------- sentences

    def _of_line(self, line: TextLine) -> Iterator[Task]:
        words = line.span.of(self.text)
        marker = MARKER.match(words)
        start = line.span.start + (marker.end() if marker else 0)
        heading = self._agency_above(line)
        if words.startswith("(") or "..." in words or "……" in words:  # a remark, the blanks of a form
            return
        own = list(self._clauses(Span(start, line.span.end), line, heading))
        if own:
            yield from own
        elif heading is None or (marker is None and NO_ITEM.match(self.text, start)):
            yield from self._clauses(Span(start, line.span.end), line, None)
        elif not words.rstrip().endswith(":"):
            said = self.text[start : line.span.end]
            yield self._made(said, Span(start, line.span.end), heading, {}, said)

    def _clauses(self, body: Span, line: TextLine, heading: str | None) -> Iterator[Task]:
        """The tasks of a paragraph: each clause that tells an agency to do something, with the sentences after it."""
        waiting: tuple[Span, str, str] | None = None
        for start, end in clauses(body.of(self.text)):
            clause = Span(body.start + start, body.start + end)
            said = clause.of(self.text)
            only = ONLY_WHO.match(said)
            if only is not None and clause.start > body.start and self._is_agency(only["who"]):
                yield self._named_after(Span(body.start, clause.end), clause, only)
                waiting = None
            elif (assigned := self._assigned(said, line, heading)) is not None:
                if waiting is not None:
                    yield self._sentence(*waiting)
                waiting = (clause, *assigned)
            elif waiting is not None:
                waiting = (Span(waiting[0].start, clause.end), *waiting[1:])
        if waiting is not None:
            yield self._sentence(*waiting)

    def _named_after(self, whole: Span, clause: Span, only: re.Match[str]) -> Task:
        """ "<what to do>. Sở Tư pháp chủ trì, hoàn thành trước …" """
        what = self.text[whole.start : clause.start].strip()
        deadline = self._deadline(only[0]) or self._deadline(what)
        given = {"partners": only["with"] or only["with2"] or "", "deadline": deadline or ""}
        return self._made(what, whole, only["who"], given, only[0])

    def _assigned(self, said: str, line: TextLine, heading: str | None) -> tuple[str, str] | None:
        """Who a clause tells to do something, and the words that begin what; None when it tells nobody. Under a
        `heading` that names an agency only a plain "… chủ trì" tells somebody else."""
        match = ASSIGNED.match(said)
        colon = COLON.match(said)
        if (
            colon is not None
            and (match is None or colon.end("who") < match.end("who"))
            and self._is_agency(colon["who"])
        ):
            return colon["who"], said[colon.end() :]
        if match is None or not self._is_agency(match["who"]):
            return None
        own = agency_key(match["who"])
        if self.issuer.startswith(own) and SPEAKS.match(match["verb"]):
            return None
        what = said[match.start("verb") :]
        if EMPTY.match(what) or ENACTS.search(said):
            return None
        if heading is not None:
            return (match["who"], what) if not match["ask"] and STRONG.match(match["verb"]) else None
        strong = match["ask"] or STRONG.match(match["verb"]) or find_deadlines(said) or self._in_doing(line)
        return (match["who"], what) if strong else None

    def _sentence(self, span: Span, who: str, what: str) -> Task:
        said = span.of(self.text)
        said_after = said[said.index(what) :]  # with the sentences that follow
        short = len(said_after.split()) < FEW  # "Sở Tài chính chủ trì;" reads better whole
        return self._made(said if short else said_after, span, who, {}, said)

    # ------------------------------------------------------------------------------------- the parts

    def _agency_above(self, line: TextLine) -> str | None:
        """The agency that the heading over a line names, when the line stands under the heading and is not it."""
        index = line.section
        while index is not None:
            section = self.document.sections[index]
            if section.heading.start <= line.span.start < section.heading.end:
                index = section.parent
                continue
            if (who := _agency_heading(section, self.text)) is not None:
                return who if self._is_agency(who) else None
            index = section.parent
        return None

    def _in_annex(self, line: TextLine) -> bool:
        """Annexes hold tables, which are read as such, and forms; but one of articles is a regulation put in force."""
        kinds = {section.kind for section in self.document.section_path(line.section)}
        return "phu_luc" in kinds and "dieu" not in kinds

    def _in_doing(self, line: TextLine) -> bool:
        path = self.document.section_path(line.section)
        return any(DOING.search(section.title.lower()) for section in path)

    def _is_agency(self, who: str) -> bool:
        names = split_agencies(who)
        return bool(names) and all(len(name) <= LONGEST for name in names) and not NO_NAME.search(who)

    def _made(self, what: str, span: Span, lead: str | None, given: dict[str, str], said: str) -> Task:
        """The task with the partners and the deadline that `said` names where `given` has none."""
        partners = given.get("partners") or ""
        if not partners and (match := PARTNERS.search(said)) is not None:
            partners = match["who"]
        deadline = given.get("deadline") or self._deadline(said)
        path = self.document.section_path(self._section_at(span.start))
        return Task(
            task=" ".join(what.split()).rstrip(";").removesuffix(END),
            span=span,
            lead=lead,
            partners=split_agencies(partners),
            deadline=deadline,
            due=self._due(deadline),
            product=given.get("product"),
            group=tuple(section.title for section in path if section.title and section.heading.end <= span.start),
            page=(page := self.document.page_at(span.start)),
            origin="prose",
            ocr=self.document.is_recognised(page),
        )

    def _section_at(self, offset: int) -> int | None:
        return self.lines[bisect_right(self.starts, offset) - 1].section

    def _deadline(self, said: str) -> str | None:
        """The first dated deadline of a sentence, else the first that recurs."""
        found = [said[f.start : f.end] for f in find_deadlines(said)]
        dated = [words for words in found if (due := self._due(words)) is not None and (due.end or due.start)]
        return next(iter(dated or found), None)

    def _due(self, words: str | None) -> Due | None:
        return parse_deadline(words, self.document.letterhead.date, self.year) if words else None


def _values(words: str) -> dict[str, str]:
    """What the labels of a line name: "Đơn vị chủ trì: A; Thời gian: B" -> lead A, deadline B."""
    found: dict[str, str] = {}
    for match in LABEL.finditer(words):
        name = next(n for n in ("lead", "partners", "deadline", "product") if match[n])
        found.setdefault(name, match["value"].strip(" ."))
    return found


def _bare(what: str) -> str:
    marker = MARKER.match(what)
    return what[marker.end() if marker else 0 :].strip(" .;:–-")


def _agency_heading(section: Section, text: str) -> str | None:
    """The agency that a heading is, as printed; None for a heading that says anything else. A list of agencies with ";"
    is no title to the outline, so its line is read."""
    line = text[section.span.start : section.span.end].partition("\n")[0]
    match = HEADING.match(section.title or MARKER.sub("", line, count=1))
    if match is None or ANYBODY.match(match["who"]):
        return None
    return None if re.search(rf"\s{VERBS}(?!\w)", match["who"].replace("tổ chức", "")) else match["who"]
