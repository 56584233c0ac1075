"""What is said of papers that are listed: by a lead-in, by the heading of an annex, by the row of a table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.parsing.references import amending_words as words
from assistant.parsing.references.parts import excepted, part, parts_listed
from assistant.parsing.references.predicates import ADVERB, ITS_OWN_END
from assistant.parsing.references.statements import LABEL, Act, Lead
from assistant.parsing.references.targets import Target
from assistant.types import Span
from assistant.vietnamese.time.dates import find_dates, parse_date

_LIST = re.compile(r"DANH MỤC|PHỤ LỤC|(?<!\w)(?:VĂN BẢN|NGHỊ QUYẾT|NGHỊ ĐỊNH|QUYẾT ĐỊNH|THÔNG TƯ|CHỈ THỊ)(?!\w)")
_ENDED = re.compile(r"(?:HẾT|NGƯNG)\s+HIỆU LỰC|BÃI BỎ|THAY THẾ|HỦY BỎ|HUỶ BỎ")
_NOT_YET = re.compile(r"CẦN|DỰ KIẾN|ĐỀ NGHỊ|KIẾN NGHỊ|ĐỀ XUẤT|CÒN HIỆU LỰC|THỦ TỤC|BAN HÀNH MỚI|SỬA ĐỔI")
_ANNEXED = re.compile(
    r"(?:phụ lục|danh mục)[^.;]{0,80}(?:kèm theo|đính kèm)|kèm theo[^.;]{0,60}(?:phụ lục|danh mục)", re.I
)
_BY = re.compile(r"(?:thay thế|bãi bỏ|hủy bỏ|huỷ bỏ)\s+(?:bởi|bằng|theo|tại)[^|]*$", re.I)


@dataclass(frozen=True, slots=True)
class ListHeading:
    """The heading of a list in an annex; `lead` None: what is listed is neither ended nor suspended."""

    lead: Lead | None


def act_of_lead(line: str, sentence: Span, *, speaks_of_itself: bool, title: bool = False) -> Lead | None:
    """What a sentence without a paper of its own says of those listed below it."""
    said = line[sentence.start : sentence.end]
    body = LABEL.match(said)
    start = body.end() if body else 0
    adverb = ADVERB.match(said, start)
    start = adverb.end() if adverb else start
    if ended := list(words.ENDED.finditer(said)):
        relation = words.ended_at(ended[-1], said) or ("bai_bo" if said.rstrip().endswith(":") else None)
        if relation is None or ITS_OWN_END.search(said[start : ended[-1].start()]):
            return None
        in_part = "một phần" in said.casefold()
        object_of_it = said[start : ended[-1].start()]
        in_part = in_part or parts_listed(object_of_it)
        return Lead(relation, in_part, words.day_of_act(said), excepted(line, sentence.start, sentence.end))
    for group in words.GROUP.finditer(said, start):
        before = said[start : group.start()]
        if words.passive(before) or words.titles_another(before):
            continue
        if not (title or (words.opens_an_act(before) and (speaks_of_itself or words.THIS.search(before)))):
            continue
        relation = words.relation_of(group[0])
        in_part = parts_listed(said[group.end() :])
        but = excepted(line, sentence.start, sentence.end)
        return Lead(relation, in_part, words.day_of_act(said), but)
    return None


def annexed(line: str, said: Lead | None) -> Lead | None:
    """What "Bãi bỏ các văn bản tại Danh mục kèm theo Quyết định này" says of the papers listed in an annex."""
    return said if said is not None and _ANNEXED.search(line) else None


def list_heading(line: str, listed: Lead | None) -> ListHeading | None:
    """What a line in capitals says of the papers below it; None where it heads no list. `listed`: what the text says of
    the papers in its annex, for a heading that says nothing itself ("DANH MỤC VĂN BẢN")."""
    if _LIST.search(line) is None:
        return None
    if _NOT_YET.search(line):
        return ListHeading(None)
    ended = _ENDED.search(line)
    if ended is None:
        return ListHeading(listed if "DANH MỤC" in line or "VĂN BẢN" in line else None)
    relation = "ngung_hieu_luc" if ended[0].startswith("NGƯNG") else "thay_the" if "THAY" in ended[0] else "bai_bo"
    effective = listed.effective if listed is not None else None
    return ListHeading(Lead(relation, "MỘT PHẦN" in line, effective))  # type: ignore[arg-type]


def read_row(line: str, span: Span, named: Sequence[Target], inside: Sequence[int], lead: Lead) -> dict[int, Act]:
    """The act on the paper of one row of such a table: the first it names; its last cells may say by which paper
    ("Bị thay thế bởi Nghị quyết số …") and from which day. `line` is the row, `span` its place in the text."""
    if not inside:
        return {}
    first = inside[0]
    at = named[first].span.end - span.start
    by = next(
        (
            n.key
            for i in inside[1:]
            if (n := named[i].number) is not None and _BY.search(line, at, named[i].begins - span.start)
        ),
        None,
    )
    effective, of_it = lead.effective, None
    start = 0
    for cell in line.split("|"):
        end = start + len(cell)
        if start > at and (day := _only_a_day(cell)) and line.count("|", at, start) > 1:
            effective = day
        if lead.in_part and of_it is None and named[first].begins - span.start not in range(start, end):
            of_it = part(line, start, end, False)
        start = end + 1
    if of_it is not None:
        of_it = Span(of_it.start + span.start, of_it.end + span.start)
    relation = "thay_the" if by and lead.relation in words.ENDS and "thay thế" in line.casefold() else lead.relation
    return {first: Act(relation, of_it, lead.in_part, effective, lead.excepted, by)}


def _only_a_day(cell: str) -> str | None:
    days = find_dates(cell)
    return parse_date(cell) if len(days) == 1 and len(cell.strip()) <= len("ngày 01 tháng 01 năm 2026") + 3 else None
