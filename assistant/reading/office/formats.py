"""Office files other than .docx: old and foreign formats are converted first, then read as what they became."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from assistant.types import FileFormat, FileText

_RECORDED: dict[str, FileFormat] = {
    "doc": "doc", "wps": "doc", "wordml": "doc", "rtf": "rtf", "odt": "odt", "xls": "xls", "ods": "ods", "ppt": "ppt",
    "odp": "odp",
}  # fmt: skip
"""What `FileText.format` says of a file that `sniff` calls so: what it was, not what it was converted to."""
OFFICE = frozenset({*_RECORDED, "xlsx", "pptx"})


def read_office(data: bytes, kind: str, read_part: Callable[[bytes, str], FileText] | None = None) -> FileText:
    """The text of an office file of a kind in `OFFICE`; `read_part` reads documents embedded in it. Raises
    `FileUnreadable`, also when LibreOffice is needed and missing."""
    target = kind
    if kind in _RECORDED:
        from assistant.reading.office.soffice import CONVERTED, convert

        data, target = convert(data, kind), CONVERTED[kind].target
    if target == "docx":
        from assistant.reading.word.reader import read_docx

        file = read_docx(data, read_part)
    elif target == "xlsx":
        from assistant.reading.sheets.reader import read_xlsx

        file = read_xlsx(data)
    else:
        from assistant.reading.office.slides import read_pptx

        file = read_pptx(data)
    return replace(file, format=_RECORDED.get(kind, file.format))
