"""ALQAC (Automated Legal Question Answering Competition): questions with their articles of law, and the laws.

Laws of 2021 to 2023: `[{"id", "articles": [{"id", "text"}]}]`; of 2025: `[{"law_id", "content": [{"aid",
"content_Article"}]}]`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from eval.data.checks import told_labels, told_questions, told_texts
from eval.data.files import read_json
from eval.data.model import Dataset, Question, Text
from eval.data.problems import Problems

_LAWS = ("law.json", "laws.json", "alqac_law.json", "corpus.json")


def fits(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], Mapping) and "relevant_articles" in value[0]


def load(path: Path, problems: Problems) -> Dataset:
    """The questions of `path`, with the laws of a file beside it (`law.json` …) where there is one."""
    laws = next((path.with_name(name) for name in _LAWS if path.with_name(name).is_file()), None)
    texts = told_texts(_texts(read_json(laws)), laws, problems) if laws is not None else []
    value = read_json(path)
    asked = told_questions(((None, _question(record)) for record in value), path, problems)
    ids, held = {question.id for question in asked}, {text.id for text in texts}
    rows = [(0, question.id, document) for question in asked for document in question.documents]
    list(told_labels(rows, path, ids, held, problems))
    return Dataset(path.stem, tuple(asked), tuple(texts), sources=(path,) if laws is None else (laws, path))


def article_id(law: object, article: object) -> str:
    return f"{law}#{article}"


def _texts(value: Any) -> Iterator[tuple[None, Text]]:
    for law in value:
        name = law.get("law_id", law.get("id"))
        for article in law.get("articles", law.get("content", [])):
            number = article.get("id", article.get("aid"))
            words = str(article.get("text", article.get("content_Article", "")) or "")
            head, gap, body = words.partition("\n")
            yield None, Text(article_id(name, number), head if gap else "", body if gap else words)


def _question(record: Mapping[str, Any]) -> Question:
    name = record.get("question_id")
    documents = {article_id(a["law_id"], a.get("article_id", a.get("aid"))): 1 for a in record["relevant_articles"]}
    answer = str(record.get("answer") or "").strip()
    kind = record.get("question_type")
    return Question(
        "" if name is None else str(name),
        str(record.get("text") or record.get("question") or ""),
        answers=(answer,) if answer else (),
        documents=documents,
        slices={"type": str(kind)} if kind else {},
    )
