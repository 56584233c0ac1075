"""Names of files inside archives: which letters they mean, and where they may lead."""

from __future__ import annotations

import re
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable

from assistant.reading.text.legacy_encodings import convert
from assistant.vietnamese.words.syllables import is_vietnamese_syllable

_UTF8_FLAG = 0x800
_UNICODE_PATH = 0x7075
_LONGEST = 200
"""Letters of one part of a path; file systems take 255 bytes."""
_CONTROLS = re.compile(r"[\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_WORD = re.compile(r"[^\W\d_]+")


def archive_name(entry: zipfile.ZipInfo) -> str:
    """The name of an entry, NFC. Archives that do not say how their names are written are read as what gives
    Vietnamese words: UTF-8 (Unix), windows-1258 (Vietnamese Windows), TCVN3 (typed so), else cp437 as the format says.
    """
    if entry.flag_bits & _UTF8_FLAG:
        return unicodedata.normalize("NFC", entry.orig_filename)
    try:
        raw = entry.orig_filename.encode("cp437")
    except UnicodeEncodeError:
        return unicodedata.normalize("NFC", entry.orig_filename)
    return _unicode_path(entry, raw) or decode_name(raw)


def _unicode_path(entry: zipfile.ZipInfo, raw: bytes) -> str | None:
    """The field that some programs add with the name in UTF-8 (APPNOTE 4.6.9), when it belongs to this name."""
    extra = entry.extra
    while len(extra) >= 4:
        kind, length = struct.unpack("<HH", extra[:4])
        field, extra = extra[4 : 4 + length], extra[4 + length :]
        if kind == _UNICODE_PATH and len(field) > 5 and struct.unpack("<L", field[1:5])[0] == zlib.crc32(raw):
            return unicodedata.normalize("NFC", field[5:].decode("utf-8", errors="replace"))
    return None


def decode_name(raw: bytes) -> str:
    """The reading of `raw` with the most Vietnamese words that bear accents; NFC."""
    if raw.isascii():
        return raw.decode("ascii")
    try:
        return unicodedata.normalize("NFC", raw.decode("utf-8"))
    except UnicodeDecodeError:
        readings = [raw.decode(name, errors="replace") for name in ("cp1258", "cp437")]
    readings.insert(1, convert(raw.decode("latin-1"), "TCVN3"))
    readings = [unicodedata.normalize("NFC", reading) for reading in readings]
    return max(readings, key=_vietnamese)


def _vietnamese(name: str) -> int:
    """Words with accents that are syllables, less those that are none."""
    words = [word for word in _WORD.findall(name) if not word.isascii()]
    broken = sum(1 for c in name if not c.isascii() and not c.isalpha())
    return sum(1 if is_vietnamese_syllable(word.lower()) else -1 for word in words) - broken


def clean_names(names: Iterable[str]) -> list[str]:
    """Relative names that stay inside, each once: no drive, no root, no "..", no control or direction marks."""
    taken: set[str] = set()
    out = []
    for number, name in enumerate(names, 1):
        parts = [_part(part) for part in re.sub(r"^[A-Za-z]:", "", name.replace("\\", "/")).split("/")]
        clean = "/".join(part for part in parts if part) or f"tệp {number}"
        out.append(_once(clean, taken))
    return out


def _part(part: str) -> str:
    part = _CONTROLS.sub("", part).strip()
    if set(part) <= {"."}:
        return ""
    part = part[:_LONGEST]
    return f"{part[:-1]}_" if part.endswith("!") else part  # "!/" parts the container from what it holds


def _once(name: str, taken: set[str]) -> str:
    stem, dot, ending = name.rpartition(".")
    candidate, number = name, 2
    while candidate.casefold() in taken:
        candidate = f"{stem} ({number}){dot}{ending}" if stem else f"{name} ({number})"
        number += 1
    taken.add(candidate.casefold())
    return candidate
