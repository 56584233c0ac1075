"""The line above the quotations: the figure, the day, the period, the agency asked for, in the words of the source.

Nothing is guessed: a lead is shown where the sentence that answers holds one thing of the kind asked for and no other,
or where the column asked for names the cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.answering.citing.place import row_at, trim
from assistant.answering.evidence.candidates import Candidate
from assistant.types import Citation, Document, Lead, LeadPart, Span
from assistant.understanding import Sought
from assistant.vietnamese.normalise import fold, nfc, strip_accents

SURE = 0.4
"""Chance of the candidate. Of 77 leads by these rules over four sets of questions 88 in 100 were right at any
chance, of the 62 from here on 90; on officials' questions there are too few to tell."""
LONGEST = 160
"""Characters: what is longer is no lead but a quotation."""

_NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?"
_ABOUT = r"(?:(?:từ|trên|dưới|khoảng|ít nhất|tối thiểu|tối đa|không quá|hơn|đạt|trước|sau|chậm nhất|trong|bằng) )*"
_MONEY = (
    rf"(?:{_NUMBER})(?: ?(?:nghìn|ngàn|triệu|tỷ|tỉ))? ?(?:đồng|tỷ|tỉ|triệu|USD|đô la)(?:/[^\s,;.)]+(?: [^\s,;.)\d]+)?)?"
)
_SHARE = rf"(?:{_NUMBER}) ?(?:%|phần trăm)"
_TIME = rf"(?:{_NUMBER})(?: ?\([^)]{{1,20}}\))? (?:ngày làm việc|ngày|tháng|năm|giờ|tuần|phút)(?! \d)"
_DAY = (
    r"(?:ngày )?\d{1,2}/\d{1,2}/\d{4}|ngày \d{1,2} tháng \d{1,2}(?: năm \d{4}|/\d{4})?"
    r"|[Qq]uý (?:[IVX]+|\d)(?:(?:/| năm )\d{4})?|tháng \d{1,2}(?:/| năm )\d{4}|[Hh][ằà]ng (?:năm|quý|tháng)"
)
_YEAR = r"năm \d{4}"
_ACTS = r"chủ trì|chịu trách nhiệm|quyết định|có thẩm quyền|có trách nhiệm"
_AGENCY = (
    r"(?:Sở|Bộ|UBND|Ủy ban|Uỷ ban|HĐND|Hội đồng|Ban|Cục|Chi cục|Công an|Thanh tra|Văn phòng|Trung tâm|Viện|Phòng"
    r"|Chủ tịch|Giám đốc|Hiệu trưởng|Bộ trưởng|Thủ tướng|Chánh|Trưởng)"
    rf"(?: (?!{_ACTS}|và|được|phải|khi|các|do|để|nếu)[^\s.;:|,]+){{0,9}}(?= (?:{_ACTS})\b)"
)

_ASKS: Sequence[tuple[str, str]] = (
    (r"\b(?:bao nhieu|may) (?:ngay|thang|nam|gio|tuan|phut)\b|\bbao lau\b", _TIME),
    (r"\b(?:bao nhieu|may) (?:phan tram|%)", _SHARE),
    (r"\b(?:bao nhieu|may) (?:tien|dong|trieu|ty|ti|nghin)\b", _MONEY),
    (r"\bt[yi] le\b.*\bbao nhieu", _SHARE),
    (r"\b(?:phat|le phi|hoc phi|kinh phi|muc (?:phat|thu|chi|ho tro|phi|luong|gia))\b.*\bbao nhieu", _MONEY),
    (r"\bnam nao\b", rf"{_DAY}|{_YEAR}"),
    (r"\b(?:khi nao|bao gio|ngay nao|thang nao|quy nao|han (?:chot|cuoi))\b", _DAY),
    (r"\bai\b|\b(?:co quan|don vi|so|bo|ban|cap) nao\b", _AGENCY),
)
"""How a thing is asked for (without accents), and what it looks like; the first that fits the question counts."""
_COUNTED = re.compile(r"\b(?:bao nhieu|may) ([a-z]+(?: [a-z]+){0,3})")

_COLUMNS: Sequence[tuple[str, str]] = (
    (r"\bphoi hop\b", r"phối hợp"),
    (r"\bai\b|\b(?:co quan|don vi|so|bo|ban) nao\b|\bchu tri\b", r"chủ trì|đơn vị thực hiện|cơ quan thực hiện"),
    (
        r"\b(?:khi nao|bao gio|ngay nao|thang nao|quy nao|nam nao|bao lau|thoi han|cham nhat|han (?:chot|cuoi|khi))\b",
        r"thời gian|thời hạn|hoàn thành|\bhạn\b|tiến độ",
    ),
    (
        r"\bkinh phi\b|\bbao nhieu (?:tien|ty|ti|trieu|dong)\b|\ble phi\b|\bmuc phi\b",
        r"kinh phí|số tiền|mức|giá\b|dự toán",
    ),
    (r"\bsan pham\b", r"sản phẩm"),
)
"""How a column is asked for, and how its header reads."""


def lead_of(sought: Sought, best: Candidate, citations: Sequence[Citation], document: Document) -> Lead | None:
    """The lead from the best candidate, if it is as sure as `SURE` and what answers stands in one of `citations`."""
    if best.confidence < SURE:
        return None
    spans = _of_row(sought, best, document) or _of_sentence(sought, best, document)
    parts = [part for span in spans if (part := _placed(span, best.hit.document.id, citations)) is not None]
    if not parts or len(parts) != len(spans):
        return None
    return Lead("; ".join(document.text[part.start : part.end] for part in parts), tuple(parts))


def _placed(span: Span, document_id: int, citations: Sequence[Citation]) -> LeadPart | None:
    for number, citation in enumerate(citations):
        if citation.document_id == document_id and citation.start <= span.start and span.end <= citation.end:
            return LeadPart(number, span.start, span.end)
    return None


def _of_row(sought: Sought, best: Candidate, document: Document) -> list[Span]:
    """The cells under the columns asked for; none where two columns would do for one thing asked."""
    found = row_at(document, best.span)
    if found is None:
        return []
    table, question = document.tables[found[0]], strip_accents(sought.text)
    row = table.rows[found[1]]
    spans: list[Span] = []
    for asked, named in _COLUMNS:
        if not re.search(asked, question):
            continue
        cells = [
            cell
            for header, cell in zip(table.header, row.cells, strict=False)
            if header is not None and cell is not None and re.search(named, fold(header.of(document.text)))
        ]
        cells = [trim(document.text, cell) for cell in cells]
        cells = [cell for cell in cells if 0 < cell.end - cell.start <= LONGEST]
        if len(cells) != 1:
            return []
        spans += [cell for cell in cells if cell not in spans]
    return spans


def _of_sentence(sought: Sought, best: Candidate, document: Document) -> list[Span]:
    """The one thing of the kind asked for in the sentence, besides what the question says itself."""
    question = strip_accents(sought.text)
    text = best.span.of(document.text)
    pattern = next((form for asked, form in _ASKS if re.search(asked, question)), None) or _counted(question, text)
    if pattern is None or row_at(document, best.span) is not None:
        return []
    found = [match for match in _matches(pattern, text) if strip_accents(match[0]) not in question]
    if len({fold(match[0]) for match in found}) != 1:
        return []
    start, end = found[0].span()
    return [Span(best.span.start + start, best.span.start + end)]


def _matches(pattern: str, text: str) -> Iterator[re.Match[str]]:
    """With what limits it before ("không quá 30 ngày"), and ranges as one ("từ 3 đến 5 ngày")."""
    one = rf"(?:{pattern})"
    first = rf"(?:{_NUMBER})(?: ?(?:nghìn|ngàn|triệu|tỷ|tỉ))?(?: đồng| ngày| tháng| năm|%)?"
    whole = rf"(?<![\w/.,]){_ABOUT}(?:{first} (?:đến|-|–) (?:dưới )?)?{one}(?![\w/])"
    return re.finditer(whole, text)


def _counted(question: str, text: str) -> str | None:
    """The number before what is counted, with as many of the question's words as follow it: "bao nhiêu người tham gia"
    -> "3.200 người tham gia"."""
    asked, plain = _COUNTED.search(question), strip_accents(text)
    if asked is None or len(plain) != len(nfc(text)):
        return None
    words = asked[1].split()
    for most in range(len(words), 0, -1):
        if at := re.search(rf"(?:{_NUMBER}) ({' '.join(words[:most])})\b", plain):
            return rf"(?:{_NUMBER}) {re.escape(text[at.start(1) : at.end(1)])}"
    return None
