"""Passages, catalog rows and words read before, kept: the same ones come up in one question after another."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Iterable
from threading import Lock

from assistant.index import Snapshot
from assistant.retrieval.pieces.lexicon import Lexicon, TermVectors
from assistant.types import DocumentRecord, StoredPassage

# About 4 KB each with their text: 20 MB at most. Only those that may be shown are read.
CAPACITY = 5_000


class Memory:
    """What one searcher has read of its index; safe to use from several threads.

    A passage never changes under its id, but it may die: ask only for ids that a search of the same snapshot found, or
    for neighbours of those (a document's passages live and die together). Rows are of one generation.
    """

    def __init__(self, capacity: int = CAPACITY) -> None:
        self._capacity = capacity
        self._passages: OrderedDict[int, StoredPassage] = OrderedDict()
        self._records: dict[int, DocumentRecord] = {}
        self._generation: int | None = None
        self._lexicon = Lexicon()
        self._lock = Lock()

    def passages(self, snapshot: Snapshot, ids: Iterable[int]) -> dict[int, StoredPassage]:
        """The passages among `ids`, by id; those the index does not hold are left out."""
        wanted = sorted(set(ids))
        with self._lock:
            found = {i: self._passages[i] for i in wanted if i in self._passages}
            for i in found:
                self._passages.move_to_end(i)
        missing = [i for i in wanted if i not in found]
        if missing:
            read = snapshot.passages(missing)
            with self._lock:
                self._passages |= read
                while len(self._passages) > self._capacity:
                    self._passages.popitem(last=False)
            found |= read
        return found

    def records(self, snapshot: Snapshot, document_ids: Collection[int]) -> dict[int, DocumentRecord]:
        """The rows of live documents in the snapshot's generation, by id."""
        with self._lock:
            if self._generation != snapshot.generation or len(self._records) > self._capacity:
                self._generation, self._records = snapshot.generation, {}
            found = {i: self._records[i] for i in document_ids if i in self._records}
        if missing := [i for i in document_ids if i not in found]:
            read = snapshot.live_records(missing)
            with self._lock:
                if self._generation == snapshot.generation:
                    self._records |= read
            found |= read
        return found

    def lexicon(self, vectors: TermVectors | None) -> Lexicon:
        """What is known of the pieces met so far; `vectors`: of the encoder in use, the same at each question."""
        with self._lock:
            if self._lexicon.full or self._lexicon.vectors is not vectors:
                self._lexicon = Lexicon(vectors)
            return self._lexicon
