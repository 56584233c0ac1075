"""What `tracuu docs` and `tracuu search` say of copies, drafts and papers that are much alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from assistant.answering.force.copies import Copies, copies, one_of_each
from assistant.index import Snapshot
from assistant.types import DocumentRecord, Scope, SearchResult
from assistant.wording import say

SPARE = 10
"""Hits asked for beyond those shown, to fill the places of copies that are left out."""


def found(record: DocumentRecord, snapshot: Snapshot, groups: frozenset[str]) -> dict[str, Any]:
    """The key `copies` of `docs show --json`: `{of, group, alike}`, ids; `of` null for the one that stands first."""
    held = copies(snapshot, Scope(access_groups=groups), [record]).get(record.id, Copies((record.id,)))
    return {"copies": {"of": held.original_of(record.id), "group": list(held.group), "alike": list(held.alike)}}


def lines(shown: Mapping[str, Any]) -> list[str]:
    """Of `found`, for a person."""
    held, own = shown["copies"], shown["id"]
    out = [note(held["of"])] if held["of"] is not None else []
    others = [i for i in held["group"] if i not in (own, held["of"])]
    if others:
        out.append(say("cli.copies.others", documents=_ids(others)))
    if held["alike"]:
        out.append(say("cli.copies.alike", documents=_ids(held["alike"])))
    return out


def note(original: int) -> str:
    return say("labels.copies.of", document_id=original)


def _ids(ids: list[int]) -> str:
    return ", ".join(say("labels.copies.document", document_id=i) for i in ids)


def originals(snapshot: Snapshot, groups: frozenset[str]) -> dict[int, int]:
    """For `docs list`: of each document that is a copy or draft the one that stands for it."""
    held = copies(snapshot, Scope(access_groups=groups))
    return {i: of for i, kept in held.items() if (of := kept.original_of(i)) is not None}


def without_copies(result: SearchResult, snapshot: Snapshot, scope: Scope, k: int) -> SearchResult:
    """At most `k` hits, one of each set of copies that say the same, with a note where others were left out."""
    hits, dropped = one_of_each(result.hits, snapshot, scope)
    shown = {hit.document.id for hit in hits[:k]}
    notes = [say("cli.copies.left_out", count=count, document_id=i) for i, count in dropped.items() if i in shown]
    return replace(result, hits=hits[:k], notes=(*result.notes, *notes))
