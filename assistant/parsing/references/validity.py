"""What a document says of its own time: in force from or until a day, as a whole or in part; the years of a plan."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.parsing.references.amending_words import KIND_WORDS
from assistant.parsing.references.quoted_text import OwnVoice
from assistant.types import Letterhead, Span, Validity
from assistant.vietnamese.document_numbers.kinds import NORMATIVE
from assistant.vietnamese.time.dates import day_after, find_dates, find_periods, parse_date

_DATE = (
    r"(?:ngày\s+)?\d{1,2}\s+tháng\s*\d{1,2}\s*,?\s*năm\s+\d{4}|(?:ngày\s+)?\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4}"
)
_SIGNED = r"ngày\s+(?:được\s+)?(?:ký|ban hành|thông qua|Quốc hội thông qua|Hội đồng nhân dân[^,.;]{0,60}thông qua)"
_SELF = rf"(?:{KIND_WORDS}|quy chế|quy định|văn bản|bộ luật|thông tư liên tịch)\s+này"
_BEGINS = re.compile(
    rf"(?<!ngày )(?<!khi )(?<!bộ )(?P<subject>(?<!\w){_SELF})(?P<between>[^.;\n\[\]]{{0,160}}?)"
    rf"có hiệu lực(?:\s+thi hành)?\s*,?\s*(?:(?:kể\s+)?từ\s+(?P<day>{_DATE})|(?:kể\s+)?từ\s+(?P<signed>{_SIGNED})"
    rf"|sau\s+(?P<days>\d{{1,3}})\s+(?:\([^()]*\)\s*)?ngày\s*,?\s*kể\s+từ\s+{_SIGNED})",
    re.I,
)
_PART = re.compile(
    rf"(?P<part>(?<!\w)(?:các\s+)?(?:điều|khoản|điểm|chương|mục)\s+(?:\d|[a-zđ](?!\w)|[IVX]+(?!\w))[^.;\n\[\]]{{0,200}}?)"
    rf"có hiệu lực(?:\s+thi hành)?\s*,?\s*(?:kể\s+)?từ\s+(?P<day>{_DATE})",
    re.I,
)
_ENDS = re.compile(
    rf"(?<!ngày )(?<!khi )(?<!bộ )(?P<subject>(?<!\w){_SELF})(?:(?!trừ\s)[^.;\n\[\]]){{0,200}}?"
    rf"(?:(?:hết|chấm dứt) hiệu lực(?:\s+thi hành)?\s*(?:(?:kể\s+)?từ|vào|sau)\s+(?P<day>{_DATE})"
    rf"|có hiệu lực[^.;\n\[\]]{{0,120}}?(?:cho\s+)?đến\s+(?:hết\s+)?(?P<last>{_DATE})"
    rf"|(?:được\s+)?(?:thực hiện|áp dụng)\s[^.;\n\[\]]{{0,80}}?đến\s+hết\s+(?P<until>{_DATE}))",
    re.I,
)
_PART_OF = re.compile(
    r"(?<!\w)(?:(?:các\s+)?quy định\s+(?:về|tại)\s[^\n]*\s(?:của|trong|tại)"
    r"|(?:các\s+)?(?:điều|khoản|điểm|chương|mục)\s+(?:\d|[a-zđ](?!\w)|[IVX]+(?!\w))[^\n:]*?"
    r"(?:\s(?:của|tại|thuộc|trong)|(?<=\d)|\s[a-zđ]|\s[IVX]+))\s*$",
    re.I,
)
_OF_THE_WHOLE = re.compile(r"\s*(?:$|,|gồm\s|được\s|đã\s|do\s|và\s)", re.I)
""" "Luật này được Quốc hội thông qua … và có hiệu lực"; "Luật này về lập quy hoạch có hiệu lực" is said of a part."""
_SAID = re.compile(r"hiệu lực|đến hết ngày")
_STAGE = re.compile(r"(?<!\w)giai\s+đoạn\s+(?:từ\s+(?:năm\s+)?)?(?=\d{4})", re.I)
_YEAR = re.compile(
    r"(?<![\w])(?P<how>trong\s+năm|đến\s+(?:hết\s+)?năm|năm)\s+(?P<year>(?:19|20)\d\d)(?!\s*[-–/]\s*\d)", re.I
)
_OF_A_LAW = re.compile(r"(?:luật|pháp lệnh|nghị quyết|nghị định|quyết định|chỉ thị)[^,;.]{0,60}$", re.I)


def read_validity(text: str, letterhead: Letterhead, voice: OwnVoice) -> tuple[Validity, ...]:
    """Each sentence on the document's own effect or period, in order; days that follow from the day of signing are
    computed where that is printed (`after_days` says so, so that a corrected date can be used instead)."""
    if letterhead.kind == "Văn bản hợp nhất":  # its notes quote when each of the laws in it took effect
        return ()
    found = [v for v in _effects(text, letterhead) if voice.speaks(v.span.start)]
    period = _period(text, letterhead)
    return tuple(sorted([*found, *([period] if period else [])], key=lambda v: v.span.start))


def _effects(text: str, head: Letterhead) -> Iterator[Validity]:
    taken: list[Span] = []
    for match in _found(_BEGINS, text):
        if not _is_self(match["subject"], head.kind):
            continue
        days = 0 if match["signed"] else int(match["days"]) if match["days"] else None
        start = parse_date(match["day"]) if match["day"] else day_after(head.date, days)
        part = _part_before(text, match.start())
        if part is None and not _OF_THE_WHOLE.match(match["between"]):
            part = Span(match.start("subject"), match.end("between"))
        span = Span(part.start if part else match.start("subject"), match.end())
        taken.append(span)
        yield Validity("hieu_luc", span, start, None, part, days)
    for match in _found(_PART, text):
        span = Span(match.start("part"), match.end())
        if any(other.start <= span.start < other.end for other in taken) or not _own_part(text, match):
            continue
        part = Span(match.start("part"), match.start("part") + len(match["part"].rstrip()))
        yield Validity("hieu_luc", span, parse_date(match["day"]), None, part)
    for match in _found(_ENDS, text):
        if not _is_self(match["subject"], head.kind):
            continue
        last = match["last"] or match["until"]
        end = parse_date(last) if last else day_after(parse_date(match["day"]), -1)
        part = _part_before(text, match.start())
        span = Span(part.start if part else match.start("subject"), match.end())
        yield Validity("het_hieu_luc", span, None, end, part)


def _found(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Matches in the lines that speak of effect at all; a date may run over the end of the line of a web copy."""
    searched = 0
    for said in _SAID.finditer(text):
        if said.start() < searched:
            continue
        line = text.rfind("\n", 0, said.start()) + 1
        end = text.find("\n", said.end())
        searched = end if end >= 0 else len(text)
        yield from pattern.finditer(text, line, min(len(text), searched + len("\n2025")))


def _is_self(subject: str, kind: str | None) -> bool:
    """Whether "Quyết định này" means this document: a decree's forms hold whole decisions."""
    said = re.sub(r"\s+này$", "", subject.casefold())
    return (
        kind in (None, "Văn bản hợp nhất")
        or said == "văn bản"
        or kind.casefold().endswith(said)
        or said.endswith(kind.casefold())
    )


def _part_before(text: str, subject: int) -> Span | None:
    """ "Khoản 2 Điều 10 của Luật này có hiệu lực …": the part named before "của Luật này"."""
    start = max(text.rfind("\n", 0, subject), text.rfind(". ", 0, subject), text.rfind("; ", 0, subject)) + 1
    before = text[start:subject]
    match = _PART_OF.search(before)
    if match is not None and re.fullmatch(r"\s*Điều \d+\s*", before):  # a heading, not "Điều 2 của Luật này"
        return None
    if match is None:
        return None
    return Span(
        start + match.start(), start + match.start() + len(re.sub(r"\s+(?:của|tại|thuộc|trong)?\s*$", "", match[0]))
    )


def _own_part(text: str, match: re.Match[str]) -> bool:
    """Whether a part without "của Luật này" is this document's: it names no other, and stands in a list of exceptions
    or in the article on effect."""
    if re.search(r"\d\s*/\s*\d|bộ luật|luật\s+[^\W\d_]|nghị định\s+(?!này)|thông tư\s+(?!này)", match["part"], re.I):
        return False
    line = text.rfind("\n", 0, match.start()) + 1
    around = text[max(0, line - 400) : match.start()]
    return (
        re.search(r"hiệu lực thi hành|điều khoản thi hành|trừ(?:\s+(?:các\s+)?(?:trường hợp|quy định))?", around, re.I)
        is not None
    )


def _period(text: str, letterhead: Letterhead) -> Validity | None:
    """The years named in the title of a plan: "giai đoạn 2026 - 2030", "năm 2026", "đến năm 2030"."""
    title = letterhead.spans.get("title")
    if title is None or letterhead.kind in NORMATIVE:
        return None
    words = title.of(text)
    dates = [Span(found.start, found.end) for found in find_dates(words)]
    periods = sorted(find_periods(words), key=lambda p: _STAGE.search(words[: p.end]) is None)
    for period in periods:
        stage = [m for m in _STAGE.finditer(words) if m.end() == period.start]
        start = stage[0].start() if stage else period.start
        span = Span(title.start + start, title.start + period.end)
        return Validity("giai_doan", span, f"{period.first}-01-01", f"{period.last}-12-31")
    for match in _YEAR.finditer(words):
        if any(d.start <= match.start("year") < d.end for d in dates) or _OF_A_LAW.search(words[: match.start()]):
            continue
        until = match["how"].lower().startswith("đến")
        span = Span(title.start + match.start(), title.start + match.end())
        return Validity("giai_doan", span, None if until else f"{match['year']}-01-01", f"{match['year']}-12-31")
    return None
