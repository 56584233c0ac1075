"""Damaged copies of real files: bytes changed anywhere, letters of texts, and changes inside the parts that a package
or a PDF stores packed (else only the unpacking would be tried)."""

from __future__ import annotations

import io
import random
import re
import zipfile
import zlib
from collections.abc import Callable

EXTREMES = (b"0", b"-1", b"1", b"65536", b"2147483648", b"-2147483649", b"99999999999999999999", b"1e308", b"NaN", b"")
SIGNS = (b"\x00", b"\xff", b"\x80", b"\n", b"<", b">", b"&", b"\\", b"{", b"}", b"%", b"(", b")", b"\xef\xbb\xbf")
LETTERS = (
    "\n",
    "\t",
    "\x00",
    "\u200b",
    "\u0301",
    "\ufeff",
    "\u2028",
    "|",
    "#",
    "<table>",
    "</p>",
    "<!--",
    "I.",
    "Điều 1. ",
)
TEXTS = frozenset({"txt", "md", "html", "eml", "csv", "tsv"})
OLE = frozenset({"doc", "xls", "ppt"})
"""Files of sectors: what changes their length is refused before anything of them is read."""
PACKED = frozenset({"docx", "xlsx", "pptx", "odt"})
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.S)
_NUMBER = re.compile(rb"-?\d+")
_TAG = re.compile(rb"<[^<>]{1,400}>")
_ELEMENT = re.compile(rb"<(\w+:?\w*)\b[^<>]*>[^<]*</\1>")
_LARGE = 4_000_000
"""Bytes of an unpacked part that are worth changing; larger ones only cost time."""

Mutator = Callable[[bytes, random.Random], bytes]


def mutate(data: bytes, kind: str, chance: random.Random) -> bytes:
    """One damaged copy of `data`, of a file of the format `kind` (its ending)."""
    inside: Mutator | None = None
    if kind in PACKED or kind == "zip":
        inside = in_package
    elif kind == "pdf":
        inside = in_streams
    elif kind in TEXTS:
        inside = in_text
    elif kind in OLE:
        inside = in_place
    if inside is not None and chance.random() < 0.6:
        return inside(data, chance)
    return in_bytes(data, chance)


def in_bytes(data: bytes, chance: random.Random) -> bytes:
    """One to eight small changes, or a cut."""
    if chance.random() < 0.1:
        return data[: chance.randrange(len(data) + 1)]
    out = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        chance.choice(_EDITS)(out, chance)
    return bytes(out)


def in_place(data: bytes, chance: random.Random) -> bytes:
    """Bytes changed behind the first sector, none added and none taken away."""
    out = bytearray(data)
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(min(512, len(out) - 1), len(out)) if len(out) > 1 else 0
        piece = bytes(chance.randrange(256) for _ in range(chance.choice((1, 1, 2, 4, 40))))
        out[at : at + len(piece)] = piece[: len(out) - at]
    return bytes(out)


def in_text(data: bytes, chance: random.Random) -> bytes:
    """Lines and letters changed where the bytes stay text."""
    lines = data.decode("utf-8", errors="surrogateescape").split("\n")
    for _ in range(chance.randint(1, 8)):
        at, to = chance.randrange(len(lines)), chance.randrange(len(lines))
        choice = chance.randrange(5)
        if choice == 0:
            lines[at : at + chance.choice((1, 5, 50))] = []
        elif choice == 1:
            lines[to:to] = lines[at : at + chance.choice((1, 5))] * chance.choice((1, 2, 200))
        elif choice == 2:
            lines[at] = " ".join(lines[at : at + 30])
        elif choice == 3:
            place = chance.randrange(len(lines[at]) + 1)
            letters = chance.choice(LETTERS) * chance.choice((1, 1, 2, 3_000))
            lines[at] = lines[at][:place] + letters + lines[at][place:]
        else:
            lines[at] = re.sub(r"\d+", lambda _: chance.choice(EXTREMES).decode(), lines[at])
        lines = lines or [""]
    return "\n".join(lines).encode("utf-8", errors="surrogateescape")


def _flip(out: bytearray, chance: random.Random) -> None:
    for _ in range(chance.randint(1, 4)):
        if out:
            out[chance.randrange(len(out))] = chance.randrange(256)


def _insert(out: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(out) + 1)
    out[at:at] = chance.choice(SIGNS) * chance.choice((1, 1, 2, 300))


def _delete(out: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(out) + 1)
    del out[at : at + chance.choice((1, 4, 64, 2_000))]


def _copy(out: bytearray, chance: random.Random) -> None:
    at, to = chance.randrange(len(out) + 1), chance.randrange(len(out) + 1)
    out[to:to] = out[at : at + chance.choice((4, 64, 2_000))] * chance.choice((1, 1, 50))


def _number(out: bytearray, chance: random.Random) -> None:
    start = chance.randrange(len(out) + 1)
    found = _NUMBER.search(out, start, start + 20_000)
    if found:
        out[found.start() : found.end()] = chance.choice(EXTREMES)


_EDITS = (_flip, _insert, _delete, _copy, _number, _number)


def in_package(data: bytes, chance: random.Random) -> bytes:
    """A part of a zip package changed and all packed again, so that the package itself is whole."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {entry.filename: archive.read(entry) for entry in archive.infolist() if entry.file_size < _LARGE}
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError, ValueError):
        return in_bytes(data, chance)
    names = [name for name in parts if name.endswith((".xml", ".rels"))] or list(parts)
    for _ in range(chance.randint(1, 3)):
        name = chance.choice(names)
        parts[name] = in_xml(parts[name], chance) if name.endswith((".xml", ".rels")) else in_bytes(parts[name], chance)
    if chance.random() < 0.05:
        del parts[chance.choice(list(parts))]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, part in parts.items():
            # Under a name alone the hour would be written too, and the same seed give other bytes two seconds later.
            archive.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED, compresslevel=1)
    return out.getvalue()


def in_xml(data: bytes, chance: random.Random) -> bytes:
    """Changes that mostly leave XML well-formed: elements gone, doubled or nested, numbers and values extreme."""
    if chance.random() < 0.2:
        return in_bytes(data, chance)
    start = chance.randrange(len(data) + 1)
    found = _ELEMENT.search(data, start) or _ELEMENT.search(data)
    if found is None:
        return in_bytes(data, chance)
    element = found.group()
    choice = chance.randrange(5)
    if choice == 0:
        made = b""
    elif choice == 1:
        made = element * chance.choice((2, 3, 2_000))
    elif choice == 2:
        tag = found.group(1)
        deep = chance.choice((3, 300, 5_000))
        made = (b"<" + tag + b">") * (deep + 1) + element + (b"</" + tag + b">") * (deep + 1)
    elif choice == 3:
        made = _TAG.sub(lambda m: _extreme(m.group(), chance), element)
    else:
        other = _ELEMENT.search(data, chance.randrange(len(data) + 1))
        made = other.group() if other else element + element
    return data[: found.start()] + made + data[found.end() :]


def _extreme(tag: bytes, chance: random.Random) -> bytes:
    return re.sub(rb'"[^"]*"', lambda m: b'"' + chance.choice((*EXTREMES, m.group()[1:-1])) + b'"', tag)


def in_streams(data: bytes, chance: random.Random) -> bytes:
    """A packed stream of a PDF opened, changed and packed again."""
    found = [match for match in _STREAM.finditer(data) if match.end() - match.start() < _LARGE]
    chance.shuffle(found)
    for match in found[:5]:
        try:
            opened = zlib.decompressobj().decompress(match.group(1), _LARGE)
        except zlib.error:
            continue
        changed = zlib.compress(in_bytes(opened, chance), 1)
        return data[: match.start(1)] + changed + data[match.end(1) :]
    return in_bytes(data, chance)
