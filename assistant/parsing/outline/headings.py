"""The words of a heading: on the marker's line, on the lines under it, or none when the line is a whole sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.parsing.markers import Marker
from assistant.parsing.reading_text.text import Paragraph
from assistant.parsing.reading_text.zones import KEM_THEO, RECIPIENTS, is_rule, is_upper

_LEAD_IN = re.compile(
    r"(?:\s*[,;:]|\s+)\s*(?:(?:cụ thể|với|gồm|bao gồm|theo|như|trong đó|các nội dung|nội dung|chủ yếu"
    r"|các|có)[^,.;:]{0,50})?\s*(?:như sau|sau đây|sau)\s*:\s*$",
    re.I,
)
_UNFINISHED = re.compile(
    r"(?<![^\W_])(?:với|gồm|sau|đây|là|có|như|việc|từ|tại|theo|để|khi|thì|phải|trường hợp|quy định|được|bằng)\s*:$",
    re.I,
)
_ENACTS = re.compile(
    r"(?:Phê duyệt|Ban hành|Thông qua|Chấp thuận|Thành lập|Kiện toàn|Công bố|Công nhận|Điều chỉnh|Bãi bỏ|Bổ nhiệm"
    r"|Phân công|Cho phép|Giao chỉ tiêu)\s"
)
_ASIDE = re.compile(r"\s*\((?:gọi tắt|sau đây|có |kèm theo|chi tiết|theo )[^()]*\)$", re.I)
_LONGEST_ENACTED = 80  # words: the subject of a decision, which its trích yếu repeats, seldom has more
_WIDE: frozenset[str] = frozenset({"phan", "chuong", "muc", "tieu_muc", "phu_luc"})


@dataclass(frozen=True, slots=True)
class Heading:
    """`title` without its marker, "" when the paragraph is a sentence; `end`: past the heading's last paragraph."""

    title: str
    end: int


def heading_of(
    paragraphs: Sequence[Paragraph], markers: Sequence[Marker | None], index: int, marker: Marker
) -> Heading:
    """The heading that opens at `index`."""
    paragraph = paragraphs[index]
    rest = paragraph.text[marker.length :].strip()
    if marker.style.startswith("#"):
        return Heading(rest, index + 1)
    if marker.kind in _WIDE and marker.style != "A":
        return _wide(paragraphs, markers, index, rest, marker)
    if marker.kind in ("la_ma", "phan"):
        return _capital(paragraphs, markers, index, rest)
    if marker.kind == "dieu" and not rest:
        return _dieu_below(paragraphs, markers, index)
    if marker.kind != "dieu" and not paragraph.bold and (_opens_list(rest) or _goes_on(paragraphs, markers, index + 1)):
        return Heading("", index + 1)
    if marker.kind == "dieu" and (enacted := _enacted(rest)):
        return Heading(enacted, index + 1)
    most = (150 if paragraph.bold else 60) if marker.kind == "dieu" else 45
    return Heading(_line_title(rest, paragraph.bold, most), index + 1)


def _enacted(rest: str) -> str:
    """What a decision's article enacts, when that is its one sentence ("Phê duyệt Đề án … (gọi tắt là Đề án).");
    "" otherwise."""
    if _ENACTS.match(rest) is None or rest[-1] not in "./":
        return ""
    said = _ASIDE.sub("", rest.rstrip(" ./"))
    return said if said.count(" ") < _LONGEST_ENACTED and not re.search(r"[.;:]\s", said) else ""


def _opens_list(rest: str) -> bool:
    """A sentence that ends with "… như sau:" is a lead-in, no heading."""
    return rest[-1:] == ":" and (_LEAD_IN.search(rest) is not None or _UNFINISHED.search(rest) is not None)


def _goes_on(paragraphs: Sequence[Paragraph], markers: Sequence[Marker | None], after: int) -> bool:
    """Whether the next paragraph is the rest of a sentence that the file broke."""
    return after < len(paragraphs) and markers[after] is None and paragraphs[after].text[0].islower()


def _line_title(rest: str, bold: bool, most: int) -> str:
    """`rest` when it reads as a heading, "" when as a sentence."""
    short = _LEAD_IN.sub("", rest)
    words = short.count(" ") + 1
    if not short or words > most:
        return ""
    if short != rest:
        return short.rstrip(" ,:;") if words <= 60 or bold else ""
    if rest[-1] in ";,":
        return ""
    if rest[-1] == "." or rest.endswith("./.") or "; " in rest or ". " in rest.replace("TP. ", ""):
        heads = bold and words <= 30 and not rest.endswith("./.") and " này " not in rest[:30]
        return short.rstrip(" .") if heads else ""
    return short.rstrip(" :/")


def _capital(paragraphs: Sequence[Paragraph], markers: Sequence[Marker | None], index: int, rest: str) -> Heading:
    """ "I. MỤC ĐÍCH" with further lines in capitals."""
    end = index + 1
    if is_upper(rest):
        while end < len(paragraphs) and end - index < 4 and markers[end] is None and _capital_line(paragraphs[end]):
            rest = f"{rest} {paragraphs[end].text}"
            end += 1
    elif rest.count(" ") > 60:
        return Heading("", index + 1)
    return Heading(rest.rstrip(" .:"), end)


def _capital_line(paragraph: Paragraph) -> bool:
    text = paragraph.text
    return (
        paragraph.table is None
        and is_upper(text)
        and not is_rule(text)
        and len(text) < 200
        and not RECIPIENTS.match(text)
    )


def _wide(
    paragraphs: Sequence[Paragraph], markers: Sequence[Marker | None], index: int, rest: str, marker: Marker
) -> Heading:
    """A chapter's or annex's title: on its line, or on the next, over as many lines as go on in the same type."""
    end = index + 1
    parts = [rest] if rest and not KEM_THEO.match(rest) else []
    while end < len(paragraphs) and end - index < 7:
        paragraph = paragraphs[end]
        text = paragraph.text
        if is_rule(text):
            end += 1
            continue
        if markers[end] is not None or paragraph.table is not None or len(text) > 400 or KEM_THEO.match(text):
            break
        alike = is_upper(text) or paragraph.centred
        if parts and not alike:
            break
        if not parts and not alike and (marker.kind == "phu_luc" or text[-1] in ".;:" or text.count(" ") > 40):
            break
        parts.append(text)
        end += 1
        if not alike:
            break
    if marker.kind == "phu_luc":
        while end < len(paragraphs) and end - index < 9 and KEM_THEO.match(paragraphs[end].text):
            end += 1
    return Heading(" ".join(parts).strip(" .:"), end)


def _dieu_below(paragraphs: Sequence[Paragraph], markers: Sequence[Marker | None], index: int) -> Heading:
    """ "Điều 5." alone on its line: the next line is its title when it does not read as a sentence."""
    after = index + 1
    if after < len(paragraphs) and markers[after] is None and paragraphs[after].table is None:
        text = paragraphs[after].text
        if text[-1] not in '.;:,”"' and text.count(" ") < 30:
            return Heading(text, after + 1)
    return Heading("", after)
