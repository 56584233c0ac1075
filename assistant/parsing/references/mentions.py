"""Other documents named in a text, with what this document does to them.

Relations follow the words before the number in the same sentence, or what becomes of it after. A passive ("được sửa
đổi bởi …") says what another document did, so it is a mention; so is all that stands in a quoted article or a note.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.parsing.markers import find_marker
from assistant.parsing.references import amending_words as acts
from assistant.parsing.references.quoted_text import OwnVoice
from assistant.types import Extent, Letterhead, NamedReference, Reference, Relation, Section, Span
from assistant.vietnamese.document_numbers.numbers import find_numbers
from assistant.vietnamese.time.dates import parse_date

_KIND_WORD = re.compile(rf"(?<![^\W_])({acts.KIND_WORDS})(?![^\W_])", re.I)
_DATE_AFTER = re.compile(
    r"[,\s(]*(?:ngày\s*)?(\d{1,2}\s*(?:/|-|\.|tháng)\s*\d{1,2}\s*(?:/|-|\.|năm)\s*\d{4}|\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4})",
    re.I,
)
_NO_NAME = r"năm|số|ngày|được|đã|hết|có hiệu lực|nhưng|ban hành|kể từ|này|quy định|và (?:Luật|Bộ luật|Nghị)"
_LAW = re.compile(
    rf"(?<![^\W_])((?:Bộ luật|Luật|Pháp lệnh)\s+(?!(?:sửa đổi|{_NO_NAME})\s)[^\W\d_]+"
    rf"(?:,?\s+(?!(?:{_NO_NAME})(?!\w))[^\W\d_]+){{0,9}}?)"
    r"\s+(?:ban hành\s+)?(?:(?:ngày\s+\d{1,2}\s+tháng\s+\d{1,2}\s+)?năm\s+)?((?:19|20)\d\d)(?![\d/])"
)
""" "Luật Đất đai năm 2024", "Luật Đất đai ngày 18 tháng 01 năm 2024": kind and name, then the year it was passed."""
_CLAUSE = re.compile(r"[;\n]|\.\s")
_ABBREVIATED = re.compile(r"(?:TP|Điều \d+|^\s*\d+|\n\s*\d+)\.\s$")
_CARRIES_OUT = re.compile(r"(?:triển khai |để )?(?:thực hiện|thi hành|triển khai)\s", re.I)
_BASE = re.compile(r"^[\s\-–]*[Cc]ăn cứ\s|(?<!\w)Căn cứ\s")
_ITEM = re.compile(r"\s*(?:[a-zđ]{1,2}\)|[-–+]|\d{1,2}[.)])")
_ARTICLE = re.compile(r"Điều \d+\w?\s*[.:]")
_ONE_LINE = re.compile(r"\n(?=[a-zđà-ỹ])")
_PROPOSES = frozenset({"Tờ trình", "Báo cáo", "Công văn", "Giấy mời", "Thông báo", "Tóm lược", "Văn bản hợp nhất"})
"""Kinds that propose or tell of a change and make none; a consolidated text tells what its laws did."""
_DRAFT = re.compile(r"(?m)^\W*(?:\(?\s*)?dự thảo(?:\s+(?:lần|\d|[^\W\d_]+\s+[^\W\d_]+\s*\)?$)|\W*$)", re.I)
LIST_LINES = 60
"""Lines a list may have below "Bãi bỏ các văn bản sau đây:"; the longest seen names 43 decrees."""


@dataclass(frozen=True, slots=True)
class _Page:
    """What every place of one document is judged by."""

    text: str
    voice: OwnVoice
    opening: int
    title: Span | None
    kind: str | None
    proposes: bool


def read_references(
    text: str, letterhead: Letterhead, sections: Sequence[Section], voice: OwnVoice
) -> tuple[Reference, ...]:
    """Every document number in `text` but this document's own, in order, with its relation, extent, kind and date."""
    page = _page(text, letterhead, sections, voice)
    own = letterhead.spans.get("number")
    out: list[Reference] = []
    for number in find_numbers(text):
        span = Span(*number.span)
        if text[span.start - 1 : span.start] == "/":  # "số: …/2026/TT-BCT", a blank number
            continue
        if number.key == letterhead.number or (own is not None and own.contains(span)):
            continue
        relation, extent, effective = _judge(page, span)
        date = _DATE_AFTER.match(text, span.end, span.end + 45)
        kind = number.kind or _kind_before(text, span.start)
        out.append(
            Reference(number.key, relation, span, kind, parse_date(date[0]) if date else None, extent, effective)
        )
    return tuple(out)


def read_named(
    text: str, letterhead: Letterhead, sections: Sequence[Section], voice: OwnVoice
) -> tuple[NamedReference, ...]:
    """Laws named by name and year alone ("Luật Đất đai năm 2024"), in order."""
    page = _page(text, letterhead, sections, voice)
    out: list[NamedReference] = []
    for match in _LAW.finditer(text):
        span = Span(match.start(1), match.end(2))
        if not page.voice.speaks(span.start):
            continue
        after_kind = Span(span.start + len(match[1].split()[0]), span.end)  # "thực hiện Luật" is a cue
        relation, extent, effective = _judge(page, after_kind)
        out.append(
            NamedReference(" ".join(match[1].split()).rstrip(","), relation, span, int(match[2]), extent, effective)
        )
    return tuple(out)


def _page(text: str, letterhead: Letterhead, sections: Sequence[Section], voice: OwnVoice) -> _Page:
    opening = sections[0].span.start if sections else len(text)
    kind = letterhead.kind
    draft = letterhead.number is None and _DRAFT.search(text, 0, min(opening, 1500)) is not None
    consolidated = (letterhead.symbol or "").startswith("VBHN")
    proposes = kind in _PROPOSES or draft or consolidated
    return _Page(text, voice, opening, letterhead.spans.get("title"), kind, proposes)


def _judge(page: _Page, span: Span) -> tuple[Relation, Extent | None, str | None]:
    """The relation to the document named at `span`, how much of it is meant, and from which day."""
    if not page.voice.speaks(span.start):
        return "nhac_den", None, None
    relation, part = _relation(page, span)
    if relation not in acts.CHANGES:
        return relation, None, None
    if relation in acts.ENDS and part:
        relation = "sua_doi"
    whole = relation in acts.ENDS or (relation == "ngung_hieu_luc" and not part)
    line_end = page.text.find("\n", span.end)
    sentence = page.text[page.text.rfind("\n", 0, span.start) + 1 : line_end if line_end >= 0 else len(page.text)]
    after = sentence[sentence.find(page.text[span.start : span.end]) :] if sentence else ""
    said = re.search(r"(?:hết|chấm dứt|ngưng) hiệu lực.*", after, re.I)
    return relation, "toan_bo" if whole else "mot_phan", acts.day_of_act(said[0]) if said else None


def _relation(page: _Page, span: Span) -> tuple[Relation, bool]:
    """The relation, and whether the act falls on a part of the document."""
    text, start = page.text, span.start
    line_start = _line_start(text, start)
    line = _ONE_LINE.sub(" ", text[line_start:start])
    clause_start = max((m.end() for m in _clauses(text, max(line_start, start - 600), start)), default=line_start)
    clause = _ONE_LINE.sub(" ", text[clause_start:start])
    in_title = page.title is not None and page.title.start <= start < page.title.end
    if start < page.opening and not in_title and _BASE.search(line):
        carries = clause_start > line_start and _CARRIES_OUT.match(clause.lstrip())
        return ("thuc_hien" if carries else "can_cu"), False
    found, end_of_cue = acts.last_cue(clause)
    part_of = clause
    if (
        found == "nhac_den"
        and acts.opens_with_act(clause)
        and not acts.passive(clause)
        and _points_inside(clause, end_of_cue)
    ):
        found, end_of_cue = acts.last_cue(clause[: _pointer(clause)])
    if found is None and _ITEM.match(line) and (lead_in := _lead_in(text, line_start, line)):
        found, end_of_cue = acts.last_cue(lead_in)
        clause, part_of = lead_in, f"{lead_in} {line}"
    if found in acts.ACTS and (page.proposes or acts.of_another(clause, end_of_cue)):
        return "nhac_den", False
    if found in acts.CHANGES and acts.of_another_kind(clause, page.kind):
        return "nhac_den", False
    inside = page.title is not None and start >= page.opening
    if found in acts.ACTS and inside and not acts.is_own_act(clause) and not _ends_a_list(clause):
        found = "nhac_den"
    if found in acts.ACTS:
        return found, acts.is_part(part_of, end_of_cue)
    if found is None and not page.proposes and (ended := acts.ended_after(text, start, span.end, clause)):
        return ended, acts.part_before(clause)
    return found or "nhac_den", False


def _line_start(text: str, start: int) -> int:
    """The start of the line of `start`, or of the one above where a web copy broke it."""
    at = text.rfind("\n", 0, start) + 1
    if at > 1 and text[at].islower() and text[at - 2].isalpha() and find_marker(text[at : at + 12]) is None:
        return text.rfind("\n", 0, at - 1) + 1
    return at


def _clauses(text: str, start: int, end: int) -> list[re.Match[str]]:
    found = []
    for match in _CLAUSE.finditer(text, start, end):
        if match[0] == "\n" and text[match.end() : match.end() + 1].islower():
            continue
        if _ABBREVIATED.search(text[max(start, match.start() - 8) : match.end()]):
            continue
        found.append(match)
    return found


def _pointer(clause: str) -> int:
    """Where the part that is struck out begins to be placed ("… tại Phụ lục I ban hành kèm theo")."""
    match = re.search(r"quy định (?:tại|của|trong)|ban hành kèm theo|kèm theo", clause, re.I)
    return match.start() if match else len(clause)


def _points_inside(clause: str, end_of_cue: int) -> bool:
    """ "Thay thế các Mẫu số 19, 20 … ban hành kèm theo" points at the document whose forms are replaced."""
    before = clause[: _pointer(clause)]
    return acts.part_before(before) and end_of_cue > len(before)


def _ends_a_list(clause: str) -> bool:
    """ "Các văn bản sau đây hết hiệu lực kể từ ngày … :" acts without a verb at its head."""
    return re.search(r"(?:hết|chấm dứt|ngưng) hiệu lực[^:;.]*:\s*$", clause, re.I) is not None


def _kind_before(text: str, start: int) -> str | None:
    """The kind named nearest before a number whose symbol names none ("Luật … số 54/2024/QH15")."""
    line = text.rfind("\n", 0, start) + 1
    found = [m[1] for m in _KIND_WORD.finditer(text, max(line, start - 120), start)]
    return found[-1].capitalize() if found else None


def lead_in_of(text: str, offset: int) -> Span | None:
    """Where the line stands that governs the list item at `offset` ("2. Bãi bỏ các quyết định sau:"); else None."""
    line_start = text.rfind("\n", 0, offset) + 1
    line = text[line_start:offset]
    found = _lead_in(text, line_start, line) if _ITEM.match(line) else None
    if found is None or acts.last_cue(found)[0] not in acts.CHANGES:
        return None
    start = text.rfind(found, 0, line_start)
    return Span(start, start + len(found))


def _lead_in(text: str, line_start: int, line: str) -> str | None:
    """ "2. Bãi bỏ các quyết định sau:" governs the lines of its list."""
    at = line_start - 1
    for _ in range(LIST_LINES):
        before = text.rfind("\n", 0, max(at, 0)) + 1
        previous = text[before:at]
        if previous.rstrip().endswith(":"):
            return None if _same_list(previous, line) else previous
        if before <= 0 or _ARTICLE.match(previous):
            return None
        at = before - 1
    return None


def _same_list(one: str, other: str) -> bool:
    """Whether two lines are items of one list ("2. … sau đây:" does not govern "3. …")."""
    first, second = find_marker(one), find_marker(f"{other} …")
    return first is not None and second is not None and first.style == second.style
