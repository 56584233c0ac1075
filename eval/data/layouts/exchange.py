"""The JSON of RAGChecker and of ragas: questions with reference answers, and what some system said to them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.data.checks import told_questions
from eval.data.files import json_lines, read_json
from eval.data.layouts.squad import context_id
from eval.data.model import Dataset, Question, Text
from eval.data.problems import Problems

_QUESTION = ("query", "user_input", "question")
_REFERENCE = ("gt_answer", "reference", "ground_truth", "ground_truths")
_RESPONSE = ("response", "answer")
_CONTEXTS = ("retrieved_context", "retrieved_contexts", "contexts")


@dataclass(frozen=True, slots=True)
class Said:
    """What a system answered to the question `id`, and the texts it found: `(document id, text)`, best first."""

    id: str
    answer: str
    found: tuple[tuple[str, str], ...]


def fits(record: Any) -> bool:
    """Whether a record, or the whole of a file, is of one of the two."""
    if isinstance(record, Mapping) and isinstance(record.get("results"), list):
        return fits(record["results"][0]) if record["results"] else False
    if isinstance(record, list):
        return bool(record) and fits(record[0])
    return isinstance(record, Mapping) and _first(record, _QUESTION) != "" and any(n in record for n in _REFERENCE)


def load(path: Path, problems: Problems) -> Dataset:
    """The questions; the documents are the reference contexts of ragas, where there are any."""
    texts: dict[str, Text] = {}
    asked = told_questions(_questions(records(path, problems), texts), path, problems)
    return Dataset(path.stem, tuple(asked), tuple(texts.values()), sources=(path,))


def records(path: Path, problems: Problems) -> list[tuple[int | None, Mapping[str, Any]]]:
    if path.suffix == ".jsonl":
        return list(json_lines(path, problems))
    value = read_json(path)
    return [(None, record) for record in (value["results"] if isinstance(value, Mapping) else value)]


def _first(record: Mapping[str, Any], names: Sequence[str]) -> str:
    for name in names:
        value = record.get(name)
        if isinstance(value, list):
            value = value[0] if value else ""
        if value:
            return str(value)
    return ""


def _name(record: Mapping[str, Any], position: int) -> str:
    return str(record.get("query_id") or record.get("id") or position)


def _questions(
    found: Sequence[tuple[int | None, Mapping[str, Any]]], texts: dict[str, Text]
) -> Iterator[tuple[int | None, Question]]:
    for position, (line, record) in enumerate(found, 1):
        documents: dict[str, int] = {}
        for context in record.get("reference_contexts") or []:
            documents[context_id(str(context))] = 1
            texts.setdefault(context_id(str(context)), Text(context_id(str(context)), "", str(context)))
        reference = _first(record, _REFERENCE)
        name, words = _name(record, position), _first(record, _QUESTION)
        yield line, Question(name, words, (reference,) if reference else (), documents=documents)


def read_said(path: Path, problems: Problems) -> list[Said]:
    """What the system of the file answered."""
    out = []
    for position, (_, record) in enumerate(records(path, problems), 1):
        contexts: list[Any] = next((record[name] for name in _CONTEXTS if record.get(name)), [])
        found = tuple(
            (str(c.get("doc_id") or context_id(str(c.get("text", "")))), str(c.get("text", "")))
            if isinstance(c, Mapping)
            else (context_id(str(c)), str(c))
            for c in contexts
        )
        out.append(Said(_name(record, position), _first(record, _RESPONSE), found))
    return out


def write_ragchecker(dataset: Dataset, path: Path, said: Mapping[str, Said] | None = None) -> None:
    """With what a system said, where it is given; else an empty response, for another to fill in."""
    results = []
    for question in dataset.questions:
        one = (said or {}).get(question.id) or Said(question.id, "", ())
        results.append(
            {
                "query_id": question.id,
                "query": question.text,
                "gt_answer": question.answers[0] if question.answers else "",
                "response": one.answer,
                "retrieved_context": [{"doc_id": d, "text": text} for d, text in one.found],
            }
        )
    path.write_text(json.dumps({"results": results}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def write_ragas(dataset: Dataset, path: Path, said: Mapping[str, Said] | None = None) -> None:
    """The single-turn samples of ragas 0.2 and later, a list."""
    held = {text.id: text.text for text in dataset.texts}
    samples = []
    for question in dataset.questions:
        one = (said or {}).get(question.id) or Said(question.id, "", ())
        samples.append(
            {
                "id": question.id,
                "user_input": question.text,
                "reference": question.answers[0] if question.answers else "",
                "reference_contexts": [held[d] for d in question.documents if d in held],
                "response": one.answer,
                "retrieved_contexts": [text for _, text in one.found],
            }
        )
    path.write_text(json.dumps(samples, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
