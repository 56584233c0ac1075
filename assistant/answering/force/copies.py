"""Copies of one paper in the store: drafts, SAO Y copies, a scan and its Word twin. The signed one comes first.

Two documents are the same paper when their texts are alike and nothing they print parts them: another number, date,
year, kind or issuer does (the same office's plans of two years are alike, and two papers). Without a number their
titles must be one. What is alike and parted by its number is only called alike.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.answering.store.protocols import Snapshot
from assistant.index.catalog.identity import text_key
from assistant.types import DocumentRecord, Hit, Letterhead, Scope
from assistant.vietnamese.document_numbers.numbers import same_number

COPY = 0.6
"""Estimated share of common syllable triples. On real laws copies of one file reach 0.79 and other papers at most 0.54;
a tenth of the syllables misread leaves 0.59 (median of 80)."""
ALIKE = 0.6


@dataclass(frozen=True, slots=True)
class Copies:
    """`group` are the ids of one paper's documents, the best first, this one among them (only it: no copy is held);
    `alike` other papers with much the same text, the likest first."""

    group: tuple[int, ...]
    alike: tuple[int, ...] = ()

    def original_of(self, document_id: int) -> int | None:
        """The document that stands for the group, None when it is this one."""
        return self.group[0] if self.group[0] != document_id else None


def copies(snapshot: Snapshot, scope: Scope, documents: Sequence[DocumentRecord] | None = None) -> dict[int, Copies]:
    """What the store holds beside each of `documents` (None: all), by id; those without copy or likeness are left out.

    Documents outside the scope's access groups neither count nor show.
    """
    groups = Scope(access_groups=scope.access_groups)
    pairs = snapshot.near(groups, None if documents is None else [r.id for r in documents])
    records: dict[int, DocumentRecord] = {r.id: r for r in documents or ()}
    same: dict[int, list[int]] = {}
    alike: dict[int, list[int]] = {}
    for one, other, likeness in pairs:
        for document_id in (one, other):
            if document_id not in records and (found := snapshot.record(document_id)) is not None:
                records[document_id] = found
        if one not in records or other not in records:
            continue
        if likeness >= COPY and same_paper(records[one].letterhead, records[other].letterhead):
            same.setdefault(one, []).append(other)
        elif likeness >= ALIKE:
            alike.setdefault(one, []).append(other)
    return {
        i: Copies(_ordered([records[j] for j in (i, *same.get(i, ()))]), tuple(alike.get(i, ())))
        for i in sorted({*same, *alike})
    }


def same_paper(one: Letterhead, other: Letterhead) -> bool:
    """Whether nothing that two letterheads print parts them, and a number or a title brings them together."""
    if one.number and other.number and not same_number(one.number, other.number):
        return False
    for field in ("date", "year", "kind", "symbol", "issuer"):
        a, b = getattr(one, field), getattr(other, field)
        if a and b and text_key(str(a)) != text_key(str(b)):
            return False
    titles = [text_key(head.title) for head in (one, other) if head.title]
    if one.number and other.number:
        return True
    return len(titles) == 2 and titles[0] == titles[1]


def _ordered(records: Sequence[DocumentRecord]) -> tuple[int, ...]:
    """The signed one first: with number, date and signer; a certified copy after the paper it was made of."""

    def rank(record: DocumentRecord) -> tuple[int, int, int]:
        head = record.letterhead
        printed = sum(value is not None for value in (head.number, head.date, head.signer))
        return -printed, head.copy_mark is not None, record.id

    return tuple(record.id for record in sorted(records, key=rank))


def one_of_each(hits: Sequence[Hit], snapshot: Snapshot, scope: Scope) -> tuple[tuple[Hit, ...], Mapping[int, int]]:
    """`hits` without those that say word for word what a hit of another copy of their paper says, and how many were
    left out for each document that is kept. Of two the document that stands first in its group is kept, at the better
    place."""
    found = copies(snapshot, scope, list({hit.document.id: hit.document for hit in hits}.values()))
    place = {i: n for kept in found.values() for n, i in enumerate(kept.group)}
    best: dict[tuple[int, str], Hit] = {}
    keys: list[tuple[int, str]] = []
    dropped: dict[int, int] = {}
    for hit in hits:
        group = found[hit.document.id].group if hit.document.id in found else (hit.document.id,)
        key = (min(group), text_key(hit.stored.passage.text))
        if key not in best or best[key].document.id == hit.document.id:
            if key in best:
                key = (*key[:1], f"{key[1]} #{hit.stored.id}")  # one document may say a thing twice
            best[key] = hit
            keys.append(key)
            continue
        if place.get(hit.document.id, 0) < place.get(best[key].document.id, 0):
            best[key] = hit
        dropped[best[key].document.id] = dropped.get(best[key].document.id, 0) + 1
    return tuple(best[key] for key in keys), dropped
