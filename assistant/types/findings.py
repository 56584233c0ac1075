"""What was understood of ranges of a document: assignments, times, doubts about recognised text, personal data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assistant.types.geometry import Span


@dataclass(frozen=True, slots=True)
class Due:
    """When a task is due: the first and the last day (ISO), either open, or words for a recurring one ("hằng năm")."""

    start: str | None = None
    end: str | None = None
    recurring: str | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """One assignment: who must do what by when, as written. `span` is the row or the sentence that says so.

    `lead` and `partners` are as printed, `deadline` too; `due` is set where the deadline can be computed. `group` is
    the heading of the rows above it, from the top down. `page` is physical, None for formats without pages.
    """

    task: str
    span: Span
    lead: str | None = None
    partners: tuple[str, ...] = ()
    deadline: str | None = None
    due: Due | None = None
    product: str | None = None
    group: tuple[str, ...] = ()
    page: int | None = None
    origin: Literal["row", "prose"] = "row"
    ocr: bool = False
    """Read from a page that was recognised: words and days may be misread."""


@dataclass(frozen=True, slots=True)
class Validity:
    """A sentence of the document about its own time: in force from or to a day (ISO), or the period of a plan."""

    kind: Literal["hieu_luc", "het_hieu_luc", "giai_doan"]
    span: Span
    start: str | None = None
    end: str | None = None
    part: Span | None = None
    """The words that name what it is said of, when it is a part ("Khoản 2 Điều 10 của Luật này"); None: the whole."""
    after_days: int | None = None
    """So many days after the day of signing ("sau 45 ngày kể từ ngày ký"); `start` is None where that is blank."""


@dataclass(frozen=True, slots=True)
class OcrPage:
    """A page whose text was recognised, and the mean confidence of its words, 0 to 1."""

    number: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Correction:
    """What a stretch of recognised text most likely reads. For searching only: quotations show what was read."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class PersonalDatum:
    """A stretch that identifies a person. Masking is a layer of display; the text itself stays whole."""

    kind: Literal["cccd", "phone", "bank_account"]
    span: Span


LeftOutKind = Literal["unseen", "struck", "embedded", "chart", "equation", "comment", "picture", "part"]
"""`unseen`: passages that nobody sees on the page; `struck`: words crossed out or deleted; the others could not
be read: files inside the file, charts, equations, comments, pictures that hold the only words of a page, any other
part."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What of a file did not become text of the document: how many of a kind, and the names the file gives them."""

    kind: LeftOutKind
    count: int = 1
    names: tuple[str, ...] = ()
