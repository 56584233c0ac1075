"""A parsed document: one reading text and everything known about ranges of it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from assistant.types.file import DigitalSignature
from assistant.types.findings import Correction, OcrPage, PersonalDatum, Task, Validity
from assistant.types.geometry import Box, Span

DRAFTS = ("DỰ THẢO", "BẢN NHÁP", "BẢN THẢO")
"""What the `copy_mark` of a draft holds; "LẦN 2" may follow."""


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The fields of the head and foot of a document, each `None` where the document prints nothing.

    `number` is printed in full ("33/2022/NQ-HĐND"), `symbol` without number and year ("NQ-HĐND"), also when the
    number is blank. `date` is ISO `YYYY-MM-DD`; `year` is known even when the day is blank. `kind` is the
    Vietnamese name ("Kế hoạch", "Nghị quyết", "Công văn", "Tóm lược"). `title` is the trích yếu. `copy_mark` says what
    paper it is: a copy ("SAO Y") or a draft ("DỰ THẢO LẦN 2", see `is_draft`).
    """

    kind: str | None = None
    number: str | None = None
    symbol: str | None = None
    issuer: str | None = None
    place: str | None = None
    date: str | None = None
    year: int | None = None
    title: str | None = None
    signer: str | None = None
    signer_title: str | None = None
    copy_mark: str | None = None
    spans: Mapping[str, Span] = field(default_factory=dict)
    confidence: Mapping[str, float] = field(default_factory=dict)
    """By field, 0 to 1; a field that is missing here was printed plainly (1.0)."""

    @property
    def is_draft(self) -> bool:
        """Whether the document says of itself that it is a draft."""
        return any(word in (self.copy_mark or "").upper() for word in DRAFTS)


SectionKind = Literal[
    "phan", "chuong", "muc", "tieu_muc", "dieu", "khoan", "diem", "gach", "phu_luc", "la_ma", "so", "chu"
]
"""Normative levels (phần … điểm), annexes, and the levels of plans: `la_ma` "I.", `so` "1.", `chu` "a)", `gach` "-"."""


@dataclass(frozen=True, slots=True)
class Section:
    """One node of the outline, in reading order; `parent` is an index into `Document.sections`.

    `marker` is what the path shows ("Mục II", "2", "a", "Điều 5"), `label` what a citation says
    ("Mục II", "khoản 2", "điểm a", "Điều 5"). `span` covers the heading and everything under it,
    `heading` the heading line alone.
    """

    kind: SectionKind
    marker: str
    label: str
    title: str
    span: Span
    heading: Span
    parent: int | None = None
    level: int = 1


@dataclass(frozen=True, slots=True)
class TableRow:
    """One data row. `span` is the row in `Document.text`; `cells` are spans of the cells printed in it, `filled` those
    of merged cells above it. `rest`: where a page break cut the row, what each cell goes on with on the next page, page
    after page."""

    span: Span
    cells: tuple[Span | None, ...]
    group: tuple[Span, ...] = ()
    filled: tuple[Span, ...] = ()
    rest: tuple[tuple[Span | None, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A data table, joined over pages. `header` are the spans of the header cells, one for each column: the lowest.

    `repeats` are lines that only name or number the columns again: the header on a later page, "(1) | (2) | (3)".
    `above`: for each column the cells of higher header rows that span it, from the top down; () for one row.
    `caption`: the title over the table.
    """

    span: Span
    header: tuple[Span | None, ...]
    rows: tuple[TableRow, ...]
    header_span: Span | None = None
    repeats: tuple[Span, ...] = ()
    above: tuple[tuple[Span, ...], ...] = ()
    caption: Span | None = None

    def names(self, text: str) -> tuple[str, ...]:
        """What each column is called, the names above it first: "Năm 2026: Máy in"; "" where nothing is printed."""
        out = []
        for column, span in enumerate(self.header):
            over = self.above[column] if column < len(self.above) else ()
            parts = [" ".join(s.of(text).split()) for s in (*over, span) if s is not None]
            out.append(": ".join(dict.fromkeys(part for part in parts if part)))
        return tuple(out)


Extent = Literal["toan_bo", "mot_phan"]

Relation = Literal["can_cu", "thuc_hien", "sua_doi", "thay_the", "bai_bo", "ngung_hieu_luc", "huong_dan", "nhac_den"]
"""`thay_the` and `bai_bo` end a whole document; who strikes out or replaces a part of one amends it (`sua_doi`)."""


@dataclass(frozen=True, slots=True)
class Reference:
    """Another document named in this one. `number` is normalised; `date` ISO when printed beside it."""

    number: str
    relation: Relation
    span: Span
    kind: str | None = None
    date: str | None = None
    extent: Extent | None = None
    """For `sua_doi`, `thay_the`, `bai_bo`, `ngung_hieu_luc`: how much of the other document is meant."""
    effective: str | None = None
    """The day (ISO) from which the act holds, where it is said beside it; else it holds with this document."""
    part: Span | None = None
    """Where this document names the part of the other that is meant ("khoản 2 Điều 5")."""
    excepted: Span | None = None
    """Where it says what goes on all the same ("trừ quy định tại Điều 90 …")."""
    by: str | None = None
    """The number of the paper that did it, where this one only tells of it ("đã được thay thế bởi …")."""


@dataclass(frozen=True, slots=True)
class NamedReference:
    """A law named without its number ("Luật Đất đai năm 2024"): `name` as printed, without the year."""

    name: str
    relation: Relation
    span: Span
    year: int | None = None
    extent: Extent | None = None
    effective: str | None = None
    part: Span | None = None
    excepted: Span | None = None
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """Where a range of `Document.text` came from: a physical page and, in PDFs, the box of its line."""

    span: Span
    page: int | None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One parsed document: its reading text and everything known about ranges of it."""

    text: str
    format: str
    letterhead: Letterhead
    sections: tuple[Section, ...] = ()
    tables: tuple[Table, ...] = ()
    references: tuple[Reference, ...] = ()
    segments: tuple[Segment, ...] = ()
    page_count: int | None = None
    missing_pages: tuple[int, ...] = ()
    related_number: str | None = None
    """For a digest ("Tóm lược"): the number of the instrument it is about, which is not its own identity."""
    encoding: str | None = None
    signatures: tuple[DigitalSignature, ...] = ()
    ocr_pages: tuple[OcrPage, ...] = ()
    corrections: tuple[Correction, ...] = ()
    tasks: tuple[Task, ...] = ()
    validity: tuple[Validity, ...] = ()
    personal: tuple[PersonalDatum, ...] = ()
    named: tuple[NamedReference, ...] = ()

    def is_recognised(self, page: int | None) -> bool:
        """Whether the text of this physical page was recognised (OCR)."""
        return any(found.number == page for found in self.ocr_pages)

    def page_at(self, offset: int) -> int | None:
        """The physical page of the code point at `offset`."""
        if not self.segments:
            return None
        i = bisect_right(self.segments, offset, key=lambda s: s.span.start) - 1
        return self.segments[max(i, 0)].page

    def segments_of(self, span: Span) -> tuple[Segment, ...]:
        """The segments that overlap `span`, in order."""
        first = max(bisect_right(self.segments, span.start, key=lambda s: s.span.start) - 1, 0)
        out: list[Segment] = []
        for segment in self.segments[first:]:
            if segment.span.start >= span.end:
                break
            if segment.span.end > span.start:
                out.append(segment)
        return tuple(out)

    def section_path(self, index: int | None) -> tuple[Section, ...]:
        """The sections from the top of the outline down to `sections[index]`."""
        path: list[Section] = []
        while index is not None:
            path.append(self.sections[index])
            index = self.sections[index].parent
        return tuple(reversed(path))
