"""Plain text and Markdown: bytes -> lines. A line of the file is a `Line`; paragraphs of hard-wrapped text are joined
later."""

from __future__ import annotations

import codecs
import re
from itertools import pairwise

from assistant.reading.layout.furniture import page_number_lines
from assistant.reading.limits import MAX_LINE, unreadable
from assistant.reading.text.delimited import ENDINGS, delimited_blocks, find_delimiter
from assistant.reading.text.legacy_encodings import Repair, guess
from assistant.types import FileText, Line, Page
from assistant.vietnamese.normalise import nfc
from assistant.vietnamese.words.syllables import share_foreign
from assistant.wording import say

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufeff\ufffe\uffff]")
_BREAKS = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_ENDS = tuple('.;:!?…”"')


_LOST_WORD = re.compile(r"[^\W\d_]*\?(?=[^\W\d_]|[ \t;,|]+\w)[^\W\d_]*")
"""A word of which a letter was written as "?", by a program that knew no better: most letters of Vietnamese have no
code of their own in windows-1258."""
_LOST = re.compile(r"(?<=[^\W\d_])\?(?=[^\W\d_])")


def decode(data: bytes) -> tuple[str | None, str | None]:
    """The text of `data` and the name of its encoding, `(None, None)` when it is in none that we read.

    UTF-8, UTF-16 and UTF-32 with a byte order mark, UTF-8 and UTF-16 without one; windows-1258 when what comes out is
    Vietnamese; letters of Latin-1 (named "latin-1") when these are TCVN3 or VNI, which `legacy_encodings.Repair` then
    puts into Unicode.
    """
    for bom, name in _BOMS:
        if data.startswith(bom):
            width = 4 if "32" in name else 2 if "16" in name else 1
            body = data[len(bom) :]
            return body[: len(body) // width * width].decode(name, errors="replace"), name
    if text := _utf16(data):
        return text
    try:
        return _utf8(data), "utf-8"
    except UnicodeDecodeError:
        return _windows_1258(data)


def _utf8(data: bytes) -> str:
    # A file cut in the middle of a letter is still UTF-8: the incomplete letter at the very end is left out.
    return codecs.getincrementaldecoder("utf-8")().decode(data, final=False)


def _utf16(data: bytes) -> tuple[str, str] | None:
    sample = data[:8192]
    if sample.count(0) < len(sample) * 0.1:
        return None
    for name, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        if zeros.count(0) > len(zeros) * 0.5:
            text = data[: len(data) // 2 * 2].decode(name, errors="replace")
            if text.count("\ufffd") + len(_CONTROLS.findall(text)) <= len(text) * 0.01:
                return text, name
    return None


def _windows_1258(data: bytes) -> tuple[str | None, str | None]:
    try:
        text = data.decode("windows-1258")
    except UnicodeDecodeError:
        text = "\x00"
    if not _CONTROLS.search(text) and share_foreign(_LOST_WORD.sub(" ", nfc(text))) < 0.06:
        return text, "windows-1258"
    text = data.decode("latin-1")
    return (text, "latin-1") if not _CONTROLS.search(text) and guess(text) is not None else (None, None)


def read_plain(data: bytes, *, markdown: bool = False, suffix: str = "") -> FileText:
    """The lines of a text file, or its table where it is a list (CSV); `suffix` is the ending of its name.

    Raises `FileUnreadable` for an unknown encoding, a legacy one, or no text at all.
    """
    text, encoding = decode(data)
    if text is None:
        raise unreadable(
            say("files.text.not_unicode"),
            say("files.text.save_as_utf8"),
        )
    repair = Repair(text.split("\n"))
    text = "\n".join(repair.line(line) for line in text.split("\n"))
    if not markdown and (how := find_delimiter(text, named=suffix.lower() in ENDINGS)) is not None:
        cells = delimited_blocks(_CONTROLS.sub("", text), how)
        require_unicode_vietnamese(text)
        notes = _lost_letters(text, encoding)
        return FileText("csv", (Page(None, tuple(cells)),), False, (), repair.encoding or encoding, notes=notes)
    groups = [[_clean(line) for line in split_lines(page)] for page in text.split("\f")]
    stamps = page_number_lines(groups) if len(groups) > 1 else []
    lines = [line for group in groups for line in group]
    if not any(line.strip() for line in lines):
        raise unreadable(say("files.no_text"), say("files.check_original"))
    require_unicode_vietnamese("\n".join(lines))
    if markdown:
        from assistant.reading.text.markdown import markdown_blocks

        blocks = markdown_blocks(lines)
    else:
        blocks = [Line(line.strip()) for line in lines if line.strip()]
    texts = [b.text for b in blocks if isinstance(b, Line)]
    page = Page(None, tuple(blocks))
    return FileText(
        "markdown" if markdown else "text",
        (page,),
        is_wrapped(texts),
        tuple(stamps),
        repair.encoding or encoding,
        notes=_lost_letters(text, encoding),
    )


def _lost_letters(text: str, encoding: str | None) -> tuple[str, ...]:
    """A sentence on the letters that the file has lost, when it has."""
    count = len(_LOST_WORD.findall(text)) if encoding == "windows-1258" and _LOST.search(text) else 0
    return (say("files.text.lost_letters", count=count),) if count else ()


def split_lines(text: str) -> list[str]:
    """The lines of `text`; one longer than `MAX_LINE` is cut at spaces."""
    out: list[str] = []
    for line in _BREAKS.split(text):
        while len(line) > MAX_LINE:
            cut = line.rfind(" ", 1, MAX_LINE)
            cut = cut if cut > 0 else MAX_LINE
            out.append(line[:cut])
            line = line[cut:]
        out.append(line)
    return out


def _clean(line: str) -> str:
    return nfc(_CONTROLS.sub("", line)).rstrip()


def require_unicode_vietnamese(text: str) -> None:
    """Raises `FileUnreadable` when `text` is Vietnamese typed in a legacy font encoding (TCVN3, VNI): letters of it
    are wrong.

    The bound of 0.45 is the measured one of the data's notes. A fifth of the letters of legacy Vietnamese are such
    signs, one in twenty of French or German.
    """
    sample = text[:200_000]
    legacy = sum(
        1 for c in sample if "\x80" <= c <= "\xff" and c not in "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúý°±²³×÷§«»·\xa0\xad"
    )
    if legacy > len(sample) * 0.08 and share_foreign(sample) >= 0.45:
        raise unreadable(
            say("files.text.old_font"),
            say("files.text.convert"),
        )


def is_wrapped(lines: list[str]) -> bool:
    """Whether lines are cut at a fixed width: many go on in the next one with a small letter."""
    if len(lines) < 5:
        return False
    joins = sum(1 for a, b in pairwise(lines) if len(a) > 40 and not a.endswith(_ENDS) and b[:1].islower())
    return joins >= max(3, len(lines) * 0.15)
