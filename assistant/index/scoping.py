"""The live documents of one generation as arrays, and which of them a scope lets through."""

from __future__ import annotations

import sqlite3
from collections import OrderedDict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from assistant.types import DocumentRecord, Scope

BoolArray = NDArray[np.bool_]
IntArray = NDArray[np.int64]

_NUMBERS = ("first_passage", "passages", "document_id", "coalesce(year, 0)")
_NAMES = ("coalesce(kind, '')", "coalesce(issuer, '')", "access_group")
_KEPT_SCOPES = 16  # a person's filters change seldom; one selection costs a byte for each passage id


@dataclass(frozen=True, slots=True, eq=False)
class Selection:
    """What a scope lets through. `documents` and `passages` are masks (over ordinals, over passage ids);
    `everything` is true when all live passages are in it. `inside`: of each file of vectors searched so far, how many
    it lets through; counting takes 3 ms for 1,000,000, and neither a file nor a selection ever changes."""

    documents: BoolArray
    passages: BoolArray
    share: float
    everything: bool
    inside: dict[str, int] = field(default_factory=dict)


Column = tuple[NDArray[np.int32], dict[str, int]]
"""A column of names: a code for each ordinal, and the code of each name ("" where a document prints none)."""


def _codes(values: Sequence[str], order: IntArray) -> Column:
    names = {name: code for code, name in enumerate(dict.fromkeys(values))}
    return np.fromiter(map(names.__getitem__, values), np.int32, len(values))[order], names


@dataclass(frozen=True, slots=True, eq=False)
class LiveDocuments:
    """The live documents in order of their passage ids; ordinal i is row i of each array."""

    first: IntArray
    counts: IntArray
    ids: IntArray
    years: IntArray
    kinds: Column
    issuers: Column
    groups: Column
    _selections: OrderedDict[Scope, Selection] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    @classmethod
    def read(cls, connection: sqlite3.Connection) -> LiveDocuments:
        """Reads the live rows; 0.1 s for 64,000 documents, half of what fetching them row by row takes."""
        numbers = ", ".join(f"group_concat({name}, ' ')" for name in _NUMBERS)
        names = ", ".join(f"group_concat({name}, char(31))" for name in _NAMES)
        row = connection.execute(
            f"SELECT {numbers}, {names} FROM version INDEXED BY version_live WHERE live = 1"
        ).fetchone()
        first, counts, ids, years = (np.fromstring(text or "", np.int64, sep=" ") for text in row[:4])
        order = np.lexsort((counts, first))  # a document without passages before the one whose first id it shares
        kinds, issuers, groups = (_codes(text.split("\x1f") if text is not None else [], order) for text in row[4:])
        return cls(first[order], counts[order], ids[order], years[order], kinds, issuers, groups)

    @property
    def passages(self) -> int:
        return int(self.counts.sum())

    @property
    def limit(self) -> int:
        """One more than the greatest live passage id."""
        return int((self.first + self.counts).max()) if len(self.first) else 0

    def owner(self, passage_id: int) -> int | None:
        """The ordinal of the live document that holds the passage, None when it is not live."""
        i = int(np.searchsorted(self.first, passage_id, side="right")) - 1
        return i if i >= 0 and passage_id < self.first[i] + self.counts[i] else None

    def owners(self, passage_ids: IntArray) -> IntArray:
        """As `owner` for each of the passage ids, -1 where it is not live."""
        if not len(self.first):
            return np.full(len(passage_ids), -1, np.int64)
        i = np.searchsorted(self.first, passage_ids, side="right") - 1
        return np.where((i >= 0) & (passage_ids < (self.first + self.counts)[i]), i, -1)

    def around(self, passage_ids: IntArray, reach: int) -> tuple[IntArray, IntArray]:
        """The live passages among the ids and those of the same documents at most `reach` from one of them, ascending;
        and the ordinal of the document of each. The ids of a document's passages run without a gap."""
        owners = self.owners(passage_ids)
        ids, owners = passage_ids[owners >= 0], owners[owners >= 0]
        near = ids[:, None] + np.arange(-reach, reach + 1)
        first, end = self.first[owners, None], (self.first + self.counts)[owners, None]
        inside = (near >= first) & (near < end)
        found, at = np.unique(near[inside], return_index=True)
        return found, np.repeat(owners, inside.sum(axis=1))[at]

    def ordinal(self, document_id: int) -> int | None:
        found = np.flatnonzero(self.ids == document_id)
        return int(found[0]) if len(found) else None

    def documents(self, scope: Scope) -> BoolArray:
        """Which ordinals the scope lets through."""
        mask = _among(self.groups, scope.access_groups)
        if scope.kinds is not None:
            mask &= _among(self.kinds, scope.kinds)
        if scope.issuers is not None:
            mask &= _among(self.issuers, scope.issuers)
        if scope.years is not None:
            mask &= np.isin(self.years, list(scope.years))
        if scope.document_ids is not None:
            mask &= np.isin(self.ids, list(scope.document_ids))
        return mask

    def select(self, scope: Scope) -> Selection:
        """The scope's selection, kept for the next question of the same person."""
        with self._lock:
            if scope in self._selections:
                self._selections.move_to_end(scope)
                return self._selections[scope]
        selection = self._selection(self.documents(scope))
        with self._lock:
            self._selections[scope] = selection
            while len(self._selections) > _KEPT_SCOPES:
                self._selections.popitem(last=False)
        return selection

    def _selection(self, documents: BoolArray) -> Selection:
        # +1 where a run of let-through ids begins, -1 where it ends: a cumulative sum marks the ids without a loop.
        steps = np.zeros(self.limit + 1, np.int32)
        chosen = documents & (self.counts > 0)
        np.add.at(steps, self.first[chosen], 1)
        np.add.at(steps, (self.first + self.counts)[chosen], -1)
        passages = np.cumsum(steps[:-1]) > 0
        total = self.passages
        inside = int(self.counts[documents].sum())
        return Selection(documents, passages, inside / total if total else 0.0, inside == total)

    def live(self, passage_ids: IntArray) -> BoolArray:
        """Which of the passage ids are live in this generation, whatever the scope."""
        return np.asarray(self.owners(passage_ids) >= 0, np.bool_)


def _among(column: Column, allowed: Collection[str]) -> BoolArray:
    codes, names = column
    wanted = np.zeros(len(names) + 1, np.bool_)
    wanted[[names[name] for name in allowed if name and name in names]] = True
    return np.asarray(wanted[codes], np.bool_)


def in_scope(record: DocumentRecord, scope: Scope) -> bool:
    """Whether one row, live or not, passes the filters and the access groups of `scope`."""
    head = record.letterhead
    return (
        record.access_group in scope.access_groups
        and (scope.kinds is None or head.kind in scope.kinds)
        and (scope.issuers is None or head.issuer in scope.issuers)
        and (scope.years is None or head.year in scope.years)
        and (scope.document_ids is None or record.id in scope.document_ids)
    )
