"""TREC: topics, qrels and runs. Ids with white space are escaped (`identifiers`), scores strictly decrease."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from eval.data.checks import told_questions
from eval.data.files import read_text, text_lines
from eval.data.identifiers import from_trec, to_trec
from eval.data.model import Dataset, Question, Run
from eval.data.problems import DatasetError, Problems
from eval.wording import say

_TOPIC = re.compile(r"<top>(.*?)(?:</top>|(?=<top>)|\Z)", re.DOTALL | re.IGNORECASE)
_NUMBER = re.compile(r"<num>\s*(?:Number:)?\s*([^<\n]+)", re.IGNORECASE)
_TITLE = re.compile(r"<title>\s*(?:Topic:)?\s*([^<]+)", re.IGNORECASE)


def fits(path: Path) -> bool:
    return path.is_dir() and _named(path, "topics") is not None and _named(path, "qrels") is not None


def _named(folder: Path, kind: str) -> Path | None:
    return next((p for p in sorted(folder.iterdir()) if p.is_file() and kind in p.name.casefold()), None)


def load(path: Path, problems: Problems) -> Dataset:
    """The questions of a folder with one file of topics and one of qrels. It has no documents."""
    topics, table = _named(path, "topics"), _named(path, "qrels")
    if topics is None or table is None:
        raise DatasetError(say("data.trec_files", path=path))
    qrels = read_qrels(table, problems)
    asked = told_questions(_topics(topics), topics, problems)
    questions = tuple(Question(q.id, q.text, documents=qrels.get(q.id, {})) for q in asked)
    return Dataset(path.name, questions, sources=(topics, table))


def _topics(path: Path) -> Iterator[tuple[int | None, Question]]:
    """`<top>` blocks, or a line each: id, tab, words."""
    text = read_text(path)
    if "<top>" not in text.casefold():
        for line, words in text_lines(path):
            identifier, _, question = words.partition("\t")
            yield line, Question(from_trec(identifier.strip()), question.strip())
        return
    for match in _TOPIC.finditer(text):
        number, title = _NUMBER.search(match[1]), _TITLE.search(match[1])
        line = text.count("\n", 0, match.start()) + 1
        name = from_trec(number[1].strip()) if number else ""
        yield line, Question(name, " ".join(title[1].split()) if title else "")


def read_qrels(path: Path, problems: Problems) -> dict[str, dict[str, int]]:
    """`query 0 document relevance`, parted by white space."""
    qrels: dict[str, dict[str, int]] = {}
    for line, text in text_lines(path):
        cells = text.split()
        if len(cells) != 4:
            problems.error(path, line, "columns", say("data.columns_qrels", count=len(cells)))
        elif not cells[3].lstrip("-").isdigit():
            problems.error(path, line, "score", say("data.score", value=cells[3]))
        else:
            qrels.setdefault(from_trec(cells[0]), {})[from_trec(cells[2])] = int(cells[3])
    return qrels


def read_run(path: Path, problems: Problems) -> Run:
    """`query Q0 document rank score tag`: by score, equal scores by rank, as their author meant them.

    A score that is no number, a document twice for one question: told, and fatal.
    """
    rows: dict[str, dict[str, tuple[float, int]]] = {}
    for line, text in text_lines(path):
        cells = text.split()
        if len(cells) != 6:
            problems.error(path, line, "columns", say("data.columns_run", count=len(cells)))
            continue
        query, document = from_trec(cells[0]), from_trec(cells[2])
        try:
            rank, score = int(cells[3]), float(cells[4])
        except ValueError:
            problems.error(path, line, "score", say("data.score", value=f"{cells[3]} {cells[4]}"))
            continue
        if not math.isfinite(score):
            problems.error(path, line, "score", say("data.score", value=cells[4]))
        elif document in rows.setdefault(query, {}):
            problems.error(path, line, "double_ranked", say("data.double_ranked", id=document, question=query))
        else:
            rows[query][document] = (score, rank)
    return {q: _in_order(found) for q, found in rows.items()}


def _in_order(found: Mapping[str, tuple[float, int]]) -> list[tuple[str, float]]:
    return [(d, score) for d, (score, _) in sorted(found.items(), key=lambda item: (-item[1][0], item[1][1]))]


def write_run(path: Path, run: Run, tag: str) -> None:
    """For trec_eval, which sorts by score and breaks ties by id: scores that would be equal or rise where the ranking
    goes on are put a hair below the one before (the least step that six decimals show)."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for query, found in run.items():
            for rank, ((document, _), score) in enumerate(zip(found, falling([s for _, s in found]), strict=True), 1):
                file.write(f"{to_trec(query)} Q0 {to_trec(document)} {rank} {score:.6f} {to_trec(tag)}\n")


def falling(scores: list[float]) -> list[float]:
    """Each to six decimals, and at least 0.000001 below the one before.

    >>> falling([2.0, 2.0, 1.9999995, 5.0])
    [2.0, 1.999999, 1.999998, 1.999997]
    """
    out: list[int] = []
    for score in scores:
        millionths = round(score * 1e6) if math.isfinite(score) else (out[-1] if out else 0)
        out.append(min(millionths, out[-1] - 1) if out else millionths)
    return [value / 1e6 for value in out]


def write(dataset: Dataset, folder: Path) -> None:
    """`topics.tsv` and `qrels.txt`."""
    folder.mkdir(parents=True, exist_ok=True)
    topics = [f"{to_trec(q.id)}\t{' '.join(q.text.split())}\n" for q in dataset.questions]
    (folder / "topics.tsv").write_text("".join(topics), encoding="utf-8")
    labels = [
        f"{to_trec(q.id)} 0 {to_trec(d)} {score}\n" for q in dataset.questions for d, score in q.documents.items()
    ]
    (folder / "qrels.txt").write_text("".join(labels), encoding="utf-8")
