"""The stretches of a document that are found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assistant.types.geometry import Span

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
    ocr: bool = False
    """True when any of it stands on a page that was recognised (OCR)."""

    @property
    def section_key(self) -> tuple[str, ...]:
        """The article or top-level section that the passage belongs to: "best passage per section" groups by it."""
        for depth, marker in enumerate(self.path):
            if marker.startswith("Điều"):
                return self.path[: depth + 1]
        return self.path[:2]
