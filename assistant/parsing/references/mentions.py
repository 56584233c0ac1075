"""Other documents named in a text, with what this document does to them.

Acts are read sentence by sentence (`acts.py`); the other relations follow the words before the number. A passive ("được
sửa đổi bởi …") says what another document did, so it is a mention; so is all that stands in a quoted article or a note.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.parsing.references import amending_words as words
from assistant.parsing.references.acts import acts_in
from assistant.parsing.references.leads import act_of_lead, annexed, list_heading, read_row
from assistant.parsing.references.pointers import is_base, kind_before, relation_by_words
from assistant.parsing.references.quoted_text import OwnVoice
from assistant.parsing.references.statements import (
    LIST_LINES,
    Act,
    Governing,
    Lead,
    capitals,
    masked,
    paragraphs,
    sentences,
    style_of,
)
from assistant.parsing.references.targets import Target, find_targets
from assistant.types import Extent, Letterhead, NamedReference, Reference, Relation, Section, Span
from assistant.vietnamese.time.dates import parse_date

_DATE_AFTER = re.compile(
    r"[,\s(|]*(?:ngày\s*)?(\d{1,2}\s*(?:/|-|\.|tháng)\s*\d{1,2}\s*(?:/|-|\.|năm)\s*\d{4}|\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4})",
    re.I,
)
_PROPOSES = frozenset({"Tờ trình", "Báo cáo", "Công văn", "Giấy mời", "Thông báo", "Tóm lược", "Văn bản hợp nhất"})
"""Kinds that propose or tell of a change and make none; a consolidated text tells what its laws did."""
_PLANS = frozenset({"Kế hoạch", "Chương trình", "Đề án", "Phương án", "Chiến lược", "Dự án", "Hướng dẫn", "Chỉ thị"})
"""Kinds in which a sentence that begins with "Sửa đổi …" is a task; they act where they say "Kế hoạch này …"."""
_DRAFT = re.compile(r"(?m)^\W*(?:\(?\s*)?dự thảo(?:\s+(?:lần|\d|[^\W\d_]+\s+[^\W\d_]+\s*\)?$)|\W*$)", re.I)


@dataclass(frozen=True, slots=True)
class _Page:
    """What every place of one document is judged by. `plain`: the text with publishers' notes blanked out."""

    text: str
    plain: str
    voice: OwnVoice
    opening: int
    title: Span | None
    kind: str | None
    proposes: bool
    annexes: int


def read_references(
    text: str, letterhead: Letterhead, sections: Sequence[Section], voice: OwnVoice
) -> tuple[tuple[Reference, ...], tuple[NamedReference, ...]]:
    """Every document number in `text` but this document's own, and every law named by name and year alone ("Luật Đất
    đai năm 2024"), each in order, with its relation, how much of it is meant, and from when."""
    page = _page(text, letterhead, sections, voice)
    own = letterhead.spans.get("number")
    named = [t for t in find_targets(text, page.plain) if _is_another(t, text, letterhead.number, own)]
    acts = _acts(page, named)
    numbers: list[Reference] = []
    laws: list[NamedReference] = []
    for i, target in enumerate(named):
        act = acts.get(i)
        relation = act.relation if act is not None else _other_relation(page, target)
        part, excepted = (act.part, act.excepted) if act else (None, None)
        extent, effective = (_extent(act), act.effective) if act else (None, None)
        by = act.by if act else None
        if relation in words.ENDS and extent == "mot_phan":
            relation = "sua_doi"
        if target.number is not None:
            date = _DATE_AFTER.match(text, target.span.end, target.span.end + 45)
            day, kind = (
                parse_date(date[0]) if date else None,
                target.number.kind or kind_before(text, target.span.start),
            )
            numbers.append(
                Reference(target.number.key, relation, target.span, kind, day, extent, effective, part, excepted, by)
            )
        elif target.name is not None and voice.speaks(target.span.start):
            laws.append(
                NamedReference(target.name, relation, target.span, target.year, extent, effective, part, excepted, by)
            )
    return tuple(numbers), tuple(laws)


def _page(text: str, letterhead: Letterhead, sections: Sequence[Section], voice: OwnVoice) -> _Page:
    opening = sections[0].span.start if sections else len(text)
    kind = letterhead.kind
    draft = letterhead.number is None and _DRAFT.search(text, 0, min(opening, 1500)) is not None
    consolidated = (letterhead.symbol or "").startswith("VBHN")
    proposes = kind in _PROPOSES or draft or consolidated
    annexes = next((s.span.start for s in sections if s.kind == "phu_luc"), len(text))
    plain = voice.without_notes(text)
    return _Page(text, plain, voice, opening, letterhead.spans.get("title"), kind, proposes, annexes)


def _is_another(target: Target, text: str, own: str | None, printed: Span | None) -> bool:
    if target.number is None:
        return True
    if text[target.span.start - 1 : target.span.start] == "/":  # "số: …/2026/TT-BCT", a blank number
        return False
    return target.number.key != own and not (printed is not None and printed.contains(target.span))


def _acts(page: _Page, named: Sequence[Target]) -> dict[int, Act]:
    """What is done to each of `named`, by its place; those that are only named are left out."""
    if page.proposes:
        return {}
    found: dict[int, Act] = {}
    governing, listed = Governing(), None
    at = 0
    if page.title is not None:
        inside = [i for i, t in enumerate(named) if page.title.start <= t.span.start < page.title.end]
        found |= _of_line(page, page.title, named, inside, None, title=True)[0]
    for span in paragraphs(page.text):
        while at < len(named) and named[at].span.start < span.start:
            at += 1
        inside = []
        while at + len(inside) < len(named) and named[at + len(inside)].span.start < span.end:
            inside.append(at + len(inside))
        if page.title is not None and page.title.start <= span.start < page.title.end:
            continue
        line = page.plain[span.start : span.end]
        if span.start >= page.annexes and capitals(line):
            if (heading := list_heading(line, listed)) is not None:
                governing.head_annex(heading.lead)
            continue
        lead = governing.enter(line)
        if lead is None and not (words.says_an_act(line) and (inside or _may_lead(line))):
            continue
        if not page.voice.speaks(span.start + len(line) - len(line.lstrip())):
            continue
        if is_base(line, span.start < page.opening):
            continue
        acts, said = _of_line(page, span, named, inside, lead)
        found |= acts
        listed = annexed(line, said) or listed
        if said is not None and (_opens_a_list(line) or style_of(line) == "dieu"):
            governing.push(said, line)
    return found


def _of_line(
    page: _Page, span: Span, named: Sequence[Target], inside: Sequence[int], lead: Lead | None, title: bool = False
) -> tuple[dict[int, Act], Lead | None]:
    """The acts of one paragraph, and what it says of papers that it does not name itself."""
    line = masked(page.plain[span.start : span.end])
    if "|" in line:
        return (read_row(line, span, named, inside, lead) if lead is not None else {}), None
    spoken = [i for i in inside if page.voice.speaks(named[i].span.start) and line[_at(named[i], span)].strip()]
    found: dict[int, Act] = {}
    said: Lead | None = None
    if lead is not None:
        lead = replace(lead, excepted=_shifted(lead.excepted, -span.start))
    of_itself = page.kind not in _PLANS
    a_task = span.start >= page.annexes and lead is None and not line.lstrip().startswith("(")
    for sentence in sentences(line):
        here = [i for i in spoken if sentence.start <= named[i].span.start - span.start < sentence.end]
        local = [_moved(named[i], -span.start) for i in here]
        acts = (
            {}
            if _of_another_kind(line[: sentence.end], page.kind) and not title
            else acts_in(line, sentence, local, lead, speaks_of_itself=of_itself, title=title)
        )
        if a_task and words.THIS.search(line[sentence.start : sentence.end]) is None:  # it changes a part, or is a task
            acts = {n: act for n, act in acts.items() if act.part is not None}
        for n, act in acts.items():
            found[here[n]] = _placed(act, span.start)
        said = None
        if not acts and not title:
            said = act_of_lead(line, sentence, speaks_of_itself=of_itself) or (lead if _opens_a_list(line) else None)
    return found, replace(said, excepted=_shifted(said.excepted, span.start)) if said is not None else None


def _may_lead(line: str) -> bool:
    """Whether a line without a paper may say something of papers listed below or in an annex."""
    return _opens_a_list(line) or line.lstrip().startswith("Điều") or "kèm theo" in line


def _opens_a_list(line: str) -> bool:
    return re.search(r":\s*$|(?:sau đây|như sau)\s*[.:]?\s*$", line) is not None


def _at(target: Target, span: Span) -> slice:
    return slice(target.span.start - span.start, target.span.end - span.start)


def _moved(target: Target, by: int) -> Target:
    begins = max(target.begins + by, 0)
    return replace(target, span=Span(target.span.start + by, target.span.end + by), begins=begins)


def _placed(act: Act, start: int) -> Act:
    return replace(act, part=_shifted(act.part, start), excepted=_shifted(act.excepted, start))


def _shifted(span: Span | None, by: int) -> Span | None:
    return Span(span.start + by, span.end + by) if span is not None else None


def _extent(act: Act) -> Extent:
    return "mot_phan" if act.in_part or act.relation == "sua_doi" else "toan_bo"


def _of_another_kind(clause: str, kind: str | None) -> bool:
    """ "Luật này thay thế …" in a letter tells of a law's act, not of the letter's own."""
    this = words.THIS.findall(clause)
    if not this or kind is None:
        return False
    said, own = this[-1].casefold(), kind.casefold()
    return not (own.endswith(said) or said.endswith(own) or said == "văn bản")


def _other_relation(page: _Page, target: Target) -> Relation:
    if not page.voice.speaks(target.span.start):
        return "nhac_den"
    in_title = page.title is not None and page.title.start <= target.span.start < page.title.end
    after_kind = target.span.start + (len(target.name.split()[0]) if target.name else 0)  # "thực hiện Luật" is a cue
    return relation_by_words(
        page.text,
        after_kind,
        before_the_text=target.span.start < page.opening and not in_title,
        in_text=page.title is not None and target.span.start >= page.opening,
        proposes=page.proposes,
    )


def lead_in_of(text: str, offset: int) -> Span | None:
    """Where the line stands that governs the list item at `offset` ("2. Bãi bỏ các quyết định sau:"); else None."""
    line_start = text.rfind("\n", 0, offset) + 1
    line = text[line_start : offset + 1]
    own, at = style_of(line), line_start - 1
    for _ in range(LIST_LINES if own is not None else 0):
        start = text.rfind("\n", 0, max(at, 0)) + 1
        above = text[start:at]
        style = style_of(above)
        if style != own and _opens_a_list(above) and words.says_an_act(above):
            return Span(start, at)
        if start <= 0 or style == "dieu":
            return None
        at = start - 1
    return None
