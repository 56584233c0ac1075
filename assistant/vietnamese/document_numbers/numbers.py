"""Numbers of documents ("1090/KH-UBND", "33/2022/NQ-HĐND", "57-NQ/TW") in texts and in the questions people type."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace

from assistant.vietnamese.document_numbers.kinds import ISSUERS, KINDS, NEED_SO, PART_ALIASES, PARTY_ISSUERS
from assistant.vietnamese.normalise import nfc, nfc_with_places

__all__ = [
    "ISSUERS",
    "KINDS",
    "NEED_SO",
    "DocumentNumber",
    "canonical_number",
    "canonical_serial",
    "canonical_symbol",
    "find_numbers",
    "matches",
    "same_number",
]


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A document number as found.

    `raw` is the text at `span`; `serial` is canonical ("06", "1090", "17a", "66.19"); `symbol` is "KH-UBND", "QH15" or,
    in Party style, "NQ/TW". In questions parts may be unknown (`None`): "kế hoạch 1090" has the kind "Kế hoạch" only.
    `alias` is the popular name a reviewed table resolved ("Đề án 06"); `said_year` the year a question gives beside the
    number ("1090/KH-UBND năm 2025"), which is no part of it.
    """

    raw: str
    serial: str
    year: int | None
    symbol: str | None
    span: tuple[int, int]
    kind: str | None = None
    alias: str | None = None
    said_year: int | None = None

    @property
    def complete(self) -> bool:
        """Whether serial and symbol are known, so that `key` names an instrument (up to issuer and date)."""
        return self.symbol is not None

    @property
    def key(self) -> str:
        """Canonical form: "1090/KH-UBND", "33/2022/NQ-HĐND", "57-NQ/TW"; what is known of a mention ("1090/KH")."""
        year = f"/{self.year}" if self.year else ""
        if self.symbol is None:
            kind = next((short for short, name in KINDS.items() if name == self.kind), None)
            return f"{self.serial}{year}" + (f"/{kind}" if kind else "")
        if "/" in self.symbol:
            return f"{self.serial}-{self.symbol}"
        return f"{self.serial}{year}/{self.symbol}"


def canonical_serial(raw: str) -> str:
    """ "6" and "006" as "06" (Nghị định 30/2020/NĐ-CP, Phụ lục I: a 0 before numbers under 10), "17A" as "17a"."""
    match = re.fullmatch(r"0*(\d+)((?:\.\d+)?[a-zđ]?)", raw.strip().lower())
    if match is None:
        return raw.strip().lower()
    return match[1].zfill(2) + match[2]


_CASED = {part.upper(): part for part in [*KINDS, *ISSUERS]}


def canonical_part(raw: str) -> str:
    """One part of a symbol as it is printed: "kh" -> "KH", "ttg" -> "TTg", "nd" -> "NĐ", "qh15" -> "QH15"."""
    upper = nfc(raw).upper().replace("Ð", "Đ")
    return PART_ALIASES.get(upper) or _CASED.get(upper, upper)


def canonical_symbol(raw: str) -> str:
    """A symbol without spaces, dashes as '-', parts as printed; Party symbols always "NQ/TW"."""
    parts = [canonical_part(part) for part in re.split(r"\s*[-–—/]\s*|\s+", raw.strip()) if part]
    if len(parts) == 2 and parts[0] in KINDS and parts[1] in PARTY_ISSUERS:
        return "/".join(parts)
    return "-".join(parts)


def kind_of(symbol: str | None) -> str | None:
    """The kind a symbol names ("KH-UBND" -> "Kế hoạch"); "QH15" names none; `None` for official letters."""
    if not symbol:
        return None
    first = re.split(r"[-/]", symbol)[0]
    return KINDS.get(first)


# One part of a symbol as printed: two capitals at least, perhaps small letters inside (TTg, TTr, QyĐ), no letter after.
_PART = r"(?:[A-ZĐÐ][A-ZĐÐƯ&]*(?:[a-z]{1,2}[A-ZĐÐ]*)?[A-ZĐÐ]?\d{0,2}|Tr|Tg)(?![^\W_]|[\u0300-\u036f])"
_GAP = r"[ \t\u00a0]{0,3}"
# The line may end after the dash ("NĐ-\nCP"), or a space stand beside it ("28/TTr- SKHCN", "KH - UBND").
_DASH = rf"{_GAP}[-–—]{_GAP}(?:\r?\n{_GAP})?"
_SERIAL = r"\d{1,5}(?:\.\d{1,3})?[a-zA-ZđĐ]?"
_START = r"(?:(?<![^\W_])(?<!\d[.,/:–-])(?<![A-ZĐa-z][/.])|(?<=[Ss]ố))"
_FULL = re.compile(
    rf"{_START}(?P<serial>{_SERIAL}){_GAP}/{_GAP}(?:\r?\n{_GAP})?"
    rf"(?:(?P<year>(?:19|20)\d\d){_GAP}/{_GAP}(?:\r?\n{_GAP})?)?"
    rf"(?P<symbol>{_PART}(?:{_DASH}{_PART}|[./]{_PART}){{0,5}})"
)
_PARTY = re.compile(rf"{_START}(?P<serial>{_SERIAL}){_DASH}(?P<kind>{_PART}){_GAP}/{_GAP}(?P<issuer>T\.Ư|{_PART})")
_CAPITALS = re.compile(r"[A-ZĐÐƯ]")


def _may_follow(first: str, part: str) -> bool:
    """Whether "FIRST - PART", spaced, is one symbol ("KH - UBND") and not a symbol and the prose after it."""
    known = canonical_part(part) in ISSUERS
    if canonical_part(first) in KINDS:
        return known or canonical_part(part) in KINDS or part[0] in "BSU"
    return known and canonical_part(first) in ISSUERS


def _symbol_parts(raw: str) -> list[str] | None:
    """The parts of a printed symbol, cut where prose begins ("BYT - Quy chuẩn"), or None when it is no symbol."""
    pieces = re.split(r"(\s*[-–—]\s*|[./])", raw)
    kept = [pieces[0]]
    for dash, part in zip(pieces[1::2], pieces[2::2], strict=True):
        spaced = dash[:1].isspace()
        joint = canonical_part(kept[0]) in {"TTLT", "NQLT"} and canonical_part(part) in ISSUERS  # several issuers
        if dash == "/" and not (
            len(kept) == 1 and canonical_part(kept[0]) in KINDS and canonical_part(part) in ISSUERS
        ):
            break  # "40/2000/TT/BTC" was printed so until about 2000; elsewhere a slash begins something else
        if spaced and not (joint or (len(kept) == 1 and _may_follow(kept[0], part))):
            break
        kept += [dash, part]
    while len(kept) > 1 and len(_CAPITALS.findall(kept[-1])) < 1:
        kept = kept[:-2]
    return kept if len(_CAPITALS.findall("".join(kept))) >= 2 else None


def _lone_part_fits(part: str, year: str | None) -> bool:
    """Whether a symbol of a single part is one: "QH15", "CP", "BNV" are, "PLI" and "TTHC" (a form, a count) are not."""
    canonical = canonical_part(part)
    if re.fullmatch(r"(?:QH|UBTVQH|NQ)\d{0,2}|[A-ZĐ]+QH\d{1,2}", canonical):
        return canonical not in KINDS or year is not None
    return canonical in ISSUERS if year is None else canonical in ISSUERS or canonical in KINDS


# A form, an annex or a technical standard is numbered too ("mẫu số 01/TK-SDDPNN"), but no document.
_FORM_BEFORE = re.compile(r"(?:mẫu|biểu|phụ lục|QCVN|TCVN|TCN)[^.;,\n\d]{0,12}[\d -]{0,8}$", re.IGNORECASE)
_FORM_LIST = re.compile(r"(?:mẫu|biểu)(?: số)? ?(?:\d[\w./-]{1,25}(?:, ?| và | hoặc | )){1,6}$", re.IGNORECASE)
_KIND_BEFORE = re.compile(r"\b(?:định|tư|quyết|thị|hoạch|cáo|trình|văn)\s+số:?\s*$", re.IGNORECASE)


def _is_form(text: str, start: int) -> bool:
    before = text[max(0, start - 90) : start]
    return bool(_FORM_BEFORE.search(before[-30:]) or _FORM_LIST.search(before))


def _full(match: re.Match[str]) -> DocumentNumber | None:
    kept = _symbol_parts(match["symbol"])
    if kept is None or _is_form(match.string, match.start()):
        return None
    if len(kept) == 1 and not _lone_part_fits(kept[0], match["year"]):
        named = canonical_part(kept[0]) in KINDS and _KIND_BEFORE.search(match.string, 0, match.start())
        if not named:
            return None
    printed = "".join(kept)
    end = match.start("symbol") + len(printed)
    symbol = canonical_symbol(printed)
    year = int(match["year"]) if match["year"] else None
    return DocumentNumber(
        raw=match.string[match.start() : end],
        serial=canonical_serial(match["serial"]),
        year=year,
        symbol=symbol,
        span=(match.start(), end),
        kind=kind_of(symbol),
    )


def _party(match: re.Match[str]) -> DocumentNumber | None:
    kind, issuer = canonical_part(match["kind"]), canonical_part(match["issuer"].replace(".", ""))
    if kind not in KINDS or len(_CAPITALS.findall(issuer)) < 2 or _is_form(match.string, match.start()):
        return None
    return DocumentNumber(
        raw=match[0],
        serial=canonical_serial(match["serial"]),
        year=None,
        symbol=canonical_symbol(f"{kind}-{issuer}") if issuer in ISSUERS else f"{kind}/{issuer}",
        span=match.span(),
        kind=KINDS[kind],
    )


def find_numbers(text: str) -> list[DocumentNumber]:
    """Full document numbers of a document's text in order, not overlapping; offsets into `text` as given.

    Spaces and a line end inside a number are tolerated; scales (1/500), dates, fractions and forms ("24/PLI") are none.
    """
    if "/" not in text:
        return []
    if not unicodedata.is_normalized("NFC", text):
        normal, places = nfc_with_places(text)
        spans = [(number, places[number.span[0]], places[number.span[1]]) for number in find_numbers(normal)]
        return [replace(number, span=(start, end), raw=text[start:end]) for number, start, end in spans]
    found: list[DocumentNumber] = []
    for pattern, build in ((_FULL, _full), (_PARTY, _party)):
        for match in pattern.finditer(text):
            number = build(match)
            if number is not None and not any(_overlap(number.span, other.span) for other in found):
                found.append(number)
    return sorted(found, key=lambda number: number.span)


def _overlap(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a[0] < b[1] and b[0] < a[1]


_LOOSE = re.compile(
    rf"\s*(?:[Ss][ốo]\s*[:.]?\s*)?(?P<serial>{_SERIAL})\s*"
    r"(?:/\s*(?P<year>(?:19|20)\d\d)\s*)?(?P<sep>[/–—-])\s*(?P<symbol>[^\W\d_][\w&.]*(?:\s*[-–—/]\s*[^\W\d_][\w&]*){0,5})\s*"
)


def canonical_number(s: str) -> str | None:
    """The canonical key of a string that is one full document number in any spelling, else None. Idempotent.

    "1090 /kh - ubnd" -> "1090/KH-UBND"; "57/2020/qh14" -> "57/2020/QH14"; "57-nq/tw" -> "57-NQ/TW".
    """
    match = _LOOSE.fullmatch(nfc(s))
    if match is None:
        return None
    symbol = canonical_symbol(match["symbol"])
    if len(symbol) < 2 or (match["sep"] != "/" and "/" not in match["symbol"]):
        return None
    year = int(match["year"]) if match["year"] and "/" not in symbol else None
    return DocumentNumber(s, canonical_serial(match["serial"]), year, symbol, (0, len(s))).key


def same_number(a: str, b: str) -> bool:
    """Whether two strings are the same full document number; two that are no numbers are not the same."""
    key = canonical_number(a)
    return key is not None and key == canonical_number(b)


def matches(mention: DocumentNumber, number: DocumentNumber) -> bool:
    """Whether what is known of `mention` agrees with the full `number`; unknown parts match anything."""
    if mention.serial != number.serial:
        return False
    if mention.year is not None and number.year is not None and mention.year != number.year:
        return False
    if mention.symbol is not None:
        return mention.symbol == number.symbol
    return mention.kind is None or mention.kind == (number.kind or "Công văn")
