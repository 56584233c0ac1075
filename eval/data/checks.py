"""Whether a set says what its author means: doubles, labels that lead nowhere, columns swapped, empty questions."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from eval.data.model import Dataset, Question, Text
from eval.data.problems import Problems
from eval.wording import say

LONGEST = 2_000
"""Characters of a question: what the product takes (`Settings.max_question`); longer ones are told, not cut."""
NULLS = frozenset({"", "none", "null", "nan", "n/a"})
"""What a missing id becomes when a spreadsheet or a script writes it."""


def is_null(identifier: object) -> bool:
    return str(identifier).strip().casefold() in NULLS if identifier is not None else True


def told_questions(questions: Iterable[tuple[int | None, Question]], path: Path, problems: Problems) -> list[Question]:
    """`questions` by line, without the empty ones, which nothing can be asked by. A double id is fatal: two questions
    would share their judgements."""
    kept: dict[str, Question] = {}
    for line, question in questions:
        if is_null(question.id):
            problems.error(path, line, "null_id", say("data.null_id"))
        elif question.id in kept:
            problems.error(path, line, "double_question", say("data.double_question", id=question.id))
        elif not re.search(r"[^\W_]", question.text):
            problems.warn(path, line, "empty_question", say("data.empty_question", id=question.id))
        else:
            if len(question.text) > LONGEST:
                length = len(question.text)
                problems.warn(path, line, "long_question", say("data.long_question", id=question.id, length=length))
            _told_spaces(question.id, path, line, problems)
            kept[question.id] = question
    return list(kept.values())


def told_texts(texts: Iterable[tuple[int | None, Text]], path: Path, problems: Problems) -> list[Text]:
    """`texts` by line. The same id twice is fatal, the same words under two ids is told: labels of one then count
    against the other."""
    kept: dict[str, Text] = {}
    words: dict[tuple[str, str], str] = {}
    for line, text in texts:
        if is_null(text.id):
            problems.error(path, line, "null_id", say("data.null_id"))
            continue
        if text.id in kept:
            problems.error(path, line, "double_document", say("data.double_document", id=text.id))
            continue
        if not text.text.strip() and not text.title.strip():
            problems.warn(path, line, "empty_document", say("data.empty_document", id=text.id))
        elif (other := words.setdefault((text.title, text.text), text.id)) != text.id:
            problems.warn(path, line, "twin_document", say("data.twin_document", id=text.id, other=other))
        _told_spaces(text.id, path, line, problems)
        kept[text.id] = text
    return list(kept.values())


def _told_spaces(identifier: str, path: Path, line: int | None, problems: Problems) -> None:
    if re.search(r"\s", identifier):
        problems.warn(path, line, "spaced_id", say("data.spaced_id", id=identifier))


def told_labels(
    labels: Iterable[tuple[int, str, str]],
    path: Path,
    questions: Collection[str],
    documents: Collection[str],
    problems: Problems,
) -> Iterator[tuple[str, str]]:
    """The `(question, document)` of each label at its line that leads to both. Empty `documents`: not known here.

    Most labels the wrong way round, the columns are swapped, which is said once and for all.
    """
    rows = list(labels)
    swapped = sum(1 for _, q, d in rows if q not in questions and q in documents and d in questions)
    if rows and swapped > len(rows) / 2:
        problems.error(path, rows[0][0], "swapped", say("data.swapped"))
        return
    for line, question, document in rows:
        if question not in questions:
            problems.warn(path, line, "label_question", say("data.label_question", id=question))
        elif documents and document not in documents:
            problems.error(path, line, "label_document", say("data.label_document", id=document, question=question))
        else:
            yield question, document


def told_places(dataset: Dataset, path: Path, problems: Problems) -> None:
    """Quotations that do not stand in the document they are said to stand in (sets whose documents are texts)."""
    texts = {text.id: f"{text.title}\n{text.text}" for text in dataset.texts}
    for question in dataset.questions:
        for place in question.places:
            held = texts.get(place.document)
            for quotation in place.quotations if held is not None else ():
                if " ".join(quotation.split()) not in " ".join((held or "").split()):
                    message = say("data.quotation", id=question.id, document=place.document)
                    problems.error(path, None, "quotation", message)
