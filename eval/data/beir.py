"""Retrieval sets in the layout of BEIR: `corpus.jsonl`, `queries.jsonl`, `qrels.tsv`, plain or gzipped.

Thakur et al. (2021), "BEIR: A Heterogenous Benchmark for Zero-shot Evaluation of Information Retrieval Models".
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from eval.data.files import file_hash, text_lines
from eval.data.problems import DatasetError


@dataclass(frozen=True, slots=True)
class Files:
    """Where the three parts of one set lie."""

    corpus: Path
    queries: Path
    qrels: Path

    @property
    def name(self) -> str:
        return self.corpus.parent.name


def find_files(corpus: Path, queries: Path | None, qrels: Path | None, split: str | None) -> Files:
    """Resolves what was given: `corpus` may be the folder; without `queries` or `qrels` they lie in `<folder>/<split>`
    (or in the folder itself, or qrels in `qrels/<split>.tsv`). Raises `DatasetError` naming what is missing."""
    folder = corpus if corpus.is_dir() else corpus.parent
    places = [folder / split, folder] if split else [folder]
    found_corpus = _first([corpus] if corpus.is_file() else [folder / "corpus.jsonl"])
    found_queries = _first([queries] if queries else [place / "queries.jsonl" for place in places])
    tables = [place / "qrels.tsv" for place in places] + ([folder / "qrels" / f"{split}.tsv"] if split else [])
    return Files(found_corpus, found_queries, _first([qrels] if qrels else tables))


def _first(candidates: list[Path]) -> Path:
    for path in candidates:
        for form in (path, path.with_name(f"{path.name}.gz")):
            if form.is_file():
                return form
    raise DatasetError(f"no such file: {' or '.join(map(str, candidates))}")


def _records(path: Path) -> Iterator[dict[str, object]]:
    for number, line in text_lines(path):
        try:
            record = json.loads(line)
        except json.JSONDecodeError as error:
            raise DatasetError(f"{path}, line {number}: {error}") from error
        if not isinstance(record, dict) or "_id" not in record:
            raise DatasetError(f"{path}, line {number}: a record has “_id”")
        yield record


def read_corpus(path: Path) -> Iterator[tuple[str, str, str]]:
    """`(id, title, text)` of each document."""
    for record in _records(path):
        yield str(record["_id"]), str(record.get("title") or ""), str(record.get("text") or "")


def read_queries(path: Path) -> dict[str, str]:
    """Query id -> text, in the order of the file."""
    return {str(record["_id"]): str(record.get("text") or "") for record in _records(path)}


def read_qrels(path: Path) -> dict[str, dict[str, int]]:
    """`query-id corpus-id score` with a heading, or the four columns of TREC (`query 0 document score`)."""
    qrels: dict[str, dict[str, int]] = {}
    for row in csv.reader((line for _, line in text_lines(path)), delimiter="\t"):
        cells = row if len(row) > 1 else row[0].split() if row else []
        if len(cells) == 4:
            cells = [cells[0], *cells[2:]]
        if len(cells) < 3 or not cells[2].lstrip("-").isdigit():
            continue  # the heading
        qrels.setdefault(cells[0], {})[cells[1]] = int(cells[2])
    if not qrels:
        raise DatasetError(f"{path}: no judgements")
    return qrels


corpus_hash = file_hash
"""SHA-256 of the corpus' text, whether gzipped or not."""
