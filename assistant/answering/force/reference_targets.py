"""Which documents of the store a document's references mean: its side of the graph, for the page and the commands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.index import Snapshot
from assistant.index.catalog.identity import number_parts
from assistant.types import Document, DocumentRecord, Extent, NamedReference, Reference, Relation, Scope
from assistant.vietnamese.document_numbers.numbers import same_number
from assistant.wording import say


@dataclass(frozen=True, slots=True)
class Target:
    """One document that another names, once for each relation. `number` is None for a law named without one that the
    store does not tell; `document_id` None where the store has no such document, or more than one."""

    number: str | None
    relation: Relation
    extent: Extent | None = None
    name: str | None = None
    document_id: int | None = None


def targets(record: DocumentRecord, document: Document, snapshot: Snapshot, scope: Scope) -> tuple[Target, ...]:
    """The references of `document` in order; documents outside the scope's access groups are not resolved."""
    groups = Scope(access_groups=scope.access_groups)
    found: dict[Target, None] = {}
    known: dict[tuple[str, str | None], int | None] = {}
    for reference in document.references:
        key = (reference.number, reference.date)
        if key not in known:
            known[key] = _meant(reference, record, snapshot, groups)
        found[Target(reference.number, reference.relation, reference.extent, None, known[key])] = None
    laws: dict[tuple[str, int | None], Sequence[DocumentRecord]] = {}
    for law in document.named:
        name = (law.name.casefold(), law.year)
        if name not in laws:
            laws[name] = snapshot.laws_named(law.name, law.year, groups)
        found[_law(law, laws[name])] = None
    return tuple(found)


def _meant(reference: Reference, record: DocumentRecord, snapshot: Snapshot, scope: Scope) -> int | None:
    """The one live document with this number, of the same day or (where none is printed) of a number that holds its
    year or the same issuer."""
    parts = number_parts(reference.number)
    if parts.serial is None:
        return None
    held = snapshot.by_number(parts.serial, year=parts.year, symbol=parts.symbol, scope=scope)
    held = [r for r in held if r.id != record.id and same_number(r.letterhead.number or "", reference.number)]
    if reference.date is not None:
        held = [r for r in held if r.letterhead.date in (None, reference.date)]
    elif parts.year is None:
        issuer = record.letterhead.issuer
        held = [r for r in held if issuer is not None and r.letterhead.issuer == issuer]
    return _one(held)


def _law(law: NamedReference, held: Sequence[DocumentRecord]) -> Target:
    name = say("force.law_of_year", law=law.name, year=law.year) if law.year else law.name
    document_id = _one(held)
    number = next((r.letterhead.number for r in held if r.id == document_id), None)
    return Target(number, law.relation, law.extent, name, document_id)


def _one(held: Sequence[DocumentRecord]) -> int | None:
    """The document, or the first of the copies of one instrument; None where two instruments fit."""
    numbers = {(r.letterhead.number, r.letterhead.issuer, r.letterhead.date) for r in held}
    return min(r.id for r in held) if len(numbers) == 1 else None
