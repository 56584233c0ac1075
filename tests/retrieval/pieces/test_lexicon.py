"""Numbers, spellings and rows by array equal those worked out piece by piece."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from threading import Thread

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.encoding import BUNDLED, load_encoder, term_vectors
from assistant.index.pieces.table import PieceRow, table_of
from assistant.retrieval.pieces import lexicon as room
from assistant.retrieval.pieces.lexicon import BREAK, END, FloatArray, IntArray, Lexicon
from assistant.retrieval.pieces.pair_rows import PairRows
from assistant.retrieval.pieces.sequences import Pieces, read, runs
from assistant.vietnamese.words.pieces import is_word, pieces, spelt

TEXTS = st.text(alphabet="aàảhoàuỷđ 06.1,;:\n()qQ/-", max_size=30)


class Lengths:
    """The row of a term is its length; "vắng" has none. Counts how often it is asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def term_ids(self, terms: Iterable[str]) -> IntArray:
        given = list(terms)
        self.asked += given
        return np.array([-1 if "vắng" in term or not term else len(term) for term in given], np.int32)

    def term_vectors(self, ids: IntArray) -> tuple[FloatArray, FloatArray]:
        raise NotImplementedError


@given(st.lists(TEXTS, max_size=5), st.booleans())
def test_forms_and_rows_of_a_layout(texts: list[str], plain: bool) -> None:
    lexicon = Lexicon(Lengths())
    laid = Pieces.of(texts, lexicon)
    forms = lexicon.forms_of(laid.at, plain).tolist()
    rows = lexicon.rows_of(laid.at, plain).tolist()
    at = 0
    for number, text in enumerate(texts):
        for piece in pieces(text):
            spelling = spelt(piece, plain) if is_word(piece) else ""
            assert forms[at] == (lexicon.form(spelling) if spelling else BREAK)
            assert rows[at] == (len(spelling) if spelling else -1)
            assert laid.owners[at] == number
            at += 1
        assert forms[at] == END
        assert rows[at] == -1
        at += 1
    assert at == len(forms)


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 7)), max_size=8))
def test_runs(given_runs: list[tuple[int, int]]) -> None:
    starts, lengths = (np.array([run[i] for run in given_runs], np.intp) for i in (0, 1))
    assert runs(starts, lengths).tolist() == [start + i for start, length in given_runs for i in range(length)]


def test_each_piece_is_looked_at_once() -> None:
    vectors = Lengths()
    lexicon = Lexicon(vectors)
    first = lexicon.numbers(["Hoà".lower(), ".", "giải"])
    asked = len(vectors.asked)
    assert lexicon.numbers(["giải", "hoà", "giải"]).tolist() == [first[2], first[0], first[2]]
    assert len(vectors.asked) == asked
    assert lexicon.form("hòa") is not None  # as terms spell it
    assert lexicon.form("hoà") is None


def test_numbers_of_the_vocabulary_are_asked_for_once() -> None:
    lexicon, asked = Lexicon(), list[int]()

    def texts(numbers: Sequence[int]) -> list[str]:
        asked.extend(numbers)
        return [f"từ{n}" for n in numbers]

    wanted = np.array([9_000, 3, 9_000, 5])
    found = lexicon.numbers_of_vocabulary(wanted, texts)
    assert found.tolist() == lexicon.numbers(["từ9000", "từ3", "từ9000", "từ5"]).tolist()
    assert asked == [3, 5, 9_000]
    assert lexicon.numbers_of_vocabulary(wanted, texts).tolist() == found.tolist()
    assert len(asked) == 3


def test_loose_pieces_and_those_of_the_vocabulary_are_read_alike() -> None:
    rows = [PieceRow(1, None, [2, 1]), PieceRow(1, [-1], [-2, 1])]
    table = table_of([4, 5], np.array([1, 1]), rows, ("quang", "cáp"))
    lexicon = Lexicon()
    got = read(
        table, table.texts, table.text_lengths, lexicon, lambda numbers: ["", "quang", "cáp"][1:][: len(numbers)]
    )
    assert got.tolist() == lexicon.numbers(["cáp", "quang", "cáp", "quang"]).tolist()
    assert read(table, table.headings[1:], table.heading_lengths[1:], lexicon, lambda _: []).tolist() == [got[1]]


@pytest.mark.parametrize("bits", [1, 4, 12])
def test_rows_of_pairs_are_right_however_many_share_a_place(bits: int) -> None:
    held, chance = PairRows(bits), np.random.default_rng(7)

    def find(first: Sequence[int], second: Sequence[int]) -> IntArray:
        return np.array([a * 100 + b if (a + b) % 3 else -1 for a, b in zip(first, second, strict=True)], np.int32)

    for _ in range(50):
        first, second = chance.integers(2, 60, (2, 40))
        assert held.rows(first, second, find).tolist() == find(first.tolist(), second.tolist()).tolist()


def test_the_encoders_own_rows() -> None:
    encoder = load_encoder(str(BUNDLED))
    assert encoder is not None
    vectors = term_vectors(encoder)
    assert vectors is not None
    lexicon = Lexicon(vectors)
    forms = lexicon.forms_of(lexicon.numbers(["kế", "hoạch", "ủy", "ban"]), plain=False)
    expected = vectors.term_ids(["kế_hoạch", "hoạch_ủy", "ủy_ban"]).tolist()
    assert lexicon.pair_rows(forms[:-1], forms[1:]).tolist() == expected
    assert expected[0] >= 0


def test_a_full_lexicon_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "KEPT", 3)
    lexicon = Lexicon()
    lexicon.numbers(["a", "b"])
    assert not lexicon.full
    lexicon.numbers(["c"])
    assert lexicon.full


def test_several_threads_meet_the_same_pieces() -> None:
    lexicon = Lexicon(Lengths())
    words = [f"từ{n}" for n in range(9_000)]
    found: dict[int, list[int]] = {}

    def meet(seed: int) -> None:
        order = np.random.default_rng(seed).permutation(len(words))
        numbers = lexicon.numbers([words[i] for i in order])
        forms = lexicon.forms_of(numbers, plain=False)
        back = np.empty(len(words), np.intp)
        back[order] = forms
        found[seed] = back.tolist()

    threads = [Thread(target=meet, args=(seed,)) for seed in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found[0] == found[1] == found[2] == found[3]
    assert [lexicon.form(word) for word in words] == found[0]
