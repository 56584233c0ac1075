"""Numbers that identify a person: identity cards, personal telephones, bank accounts.

A number counts by the words before it in its line or above it in its column, never by its shape alone: co-ordinates,
tax codes, land parcels and sums have as many digits. A telephone is personal when it is a mobile number that is not
given as a hotline; numbers of offices (02…, 1800, 1900) are no personal data.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from assistant.types import Document, PersonalDatum, Span, Table

Kind = Literal["cccd", "phone", "bank_account"]

_NUMBER = re.compile(r"(?<![\w./,-])\+?\d(?:[ .-]?\d){7,18}(?![\w]|[.,-]\d)")
_IDENTITY = re.compile(
    r"(?<!\w)(?:CCCD|CMND|CMTND|GCMND|ĐDCN|căn cước(?: công dân)?|chứng minh (?:nhân dân|thư)|định danh cá nhân)(?!\w)",
    re.I,
)
_PHONE = re.compile(r"(?<!\w)(?:điện thoại|di động|ĐT|SĐT|ĐTDĐ|zalo|tel|mobile|phone|liên hệ|số máy)(?!\w)", re.I)
_HOTLINE = re.compile(r"đường dây nóng|hotline|tổng đài|trực ban|fax", re.I)
_ACCOUNT = re.compile(r"(?<!\w)(?:tài khoản|STK|số TK|TK số)(?!\w)", re.I)
_PUBLIC_MONEY = re.compile(r"kho bạc|KBNN|ngân sách|tài khoản (?:kế toán|định danh|VNeID)", re.I)
_MOBILE = re.compile(r"(?:\+?84|0)[35789]\d{8}")
_ID = re.compile(r"0\d{11}|\d{9}")  # Luật Căn cước 2023: 12 digits, of which the first is 0; the old card had 9
_BANK = re.compile(r"\d{8,19}")
_SUM = re.compile(r"\d{1,3}(?:\.\d{3})+")
_REACH = 60
"""Code points before a number in which the word for it stands: "số tài khoản của người thụ hưởng tại ngân hàng: …"."""


def read_personal(document: Document) -> tuple[PersonalDatum, ...]:
    """Every such number of the reading text, in order, once each."""
    text = document.text
    columns = {span.start: (span, header) for table in document.tables for span, header in _cells(table, text)}
    starts = sorted(columns)
    out: list[PersonalDatum] = []
    for match in _NUMBER.finditer(text):
        span = Span(*match.span())
        line = text.rfind("\n", 0, span.start) + 1
        said = text[max(line, span.start - _REACH) : span.start]
        cell = next((columns[s] for s in starts if columns[s][0].contains(span)), None) if starts else None
        if cell is not None:
            said = f"{cell[1]}: {text[max(cell[0].start, span.start - _REACH) : span.start]}"
        kind = _kind(match[0], said, text[line : span.end + _REACH])
        if kind is not None:
            out.append(PersonalDatum(kind, span))
    return tuple(out)


def _kind(number: str, said: str, around: str) -> Kind | None:
    """What a number is by the last of the words before it."""
    digits = re.sub(r"[ .-]", "", number)
    found: list[tuple[int, Kind]] = []
    words: tuple[tuple[re.Pattern[str], Kind], ...] = (
        (_IDENTITY, "cccd"),
        (_PHONE, "phone"),
        (_ACCOUNT, "bank_account"),
    )
    for pattern, kind in words:
        found += [(match.end(), kind) for match in pattern.finditer(said)]
    last = max(found, default=None)
    if last is None:
        return None
    if last[1] == "cccd":
        return "cccd" if _ID.fullmatch(digits) else None
    if last[1] == "phone":
        return "phone" if _MOBILE.fullmatch(digits) and not _HOTLINE.search(said) else None
    account = _BANK.fullmatch(digits) and not _SUM.fullmatch(number)
    return "bank_account" if account and not _PUBLIC_MONEY.search(around) else None


def _cells(table: Table, text: str) -> Iterator[tuple[Span, str]]:
    """The cells of the columns whose header speaks of such numbers, with that header."""
    for column, header in enumerate(table.header):
        words = header.of(text) if header is not None else ""
        if not (_IDENTITY.search(words) or _PHONE.search(words) or _ACCOUNT.search(words)):
            continue
        for row in table.rows:
            cell = row.cells[column] if column < len(row.cells) else None
            if cell is not None:
                yield cell, words
