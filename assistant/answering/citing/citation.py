"""How administration writes where a sentence stands.

The order – kind, number and symbol, date, issuer, trích yếu – is the one Nghị định 30/2020/NĐ-CP, Phụ lục I prescribes
for documents that are cited; days below 10 and the months 1 and 2 take a leading zero by the same annex.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.types import Choice, Citation, Document, DocumentRecord
from assistant.vietnamese.document_numbers.numbers import KINDS
from assistant.wording import say

DIGEST = "tóm lược"

# A trích yếu that begins so follows the issuer without "về": "… của Chính phủ quy định chi tiết …".
_VERBS = (
    "về",
    "ban hành",
    "quy định",
    "sửa đổi",
    "bổ sung",
    "bãi bỏ",
    "hướng dẫn",
    "phê duyệt",
    "công bố",
    "thông qua",
    "thành lập",
    "kiện toàn",
    "giao",
    "cho phép",
    "điều chỉnh",
)
_NAMED_BY_TITLE = ("luật", "bộ luật", "pháp lệnh", "hiến pháp")


def official_date(iso: str) -> str:
    """ "2026-01-06" -> "ngày 06 tháng 01 năm 2026"."""
    year, month, day = (int(part) for part in iso.split("-"))
    return say("labels.date", day=f"{day:02d}", month=f"{month:02d}" if month <= 2 else month, year=year)


def document_label(record: DocumentRecord) -> str:
    """ "Kế hoạch số 1090/KH-UBND ngày … của … về …"; what the document does not print reads "(chưa ghi …)".

    A digest is named as ours, so that no sentence of it is taken for its instrument's. A file without any letterhead is
    named by its title or its file name. A draft is said to be one.
    """
    label = _label(record)
    mark = record.letterhead.copy_mark
    return say("labels.draft", document=label, mark=mark.lower()) if mark is not None and is_draft(mark) else label


def is_draft(mark: str) -> bool:
    """Whether a mark set on a paper says that it is a draft ("DỰ THẢO LẦN 2", "BẢN NHÁP")."""
    return any(word in mark.casefold() for word in ("dự thảo", "bản nháp", "bản thảo"))


def _label(record: DocumentRecord) -> str:
    head = record.letterhead
    if head.kind is not None and head.kind.casefold() == DIGEST:
        return _digest_label(record)
    if head.number is None and head.issuer is None and head.symbol is None and head.kind is None:
        return f"“{_clean(head.title)}”" if head.title else say("labels.file", file=record.file)
    if head.kind is not None and head.kind.casefold() in _NAMED_BY_TITLE and head.title:
        parts = [f"{head.kind} {_law_name(head.kind, head.title)}", _number(record), _date(record), _issuer(record)]
        return " ".join(part for part in parts if part)
    parts = [head.kind or say("labels.document"), _number(record), _date(record), _issuer(record), _subject(head.title)]
    return " ".join(part for part in parts if part)


def citation_label(record: DocumentRecord, labels: Sequence[str], row: str | None = None) -> str:
    """ "điểm a khoản 2 Mục II Kế hoạch số …": `labels` run from the top down, the citation from the bottom up.

    `row` names a table's row ("dòng 3 bảng"): "dòng 3 bảng tại Phụ lục I kèm theo Kế hoạch số …".
    """
    steps = [label.strip() for label in reversed(labels) if any(c.isalnum() for c in label)]
    place = " ".join(steps)
    document = document_label(record)
    if not place:
        return say("labels.place.row_of_document", row=row, document=document) if row is not None else document
    if row is not None:
        place = say("labels.place.row_in", row=row, place=place)
    if steps[-1].casefold().startswith("phụ lục"):
        return say("labels.place.annexed", place=place, document=document)
    return say("labels.place.in_document", place=place, document=document)


DOUBTED = 0.5
"""Confidence of a number under which it is not given without a warning."""


def number_doubt(record: DocumentRecord, document: Document) -> str:
    """ " (số đọc bằng nhận dạng chữ)" to follow a label whose number was read by recognition and by no person; else
    ""."""
    read = document.letterhead
    doubted = read.confidence.get("number", 1.0) < DOUBTED and read.number == record.letterhead.number
    return say("labels.number.doubtful") if document.ocr_pages and doubted and read.number else ""


def page_label(page: int | None) -> str:
    """ "trang 4", "" where the format has no pages."""
    return "" if page is None else say("labels.page", page=page)


def source_line(citation: Citation) -> str:
    """One line under a quotation: the official citation and the page."""
    return ", ".join(part for part in (citation.official, page_label(citation.page)) if part)


def choice_of(record: DocumentRecord) -> Choice:
    """The document as one of several a person may choose from."""
    return Choice(record.id, document_label(record), record.letterhead.title, record.letterhead.date)


def _digest_label(record: DocumentRecord) -> str:
    about = record.related_number
    if about is None:
        subject = re.sub(r"^tóm lược( về)?\b", "", _clean(record.letterhead.title or record.file), flags=re.IGNORECASE)
        return say("labels.digest.about", subject=subject.strip(" :–-"))
    symbol = re.split(r"[/-]", re.sub(r"^\d+(?:/\d{4})?[/-]", "", about))[0]
    return say("labels.digest.about_number", kind=KINDS.get(symbol, say("labels.unnamed_kind")), number=about)


def _number(record: DocumentRecord) -> str:
    if record.letterhead.number is not None:
        return say("labels.number.printed", number=record.letterhead.number)
    symbol = record.letterhead.symbol
    return say("labels.number.blank_before_symbol", symbol=symbol) if symbol else say("labels.number.blank")


def _date(record: DocumentRecord) -> str:
    head = record.letterhead
    if head.date is not None:
        return say("labels.dated", date=official_date(head.date))
    return say("labels.date_blank_in_year", year=head.year) if head.year is not None else say("labels.date_blank")


def _issuer(record: DocumentRecord) -> str:
    issuer = record.letterhead.issuer
    return say("labels.issuer", issuer=_clean(issuer)) if issuer else say("labels.issuer_blank")


def _subject(title: str | None) -> str:
    """The trích yếu, joined on: "về ứng dụng …"; "V/v …" is the form of official letters."""
    if not title:
        return ""
    text = _clean(title)
    text = re.sub(r"^v\s*/\s*v\.?:?\s*", "về việc ", text, flags=re.IGNORECASE)
    words = text.split(" ", 1)
    if words[0][1:].islower() or len(words[0]) == 1:  # an acronym or a name written in capitals keeps them
        text = text[0].lower() + text[1:]
    own = text.casefold().startswith(_VERBS)
    return say("labels.subject_of_its_own", title=text) if own else say("labels.subject", title=text)


def _law_name(kind: str, title: str) -> str:
    text = _clean(title)
    return text[len(kind) :].strip() if text.casefold().startswith(kind.casefold()) else text


def _clean(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip().rstrip(".;,")
