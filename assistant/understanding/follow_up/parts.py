"""What a follow-up may exchange in the question before: whole names and numbers, never letters inside one.

Numbers of documents, periods, agencies, places, levels of government, labels ("mức A", "điều 5") and groups of people.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from assistant.vietnamese.document_numbers.mentions import find_number_mentions

_NAME = r"(?:\s+[A-ZĐÀ-ỸẮ-Ỹ][^\W\d_]*)"
_FIELDS = (
    r"(?:nội vụ|tư pháp|tài chính|y tế|xây dựng|công thương|ngoại vụ|du lịch|dân tộc(?: và tôn giáo)?"
    r"|khoa học(?:,| và) công nghệ(?: và môi trường)?|giáo dục và đào tạo|nông nghiệp(?: và (?:môi trường"
    r"|phát triển nông thôn))?|văn hóa(?:, thể thao)?(?: và (?:thể thao|du lịch))?|kế hoạch và đầu tư"
    r"|thông tin và truyền thông|tài nguyên và môi trường|giao thông vận tải|lao động(?:, thương binh và xã hội)?"
    r"|quy hoạch(?: - | và )?kiến trúc|quốc phòng|công an|ngoại giao)"
)
_AGENCIES = (
    # Typed in any case: the departments and ministries by their fields, and the bodies every province has.
    rf"(?i:\b(?:sở|bộ) {_FIELDS})\b",
    r"(?i:\b(?:văn phòng )?(?:ủy ban nhân dân|ubnd|hội đồng nhân dân|hđnd))\b"
    rf"(?:(?i:\s+(?:các xã, phường|cấp xã|cấp tỉnh|tỉnh|thành phố|xã|phường|huyện|đặc khu))\b{_NAME}*)?",
    rf"(?i:\bcông an (?:tỉnh|thành phố|xã|phường|huyện|cấp xã))\b{_NAME}*",
    r"(?i:\b(?:thanh tra|thuế|thống kê|bưu điện|bảo hiểm xã hội|hải quan) (?:tỉnh|thành phố)|tỉnh đoàn|kho bạc nhà nước"
    r"|bảo hiểm xã hội|ngân hàng nhà nước|bộ đội biên phòng|bộ chỉ huy quân sự(?: tỉnh)?|liên đoàn lao động(?: tỉnh)?"
    r"|đoàn thanh niên|hội (?:liên hiệp )?phụ nữ|hội nông dân|hội cựu chiến binh"
    r"|(?:ủy ban )?mặt trận tổ quốc(?: việt nam)?|trung tâm phục vụ hành chính công|trường chính trị)\b",
    # And any other that is written as a name.
    r"\b(?:Sở|Bộ|Ban|Cục|Chi cục|Văn phòng|Trung tâm|Viện|Thanh tra|Quỹ|Hội)"
    rf"(?:\s+(?:và\s+)?[A-ZĐÀ-Ỹ][^\W\d_]*"
    r"(?:\s+(?!trong|của|theo|tại|là|có|và|ở|đến|được|phải|chủ|phối|thì|làm|giao)[a-zà-ỹđ][^\W\d_]*)?)+"
    rf"(?:\s+(?:tỉnh|thành phố|xã|phường){_NAME}*)?",
)
_COUNT = r"(?:\d+[a-zđ]?|[IVX]+|[A-Za-zĐđ]|một|hai|ba|bốn|năm|nhất|cuối|đầu)"
_NAMED: tuple[tuple[str, str], ...] = (
    ("period", r"(?i:(?P<to>(?:đến|tới|trước|từ|sau|hết|cuối|đầu) )?(?:cuối |đầu |hết )?"
     r"\b(?P<head>năm|giai đoạn|nhiệm kỳ|tháng|quý|ngày)) "
     r"(?i:(?:\d[\d/.]*(?:\s?[-–]\s?\d+)?(?:/\d{4})?|[ivx]+\b(?:/\d{4})?|nay|ngoái|sau|trước|này|tới|một|hai|ba|bốn)\b)"),
    ("period", r"(?P<head>\b(?:19|20)\d\d(?:\s?[-–]\s?20\d\d)?\b)"),
    *(("agency", pattern) for pattern in _AGENCIES),
)  # fmt: skip
_PLACED: tuple[tuple[str, str], ...] = (
    ("level", r"(?i:\bcấp (?:xã|tỉnh|huyện|trung ương|thôn|cơ sở)|\btrung ương)\b"),
    ("label", r"(?i:\b(?P<head>mức|loại|nhóm|hạng|bậc|lớp|vùng|khu vực|điều|khoản|điểm|mục|chương|phụ lục|phương án|gói"
     r"|tuyến|đợt|biểu|mẫu|bảng|phần|bước|vòng|cụm|lô|khối|tiêu chí|tiểu dự án|hợp phần)) (?:số )?" + _COUNT + r"\b"),
    ("place", rf"(?i:\b(?:xã|phường|thị trấn|đặc khu|huyện|thị xã|thành phố|tỉnh|thôn|bản))\b{_NAME}*"),
)  # fmt: skip
_KIND_BEFORE = re.compile(
    r"(?i:\b(?:văn bản|kế hoạch|nghị quyết|quyết định|nghị định|thông tư|luật|chỉ thị|công văn|báo cáo|tờ trình"
    r"|thông báo|đề án|hướng dẫn)(?: số)?\s+)$"
)
_OWN_WORDS = re.compile(r"(?i:đơn vị hành chính|tỉnh táo|bản (?:đồ|sao|vẽ|quyền|án|thân|chính))")


@dataclass(frozen=True, slots=True)
class Part:
    """One name or number of a text: `kind`, and `head`, by which two of a kind are alike ("mức" of "mức A"). `core`:
    where it begins without its preposition ("đến" năm 2030)."""

    kind: str
    head: str
    start: int
    end: int
    core: int


def parts(text: str) -> list[Part]:
    """The names and numbers of `text` (accented, NFC) that do not overlap, in order."""
    found: list[Part] = []

    def add(kind: str, head: str, start: int, end: int, core: int) -> None:
        if all(end <= other.start or other.end <= start for other in found):
            found.append(Part(kind, head.lower(), start, end, core))

    for mention in find_number_mentions(text):
        before = _KIND_BEFORE.search(text, 0, mention.span[0])
        start = before.start() if before is not None else mention.span[0]
        add("number", "", start, mention.span[1], start)
    for match in _OWN_WORDS.finditer(text):
        add("", "", *match.span(), match.start())
    for kind, pattern in (*_compiled(_NAMED), ("group", _groups()), *_compiled(_PLACED)):
        for match in pattern.finditer(text):
            groups = match.groupdict()
            head = groups.get("head") or match[0].split()[0]
            core = match.end("to") if groups.get("to") else match.start()
            add(kind, "năm" if head[0].isdigit() else head, *match.span(), core)
    return sorted((part for part in found if part.kind), key=lambda part: part.start)


@lru_cache(maxsize=2)
def _compiled(patterns: tuple[tuple[str, str], ...]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(pattern)) for kind, pattern in patterns)


@lru_cache(maxsize=1)
def _groups() -> re.Pattern[str]:
    text = files("assistant.understanding.follow_up").joinpath("groups.txt").read_text(encoding="utf-8")
    names = sorted((line for line in text.splitlines() if line and line[0] != "#"), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b", re.IGNORECASE)


def name_in(text: str, part: Part) -> int | None:
    """Where the proper name of a place begins ("tỉnh Lào Cai"); None where it has none."""
    match = re.match(rf"(?i:[^\W\d_]+(?: xã| phố| trấn| khu)?)({_NAME}+)$", text[part.start : part.end])
    return part.start + match.end() - len(match[1].lstrip()) if match is not None else None


_YEARLY = frozenset({"năm", "giai đoạn", "nhiệm kỳ"})


def counterpart(new: Part, old: Sequence[Part]) -> Part | None:
    """The part of the question before that `new` takes the place of: one of its kind, rather with the same head."""
    alike = [part for part in old if part.kind == new.kind]
    same = [part for part in alike if part.head == new.head]
    if new.kind == "label":
        return next(iter(same), None)
    if new.kind == "period" and not same:  # a year in place of a quarter, a quarter within a year
        yearly = new.head in _YEARLY
        return next((part for part in alike if yearly or part.head not in _YEARLY), None)
    return next(iter(same or alike), None)


_CLOSES = frozenset(
    """là của cho trong tại ở được có theo do thì phải bị và khi đến về với để từ nào gì bao mấy hay hoặc không chưa đã
    sẽ như này đó trước sau vào năm""".split()  # noqa: SIM905
)


def phrase_with_head(text: str, head: str) -> tuple[int, int] | None:
    """Where a noun phrase of `text` begins with the syllable `head`, up to the next word that binds; None without."""
    words = list(_words(text))
    for at, (start, end) in enumerate(words):
        if text[start:end].lower() != head.lower():
            continue
        stop = at + 1
        while (
            stop < len(words)
            and text[words[stop][0] : words[stop][1]].lower() not in _CLOSES
            and not re.search(r"[,.;:?!()]", text[words[stop - 1][1] : words[stop][0]])
        ):
            stop += 1
        return start, words[stop - 1][1]
    return None


def _words(text: str) -> Iterator[tuple[int, int]]:
    return (match.span() for match in re.finditer(r"[^\W_]+", text))
