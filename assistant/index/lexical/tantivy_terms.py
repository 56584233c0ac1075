"""Terms: a tantivy index over the space-joined term fields of the passages, scored by BM25.

Pitfalls seen in tantivy 0.27: deleting by an unsigned term deletes nothing without saying so, therefore passages are
deleted by `owner`, a raw text key shared by the passages of one document version (its first passage id);
`parse_query` raises on what people type, therefore queries are built from terms; the default reload policy starts a
thread that watches the files, therefore it is set to manual.
"""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import tantivy
from tantivy import Occur, Query

from assistant.index.contract.values import FIELDS, LexicalQuery
from assistant.index.scoping import BoolArray, IntArray, Selection

if TYPE_CHECKING:
    from assistant.vietnamese.words.terms import TermFields

HEAP = 128_000_000  # bytes; filled only by a bulk load, 20,000 passages then make one segment
_WAIT_FOR_MERGES = 1.0  # seconds at the close of a small ingest; a merge that is cut short is begun again later
_SMALL = 2_000  # passages
_KEPT_FREQUENCIES = 50_000  # terms; looking one up takes 10 us, and each question asks for a hundred
_FILTER_BELOW = 0.05  # share of the passages; above it, fetching more hits and dropping some is faster


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("owner", tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("passage", indexed=True, fast=True)
    for name in FIELDS:
        builder.add_text_field(name, tokenizer_name="terms", index_option="freq")
    return builder.build()


def _with_tokenizer(index: tantivy.Index) -> tantivy.Index:
    index.register_tokenizer("terms", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
    return index


@contextmanager
def _failures() -> Iterator[None]:
    """tantivy reports a failed write as `ValueError`, which elsewhere means a wrong argument."""
    try:
        yield
    except ValueError as error:
        raise RuntimeError(f"tantivy: {error}") from error


class LexicalWriter:
    """The one writer of a tantivy folder. A failed write is a `RuntimeError`; `storage_errors` tells what it was."""

    def __init__(self, directory: Path, *, create: bool) -> None:
        if create:
            directory.mkdir(parents=True, exist_ok=True)
            index = tantivy.Index(_schema(), path=str(directory))
        else:
            index = tantivy.Index.open(str(directory))
        self._index = _with_tokenizer(index)
        self._index.config_reader("manual")
        # One thread: with more, each commit leaves one small segment for each of them.
        self._writer: tantivy.IndexWriter | None = self._index.writer(HEAP, 1)
        self._added = 0

    @property
    def _open(self) -> tantivy.IndexWriter:
        if self._writer is None:
            raise ValueError("the tantivy writer is closed")
        return self._writer

    def add(self, passage_id: int, owner: int, terms: TermFields) -> None:
        document = tantivy.Document()
        document.add_text("owner", str(owner))
        document.add_unsigned("passage", passage_id)
        for name in FIELDS:
            document.add_text(name, getattr(terms, name))
        with _failures():
            self._open.add_document(document)
        self._added += 1

    def delete(self, owners: Iterable[int]) -> None:
        for owner in owners:
            self._open.delete_documents_by_term("owner", str(owner))

    def commit(self) -> None:
        """Durable when it returns (tantivy syncs its files and the folder)."""
        with _failures():
            self._open.commit()

    def clear_beyond(self, last: int) -> int:
        """Deletes and commits the passages with an id above `last` (a crashed writer's); returns the greatest id."""
        self._index.reload()
        searcher = self._index.searcher()
        newest = searcher.search(Query.all_query(), 1, count=False, order_by_field="passage").hits
        greatest = int(newest[0][0]) if newest else 0
        if greatest > last:
            field = tantivy.FieldType.Unsigned
            beyond = Query.range_query(self._index.schema, "passage", field, lower_bound=last + 1)
            self._open.delete_documents_by_query(beyond)
            self._open.commit()
        return greatest

    def rollback(self) -> None:
        self._open.rollback()

    def close(self) -> None:
        """Lets the running merges end: all of them after a bulk load, for a moment after a small ingest."""
        writer, self._writer = self._writer, None
        if writer is None:
            return
        waiting = threading.Thread(target=writer.wait_merging_threads, daemon=True)
        waiting.start()
        waiting.join(None if self._added > _SMALL else _WAIT_FOR_MERGES)

    def abandon(self) -> None:
        """Lets go of the writer after a failure; what it had not committed is dropped."""
        self._writer = None


class LexicalFolder:
    """A tantivy folder opened for reading; `view()` is its newest commit.

    tantivy takes a lock file even to read. In a folder where none can be made it gets a temporary one with links to
    the files.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._mirror: tempfile.TemporaryDirectory[str] | None = None
        try:
            self._index = self._open(directory)
        except ValueError as error:
            if "Lockfile" not in str(error):
                raise
            self._mirror = tempfile.TemporaryDirectory(prefix="tracuu-", ignore_cleanup_errors=True)
            self._link()
            self._index = self._open(Path(self._mirror.name))

    def _open(self, directory: Path) -> tantivy.Index:
        index = tantivy.Index.open(str(directory))
        index.config_reader("manual")
        return index

    def _link(self) -> None:
        """Links the files that the mirror lacks: a writer with other rights may have added some."""
        if self._mirror is None:
            return
        for file in self._directory.iterdir():
            link = Path(self._mirror.name) / file.name
            if not file.name.endswith(".lock") and not link.is_symlink():
                link.symlink_to(file.resolve())

    def view(self) -> LexicalView:
        self._link()
        self._index.reload()
        return LexicalView(self._index)

    def close(self) -> None:
        if self._mirror is not None:
            self._mirror.cleanup()


class LexicalView:
    """One commit of the tantivy index, unchanging while it is held."""

    def __init__(self, index: tantivy.Index) -> None:
        self._schema = index.schema
        self._searcher = index.searcher()
        self._frequencies: dict[tuple[str, str], int] = {}

    @property
    def passages(self) -> int:
        return self._searcher.num_docs

    def ids(self) -> IntArray:
        """The passage id of every stored passage, ascending (with those waiting to be deleted)."""
        hits = self._searcher.search(Query.all_query(), max(self.passages, 1), count=False).hits
        values = self._searcher.fast_field_values("passage", [address for _, address in hits])
        return np.sort(np.array(values, np.int64))

    def search(
        self, query: LexicalQuery, k: int, selection: Selection, owners: Iterable[int] | None
    ) -> list[tuple[int, float]]:
        """The best `k` passages of `selection`. `owners`: keys of its documents, to filter inside the search."""
        built = self._query(query)
        if built is None or k <= 0:
            return []
        wanted = k + 16
        if owners is not None:
            keys = Query.term_set_query(self._schema, "owner", [str(owner) for owner in owners])
            inside = Query.const_score_query(keys, 0.0)
            built = Query.boolean_query([(Occur.Must, inside), (Occur.Must, built)])
        else:
            wanted = int(wanted / max(selection.share, _FILTER_BELOW) * 1.1)
        while True:
            hits, lowest, more = self._hits(built, wanted, selection.passages)
            # Equal scores are cut by passage id: fetch until all that tie with the last one kept are here.
            if not more or (len(hits) >= k and hits[k - 1][1] > lowest):
                return hits[:k]
            wanted *= 4

    def frequencies(self, field: str, terms: Sequence[str]) -> list[int]:
        """In how many passages each term stands in `field` (those waiting to be deleted still counted)."""
        if len(self._frequencies) > _KEPT_FREQUENCIES:
            self._frequencies = {}
        known = self._frequencies
        for term in terms:
            if (field, term) not in known:
                known[field, term] = self._searcher.doc_freq(field, term)
        return [known[field, term] for term in terms]

    def _hits(self, query: Query, limit: int, passages: BoolArray) -> tuple[list[tuple[int, float]], float, bool]:
        found = self._searcher.search(query, limit, count=False).hits
        values = self._searcher.fast_field_values("passage", [address for _, address in found])
        ids = np.array(values, np.int64)
        scores = np.array([score for score, _ in found], np.float32)
        known = ids < len(passages)
        known[known] = passages[ids[known]]
        ids, kept = ids[known], scores[known]
        order = np.lexsort((ids, -kept))
        hits = [(int(ids[i]), float(kept[i])) for i in order]
        return hits, float(scores[-1]) if len(scores) else 0.0, len(found) == limit

    def _query(self, query: LexicalQuery) -> Query | None:
        clauses = []
        for name, term, boost in query.clauses:
            if name not in FIELDS:
                raise ValueError(f"unknown field {name!r}")
            if query.fields is not None and name not in query.fields:
                continue
            clause = Query.term_query(self._schema, name, term, "freq")
            clauses.append((Occur.Should, clause if boost == 1.0 else Query.boost_query(clause, boost)))
        return Query.boolean_query(clauses) if clauses else None


def filters_inside(selection: Selection) -> bool:
    """Whether `LexicalView.search` should be given the owners."""
    return not selection.everything and selection.share < _FILTER_BELOW
