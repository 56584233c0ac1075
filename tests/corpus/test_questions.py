"""Each question's answer stands in the document, section and page that it names."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.types import Document
from eval.answers.questions_file import QUESTIONS, Asked, Expected, read_questions
from tests.corpus.test_corpus import RECORDS, SCAN, read, recognised

ASKED = read_questions(QUESTIONS)
ANSWERS = [(asked, one) for asked in ASKED for one in asked.expected]
NUMBERS = {record["file"]: record["number"] for record in RECORDS}


def document_of(file: str) -> Document:
    return recognised(file) if file.endswith(SCAN) else read(file)[1]


def named(value: object) -> str:
    return value.id if isinstance(value, Asked) else Path(value.file).stem if isinstance(value, Expected) else ""


def test_counts() -> None:
    assert len(ASKED) >= 100
    assert sum(not asked.answerable for asked in ASKED) >= 20
    assert len({asked.id for asked in ASKED}) == len(ASKED)
    assert len({asked.question for asked in ASKED}) == len(ASKED)
    assert {"đủ dấu", "không dấu", "viết tắt", "số hiệu"} == {asked.typing for asked in ASKED}
    assert sum(asked.typing == "không dấu" for asked in ASKED) >= 20


def test_answerable_ones_alone_expect_something() -> None:
    assert all(bool(asked.expected) == asked.answerable for asked in ASKED)
    assert all(asked.match in {"all", "any"} for asked in ASKED)


@pytest.mark.parametrize(("asked", "one"), ANSWERS, ids=named)
def test_the_words_stand_in_the_document(asked: Asked, one: Expected) -> None:
    text = document_of(one.file).text
    assert one.words
    assert [word for word in one.words if word not in text] == []
    assert one.number == NUMBERS[one.file]


def _sections(document: Document, path: str) -> list[str]:
    """The texts of the sections whose markers, from the top down, are those of `path`."""
    wanted = [part.removeprefix("khoản ") for part in path.split(" › ")]
    found = []
    for section in document.sections:
        markers, above = [section.marker.removeprefix("khoản ")], section.parent
        while above is not None:
            markers.insert(0, document.sections[above].marker.removeprefix("khoản "))
            above = document.sections[above].parent
        if [marker for marker in markers if not marker.startswith("Chương")] == wanted:
            found.append(section.span.of(document.text))
    return found


@pytest.mark.parametrize(("asked", "one"), [pair for pair in ANSWERS if pair[1].path], ids=named)
def test_the_words_stand_in_the_section(asked: Asked, one: Expected) -> None:
    assert one.path is not None
    sections = _sections(document_of(one.file), one.path)
    assert any(all(word in text for word in one.words) for text in sections)


@pytest.mark.parametrize(("asked", "one"), ANSWERS, ids=named)
def test_the_words_begin_on_the_page(asked: Asked, one: Expected) -> None:
    """Formats without pages expect none."""
    document = document_of(one.file)
    assert (one.page is not None) == one.file.endswith(".pdf")
    if one.page is None:
        return
    places = [index for index in range(len(document.text)) if document.text.startswith(one.words[0], index)]
    assert one.page in {document.page_at(place) for place in places}
