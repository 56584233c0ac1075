"""Document numbers in questions, as people type them: "kế hoạch 1090", "KH số 1090 /KH - UBND", "nq71"."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from assistant.vietnamese.document_numbers.kinds import INSTRUMENT_ALIASES, ISSUERS, KINDS, NEED_SO, SPOKEN
from assistant.vietnamese.document_numbers.numbers import (
    DocumentNumber,
    canonical_part,
    canonical_serial,
    canonical_symbol,
    find_numbers,
    kind_of,
)


def _plain_with_places(text: str) -> tuple[str, list[int]]:
    """The text in lower case without accents, a character for each base character, and where each stands."""
    plain: list[str] = []
    places: list[int] = []
    for at, char in enumerate(text):
        if unicodedata.combining(char) or char in "\u00ad\u200b\u200c\u200d\u2060\ufeff":
            continue
        base = unicodedata.normalize("NFD", char)[0].lower()
        plain.append({"đ": "d", "ð": "d", "–": "-", "—": "-"}.get(base, base if len(base) == 1 else char))
        places.append(at)
    return "".join(plain), [*places, len(text)]


def _alternatives(words: list[str]) -> str:
    return "|".join(word.replace(" ", r"\s+") for word in sorted(words, key=len, reverse=True))


def _bare(word: str) -> str:
    return _plain_with_places(word)[0]


_SERIAL = r"\d{1,5}(?:\.\d{1,3})?[a-z]?"
_YEAR = r"(?:19|20)\d\d"
_KIND_SHORT = _alternatives(sorted({_bare(kind) for kind in KINDS if len(kind) > 1}))
_ISSUER = _alternatives(
    sorted({_bare(issuer) for issuer in ISSUERS} | {"qh\\d{1,2}", "ubtvqh\\d{1,2}", "bnn&ptnt", "bnn&mt"})
)
_SEP = r"\s*[/\-]\s*|\s+"
# Whole symbols in any case and with any separators: "1090 KH UBND", "33/2022/nq-hdnd", "57-nq/tw", "202/2025/qh15".
_SYMBOL = re.compile(
    rf"(?<![\w.,/-])(?P<serial>{_SERIAL})(?:{_SEP})(?:(?P<year>{_YEAR})(?:{_SEP}))?"
    rf"(?P<symbol>(?:{_KIND_SHORT})(?:{_SEP})(?:{_ISSUER})(?:-(?:{_ISSUER}))*|qh\d{{1,2}}|(?:ub\w{{2,6}}|vpcp|[bs]\w{{1,6}}|tct)-[a-z&]{{2,8}})"
    r"(?![\w&])"
)
_BLANK = r"[^\S\n]*"
_DATED = r"\s+ngay\s+\d{1,2}(?:[/.-]\d{1,2}[/.-]|\s+thang\s+\d{1,2}\s+nam\s+)"
# A kind, then a number: "kế hoạch số 1090", "nq71", "NĐ 30/2020", "nghị định 30 năm 2020", "nghị định 43/CP".
_KIND_NUMBER = re.compile(
    rf"(?<!\w)(?P<kind>{_alternatives(list(SPOKEN))})(?P<gap>{_BLANK}|-)(?P<so>(?:so|no){_BLANK}[:.]?{_BLANK})?(?P<serial>{_SERIAL})"
    rf"(?:\s*/\s*(?P<year>{_YEAR})|\s+nam\s+(?P<year2>{_YEAR})|{_DATED}(?P<year3>{_YEAR}))?"
    rf"(?:\s*[/-]\s*(?P<symbol>(?:{_KIND_SHORT})(?![\w&])|(?:{_ISSUER})(?![\w&])))?"
    r"(?!\w|\s*[-/]\s*\d|[.,]\d)"
)
# "1090/KH" without an issuer; "số 1090" alone.
_SERIAL_KIND = re.compile(
    rf"(?<![\w.,/-])(?P<serial>{_SERIAL})\s*/\s*(?:(?P<year>{_YEAR})\s*/\s*)?(?P<kind>{_KIND_SHORT})(?![\w&]|\s*[-/])"
)

# Words that make the number before them a count or a length of time: "kế hoạch 5 năm", "nghị quyết 2 nội dung".
_UNITS = (
    "nam|thang|ngay|tuan|quy|gio|phut|lan|noi dung|nguoi|ho|xa|phuong|huyen|tinh|thanh pho|so|"
    "nganh|cap|ben|trang|phan|chuong|muc|muc tieu|dieu|khoan|diem|van de|van ban|nhiem vu|nghin|"
    "ngan|trieu|ty|ti|dong|phan tram|km|m2|ha|don vi|co quan|du an|de an|chi tieu|linh vuc|"
    "giai phap|giai doan|tru cot|nhom|loai|thu tuc|thu|xe|nha|truong|truong hop|buoc|hop phan|bo|"
    "hang muc|danh muc|to|thanh vien|vi tri|tap|cum|khu|thon|hinh thuc|che do|doan|vong|dot|"
    "ke hoach|nghi quyet|thong tu|quyet dinh|cuoc|hoat dong|doi tuong|can bo|chuyen de"
)
_SPACE = r"\s+"
_COUNT = re.compile(rf"\s*(?:%|(?:{_UNITS.replace(' ', _SPACE)})(?!\w))")
_PLACE_WORDS = re.compile(r"\s*(?:dieu|khoan|diem|muc|phan|chuong|trang|nam|ngay)\s+(?:\d|[ivx]+\b|[a-z]\b)")
# After a single digit without "số" only these let it be a document's number.
_AFTER_DIGIT = re.compile(r"\s*(?:[?.,;:!)]|$|(?:ve|cua|quy|co|la|noi|do|thi|ban|nam|ngay|da|duoc|con)(?!\w))")


def _is_count(plain: str, end: int) -> bool:
    return bool(_COUNT.match(plain, end)) and not _PLACE_WORDS.match(plain, end)


def _bare_number_fits(match: re.Match[str], short: str) -> bool:
    """Whether bare digits after a kind (no "số", year or symbol) are its number, not a year, count or amount."""
    serial, plain = match["serial"], match.string
    if short in NEED_SO:
        return False
    if re.fullmatch(r"\d[a-z]|\d+[f-z]", serial):  # "5G", "100m"
        return False
    if re.fullmatch(r"20[0-4]\d", serial) or (short == "PL" and re.fullmatch(r"19\d\d", serial)):
        return False
    if re.fullmatch(r"\d+\.\d{3}", serial) or _is_count(plain, match.end()):
        return False
    return len(serial) > 1 or bool(_AFTER_DIGIT.match(plain, match.end()))


# "nghị quyết 71 của Chính phủ": the issuer after the number completes the symbol (71/NQ-CP, not 71-NQ/TW).
_SPOKEN_ISSUERS = {
    "chinh phu": "CP",
    "thu tuong": "TTg",
    "bo chinh tri": "TW",
    "trung uong": "TW",
    "tw": "TW",
    "ubnd": "UBND",
    "uy ban nhan dan": "UBND",
    "hdnd": "HĐND",
    "hoi dong nhan dan": "HĐND",
}
_ISSUER_AFTER = re.compile(rf"\s+(?:cua\s+)?({_alternatives(list(_SPOKEN_ISSUERS))})(?!\w)")


def _from_kind(match: re.Match[str], typed: str) -> DocumentNumber | None:
    """The number after a kind; `typed` is the kind as typed."""
    short = SPOKEN[re.sub(r"\s+", " ", match["kind"])]
    if short == "" and not match["so"]:
        return None
    if match["gap"] == "" and not match["so"] and (" " in match["kind"] or len(match["serial"]) == 1):
        return None  # "CV2" is a point on a map
    year = next((int(y) for y in (match["year"], match["year2"], match["year3"]) if y), None)
    if match["kind"] == "da" and not match["so"] and not typed.isupper() and match["serial"] != "06":
        return None  # "tối đa 30", "đã 30"
    if not (match["so"] or year or match["symbol"]) and not _bare_number_fits(match, short):
        return None
    if match["so"] and _is_count(match.string, match.end()) and re.fullmatch(r"\d", match["serial"]):
        return None
    if year and not match["so"] and not match["year"] and short in NEED_SO and short != "L":
        return None
    part: str | None = canonical_part(match["symbol"]) if match["symbol"] else None
    if part is not None and part in KINDS and part != "CT":
        short, part = part, None
    if part is None and short in KINDS and (issuer := _ISSUER_AFTER.match(match.string, match.end())):
        part = _SPOKEN_ISSUERS[re.sub(r"\s+", " ", issuer[1])]
    symbol = part if part and part.startswith("QH") else None
    if part and symbol is None and short in KINDS and short not in {"L", "CV"}:
        symbol = canonical_symbol(f"{short}-{part}")
    return DocumentNumber("", canonical_serial(match["serial"]), year, symbol, match.span(), KINDS.get(short))


def _from_symbol(match: re.Match[str], typed: str) -> DocumentNumber | None:
    serial = match["serial"]
    spaced = not re.search(r"[/-]", match[0])
    if spaced and re.fullmatch(r"20[0-4]\d", serial):
        return None
    symbol = canonical_symbol(match["symbol"])
    year = int(match["year"]) if match["year"] else None
    if symbol.startswith("QH") and not year and spaced:
        return None
    return DocumentNumber("", canonical_serial(serial), year, symbol, match.span(), kind_of(symbol))


def _from_serial_kind(match: re.Match[str], typed: str) -> DocumentNumber:
    year = int(match["year"]) if match["year"] else None
    return DocumentNumber(
        "", canonical_serial(match["serial"]), year, None, match.span(), KINDS[canonical_part(match["kind"])]
    )


def _resolved(number: DocumentNumber) -> DocumentNumber:
    """The instrument a popular name stands for ("Đề án 06"), from the reviewed table."""
    if number.symbol is not None or number.kind is None:
        return number
    short = next(short for short, name in KINDS.items() if name == number.kind)
    target = INSTRUMENT_ALIASES.get((short, number.serial))
    if target is None:
        return number
    symbol = target.split("/", 1)[1]
    return replace(number, symbol=symbol, kind=kind_of(symbol), alias=f"{number.kind} {number.serial}")


def _typed_kind(question: str, match: re.Match[str], places: list[int]) -> str:
    start, end = match.span("kind") if "kind" in match.groupdict() else match.span()
    return question[places[start] : places[end]]


def find_number_mentions(question: str) -> list[DocumentNumber]:
    """Document numbers named in a question in any spelling, in order; offsets into `question` as given.

    Beside full numbers a kind with a serial is found ("kế hoạch 1090", "nq71", "nghị định 30 năm 2020"); then `symbol`
    is None and `kind` says what is known. Years, periods, counts and amounts are none ("kế hoạch 5 năm").
    """
    plain, places = _plain_with_places(question)
    found = list(find_numbers(question))

    def add(number: DocumentNumber | None) -> None:
        if number is None:
            return
        start, end = places[number.span[0]], places[number.span[1]]
        end = start + len(question[start:end].rstrip())
        if all(end <= other.span[0] or other.span[1] <= start for other in found):
            found.append(_resolved(replace(number, span=(start, end), raw=question[start:end])))

    for pattern, build in ((_SYMBOL, _from_symbol), (_KIND_NUMBER, _from_kind), (_SERIAL_KIND, _from_serial_kind)):
        for match in pattern.finditer(plain):
            number = build(match, _typed_kind(question, match, places))
            add(number)
            if number is not None and pattern is _KIND_NUMBER:
                for other in _further(number, match):
                    add(other)
    at = {place: index for index, place in reversed(list(enumerate(places)))}
    dated = [replace(number, said_year=_said_year(number, plain, at)) for number in found]
    return sorted(dated, key=lambda number: number.span)


_FURTHER = re.compile(rf"(?:\s*,\s*|\s+va\s+|\s*,\s*va\s+)(?P<serial>{_SERIAL})(?!\w|\s*[-/]|[.,]\d)")


def _further(first: DocumentNumber, match: re.Match[str]) -> list[DocumentNumber]:
    """The other numbers of "kế hoạch 1090, 1259 và 1989"; a count or a single digit ends the list."""
    found: list[DocumentNumber] = []
    short = SPOKEN[re.sub(r"\s+", " ", match["kind"])]
    following = _FURTHER.match(match.string, match.end())
    while following and len(following["serial"]) > 1 and _bare_number_fits(following, short):
        span = following.span("serial")
        found.append(DocumentNumber("", canonical_serial(following["serial"]), None, None, span, first.kind))
        following = _FURTHER.match(match.string, following.end())
    return found


_SAID_YEAR = re.compile(rf"(?:\s+nam\s+|{_DATED})({_YEAR})(?!\w)")


def _said_year(number: DocumentNumber, plain: str, at: dict[int, int]) -> int | None:
    """The year that stands after the number, or within a partial one ("nghị định 30 năm 2020")."""
    end = next((at[place] for place in range(number.span[1], max(at) + 1) if place in at), len(plain))
    after = _SAID_YEAR.match(plain, end)
    return int(after[1]) if after else (number.year if number.symbol is None else None)
