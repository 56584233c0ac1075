"""What nobody sees is no text; what only looks hidden to a program is."""

from __future__ import annotations

import pytest

from assistant.reading.pdf.reader import read_pdf
from assistant.types import FileText, Line
from tests.reading.makers import Sheet, make_pdf
from tests.reading.pdf import hidden_papers


def text(file: FileText) -> str:
    return "\n".join(b.text for page in file.pages for b in page.blocks if isinstance(b, Line))


@pytest.mark.parametrize(("n", "name"), [(n, name) for n, (name, _) in enumerate(hidden_papers.HIDDEN)])
def test_hidden_words_are_left_out_and_counted(n: int, name: str) -> None:
    paper = hidden_papers._hidden(n, name, hidden_papers.HIDDEN[n][1])
    assert isinstance(paper.source, bytes)
    file = read_pdf(paper.source)
    assert paper.quote in text(file)
    assert not [words for words in paper.absent if words in text(file)]
    assert [(one.kind, one.count) for one in file.left_out] == [("unseen", 1)]


@pytest.mark.parametrize(("n", "name"), [(n, name) for n, (name, _) in enumerate(hidden_papers.SHOWN)])
def test_words_that_are_seen_stay(n: int, name: str) -> None:
    paper = hidden_papers._shown(n, name, hidden_papers.SHOWN[n][1])
    assert isinstance(paper.source, bytes)
    file = read_pdf(paper.source)
    assert paper.quote in text(file)
    assert file.left_out == ()


def test_the_layer_of_a_whole_page_stays_under_and_over_its_picture() -> None:
    words = " ".join(["lớp chữ của bản quét"] * 20)
    over = Sheet().picture().text(72, 700, words, 6)
    under = Sheet().text(72, 700, words, 6).picture()
    for sheet in (over, under):
        file = read_pdf(make_pdf([sheet]))
        assert (file.pages[0].state, file.left_out) == ("text", ())
