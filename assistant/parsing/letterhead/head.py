"""Issuer, number, place, date, kind and title from the head of a document, in the layouts that real files use.

The forms are Nghị định 30/2020/NĐ-CP, annex I (administrative papers), Nghị định 78/2025/NĐ-CP (normative ones) and the
Party's (Hướng dẫn 36-HD/VPTW). A field that is not printed is `None`: nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.parsing.letterhead.capitals import Forms, readable
from assistant.parsing.letterhead.digest import DIGEST, read_digest
from assistant.parsing.letterhead.gazette import read_attached, read_run
from assistant.parsing.letterhead.issuer import MOTTO, read_issuer
from assistant.parsing.letterhead.number_and_date_forms import (
    BLANK,
    COPY_SYMBOL,
    DATE,
    HEADED,
    LOOSE_SYMBOL,
    NUMBER_LINE,
)
from assistant.parsing.letterhead.signature_block import COPY_MARK
from assistant.parsing.letterhead.title import KIND_LINES, Titled, read_subject, read_title
from assistant.parsing.markers import find_marker
from assistant.parsing.reading_text.text import Paragraph
from assistant.types import Letterhead, Span
from assistant.vietnamese.document_numbers.numbers import KINDS, canonical_symbol, find_numbers
from assistant.vietnamese.time.dates import parse_date

_HEAD_PARAGRAPHS = 45  # a letterhead with stamps, session lines and a long title fits; a body's mentions stay out
_NAMED_KINDS = ("Luật", "Bộ luật", "Pháp lệnh")
"""Their title is a name ("Luật Đất đai"); of others it goes on after the kind ("Nghị định quy định …")."""
_IMPLIED = 0.8
"""Confidence of a field that is printed nowhere but follows from another: the kind from "V/v" or the symbol."""
_NO_MOTTO = 0.8
"""Of an issuer without the motto beside it, as notes and web copies print it."""
_UNSTYLED = 0.9
"""Of a title told from the text below it by its words alone, not by type or centring."""


@dataclass(frozen=True, slots=True)
class Head:
    """The letterhead without signer, and the first paragraph past the title."""

    letterhead: Letterhead
    end: int
    related_number: str | None = None


def read_head(paragraphs: Sequence[Paragraph], text: str) -> Head:
    """The head of a document; an empty `Letterhead` and 0 for a text that has none (an article, a note)."""
    head = paragraphs[:_HEAD_PARAGRAPHS]
    if not head:
        return Head(Letterhead(), 0)
    zone = text[: head[-1].end]
    if DIGEST.search(zone[:400]):
        return Head(*read_digest(head))
    if not _opens_with_letterhead(head, zone):
        return _without(head, text)
    return _Reader(head, text, zone).read()


def _without(head: Sequence[Paragraph], text: str) -> Head:
    """What a text without a letterhead may still say of itself in its first lines."""
    forms = Forms(text)
    found = read_run(head, text, forms) or read_attached(head, forms)
    return Head(*found) if found is not None else Head(Letterhead(), 0)


class _Reader:
    def __init__(self, head: Sequence[Paragraph], text: str, zone: str) -> None:
        self.head = head
        self.text = text
        self.zone = zone
        self.forms = Forms(text)
        self.spans: dict[str, Span] = {}
        mark = COPY_MARK.search(zone) or COPY_MARK.search(text[-3000:])
        self.copy_mark = mark[1] if mark else None
        self.overwritten = False
        """The word "Số" is lost under figures written by hand; the issuer may stand on their line."""

    def read(self) -> Head:
        number, symbol, number_end = self._number()
        place, date, year, date_end = self._date()
        motto = MOTTO.search(self.zone)
        after = max(number_end, date_end, motto.end() if motto else 0)
        issuer = self._issuer(motto)
        kind = KINDS.get(re.split(r"[-/]", symbol)[0]) if symbol else None
        titled: Titled | None = None
        if kind != "Công văn":
            titled = read_title(self.head, after, issuer)
        subject = read_subject(self.head) if titled is None else None
        if titled is None and subject is not None:
            kind, titled = "Công văn", subject  # whatever its symbol says: "123/CT-CS" is a letter of the Cục Thuế
        elif titled is not None:
            kind = kind if kind == "Văn bản hợp nhất" else titled.kind
        title = self._title(titled, kind)
        end = titled.end if titled is not None else self._past(after)
        if titled is not None and titled.kind_span is not None:
            self.spans["kind"] = titled.kind_span
        if year is None and number is not None and (printed := re.search(r"/((?:19|20)\d\d)/", number)):
            year = int(printed[1])
        letterhead = Letterhead(
            kind=kind, number=number, symbol=symbol, issuer=issuer, place=place, date=date, year=year, title=title,
            copy_mark=self.copy_mark, spans=self.spans,
        )  # fmt: skip
        if motto is None and (titled is None or (symbol is None and date is None and place is None)):
            return _without(self.head, self.text)  # "Số: 12" in front of an article is no letterhead
        return Head(replace(letterhead, confidence=self._confidence(letterhead, motto is not None, titled)), end)

    def _confidence(self, letterhead: Letterhead, motto: bool, titled: Titled | None) -> dict[str, float]:
        """Fields that were not plainly printed in their place; see `Letterhead.confidence`."""
        sure: dict[str, float] = {}
        if letterhead.kind is not None and "kind" not in self.spans:
            sure["kind"] = _IMPLIED
        if letterhead.issuer is not None and not motto:
            sure["issuer"] = _NO_MOTTO
        if letterhead.year is not None and letterhead.date is None:
            sure["year"] = _IMPLIED if "date" not in self.spans else 1.0
        if titled is not None and titled.title and not titled.set_apart:
            sure["title"] = _UNSTYLED
        return {name: value for name, value in sure.items() if value < 1.0}

    def _number(self) -> tuple[str | None, str | None, int]:
        """Number, symbol and where they end; a number of the copy (…/SY-UBND) is passed over."""
        limit = self._below_kind()
        for match in NUMBER_LINE.finditer(self.zone):
            if match.start() > limit:
                break
            if COPY_MARK.match(self._line_of(match.start())) or self._in_prose(match.start()):
                continue
            rest = self.zone[match.end() : match.end() + 80]
            rest = rest.replace("//", "/ ")  # "24/2026//NQ-CP"; the length stays
            found = next(iter(find_numbers(rest)), None)
            if found is not None and not rest[: found.span[0]].strip(" \n") and found.symbol is not None:
                if COPY_SYMBOL.match(found.symbol):
                    continue
                start = match.end() + found.span[0]
                self.spans["number"] = Span(start, match.end() + found.span[1])
                return found.key, found.symbol, match.end() + found.span[1]
            blank = BLANK.match(rest)
            if blank is not None and "\n" not in blank["symbol"]:
                symbol = canonical_symbol(blank["symbol"])
                if COPY_SYMBOL.match(symbol):
                    continue
                self.spans["symbol"] = Span(match.end() + blank.start("symbol"), match.end() + blank.end("symbol"))
                return None, symbol, match.end() + blank.end()
        loose = LOOSE_SYMBOL.search(self.zone, 0, limit)
        if loose is None:
            return None, None, 0
        self.spans["symbol"] = Span(*loose.span(1))
        self.overwritten = True
        return None, canonical_symbol(loose[1]), loose.end()

    def _below_kind(self) -> int:
        """Where a number can no longer be that of the paper: three lines below the line of its kind, which older forms
        print above the number."""
        for index, paragraph in enumerate(self.head):
            if paragraph.text.strip(" :") in KIND_LINES:
                return self.head[min(index + 3, len(self.head) - 1)].end
        return len(self.zone)

    def _line_of(self, offset: int) -> str:
        start = self.zone.rfind("\n", 0, offset) + 1
        return self.zone[start : self.zone.find("\n", offset)]

    def _in_prose(self, offset: int) -> bool:
        """Whether "số" at `offset` names another document in a sentence or a title."""
        start = self.zone.rfind("\n", 0, offset) + 1
        before = self.zone[start:offset].strip()
        dated = "ngày" in before and len(before) < 80  # place and date may stand on the number's own line
        return bool(before) and not MOTTO.search(before) and not before.isupper() and not dated

    def _date(self) -> tuple[str | None, str | None, int | None, int]:
        for match in DATE.finditer(self.zone):
            line = self._line_of(match.start())
            if COPY_MARK.search(line) or re.match(r"\s*(?:Căn cứ|Thực hiện|\(|Theo)", line):
                continue
            before = self.zone[max(0, match.start() - 1) : match.start()]
            if match["place"] is None and before not in ("", "\n", ",", " "):
                continue
            if match["place"] is None and not line.strip().lower().startswith("ngày"):
                continue
            place = match["place"]
            if place is not None:
                self.spans["place"] = Span(match.start("place"), match.end("place"))
            at = Span(match.start("day") - 4, match.end())
            self.spans["date"] = at
            date = parse_date(re.sub(r"\s+", " ", self.zone[at.start : at.end]))
            digits = re.sub(r"\D", "", match["year"])
            return place, date, int(digits) if len(digits) == 4 else None, match.end()
        return None, None, None, 0

    def _issuer(self, motto: re.Match[str] | None) -> str | None:
        marks = [self.spans[name].start for name in ("number", "symbol") if name in self.spans]
        limit = min(marks) if marks else self._motto_end(motto)
        number_line = self.zone.rfind("\n", 0, limit) + 1
        end = limit if self.overwritten else max(number_line, self._number_word(limit))
        found = read_issuer(self.head, end, self.forms)
        if found is None:
            return None
        self.spans["issuer"] = found[1]
        return found[0]

    def _motto_end(self, motto: re.Match[str] | None) -> int:
        """The end of the motto's second line: the issuer's second line may stand between the two."""
        if motto is None:
            return 0
        second = MOTTO.search(self.zone, motto.end(), motto.end() + 120)
        return second.end() if second else motto.end()

    def _number_word(self, limit: int) -> int:
        """Where "Số:" stands on the line of the number: an issuer may stand before it on the same line."""
        start = self.zone.rfind("\n", 0, limit) + 1
        match = NUMBER_LINE.search(self.zone, start, limit)
        return match.start() if match else start

    def _title(self, titled: Titled | None, kind: str | None) -> str | None:
        if titled is None or not titled.title:
            return None
        if titled.title_span is not None:
            self.spans["title"] = titled.title_span
        title = readable(titled.title, self.forms)
        if (
            kind in (*_NAMED_KINDS, "Văn bản hợp nhất")
            and titled.kind
            and not title.lower().startswith(titled.kind.lower())
            and titled.kind != "Văn bản hợp nhất"
        ):
            named = kind == "Văn bản hợp nhất" and titled.kind not in _NAMED_KINDS
            title = f"{titled.kind} {title[:1].lower() + title[1:] if named else title}"
        return title

    def _past(self, offset: int) -> int:
        return next((i for i, p in enumerate(self.head) if p.start >= offset), len(self.head)) if offset else 0


def _opens_with_letterhead(head: Sequence[Paragraph], zone: str) -> bool:
    """Whether motto, number or subject stand at the top: no article, numbered item or long prose comes before."""
    match = HEADED.search(zone)
    if match is None:
        return False
    for index, paragraph in enumerate(head):
        if paragraph.end > match.start():
            return index <= 14
        marker = find_marker(paragraph.text)
        if (marker is not None and marker.kind in ("dieu", "so", "chu")) or len(paragraph.text) > 250:
            return False
    return False
