"""Agencies as documents print them: lists taken apart, one key for all spellings, and names of before a merger."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from assistant.vietnamese.names.abbreviations import EXPANSIONS
from assistant.vietnamese.normalise import fold, nfc, strip_accents
from assistant.vietnamese.words.syllables import is_bare_syllable

# What an agency's name begins with, so that a comma or "và" before it parts two of them; words that begin alike are not
# meant ("Ban hành", "Báo cáo", "Tổ chức", "Phòng, chống").
AGENCY_BEGINS = (
    r"(?:Sở|UBND|HĐND|UBMTTQ|MTTQ|[ỦU][ỷy] ban|Bộ (?=[A-ZĐ])|Ban (?!hành|đêm)|Công an"
    r"|Thanh tra (?=tỉnh|thành|huyện|xã|[Ss]ở|[Bb]ộ|[A-ZĐ])"
    r"|Văn phòng|VP|Trung tâm|Cục|Chi cục|Tổng cục|Kho bạc|Bảo hiểm [Xx]ã|BHXH|Ngân hàng|Tỉnh đoàn|Thành đoàn"
    r"|Đoàn (?!kết)|Hội (?!nghị|thảo|nhập|chợ|họp)|Hiệp hội|Liên đoàn|Liên minh|Liên hiệp|Trường (?!hợp)|Viện (?!dẫn)"
    r"|Bệnh viện|Báo (?!cáo)|Đài|Doanh nghiệp|Công ty|Tập đoàn|Bưu điện|Bưu cục|Viễn thông|Thống kê"
    r"|Thuế (?=tỉnh|thành|cơ sở)|Hải quan|Hợp tác xã|Phòng (?!chống|ngừa|cháy|vệ)|Mặt trận|T[òo][aà] án|Quỹ"
    r"|Tổ (?!chức|trưởng|phó|viên|giúp)"
    r"|Chủ tịch|Giám đốc|Thủ trưởng|Chánh|Trưởng (?!thành)"
    r"|[Cc]ác (?=[Ss]ở|[Bb]ộ|[Bb]an|[Cc]ơ quan|[Đđ]ơn vị|[Đđ]ịa phương|[Xx]ã|[Pp]hường|[Dd]oanh"
    r"|[Tt]ổ chức|[Nn]gành|[Tt]rường|[Bb]ệnh|[Hh]ội|[Đđ]oàn|UBND|[Hh]uyện|[Cc]hủ|[Pp]hòng|[Tt]hành phố|[Tt]ập))"
)
# Fields of departments that are listed after one "Sở" ("Sở Tài chính, Nội vụ, Y tế"). "Du lịch" ends a longer name.
_FIELDS = (
    r"(?:Nội vụ|Tư pháp|Tài chính|Công [Tt]hương|Nông nghiệp|Xây dựng|Khoa học|Văn h[óo][áa]|Giáo dục|Y tế|Ngoại vụ"
    r"|Dân tộc|Kế hoạch|Giao thông|Thông tin|Tài nguyên|Lao động|Quy hoạch)"
)
_CUT = re.compile(
    rf"\s*[;\n]\s*|\s*,\s*(?={AGENCY_BEGINS})|\s+và\s+(?={AGENCY_BEGINS})|\s*,\s*và\s+(?={AGENCY_BEGINS})"
)
_FIELD_CUT = re.compile(rf"\s*,\s*(?={_FIELDS})|\s+và\s+(?={_FIELDS})")
_ONE_NAME = re.compile(r"(?:[Ss]ở|[Bb]ộ)(?:,\s*(?:[Bb]an|[Nn]gành|[Đđ]oàn thể|[Đđ]ịa phương|[Hh]ội)\b)+")
_HEAD_OF = re.compile(
    r"(?:giam doc|chanh|thu truong|nguoi dung dau|chu tich|truong|bo truong|tong giam doc|lanh dao) (?=\w)"
)
_DEPARTMENT = re.compile(r"(?:[Cc]ác\s+)?([Ss]ở|[Bb]ộ)\b:?\s*")
_COMMUNES = re.compile(
    r"uy ban nhan dan (?:cap xa|(?:xa|phuong)(?: (?:xa|phuong|thi tran|dac khu))*)(?: tren dia ban(?: tinh)?)?$"
)
_OWN = {"vp": "van phong", "ca": "cong an", "bch": "bo chi huy", "bqp": "bo quoc phong", "mttq": "mat tran to quoc"}


def split_agencies(printed: str) -> tuple[str, ...]:
    """The agencies that a cell or a phrase lists, each as printed; names that hold commas or "và" stay whole.

    "Sở Tài chính; UBND các xã, phường" -> ("Sở Tài chính", "UBND các xã, phường").
    """
    kept: list[str] = []
    for part in _cut(_CUT, printed):
        kept += _cut(_FIELD_CUT, part) if _DEPARTMENT.match(part) else [part]
    return tuple(name for part in kept if (name := part.strip(" \t.,;:-–+•")))


def _cut(pattern: re.Pattern[str], text: str) -> list[str]:
    whole = [m.span() for m in _ONE_NAME.finditer(text)]
    out, start = [], 0
    for match in pattern.finditer(text):
        if any(a < match.end() and match.start() < b for a, b in whole) or _office(
            text[start : match.start()], text[match.end() :]
        ):
            continue
        out.append(text[start : match.start()])
        start = match.end()
    return [*out, text[start:]]


def _office(before: str, after: str) -> bool:
    """Whether both sides are one office: "Văn phòng Đoàn đại biểu Quốc hội và HĐND tỉnh"."""
    return before.lstrip().startswith(("Văn phòng", "VP")) and bool(re.match(r"UBND|HĐND|[ỦU][ỷy] ban|Hội đồng", after))


def agency_key(name: str) -> str:
    """What all spellings of one agency share: abbreviations written out, no accents, no "và", "các" or punctuation.

    "Sở KH&CN", "sở Khoa học và Công nghệ tỉnh Lào Cai" and "so khoa hoc cong nghe" have one key; the head of an agency
    ("Giám đốc Sở …") stands for it. "" for a name without letters.
    """
    words = []
    for token in re.findall(r"[\w&.\-]+", nfc(name)):
        words += _written_out(token.strip(".-"))
    key = " ".join(word for word in words if word not in ("va", "cac"))
    if (head := _HEAD_OF.match(key)) is not None:
        key = key[head.end() :]
    if key.startswith("so "):
        key = re.sub(r" (?:tinh|thanh pho|tp)(?: .*)?$", "", key)
    return "uy ban nhan dan xa phuong" if _COMMUNES.fullmatch(key) else key


def _written_out(token: str) -> list[str]:
    plain = strip_accents(token)
    if not is_bare_syllable(plain) and (long := _expansions().get(plain)):
        return long.split()
    return re.findall(r"\w+", plain)


@lru_cache(maxsize=1)
def _expansions() -> dict[str, str]:
    known = {strip_accents(short): strip_accents(re.sub(r"[^\w\s]", " ", long)) for short, long in EXPANSIONS.items()}
    return {short: " ".join(long.split()) for short, long in (known | _OWN).items()}


def agency_keys(printed: str) -> tuple[str, ...]:
    """The keys of all agencies that `printed` lists, in order and once each. A field listed after "Sở" gets it too."""
    keys: dict[str, None] = {}
    before = ""
    for name in split_agencies(printed):
        if (match := _DEPARTMENT.match(name)) is not None:
            before = match[1]
            name = f"{before} {name[match.end() :]}"
        elif before and re.match(_FIELDS, name):
            name = f"{before} {name}"
        else:
            before = ""
        if key := agency_key(name):
            keys[key] = None
    return tuple(keys)


@dataclass(frozen=True, slots=True)
class Renaming:
    """An agency's old name, its name `since` that day (ISO), the document that says so, and what went elsewhere."""

    old: str
    new: str
    since: str
    source: str
    elsewhere: str


@lru_cache(maxsize=1)
def renamings() -> tuple[Renaming, ...]:
    """The table `renamed_agencies.tsv`, whose head says where each row comes from."""
    text = files("assistant.vietnamese.names").joinpath("renamed_agencies.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return tuple(Renaming(*(nfc(cell).strip() for cell in row)) for row in rows)


def other_names(name: str) -> dict[str, Renaming]:
    """Keys under which the same agency is also to be looked for, with what says so: the names of those that were merged
    into it, or the name it bears since."""
    key = agency_key(name)
    found: dict[str, Renaming] = {}
    for renaming in renamings():
        old, new = agency_key(renaming.old), agency_key(renaming.new)
        if key in (new, f"so {new}") or f"so {key}" == new:
            found[old] = renaming
        elif key == old or f"so {key}" == old:
            found[new] = renaming
    return found


def is_everyone(name: str) -> bool:
    """Whether a name means all agencies of a kind ("Các sở, ban, ngành"), so that each of them is meant too."""
    return bool(
        re.match(
            r"(?:các|tất cả|mọi)\s+(?:các\s+)?(?:sở|bộ|ban|cơ quan|đơn vị)(?:,|\s+(?:và|trong|thuộc|có|liên)|$)",
            fold(name),
        )
    )
