"""Questions of ours, one a line: the layout that holds all a `Question` knows, and two of our own benches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from eval.data.checks import told_questions
from eval.data.files import json_lines, write_json_lines
from eval.data.model import Dataset, Place, Question
from eval.data.problems import Problems
from eval.wording import say


def fits(record: Any) -> bool:
    return isinstance(record, Mapping) and "question" in record and "answerable" in record


def load(paths: Iterable[Path], folder: Path | None, problems: Problems, name: str) -> Dataset:
    """The questions of some files; `folder` holds the documents they speak of."""
    sources = tuple(paths)
    seen: list[Question] = []
    for path in sources:
        rows: list[tuple[int | None, Question]] = []
        for line, record in json_lines(path, problems):
            try:
                rows.append((line, question_of(record)))
            except (KeyError, TypeError, AttributeError) as error:
                problems.error(path, line, "record", say("data.record", reason=error))
        known = {question.id for question in seen}
        for question in told_questions(rows, path, problems):
            if question.id in known:
                problems.error(path, None, "double_question", say("data.double_question", id=question.id))
            else:
                seen.append(question)
    return Dataset(name, tuple(seen), folder=folder, sources=sources)


def question_of(record: Mapping[str, Any]) -> Question:
    """A record of `as_record`, or of the files in `eval/questions` (`expected` with files, sections, words, facts).

    Raises `KeyError`, `TypeError`.
    """
    places = tuple(map(_place, record.get("places", record.get("expected", []))))
    given = record.get("documents")
    documents = dict(given) if isinstance(given, Mapping) else dict.fromkeys(given or [p.document for p in places], 1)
    name = record.get("id")
    facts = tuple(tuple(fact.split("|")) if isinstance(fact, str) else tuple(fact) for fact in record.get("facts", []))
    return Question(
        id="" if name is None else str(name),
        text=record["question"],
        answers=tuple(record.get("answers", [])),
        facts=facts,
        documents=documents,
        places=places,
        # Of questions judged by facts the expected files are twins, each of which will do.
        every=record.get("match", "any" if facts else "all") == "all",
        answerable=bool(record["answerable"]),
        slices=_slices(record),
        group=record.get("group"),
    )


def _place(record: Mapping[str, Any]) -> Place:
    words = tuple(record.get("quotations", record.get("words", [])))
    section = record.get("section", record.get("path"))
    return Place(record.get("document") or record["file"], section, record.get("page"), words)


def _slices(record: Mapping[str, Any]) -> dict[str, str]:
    named = {key: str(record[key]) for key in ("type", "typing") if record.get(key)}
    if "far" in record:
        named["far"] = "có" if record["far"] else "không"
    return named | {str(key): str(value) for key, value in record.get("slices", {}).items()}


def as_record(question: Question) -> dict[str, Any]:
    """All of it, without what is empty."""
    record: dict[str, Any] = {
        "id": question.id,
        "question": question.text,
        "answerable": question.answerable,
        "answers": list(question.answers),
        "facts": ["|".join(fact) for fact in question.facts],
        "documents": dict(question.documents),
        "places": [
            {"document": p.document, "section": p.section, "page": p.page, "quotations": list(p.quotations)}
            for p in question.places
        ],
        "match": "all" if question.every else "any",
        "slices": dict(question.slices),
        "group": question.group,
    }
    kept = ("id", "question", "answerable")
    return {key: value for key, value in record.items() if key in kept or value not in ([], {}, None)}


def write(dataset: Dataset, path: Path) -> None:
    write_json_lines(path, map(as_record, dataset.questions))
