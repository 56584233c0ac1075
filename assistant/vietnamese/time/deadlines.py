"""Deadlines in the words of administration ("Xong trong Quý II/2026", "hằng năm") as days.

Rules and their sources:
- "giữa tháng" is the 15th, "giữa năm" 30 June, "cuối tháng" and "cuối năm" their last day (Bộ luật Dân sự
  91/2015/QH13, Điều 146 khoản 2, 3); "cuối quý" is read in the same way. "Đầu …" would by it be the first day, which
  no plan means as a deadline: it stays undated.
- A period "kể từ ngày ban hành" begins on the day after (Điều 147); one of months ends on the corresponding day of the
  last month, or the last day of a month that has none (Điều 148 khoản 3). Periods of working days stay undated, as days
  off are decided anew each year; for the same reason a last day is not moved to the next working day (khoản 5).
- "Trước ngày 15/4/2026" ends on the day printed, the reading of those who follow up on plans; before a month, quarter
  or year ("trước tháng 5/2027") ends on the day before it begins.
- A quarter is three whole months. A year that is not printed is the document's.
What is none of these ("theo quy định", "khi có phát sinh") stays None.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.types import Due
from assistant.vietnamese.normalise import nfc
from assistant.vietnamese.time.calendar_words import Stretch, dated, find_stretches

_RECURRING = re.compile(
    r"h[ằà]ng\s+(?:năm|quý|tháng|tuần|ngày)(?:\s*(?:,|và|/)\s*(?:h[ằà]ng\s+)?(?:năm|quý|tháng|tuần|ngày)\b)*"
    r"|thường\s+xuyên|định\s+kỳ|liên\s+tục|thường\s+kỳ"
    r"|(?:ngày\s+\d{1,2}\s+)?(?:của\s+)?tháng\s+cuối\s+(?:của\s+)?(?:mỗi\s+)?quý"
    r"|mỗi\s+(?:năm|quý|tháng|tuần|ngày)(?!\s*\d)|từng\s+(?:năm|quý|tháng)"
    r"|(?:\d{1,2}|một|ba|sáu)\s+(?:năm|tháng|tuần|quý)\s*(?:/|(?:một|1|01)\s+)\s*lần"
    r"|\d+\s*lần\s*/\s*(?:năm|quý|tháng|tuần)"
)
_AND_AFTER = re.compile(r"(?:các|những)\s+năm\s+(?:tiếp\s+theo|sau)")
_RELATIVE = re.compile(
    r"(?P<n>\d{1,3})\s*(?:\([^)]{1,20}\)\s*)?(?P<unit>ngày|tuần|tháng|năm)(?P<working>\s+làm\s+việc)?\s*,?\s*"
    r"(?:kể\s+từ|tính\s+từ|từ|sau)\s+(?:khi|ngày)\s+(?P<event>[^,;.]{2,80})"
)
_ISSUED = re.compile(
    r"(?:(?:kế hoạch|quyết định|nghị quyết|chỉ thị|văn bản|công văn|chương trình|thông báo|đề án)(?: này)? )?"
    r"(?:được )?(?:ban hành|ký|phát hành)\b"
)
_BEFORE = re.compile(r"trước(?:\s+(?:ngày|thời\s+điểm))?\s*$")
_FROM = re.compile(r"(?:từ|bắt\s+đầu|kể\s+từ)(?:\s+ngày)?\s*$")
_UNTIL = re.compile(
    r"(?:đến(?:\s+hết)?|tới|hết|chậm\s+nhất(?:\s+là)?(?:\s+(?:vào|trong|đến))?|muộn\s+nhất(?:\s+là)?(?:\s+(?:vào|trong))?"
    r"|không\s+(?:quá|muộn\s+hơn)|cuối)(?:\s+ngày)?\s*$"
)
_MIDDLE, _EARLY = re.compile(r"giữa\s*$"), re.compile(r"đầu\s*$")
_JOINED = re.compile(r"\s*(?:-|–|—|đến(?:\s+hết)?(?:\s+ngày)?|tới)\s*$")
_Range = tuple[date | None, date | None]


def parse_deadline(words: str, issued: str | None = None, year: int | None = None) -> Due | None:
    """The days of a deadline as a table's cell or a sentence states it; None when it names none.

    `issued`: the document's date (ISO), from which "30 ngày kể từ ngày ban hành" counts; `year`: of days without one
    (default: of `issued`). Of several days the first and the last are given. Never raises on text.
    """
    low = " ".join(nfc(words).lower().split())
    recurring = _RECURRING.search(low)
    year = year or (int(issued[:4]) if issued else None)
    ranges = list(_ranges(low, None if recurring else year))
    if (counted := _counted(low, issued)) is not None:
        ranges.append((None, counted))
    if not ranges and recurring is None:
        return None
    starts = [start or end for start, end in ranges]
    ends = [end for _, end in ranges]
    first = min((s for s in starts if s is not None), default=None)
    last = None if not ends or None in ends else max(e for e in ends if e is not None)
    if len(ranges) == 1 and ranges[0][0] is None:
        first = None
    if _AND_AFTER.search(low):
        last = None
    if first is not None and last is not None and first > last:
        return None if recurring is None else Due(recurring=_words(low))
    return Due(
        first.isoformat() if first else None,
        last.isoformat() if last else None,
        _words(low) if recurring is not None else None,
    )


def _words(low: str) -> str:
    """The words of a recurring deadline, spelt the official way ("hằng năm")."""
    return re.sub(r"\bhàng(?=\s+(?:năm|quý|tháng|tuần|ngày))", "hằng", low).strip(" .;,")


def _ranges(low: str, year: int | None) -> list[_Range]:
    """What each named stretch of days means with the word before it; those without any year are left out."""
    found = [moved for s in find_stretches(low) if (moved := dated(s, year) if year else s) and moved.year is not None]
    out: list[_Range] = []
    previous: Stretch | None = None
    for stretch in found:
        before = low[previous.end if previous else 0 : stretch.start]
        if previous is not None and out and _JOINED.fullmatch(before):
            start = out[-1][0] or previous.first
            out[-1] = (min(start, stretch.first), stretch.last)
        elif not _EARLY.search(before):
            out.append(_meant(before, stretch))
        previous = stretch
    return out


def _meant(before: str, stretch: Stretch) -> _Range:
    if _BEFORE.search(before):
        return None, stretch.first if stretch.day else stretch.first - timedelta(days=1)
    if _MIDDLE.search(before) and not stretch.day:
        return None, _middle(stretch)
    if _FROM.search(before) and not stretch.several:
        return stretch.first, None
    if stretch.day and stretch.first == stretch.last:
        return None, stretch.last
    return (None, stretch.last) if _UNTIL.search(before) else (stretch.first, stretch.last)


def _middle(stretch: Stretch) -> date:
    if stretch.first.month == stretch.last.month:
        return stretch.first.replace(day=15)
    if (stretch.last - stretch.first).days >= 360:
        return date(stretch.last.year, 6, 30)
    return stretch.last


def _counted(low: str, issued: str | None) -> date | None:
    """The last day of "30 ngày kể từ ngày ban hành"; None without the document's date, and for other events."""
    match = _RELATIVE.search(low)
    if match is None or issued is None or match["working"] or not _ISSUED.match(match["event"]):
        return None
    count, begin = int(match["n"]), date.fromisoformat(issued)
    if match["unit"] in ("ngày", "tuần"):
        return begin + timedelta(days=count * (7 if match["unit"] == "tuần" else 1))
    months = begin.month - 1 + count * (12 if match["unit"] == "năm" else 1)
    year, month = begin.year + months // 12, months % 12 + 1
    return date(year, month, min(begin.day, calendar.monthrange(year, month)[1]))


@dataclass(frozen=True, slots=True)
class FoundDeadline:
    """The words of a deadline in a sentence: `[start, end)`."""

    start: int
    end: int


_YEAR = r"(?:19|20)\d\d"
_OF_YEAR = rf"(?:\s*[/-]?\s*(?:năm\s+)?{_YEAR})?"
_Q = r"(?:iv|i{1,3}|[1-4])\b"
_AND = r"\s*(?:,|và|-|–|đến)\s*"
_DAYS = (
    rf"(?:ngày\s+)?\d{{1,2}}\s*/\s*\d{{1,2}}(?:\s*/\s*{_YEAR})?",
    rf"ngày\s+\d{{1,2}}\s+tháng\s+\d{{1,2}}(?:\s+năm\s+{_YEAR})?",
    rf"quý\s*{_Q}(?:{_AND}(?:quý\s*)?{_Q})*{_OF_YEAR}",
    rf"tháng\s*\d{{1,2}}(?:{_AND}(?:tháng\s*)?\d{{1,2}}(?!\d))*{_OF_YEAR}",
    rf"(?:0?[369]|ba|sáu|chín)\s+tháng\s+(?:đầu|cuối)\s+năm(?:\s+{_YEAR})?",
    rf"giai\s+đoạn\s+{_YEAR}\s*[-–]\s*{_YEAR}",
    rf"năm\s+{_YEAR}",
)
_VERBS = r"(?:(?:xong|hoàn\s+thành|thực\s+hiện|vận\s+hành|báo\s+cáo|trình)\s+)?"
_LATEST = r"(?:chậm|muộn)\s+nhất(?:\s+là)?"
_CUES = rf"(?:trước(?:\s+ngày)?|{_LATEST}(?:\s+(?:vào|trong|đến))?(?:\s+ngày)?|trong|vào|đến\s+hết|xong|cuối|giữa)"
_AND_DAY = r"(?:\s+và\s+(?:trước\s+)?ngày\s+\d{1,2}\s*/\s*\d{1,2}(?:/\d{4})?)?"
_EACH = r"h[ằà]ng\s+(?:năm|quý|tháng|tuần|ngày)"
_IN_PROSE = re.compile(
    rf"\b(?:{_EACH}\s+)?{_VERBS}{_CUES}\s+(?:{'|'.join(_DAYS)}){_AND_DAY}(?:\s+{_EACH})?"
    rf"|\b(?:trước|{_LATEST}|vào)\s+ngày\s+\d{{1,2}}\s+(?:(?:của\s+)?tháng\s+cuối\s+(?:của\s+)?(?:mỗi\s+)?quý|{_EACH})"
    rf"|\b(?:sau|trong(?:\s+(?:vòng|thời\s+hạn))?|{_LATEST})\s+\d{{1,3}}\s+(?:ngày|tuần|tháng)(?:\s+làm\s+việc)?"
    r"\s*,?\s*(?:kể\s+từ|tính\s+từ|từ|sau)\s+(?:khi|ngày)\s+[^,;.]{2,60}"
    rf"|\b{_EACH}\b"
)


def find_deadlines(text: str) -> list[FoundDeadline]:
    """The deadlines that prose states, in order: a day or period after a word that makes it one ("trước", "trong",
    "chậm nhất"), or a recurrence. `text` is NFC. A date alone ("ngày 20/5/2026 còn 05 bệnh viện") is none."""
    low = text.lower()
    if len(low) != len(text):
        return []
    return [FoundDeadline(m.start(), m.end()) for m in _IN_PROSE.finditer(low)]
