"""The digital signatures of a PDF: what they cover, whether that is unchanged, and the page that shows their mark.

A signature dictionary names the two ranges of bytes it covers (/ByteRange, ISO 32000-1, 12.8.1); between them stands
the signature itself. Later signatures and other additions are appended, so only the newest can cover the whole file.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from assistant.reading.pdf.signed_bytes import check, in_vietnam
from assistant.types import DigitalSignature

_RANGE = re.compile(rb"/ByteRange\s*\[\s*(\d{1,12})\s+(\d{1,12})\s+(\d{1,12})\s+(\d{1,12})\s*\]")
_MOST = 100
"""Signatures looked at. A decision with a mark on every page has a dozen; each one costs a hash of the file."""
_TIME = re.compile(r"D:(\d{14})(?:(Z)|([+-]\d\d)'?(\d\d)'?)?")

Range = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class _Field:
    """What the form says of one signature: the clock of the signing machine, and the page where its mark is seen.

    The clock is under the signature too, and it is what the mark on the page shows. Some signing programs write the
    time inside the signature seven hours off (local time called UTC, in three of ten real files).
    """

    signed_at: str | None
    page: int | None


def read_signatures(data: bytes) -> tuple[DigitalSignature, ...]:
    """The signatures of the PDF `data`, in the order in which they were made; none of it needs a network."""
    found = {(int(m[1]), int(m[2]), int(m[3]), int(m[4])) for m in _RANGE.finditer(data)}
    ranges: list[Range] = sorted(found, key=lambda r: r[2] + r[3])[:_MOST]
    if not ranges:
        return ()
    fields = _fields(data)
    return tuple(_read(data, covered, fields.get(covered, _Field(None, None))) for covered in ranges)


def _read(data: bytes, covered: Range, field: _Field) -> DigitalSignature:
    start, length, second, rest = covered
    end = second + rest
    view = memoryview(data)
    gap = data[start + length : second].strip()
    if end > len(data) or second < start + length or gap[:1] != b"<" or gap[-1:] != b">":
        return DigitalSignature(None, None, field.signed_at, False, False if end > len(data) else None, field.page)
    digits = re.sub(rb"\s", b"", gap[1:-1])
    if re.fullmatch(rb"(?:[0-9a-fA-F]{2})*", digits) is None:
        return DigitalSignature(None, None, field.signed_at, False, None, field.page)
    checked = check(bytes.fromhex(digits.decode()), (view[start : start + length], view[second:end]))
    whole = start == 0 and not data[end:].strip(b"\r\n\t \0")
    return DigitalSignature(
        checked.signer, checked.organisation, field.signed_at or checked.signed_at, whole, checked.intact, field.page
    )


def _fields(data: bytes) -> dict[Range, _Field]:
    """The form's signature fields by the ranges they cover; empty where the file's structure cannot be followed."""
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfpage import PDFPage
    from pdfminer.pdfparser import PDFParser
    from pdfminer.pdftypes import resolve1
    from pdfminer.psexceptions import PSException

    out: dict[Range, _Field] = {}
    try:
        document = PDFDocument(PDFParser(io.BytesIO(data)))
        for number, page in enumerate(PDFPage.create_pages(document), 1):
            for reference in resolve1(page.annots) or ():
                widget = resolve1(reference)
                if not isinstance(widget, dict) or ("Parent" not in widget and "V" not in widget):
                    continue
                value = resolve1(widget.get("V") or (resolve1(widget.get("Parent")) or {}).get("V"))
                if isinstance(value, dict) and isinstance(covered := resolve1(value.get("ByteRange")), list):
                    out[tuple(covered)] = _Field(_clock(resolve1(value.get("M"))), number if _seen(widget) else None)
    except (PSException, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return out  # a damaged form: the signatures are still checked, without their pages
    return out


def _seen(widget: dict[str, Any]) -> bool:
    """Whether the mark has an extent on the page; an invisible signature has the rectangle 0 0 0 0."""
    from pdfminer.pdftypes import resolve1

    box = [float(resolve1(x)) for x in resolve1(widget.get("Rect")) or ()]
    return len(box) == 4 and box[0] != box[2] and box[1] != box[3]


def _clock(stamp: object) -> str | None:
    """The ISO time of a PDF date ("D:20250725102515+07'00'"); None without a zone, for then it is no moment."""
    match = _TIME.match(stamp.decode("latin-1")) if isinstance(stamp, bytes) else None
    if match is None or not (match[2] or match[3]):
        return None
    zone = "+0000" if match[2] else f"{match[3]}{match[4]}"
    try:
        return in_vietnam(datetime.strptime(match[1] + zone, "%Y%m%d%H%M%S%z"))
    except ValueError:
        return None
