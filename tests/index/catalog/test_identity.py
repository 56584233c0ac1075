"""What makes two documents one instrument: plainly printed parts alone."""

from __future__ import annotations

from dataclasses import replace

from assistant.index.catalog.identity import identity
from assistant.types import Letterhead

PRINTED = Letterhead(number="71/NQ-CP", issuer="Chính phủ", date="2025-04-01", year=2025)


def test_number_issuer_and_date_make_an_instrument() -> None:
    assert identity(PRINTED) == "71||nq-cp|chinh phu|2025-04-01"
    assert identity(replace(PRINTED, number=None)) is None
    assert identity(replace(PRINTED, date=None)) == "71||nq-cp|chinh phu|2025"


def test_a_number_or_date_that_recognition_read_makes_none() -> None:
    assert identity(replace(PRINTED, confidence={"number": 0.095})) is None
    assert identity(replace(PRINTED, confidence={"date": 0.28})) is None
    assert identity(replace(PRINTED, confidence={"issuer": 0.95, "title": 0.6})) == identity(PRINTED)
