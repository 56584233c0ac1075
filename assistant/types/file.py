"""What one file says, before its structure is understood."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assistant.types.findings import LeftOut
from assistant.types.geometry import Box


@dataclass(frozen=True, slots=True)
class Line:
    """A visual line (PDF, hard-wrapped text) or a whole paragraph (DOCX, HTML), NFC, no newline inside."""

    text: str
    box: Box | None = None
    bold: bool = False
    centred: bool = False
    column: int = 0
    """Which column of its page a visual line stands in, 1, 2, … in reading order; 0: it runs over the page. Negative:
    it stands beside a gutter, but whether the page has columns there is not sure; nothing is joined over it."""


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A grid as it stands on one page: `rows[r][c]` is the cell's text on one line, "" where empty.

    A vertically merged cell is repeated in the rows it covers and named in `filled` as `(row, column)`, also where it
    is empty (on a page that begins inside of it);
    a horizontally merged one stands once, its other columns are "". `borderless` marks layout tables
    (the letterhead, the signature block), which are read as lines, not as data: row n of such a block holds the
    n-th paragraph of each cell, so that lines stay lines.
    """

    rows: tuple[tuple[str, ...], ...]
    box: Box | None = None
    borderless: bool = False
    filled: frozenset[tuple[int, int]] = frozenset()
    row_boxes: tuple[Box, ...] = ()


PageState = Literal["text", "blank", "no_text"]
"""`no_text`: something is drawn on the page, but no trustworthy text was read from it (a scan, a broken layer)."""


@dataclass(frozen=True, slots=True)
class Page:
    number: int | None
    blocks: tuple[Line | TableBlock, ...]
    state: PageState = "text"
    width: float | None = None
    height: float | None = None
    ocr_confidence: float | None = None
    """None: the page's own text. Else the text was recognised (OCR), and this is the words' mean confidence, 0 to 1."""


FileFormat = Literal[
    "pdf", "docx", "html", "markdown", "text", "doc", "rtf", "odt", "ods", "odp", "xlsx", "xls", "pptx", "ppt",
    "image", "mail",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class DigitalSignature:
    """A digital signature in the file, as far as it can be checked without a network.

    `signer` and `organisation` are what the certificate says, `signed_at` ISO 8601 with the zone. `intact`: the bytes
    it covers are unchanged (None: could not be computed); `covers_whole_file`: nothing was added after signing. Whether
    the certificate was revoked is never known offline. `page` is where its mark stands, None for an unseen one.
    """

    signer: str | None
    organisation: str | None = None
    signed_at: str | None = None
    covers_whole_file: bool = False
    intact: bool | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class FileText:
    """What one file says, page by page, before its structure is understood.

    `wrapped` is true when a `Line` is a visual line and paragraphs must be joined again (PDF).
    `stamps` are texts that stand apart from the flow and may carry a secrecy mark (text boxes, headers,
    annotations). `encoding` is how the characters were stored: "TCVN3" and "VNI" were converted by us.
    """

    format: FileFormat
    pages: tuple[Page, ...]
    wrapped: bool = False
    stamps: tuple[str, ...] = ()
    encoding: str | None = None
    signatures: tuple[DigitalSignature, ...] = ()
    ocr_note: str | None = None
    """Why pages without text were not recognised (a missing program, switched off), as a Vietnamese sentence; None when
    they were or there was no need."""
    notes: tuple[str, ...] = ()
    """Vietnamese sentences on what was left out on purpose: hidden sheets, rows, slides."""
    left_out: tuple[LeftOut, ...] = ()
    """What nobody sees on the page, and parts that could not be read; the report counts and names them."""

    @property
    def missing_pages(self) -> tuple[int, ...]:
        """Physical pages that show something but gave no text; blank pages do not count."""
        return tuple(p.number for p in self.pages if p.state == "no_text" and p.number is not None)
