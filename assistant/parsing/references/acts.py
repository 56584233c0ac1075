"""Which papers a text changes, ends or suspends, and which are only named beside them.

A sentence names papers in a row. Those it acts on (heads) are parted by semicolons, commas and "và"; what hangs on a
head by "của", "theo", "sửa đổi" belongs to its name. The verb stands before the row ("Bãi bỏ A; B và C") or after it
("A, B hết hiệu lực kể từ …"), or in the lead-in above.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.parsing.references import amending_words as words
from assistant.parsing.references.parts import joined_part, part, shared, whole
from assistant.parsing.references.predicates import ADVERB, Sentence, done_by_others, ended, with_day_and_exception
from assistant.parsing.references.statements import LABEL, Act, Lead
from assistant.parsing.references.targets import Target
from assistant.types import Relation, Span

_CONDITION = re.compile(
    r"(?:từ ngày|đến khi|khi|trước khi|sau khi|đến ngày|trước ngày|ngày)\s+(?:(?:các|những)\s+)?$", re.I
)
_INSTEAD = re.compile(r"(?<!\w)(?:bằng|thành)(?!\w)", re.I)
_OF_A_PART = re.compile(r"(?:bởi|theo|tại)\s+(?:(?:các|những)\s+)?(?:điều|khoản|điểm)\s+\w+[^;]*$", re.I)


@dataclass(slots=True)
class _Row:
    """The walk along the papers of one sentence. `relation` None: the verb is still to come. `hanging` are the kinds of
    the papers that hang on the last head."""

    relation: Relation | None
    lead: Lead | None = None
    kind: str | None = None
    hanging: tuple[str, ...] = ()
    passive: bool = False
    parted: bool = False
    """Whether what hangs there is named with a part ("được sửa đổi bởi Điều 1 Thông tư …")."""


def acts_in(
    line: str, sentence: Span, named: Sequence[Target], lead: Lead | None, *, speaks_of_itself: bool, title: bool
) -> dict[int, Act]:
    """The acts of one sentence of the masked `line` by the place of the target in `named`; offsets are those of `line`.

    `speaks_of_itself`: a verb at the head of a sentence is an act, as in a decision; in a plan it is a task.
    `title`: the sentence is the title, whose verbs are the paper's own.
    """
    if not named:
        return {}
    reader = _Reader(line, sentence, named, lead, speaks_of_itself, title)
    return reader.read()


class _Reader:
    """Reads the papers of one sentence from left to right."""

    def __init__(
        self,
        line: str,
        sentence: Span,
        named: Sequence[Target],
        lead: Lead | None,
        speaks_of_itself: bool,
        title: bool,
    ) -> None:
        self.line, self.named, self.lead = line, named, lead
        self.speaks_of_itself, self.title = speaks_of_itself, title
        label = LABEL.match(line, sentence.start, sentence.end)
        self.start, self.end = (label.end() if label else sentence.start), sentence.end
        self.found: dict[int, Act] = {}
        self.waiting: list[int] = []
        """Heads whose verb is still to come."""

    def read(self) -> dict[int, Act]:
        row = self._first()
        for i in range(1, len(self.named)):
            row = self._next(i, row)
        said = Sentence(self.line, self.start, self.end, self.named)
        if row.relation is None:
            acted = tuple(self.found)
            ends = {i: ended(said, i, self.found.pop(i).part, acted) for i in self.waiting}
            self.found |= {i: act for i, act in ends.items() if act is not None}
        acted = tuple(self.found)
        acts = {i: with_day_and_exception(said, i, act, acted, self.lead) for i, act in self.found.items()}
        return dict(done_by_others(said)) | acts

    def _first(self) -> _Row:
        target, begins = self.named[0], self.named[0].begins
        verbs = list(self._own_verbs(self.start, begins))
        if verbs:
            start = verbs[-1].end()
            relation = words.relation_of(verbs[-1][0])
            after_others = self.line.rfind(";", start, begins) + 1  # papers whose numbers could not be read
            opened = self._head(0, relation, start, True, opens=verbs[0].end())
            if opened or (after_others > start and self._head(0, relation, after_others, False)):
                return _Row(relation, None, target.kind)
            return _Row(relation, None, target.kind, (target.kind or "",))
        if self.lead is not None:
            if self._head(0, self.lead.relation, self.start, False):
                return _Row(self.lead.relation, self.lead, target.kind)
            return _Row(self.lead.relation, self.lead, None, (target.kind or "",))
        before = self.line[self.start : begins]
        adverb = ADVERB.match(before)
        self._wait(0, self.start + (adverb.end() if adverb else 0))
        return _Row(None, None, target.kind)

    def _next(self, i: int, row: _Row) -> _Row:
        target, last = self.named[i], self.named[i - 1].span.end
        kind = target.kind or row.kind
        gap = self.line[last : target.begins]
        verb = next((v for v in self._joined_verbs(last, target.begins) if row.relation or self._says_this(v)), None)
        if verb is not None:
            relation = words.relation_of(verb[0])
            if self._head(i, relation, verb.end(), True):
                return _Row(relation, None, kind)
        if (semicolon := gap.rfind(";")) >= 0 and not words.EXCEPT.search(gap, semicolon):
            start = last + semicolon + 1
            if self._item(i, row, start):
                return _Row(row.relation, row.lead, kind)
            return replace(row, hanging=(*row.hanging, kind or ""))
        passive = (
            row.passive or re.search(r"(?:được|đã|bị)\s+(?:được\s+)?(?:sửa đổi|bổ sung|thay thế)", gap) is not None
        )
        at = joined_part(self.line, last, target.begins)
        instead = _INSTEAD.search(gap) is not None and row.relation in ("sua_doi", "thay_the")
        joined = at is not None and not instead and not words.EXCEPT.search(gap)
        if joined and at is not None and self._joins_the_head(i, row, gap, at, passive) and self._item(i, row, at):
            self._share_part(i)
            return _Row(row.relation, row.lead, kind)
        parted = row.parted or _OF_A_PART.search(gap) is not None
        hanging = tuple(m[1].casefold() for m in re.finditer(rf"(?<!\w)({words.KIND_WORDS})(?!\w)", gap, re.I))
        return replace(row, hanging=(*row.hanging, *hanging, kind or ""), passive=passive, parted=parted)

    def _joins_the_head(self, i: int, row: _Row, gap: str, at: int, passive: bool) -> bool:
        """Whether a paper joined by "và" or a comma stands beside the head, not beside what hangs on it.

        It does where nothing hangs on the head; where its kind is the head's, or another after a passive list ("đã được
        sửa đổi theo Luật A và Luật B, Nghị quyết C"); and where it alone is named with a part.
        """
        kind = self.named[i].kind or row.kind
        inside = re.findall(
            rf"(?<!\w)(?:của|thi hành|hướng dẫn|chi tiết|theo|bởi)\s+({words.KIND_WORDS})(?!\w)", gap, re.I
        )
        hanging = {*row.hanging, *(k.casefold() for k in inside)}
        if not hanging:
            return True
        if at < self.named[i].begins and passive:
            return not row.parted
        later = {target.kind or row.kind for target in self.named[i + 1 :]}
        return kind not in hanging and (kind == row.kind or (passive and not later & hanging))

    def _share_part(self, i: int) -> None:
        """ "Bãi bỏ quy định về lệ phí tại Nghị định A, Nghị định B": what is struck out stands in both."""
        act, before = self.found[i], max((j for j in self.found if j < i), default=None)
        of_it = self.found[before].part if before is not None else None
        if act.part is None and of_it is not None and shared(of_it.of(self.line)):
            self.found[i] = replace(act, part=of_it, in_part=True)

    def _item(self, i: int, row: _Row, start: int) -> bool:
        """Takes paper `i` as the next of the row, whose own words begin at `start`."""
        if row.relation is None:
            if self.waiting and words.STANDS.search(self.line[self.named[i - 1].span.end : start]):
                self.waiting.clear()
            return self._wait(i, start)
        return self._head(i, row.relation, start, False)

    def _head(self, i: int, relation: Relation, start: int, after_a_verb: bool, opens: int | None = None) -> bool:
        """Takes paper `i` as acted on where the words from `start` to its name are a part of it or nothing. `opens`:
        where the first of several verbs ends ("bãi bỏ cụm từ … ; bãi bỏ Điều 7 của Luật …")."""
        begins = self.named[i].begins
        text = self.line[start:begins]
        if whole(text) and opens in (None, start):
            in_part = relation == "sua_doi" or (self.lead is not None and self.lead.in_part and not after_a_verb)
            self.found[i] = Act(relation, None, in_part)
            return True
        found = part(self.line, start, begins, after_a_verb)
        if found is None and whole(text):
            self.found[i] = Act(relation, None, relation == "sua_doi")
            return True
        if found is None:
            return False
        if opens is not None and opens < start and (first := part(self.line, opens, begins, True)):
            found = first
        self.found[i] = Act(relation, found, True)
        return True

    def _wait(self, i: int, start: int) -> bool:
        """Takes paper `i` as one whose verb may follow."""
        begins = self.named[i].begins
        named = part(self.line, start, begins, False)
        if named is None and not whole(self.line[start:begins]):
            return False
        if _CONDITION.search(self.line[self.start : begins]):
            return False
        self.found[i] = Act("nhac_den", named, named is not None)
        self.waiting.append(i)
        return True

    def _own_verbs(self, start: int, end: int) -> Iterator[re.Match[str]]:
        """The verbs between `start` and `end` by which the paper itself acts, from the first on."""
        opened = False
        for group in words.GROUP.finditer(self.line, start, end):
            before = self.line[self.start : group.start()]
            if words.passive(before) or words.titles_another(before):
                continue
            own = self.title or (
                words.opens_an_act(before) and (self.speaks_of_itself or words.THIS.search(before) is not None)
            )
            if own or (opened and words.joins_an_act(before)):
                opened = True
                yield group

    def _joined_verbs(self, start: int, end: int) -> Iterator[re.Match[str]]:
        """Verbs after a paper that begin a second act."""
        for group in words.GROUP.finditer(self.line, start, end):
            between = self.line[start : group.start()]
            ends = words.relation_of(group[0]) in words.ENDS
            if not words.passive(between) and words.joins_an_act(between) and (ends or ";" in between):
                yield group

    def _says_this(self, verb: re.Match[str]) -> bool:
        """Whether a sentence without an act so far is the paper's own: "Quyết định này …; bãi bỏ …"."""
        if self.speaks_of_itself and self.line[self.start : verb.start()].rstrip().endswith(";"):
            return True
        return words.THIS.search(self.line, self.start, verb.start()) is not None
