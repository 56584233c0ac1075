"""What papers say they do to others: every statement of our set gives its acts, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from assistant.parsing import parse
from assistant.types import Document, NamedReference, Reference
from tests.parsing.make import centre, letterhead, whole
from tests.parsing.references.statements import DECOMPOSED, STATEMENTS, Act, Statement, decomposed

CHANGES = ("sua_doi", "thay_the", "bai_bo", "ngung_hieu_luc")


def read(statement: Statement, lines: Sequence[str]) -> Document:
    head = letterhead(number="Số: 7/2026/QĐ-UBND")
    return parse(whole(head, centre(statement.kind), centre(statement.title), *lines))


def acts_of(document: Document) -> list[Act]:
    found: list[tuple[int, Act]] = []
    named: tuple[Reference | NamedReference, ...] = (*document.references, *document.named)
    for r in named:
        if r.relation not in CHANGES:
            continue
        target = r.number if isinstance(r, Reference) else f"{r.name} {r.year}"
        part = r.part.of(document.text) if r.part else None
        excepted = r.excepted.of(document.text) if r.excepted else None
        assert r.extent == (
            "toan_bo" if r.relation in ("thay_the", "bai_bo") or not (part or r.relation == "sua_doi") else "mot_phan"
        )
        found.append((r.span.start, Act(target, r.relation, part, r.effective, excepted, r.by)))
    return [act for _, act in sorted(found, key=lambda pair: pair[0])]


@pytest.mark.parametrize("statement", STATEMENTS, ids=lambda s: s.name)
def test_a_statement_gives_its_acts(statement: Statement) -> None:
    assert acts_of(read(statement, statement.lines)) == list(statement.acts)


@pytest.mark.parametrize("statement", [s for s in STATEMENTS if s.name in DECOMPOSED], ids=lambda s: s.name)
def test_decomposed_accents_change_nothing(statement: Statement) -> None:
    assert acts_of(read(statement, decomposed(statement))) == list(statement.acts)
