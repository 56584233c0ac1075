"""Heads of gazettes and law collections, which print no letterhead: kind, issuer, number, date and title in one run.

"THÔNG TƯ / CỦA BỘ TÀI CHÍNH SỐ 13/2001/TT-BTC NGÀY 8 THÁNG 3 NĂM 2001 HƯỚNG DẪN …", "Nghị định của Chính phủ số
114/2003/NĐ-CP / ngày 10/10/2003 về …"; and rules attached to a decision that are kept as a file of their own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.parsing.letterhead.capitals import Forms, readable
from assistant.parsing.letterhead.title import KIND_LINES
from assistant.parsing.reading_text.text import Paragraph
from assistant.parsing.reading_text.zones import KEM_THEO, is_rule
from assistant.types import Letterhead, Span
from assistant.vietnamese.document_numbers.numbers import find_numbers
from assistant.vietnamese.time.dates import parse_date

_LINES = 9  # lines a head of this kind takes: five of title at most stand between kind and first legal basis
_KINDS = "|".join(sorted(KIND_LINES, key=len, reverse=True))
_RUN = re.compile(
    rf"(?P<kind>{_KINDS})\s+(?:của|do)\s+(?P<issuer>[^\d:;.]{{4,90}}?)(?:\s+ban hành)?\s+số\s*:?\s*"
    r"(?P<number>\d[\w./ -]{2,40}?)\s*,?\s+ngày\s+"
    r"(?P<date>\d{1,2}\s*(?:tháng|[/.-])\s*\d{1,2}\s*(?:năm|[/.-])\s*\d{4})\s*(?P<title>\S.*)?",
    re.I | re.S,
)
_STARTS_BODY = re.compile(r"(?:[-–*]\s*)?(?:Căn cứ|Theo đề nghị|Để |Chương |CHƯƠNG |Điều |PHẦN |Phần |[IA]\s?[-./])")
CONFIDENCE = 0.85
"""Of each field: read from prose rather than from its place on the page."""


def read_run(head: Sequence[Paragraph], text: str, forms: Forms) -> tuple[Letterhead, int] | None:
    """The head in one run and the first paragraph past it; None where the text opens otherwise."""
    start = 1 if len(head) > 1 and len(head[0].text) < 60 and not _opens(head[0]) and _opens(head[1]) else 0
    if not head or not _opens(head[start]):
        return None
    end = start + 1
    while (
        end < min(len(head), start + _LINES) and not _STARTS_BODY.match(head[end].text) and not is_rule(head[end].text)
    ):
        end += 1
    run = text[head[start].start : head[end - 1].end]
    match = _RUN.match(run)
    if match is None:
        return None
    found = next(iter(find_numbers(match["number"])), None)
    at = head[start].start
    spans = {name: Span(at + match.start(name), at + match.end(name)) for name in ("kind", "issuer", "number", "date")}
    title = _title(match["title"] or "", head, start, end)
    if title:
        spans["title"] = Span(at + match.start("title"), at + match.start("title") + len(title))
    letterhead = Letterhead(
        kind=KIND_LINES[re.sub(r"\s+", " ", match["kind"]).upper()],
        number=found.key if found else None,
        symbol=found.symbol if found else None,
        issuer=_cased(match["issuer"], forms),
        date=(date := parse_date(re.sub(r"\s+", " ", f"ngày {match['date']}"))),
        year=int(date[:4]) if date else None,
        title=_cased(title, forms) or None,
        spans=spans,
        confidence=dict.fromkeys((*spans, "symbol", "year"), CONFIDENCE),
    )
    return letterhead, end


def _opens(paragraph: Paragraph) -> bool:
    return re.match(rf"(?:{_KINDS})(?![^\W_])", paragraph.text, re.I) is not None and paragraph.table is None


def _title(rest: str, head: Sequence[Paragraph], start: int, end: int) -> str:
    """The title without the issuer's name that a collection repeats under it ("Chính phủ")."""
    lines = rest.split("\n")
    if len(lines) > 1 and start and lines[-1].strip().lower() == head[0].text.strip().lower():
        lines.pop()
    return "\n".join(lines).strip()


def _cased(text: str, forms: Forms) -> str:
    plain = re.sub(r"\s+", " ", text).strip(" .;")
    shown = readable(plain, forms)
    return shown[:1].upper() + shown[1:]


def read_attached(head: Sequence[Paragraph], forms: Forms) -> tuple[Letterhead, int] | None:
    """Kind and title of rules that say which decision they came with: "QUY CHẾ / … / (Ban hành kèm theo …)"."""
    if not head or head[0].table is not None:
        return None
    kind = KIND_LINES.get(re.sub(r"^BẢN ", "", head[0].text.strip(" :").upper()))
    if kind is None or not head[0].text.isupper():
        return None
    for index in range(2, min(len(head), _LINES)):
        if KEM_THEO.match(head[index].text):
            title = _cased(" ".join(p.text for p in head[1:index]), forms)
            spans = {"kind": head[0].span, "title": Span(head[1].start, head[index - 1].end)}
            sure = dict.fromkeys(spans, CONFIDENCE)
            return Letterhead(kind=kind, title=title, spans=spans, confidence=sure), _past_bracket(head, index)
        if _STARTS_BODY.match(head[index].text):
            return None
    return None


def _past_bracket(head: Sequence[Paragraph], index: int) -> int:
    """The paragraph past the bracket that opens at `index`, which may take two lines."""
    if head[index].text.startswith("(") and ")" not in head[index].text and index + 1 < len(head):
        return index + 2
    return index + 1
