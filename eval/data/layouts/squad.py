"""SQuAD 1.1 and 2.0, ViQuAD with them, and lines of `question, context, answer`: spans of a context that answer."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from eval.data.checks import told_questions
from eval.data.files import json_lines, read_json
from eval.data.model import Dataset, Place, Question, Text
from eval.data.problems import Problems
from eval.wording import say


def load(path: Path, problems: Problems) -> Dataset:
    """Each context is a document, named by its hash so that the same context is one."""
    texts: dict[str, Text] = {}
    questions = told_questions(_questions(read_json(path), path, texts, problems), path, problems)
    return Dataset(path.stem, tuple(questions), tuple(texts.values()), sources=(path,))


def fits(value: Any) -> bool:
    return isinstance(value, Mapping) and isinstance(value.get("data"), list)


def _questions(
    value: Any, path: Path, texts: dict[str, Text], problems: Problems
) -> Iterator[tuple[int | None, Question]]:
    for article in value["data"]:
        title = str(article.get("title") or "")
        for paragraph in article.get("paragraphs", []):
            context = str(paragraph.get("context") or "")
            document = context_id(context)
            texts.setdefault(document, Text(document, title, context))
            for asked in paragraph.get("qas", []):
                yield None, _question(asked, context, title, path, problems)


def _question(asked: Mapping[str, Any], context: str, title: str, path: Path, problems: Problems) -> Question:
    name = "" if asked.get("id") is None else str(asked["id"])
    given = [] if asked.get("is_impossible") else asked.get("answers") or []
    for answer in given:
        start = answer.get("answer_start")
        words = str(answer["text"])
        if isinstance(start, int) and context[start : start + len(words)] != words:
            problems.warn(path, None, "answer_start", say("data.answer_start", id=name))
    answers = tuple(dict.fromkeys(str(answer["text"]) for answer in given))
    return _spanned(name, str(asked.get("question") or ""), answers, context, {"source": title} if title else {})


def _spanned(name: str, text: str, answers: tuple[str, ...], context: str, slices: Mapping[str, str]) -> Question:
    """An answer that does not stand in its context is a reference answer still, and no quotation."""
    document = context_id(context)
    places = tuple(Place(document, quotations=(answer,)) for answer in answers if answer in context)
    documents = {document: 1} if answers else {}
    return Question(name, text, answers, (), documents, places, every=False, answerable=bool(answers), slices=slices)


def context_id(context: str) -> str:
    return hashlib.sha256(context.encode()).hexdigest()[:16]


def load_lines(path: Path, problems: Problems) -> Dataset:
    """`question, context, answer` a line; an empty `answer`: the context does not hold one. `id`, or the line's."""
    texts: dict[str, Text] = {}
    asked: list[tuple[int | None, Question]] = []
    names: set[str] = set()
    for line, record in json_lines(path, problems):
        context, answer = str(record.get("context") or ""), str(record.get("answer") or "")
        if answer not in context:
            problems.warn(path, line, "answer_start", say("data.answer_start", id=record.get("id", line)))
        document = context_id(context)
        head, gap, body = context.partition("\n\n")
        titled = bool(gap) and len(head) < 200 and head[-1:].isalpha()
        texts.setdefault(document, Text(document, head, body) if titled else Text(document, "", context))
        name = str(record.get("id") or f"{path.stem}-{line}")
        if name in names:  # its answer stands in the same line, so that another id harms nothing
            problems.warn(path, line, "renamed", say("data.renamed_question", id=name, new=f"{name}-{line}"))
            name = f"{name}-{line}"
        names.add(name)
        slices = {key: str(record[key]) for key in ("source", "group") if record.get(key)}
        answers = (answer,) if answer else ()
        asked.append((line, _spanned(name, str(record.get("question") or ""), answers, context, slices)))
    return Dataset(path.stem, tuple(told_questions(asked, path, problems)), tuple(texts.values()), sources=(path,))


def write(dataset: Dataset, path: Path) -> None:
    """SQuAD 2.0: each question under the document that its answer stands in; where none does, under the first
    document, as one that it does not answer. Answers are the quotations found there with their places."""
    held = {text.id: text for text in dataset.texts}
    paragraphs: dict[str, list[dict[str, Any]]] = {}
    for question in dataset.questions:
        found = _answers(question, held)
        document = next((d for d in found), None) or next((d for d in question.documents if d in held), None)
        document = document or next(iter(held), "")
        paragraphs.setdefault(document, []).append(
            {
                "id": question.id,
                "question": question.text,
                "is_impossible": not question.answerable,
                "answers": found.get(document, []),
            }
        )
    data = []
    for document, asked in paragraphs.items():
        text = held.get(document, Text(document, document, ""))
        data.append({"title": text.title, "paragraphs": [{"context": text.text, "qas": asked}]})
    whole = json.dumps({"version": "v2.0", "data": data}, ensure_ascii=False, indent=1)
    path.write_text(f"{whole}\n", encoding="utf-8")


def _answers(question: Question, held: Mapping[str, Text]) -> dict[str, list[dict[str, Any]]]:
    out: dict[str, list[dict[str, Any]]] = {}
    for place in question.places:
        text = held[place.document].text if place.document in held else ""
        for words in place.quotations:
            if (start := text.find(words)) >= 0:
                out.setdefault(place.document, []).append({"text": words, "answer_start": start})
    return out
