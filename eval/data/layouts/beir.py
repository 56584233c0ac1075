"""BEIR folders as a `Dataset`, and back. `eval.data.beir` reads the same files strictly, for the benches of our own."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from eval.data.beir import Files, find_files
from eval.data.checks import told_labels, told_questions, told_texts
from eval.data.files import json_lines, text_lines, write_json_lines
from eval.data.model import Dataset, Question, Text
from eval.data.problems import Problems
from eval.wording import say

SPLITS = ("test", "dev", "train")


def fits(path: Path) -> bool:
    return path.is_dir() and any((path / name).is_file() for name in ("corpus.jsonl", "corpus.jsonl.gz"))


def load(path: Path, split: str | None, problems: Problems) -> Dataset:
    """Without a `split` the first of test, dev, train that is there. Raises `DatasetError` when a file is missing."""
    files = _find(path, split)
    texts = told_texts(_texts(files.corpus, problems), files.corpus, problems)
    asked = told_questions(_questions(files.queries, problems), files.queries, problems)
    ids = {question.id for question in asked}
    labels = {(line, q, d): score for line, q, d, score in _labels(files.qrels, problems)}
    judged: dict[str, dict[str, int]] = {}
    scores = {(q, d): score for (_, q, d), score in labels.items()}
    for question, document in told_labels(labels, files.qrels, ids, {text.id for text in texts}, problems):
        judged.setdefault(question, {})[document] = scores[question, document]
    questions = tuple(Question(q.id, q.text, documents=judged[q.id], slices=q.slices) for q in asked if q.id in judged)
    if len(questions) < len(asked):
        problems.warn(files.queries, None, "unjudged", say("data.unjudged", count=len(asked) - len(questions)))
    return Dataset(path.name, questions, tuple(texts), sources=(files.corpus, files.queries, files.qrels))


def _find(path: Path, split: str | None) -> Files:
    if split is None:
        split = next((s for s in SPLITS if (path / s).is_dir() or (path / "qrels" / f"{s}.tsv").is_file()), None)
    return find_files(path, None, None, split)


def _texts(path: Path, problems: Problems) -> Iterator[tuple[int, Text]]:
    for line, record in json_lines(path, problems):
        yield line, Text(_id(record), str(record.get("title") or ""), str(record.get("text") or ""))


def _questions(path: Path, problems: Problems) -> Iterator[tuple[int, Question]]:
    for line, record in json_lines(path, problems):
        metadata = record.get("metadata")
        slices = {str(k): str(v) for k, v in metadata.items()} if isinstance(metadata, Mapping) else {}
        yield line, Question(_id(record), str(record.get("text") or ""), slices=slices)


def _id(record: Mapping[str, Any]) -> str:
    value = record.get("_id")
    return "" if value is None else str(value)


def _labels(path: Path, problems: Problems) -> Iterator[tuple[int, str, str, int]]:
    """`query-id corpus-id score` with a heading, or the four columns of TREC."""
    for number, (line, text) in enumerate(text_lines(path)):
        row = next(csv.reader([text], delimiter="\t"))
        cells = row if len(row) > 1 else text.split()
        if len(cells) == 4:
            cells = [cells[0], *cells[2:]]
        if len(cells) != 3:
            problems.error(path, line, "columns", say("data.columns", count=len(cells)))
        elif cells[2].strip().lstrip("-").isdigit():
            yield line, cells[0], cells[1], int(cells[2])
        elif number > 0:  # the first line is the heading
            problems.error(path, line, "score", say("data.score", value=cells[2]))


def write(dataset: Dataset, folder: Path, split: str = "test") -> None:
    """`corpus.jsonl`, `queries.jsonl` and `qrels/<split>.tsv`; questions without judgements go into the queries."""
    (folder / "qrels").mkdir(parents=True, exist_ok=True)
    write_json_lines(folder / "corpus.jsonl", ({"_id": t.id, "title": t.title, "text": t.text} for t in dataset.texts))
    write_json_lines(
        folder / "queries.jsonl",
        ({"_id": q.id, "text": q.text, "metadata": dict(q.slices)} for q in dataset.questions),
    )
    with (folder / "qrels" / f"{split}.tsv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, delimiter="\t", lineterminator="\n")
        rows.writerow(("query-id", "corpus-id", "score"))
        rows.writerows((q.id, d, score) for q in dataset.questions for d, score in q.documents.items())
