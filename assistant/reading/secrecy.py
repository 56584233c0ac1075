"""The secrecy gate: a file that bears a mark of state secrecy is refused before anything of it is stored.

A mark is one of the words MẬT, TỐI MẬT, TUYỆT MẬT (Luật Bảo vệ bí mật nhà nước số 117/2025/QH15) standing by itself in
the first letterhead of the file or in a stamp (text box, page header, annotation), or a line "Độ mật: …" there. The
same words in prose, in a title or in a heading are no mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.errors import FileRefused
from assistant.types import FileText, Line, TableBlock
from assistant.vietnamese.normalise import nfc, strip_accents
from assistant.wording import say

_DECORATION = re.compile(r"[\s*_~`|#=<>\[\](){}“”\"'‘’«».,:;!•·\-–—\u2500-\u25ff\u2610-\u2612]+")
_URGENCY = re.compile(r"\b(?:hỏa tốc|hoả tốc|thượng khẩn|khẩn|hẹn giờ)\b")
_OBJECT = re.compile(
    r"^(?:tài liệu|văn bản|hồ sơ|bản|dấu|độ|mức độ|độ mật|mức độ mật|cấp độ mật)\s+(?=(?:tuyệt |tối )?mật)"
)
_COPY = re.compile(r"\s+bản số\s*[\d.…]*$")
_LEVELS = {"mật": "MẬT", "mât": "MẬT", "tối mật": "TỐI MẬT", "tuyệt mật": "TUYỆT MẬT"}
_UNACCENTED = {"toi mat": "TỐI MẬT", "tuyet mat": "TUYỆT MẬT"}
_RELEASED = re.compile(r"^(?:đã )?giải mật(?: (?:ngày|từ ngày|kể từ ngày|theo) .*)?$")
_LABEL = re.compile(r"^\W*(?:mức )?độ\s+mật\s*:\s*(.*)$", re.IGNORECASE)
_AFTER_NUMBER = re.compile(r"^\W*số\s*:?\s*[\d.…/].*(?<!\bbí)[^\w](TUYỆT MẬT|TỐI MẬT|MẬT)\W*$", re.IGNORECASE)
_MOTTO = re.compile(r"cộng h(?:òa|oà) x(?:ã|a) hội chủ nghĩa|đảng cộng sản việt nam", re.IGNORECASE)
_NUMBER = re.compile(r"^\W*số\s*:?\s*[\d./…\s]*[-/]", re.IGNORECASE)
_BODY = re.compile(
    r"^(?:căn cứ|kính gửi|điều \d|chương |phần |theo đề nghị|thực hiện |xét |[ivx]{1,4}\.|\d{1,2}\.) ?", re.IGNORECASE
)
_TITLE_GOES_ON = re.compile(
    r"(?:\bđộ|\bbí|\bbảo|\bcấp|\bmức|\bloại|\bvà|\bhoặc|\btin|,|bí mật nhà nước)\s*$", re.IGNORECASE
)

_LOOK_AHEAD = 60
"""Pieces searched for the start of a letterhead: web copies print a few lines of their own above it."""
_ZONE = 40
"""Pieces of a letterhead: issuer, motto, number, date, kind and title take at most thirty."""
_LONG = 75
"""Letters: a longer line that is not in capitals is prose and ends the letterhead."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """One line or cell; `before` is the line above it in the same column, "" when none."""

    text: str
    before: str


def check_secrecy(file: FileText) -> None:
    """Raises `FileRefused` when the file bears a secrecy mark, with another message for the mark GIẢI MẬT."""
    found = [mark for piece in _letterhead(file) if (mark := mark_of(piece.text)) and not _goes_on(piece)]
    if any(page.ocr_confidence is not None for page in file.pages):
        found += [mark for p in _letterhead(file) if (mark := mark_of(as_mark(p.text))) and not _goes_on(p)]
    found += [mark for stamp in file.stamps for line in stamp.split("\n") if (mark := mark_of(line))]
    if not found:
        return
    if "GIẢI MẬT" in found:
        raise FileRefused(
            say("files.secrecy.released", law=say("files.secrecy.law")),
            say("files.secrecy.confirm"),
        )
    raise FileRefused(
        say("files.secrecy.secret", mark=found[0], law=say("files.secrecy.law")),
        say("files.secrecy.remove"),
    )


def mark_of(text: str) -> str | None:
    """The mark that `text` is when it says nothing else: "MẬT", "TỐI MẬT", "TUYỆT MẬT" or "GIẢI MẬT"; else None."""
    if len(text) > 120:
        return None
    if label := _LABEL.match(nfc(text)):
        return _level(_plain(label.group(1)))
    if numbered := _AFTER_NUMBER.match(nfc(text)):
        return numbered.group(1) if numbered.group(1).isupper() else None
    plain = _plain(text)
    if _RELEASED.match(plain):
        return "GIẢI MẬT"
    return _level(plain) if text != text.lower() else None


_SOLID = {"mat": "MẬT", "toimat": "TỐI MẬT", "tuyetmat": "TUYỆT MẬT", "giaimat": "GIẢI MẬT"}


def as_mark(text: str) -> str:
    """The mark that recognised capitals stand for when their tone marks were misread ("MẠT", "TÓI MÂT"); else `text`.

    Words of a stamp and of a scanned letterhead alone: elsewhere "MẶT" is a word.
    """
    if len(text) > 20 or text != text.upper():
        return text
    return _SOLID.get("".join(c for c in strip_accents(nfc(text)).lower() if c.isalpha()), text)


def _plain(text: str) -> str:
    """Lower case, without brackets, rules and emphasis; letters set apart ("M Ậ T") joined to words."""
    plain = _DECORATION.sub(" ", nfc(text)).strip().lower()
    if re.fullmatch(r"(?:\w )+\w", plain):
        plain = plain.replace(" ", "")
        plain = re.sub(r"^(tuyệt|tối|giải)(?=mật$)", r"\1 ", plain)
    plain = " ".join(_URGENCY.sub(" ", plain).split())
    return _OBJECT.sub("", _COPY.sub("", plain))


def _level(plain: str) -> str | None:
    return _LEVELS.get(plain) or (_UNACCENTED.get(strip_accents(plain)) if len(plain) <= 10 else None)


def _goes_on(piece: _Piece) -> bool:
    """Whether the words end a title begun on the line above: "DANH MỤC BÍ MẬT NHÀ NƯỚC ĐỘ / TUYỆT MẬT"."""
    return bool(_TITLE_GOES_ON.search(piece.before))


def _letterhead(file: FileText) -> list[_Piece]:
    """The pieces of the first letterhead: up to the first line of prose after the motto or the number."""
    page = next((p for p in file.pages if p.blocks), None)
    if page is None:
        return []
    pieces = _pieces(page.blocks)
    start = next(
        (i for i, p in enumerate(pieces[:_LOOK_AHEAD]) if _MOTTO.search(p.text) or _NUMBER.match(p.text)), None
    )
    end = (start if start is not None else 0) + (_ZONE if start is not None else 12)
    for at in range((start or 0) + 1, min(end, len(pieces))):
        text = pieces[at].text
        if _BODY.match(text) or (len(text) > _LONG and not text.isupper()):
            return pieces[:at]
    return pieces[:end]


def _pieces(blocks: tuple[Line | TableBlock, ...]) -> list[_Piece]:
    out: list[_Piece] = []
    for index, block in enumerate(blocks[: _LOOK_AHEAD + _ZONE]):
        if isinstance(block, Line):
            above = _line_above(blocks[max(0, index - 4) : index], block)
            out += [_Piece(part, above) for part in re.split(r"\s{3,}", block.text) if part]
        elif block.borderless or len(block.rows) <= 6:
            out += _cells(block)
    return out


def _line_above(blocks: tuple[Line | TableBlock, ...], line: Line) -> str:
    """The nearest line above: in a PDF the nearest that stands over it and close to it."""
    for other in reversed(blocks):
        if not isinstance(other, Line):
            return ""
        if line.box is None or other.box is None:
            return other.text
        near = line.box.top - other.box.bottom < 0.8 * (line.box.bottom - line.box.top)
        if other.box.left < line.box.right and line.box.left < other.box.right and near:
            return other.text
    return ""


def _cells(table: TableBlock) -> Iterator[_Piece]:
    for r, row in enumerate(table.rows):
        for c, text in enumerate(row):
            if text and (r, c) not in table.filled:
                yield _Piece(text, table.rows[r - 1][c] if r and table.borderless else "")
