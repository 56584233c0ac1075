"""The values that pass between the rooms. Frozen, slotted, no I/O.

Offsets are Unicode code points into `Document.text`, half-open `[start, end)`. Page numbers are physical
pages counted from 1 and `None` where the format has no pages (DOCX, HTML, plain text). Scores: higher is better.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

# --------------------------------------------------------------------------------------------- reading


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points of one `Document.text`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def contains(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page in points, origin at the top left corner."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Line:
    """A visual line (PDF, hard-wrapped text) or a whole paragraph (DOCX, HTML), NFC, no newline inside."""

    text: str
    box: Box | None = None
    bold: bool = False
    centred: bool = False


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A grid as it stands on one page: `rows[r][c]` is the cell's text on one line, "" where empty.

    A vertically merged cell is repeated in the rows it covers and named in `filled` as `(row, column)`;
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


@dataclass(frozen=True, slots=True)
class FileText:
    """What one file says, page by page, before its structure is understood.

    `wrapped` is true when a `Line` is a visual line and paragraphs must be joined again (PDF).
    `stamps` are texts that stand apart from the flow and may carry a secrecy mark (text boxes, headers,
    annotations).
    """

    format: Literal["pdf", "docx", "html", "markdown", "text"]
    pages: tuple[Page, ...]
    wrapped: bool = False
    stamps: tuple[str, ...] = ()
    encoding: str | None = None

    @property
    def missing_pages(self) -> tuple[int, ...]:
        """Physical pages that show something but gave no text; blank pages do not count."""
        return tuple(p.number for p in self.pages if p.state == "no_text" and p.number is not None)


# --------------------------------------------------------------------------------------------- parsing


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The fields of the head and foot of a document, each `None` where the document prints nothing.

    `number` is printed in full ("33/2022/NQ-HĐND"), `symbol` without number and year ("NQ-HĐND"), also when the
    number is blank. `date` is ISO `YYYY-MM-DD`; `year` is known even when the day is blank. `kind` is the
    Vietnamese name ("Kế hoạch", "Nghị quyết", "Công văn", "Tóm lược"). `title` is the trích yếu.
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
    """One data row. `span` is the row in `Document.text`; `cells` are spans of the cells printed in it."""

    span: Span
    cells: tuple[Span | None, ...]
    group: tuple[Span, ...] = ()
    filled: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A data table, joined over pages. `header` are the spans of the header cells, one for each column.

    `repeats` are lines that only name or number the columns again: the header on a later page, "(1) | (2) | (3)".
    """

    span: Span
    header: tuple[Span | None, ...]
    rows: tuple[TableRow, ...]
    header_span: Span | None = None
    repeats: tuple[Span, ...] = ()


Relation = Literal["can_cu", "thuc_hien", "sua_doi", "thay_the", "bai_bo", "huong_dan", "nhac_den"]


@dataclass(frozen=True, slots=True)
class Reference:
    """Another document named in this one. `number` is normalised; `date` ISO when printed beside it."""

    number: str
    relation: Relation
    span: Span
    kind: str | None = None
    date: str | None = None


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


# -------------------------------------------------------------------------------------------- passages

PassageKind = Literal["head", "prose", "row"]
"""`head`: the letterhead and the opening, `row`: one row of a table."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One retrievable stretch: exactly `Document.text[span]`.

    `section` indexes `Document.sections` (None before the first). `path` are the markers and `labels` the citation
    labels from the top down. `context_spans` stand elsewhere and are needed to understand it
    (headings above it, a table's header, a list's lead-in). `page_start`/`page_end` are physical pages.
    """

    text: str
    span: Span
    kind: PassageKind = "prose"
    section: int | None = None
    path: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    heading: str = ""
    context: str = ""
    context_spans: tuple[Span, ...] = ()
    page_start: int | None = None
    page_end: int | None = None

    @property
    def section_key(self) -> tuple[str, ...]:
        """The article or top-level section that the passage belongs to: "best passage per section" groups by it."""
        for depth, marker in enumerate(self.path):
            if marker.startswith("Điều"):
                return self.path[: depth + 1]
        return self.path[:2]


# ----------------------------------------------------------------------------------------------- index

FileState = Literal["ready", "partial", "duplicate", "unreadable", "refused", "superseded", "removed"]


@dataclass(frozen=True, slots=True)
class Scope:
    """What a read may see. `None` means no filter, an empty set means nothing matches.

    `access_groups` is mandatory: a document outside them does not exist for the caller, not even as a count.
    """

    access_groups: frozenset[str]
    kinds: frozenset[str] | None = None
    issuers: frozenset[str] | None = None
    years: frozenset[int] | None = None
    document_ids: frozenset[int] | None = None


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """One row of the catalog: a document's live version, or a file that gave none, and what became of it."""

    id: int
    version: int
    file: str
    path: str
    state: FileState
    reason: str | None
    letterhead: Letterhead
    pages: int | None
    missing_pages: tuple[int, ...] = ()
    passages: int = 0
    format: str | None = None
    sha256: str = ""
    access_group: str = "chung"
    related_number: str | None = None
    added_at: str | None = None
    instrument_id: int | None = None
    """Documents with the same number, issuer and full date share it; None where one of these is unknown."""
    duplicate_of: int | None = None
    """For a `duplicate`: the document that holds the same bytes."""


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage with its permanent id and the document version it belongs to."""

    id: int
    document_id: int
    version: int
    passage: Passage


# ------------------------------------------------------------------------------------------- retrieval


@dataclass(frozen=True, slots=True)
class MatchedTerm:
    """A term of the question as it is searched ("a", or "a_b" for a pair) and how often it stands in the section.

    `value`: its rareness (idf) times its weight in the question. `title`: times in the title and the headings.
    """

    term: str
    value: float
    title: int
    text: int


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing the ranker looked at: its name, Vietnamese words for it, its value, how far it moved the score."""

    name: str
    words: str
    value: float
    moved: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a hit stands where it does. `terms`: rarest first; `reasons`: the strongest first, empty without a ranker."""

    terms: tuple[MatchedTerm, ...]
    missing: tuple[str, ...]
    bm25: float
    cosine: float
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A found passage and why it was found (`features`: raw scores by name; `explanation`: only when asked for)."""

    stored: StoredPassage
    document: DocumentRecord
    score: float
    features: Mapping[str, float] = field(default_factory=dict)
    explanation: Explanation | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """One document an ambiguous question may mean."""

    document_id: int
    official: str
    title: str | None
    date: str | None


@dataclass(frozen=True, slots=True)
class Understanding:
    """What the question was taken to mean. `understood_as` is set only when it differs from what was typed."""

    original: str
    text: str
    understood_as: str | None = None
    numbers: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    question_type: str | None = None
    language: str = "vi"
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchResult:
    """Hits, best first. `choices` is non-empty when the question names a document that several could be."""

    hits: tuple[Hit, ...]
    understanding: Understanding
    choices: tuple[Choice, ...] = ()
    named_documents: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()
    timings: Mapping[str, float] = field(default_factory=dict)


# ------------------------------------------------------------------------------------------- answering


@dataclass(frozen=True, slots=True)
class Citation:
    """A quotation that can be checked: `quote == Document.text[start:end]` of that document's `version`.

    A quotation never crosses a physical page; a sentence that does is given as two citations in a row, the
    second with `continues=True`. `official` is the citation as administration writes it.
    """

    document_id: int
    version: int
    number: str | None
    title: str | None
    official: str
    path: str
    page: int | None
    quote: str
    start: int
    end: int
    ocr: bool = False
    score: float = 0.0
    continues: bool = False
    context: str = ""


AnswerStatus = Literal["answered", "not_found", "ambiguous"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the user is shown. `unverified` are sentences of a language model whose figures are not in the evidence."""

    status: AnswerStatus
    text: str
    citations: tuple[Citation, ...] = ()
    understood_as: str | None = None
    choices: tuple[Choice, ...] = ()
    nearest: tuple[Choice, ...] = ()
    notes: tuple[str, ...] = ()
    unverified: tuple[str, ...] = ()
    model: str | None = None
    timings: Mapping[str, float] = field(default_factory=dict)
