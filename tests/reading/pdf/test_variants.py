"""Papers of each kind, printed by reportlab, chromium and LibreOffice, in one real index, each asked about: the
quotation, the reading text, the stamps, the names of columns and the report must be right."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import needs
from tests.reading.pdf import attached_papers, column_papers, form_papers, hidden_papers, mark_papers, table_papers
from tests.reading.pdf.asking import examined, table
from tests.reading.pdf.papers import Paper

LEAST = {"columns": 0.85, "hidden": 0.9, "forms": 0.5}
"""Shares that are right where not all are; what is wrong with the others: docs/experiments.md."""


def papers() -> list[Paper]:
    made = (attached_papers, column_papers, form_papers, hidden_papers, mark_papers, table_papers)
    return [paper for module in made for paper in module.papers()]


@pytest.mark.slow
def test_each_kind_is_read_and_quoted(tmp_path: Path) -> None:
    needs("chromium")
    needs("soffice")
    found = papers()
    wrong = examined(found, tmp_path / "papers")
    counts: dict[str, tuple[int, int]] = {}
    for (kind, producer), (right, total) in table(found, wrong).items():
        print(f"{kind:12} {producer:10} {right}/{total}")
        before = counts.get(kind, (0, 0))
        counts[kind] = before[0] + right, before[1] + total
    short = {k: (right, total) for k, (right, total) in counts.items() if right < LEAST.get(k, 1.0) * total}
    assert short == {}, [line for lines in wrong.values() for line in lines][:20]
