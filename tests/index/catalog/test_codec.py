"""Documents come back as they went in, also when `assistant.types` has changed between."""

from __future__ import annotations

import json

from assistant.index.catalog import codec
from assistant.types import (
    Box,
    Document,
    Letterhead,
    Passage,
    Reference,
    Section,
    Segment,
    Span,
    Table,
    TableRow,
)

FULL = Document(
    text="Kế hoạch số 1090/KH-UBND\nI. Mục tiêu\nA | B",
    format="pdf",
    letterhead=Letterhead(kind="Kế hoạch", number="1090/KH-UBND", year=2026, spans={"number": Span(12, 24)}),
    sections=(Section("la_ma", "Mục I", "Mục I", "Mục tiêu", Span(25, 42), Span(25, 36)),),
    tables=(
        Table(Span(37, 42), (Span(37, 38), None), (TableRow(Span(37, 42), (Span(37, 38), None), (Span(0, 1),)),), None),
    ),
    references=(Reference("06/QĐ-TTg", "can_cu", Span(0, 3), "Quyết định", "2022-01-06"),),
    segments=(Segment(Span(0, 24), 1, Box(1.5, 2.0, 3.25, 4.0)), Segment(Span(25, 42), 2)),
    page_count=2,
    missing_pages=(2,),
    related_number="71/NQ-CP",
)
PASSAGE = Passage(
    "I. Mục tiêu", Span(25, 36), "row", 0, ("Mục I",), ("Mục I",), "Mục tiêu", "ngữ cảnh", (Span(0, 3),), 1, 2
)


def test_round_trip_of_every_type() -> None:
    layout = codec.current_layout()
    assert codec.unpack_document(codec.pack_document(FULL), layout) == FULL
    assert codec.unpack_passage(PASSAGE.text, codec.pack_passage(PASSAGE), layout) == PASSAGE


def test_names_of_all_stored_types_are_in_the_layout() -> None:
    names = json.loads(codec.current_layout())
    assert {"Document", "Letterhead", "Section", "Table", "TableRow", "Segment", "Box", "Span", "Passage"} <= set(names)


def test_an_older_layout_is_read_by_its_names() -> None:
    """It had a field that is gone, stood in another order, and lacked `format`'s successors: defaults stand in."""
    layout = json.dumps({"Document": ["colour", "letterhead", "text", "format"], "Letterhead": ["number", "stamp"]})
    data = codec.zlib.compress(json.dumps(["red", ["1/KH-UBND", "x"], "văn bản", "text"]).encode())
    assert codec.unpack_document(data, layout) == Document("văn bản", "text", Letterhead(number="1/KH-UBND"))
