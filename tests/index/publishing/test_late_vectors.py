"""Vectors that come behind the terms: searched as soon as they are published, kept whatever happens meanwhile."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from assistant.index import open_reader, open_writer, repair, verify
from assistant.index.contract.values import FloatArray, NewDocument
from tests.index.toy import ALL, DIMENSION, ENCODER, ToyEncoder, new_document, term, terms, vector


def bare(source: str, words: list[str]) -> NewDocument:
    """A document whose vectors are still to be made."""
    new = new_document(source, words)
    return replace(new, passages=[replace(passage, vectors=None) for passage in new.passages])


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """Passages 1 to 3 without vectors, 4 with its own."""
    with open_writer(tmp_path, encoder=ENCODER) as writer:
        writer.put(bare("/kho/a.txt", ["từ1", "từ2", "từ3"]))
        writer.put(new_document("/kho/b.txt", ["từ4"]))
    return tmp_path


def found(index: Path, word: str) -> tuple[list[int], list[int]]:
    """The first passage by terms and by vectors (those with a product above a half)."""
    with open_reader(index) as reader, reader.pin() as snapshot:
        by_terms = [i for i, _ in snapshot.lexical(term(word), 3, ALL)]
        by_vectors = [i for i, score in snapshot.dense(vector(word), 3, ALL)[0] if score > 0.5]
        return by_terms, by_vectors


def lacking(index: Path) -> tuple[int, list[int]]:
    with open_reader(index) as reader, reader.pin() as snapshot:
        return snapshot.stats.unencoded, snapshot.unencoded(10)


def test_what_has_no_vectors_yet_is_found_by_its_words(index: Path) -> None:
    assert found(index, "từ2") == ([2], [])
    assert found(index, "từ4") == ([4], [4])
    assert lacking(index) == (3, [1, 2, 3])
    assert verify(index).ok


def test_vectors_are_added_out_of_order_and_in_parts(index: Path) -> None:
    with open_writer(index, encoder=ENCODER) as writer:
        assert writer.add_vectors({3: vector("từ3"), 1: vector("từ1")}) == 2
    assert lacking(index) == (1, [2])
    assert found(index, "từ3") == ([3], [3])
    assert found(index, "từ2") == ([2], [])
    with open_writer(index, encoder=ENCODER) as writer:
        assert writer.add_vectors({2: np.concatenate([vector("từ2"), vector("khác")])}) == 1
    assert found(index, "từ2")[1] == found(index, "khác")[1] == [2]
    report = verify(index)
    assert report.ok
    assert report.vectors == 5


def test_a_passage_that_went_or_has_its_vectors_takes_none(index: Path) -> None:
    with open_writer(index, encoder=ENCODER) as writer:
        writer.remove(1)
        assert writer.add_vectors({1: vector("từ1"), 4: vector("khác"), 99: vector("từ1")}) == 0
    assert found(index, "từ4")[1] == [4]
    assert lacking(index) == (0, [])
    assert verify(index).ok


def test_a_new_version_of_the_same_words_has_their_vectors_at_once(index: Path) -> None:
    with open_writer(index, encoder=ENCODER) as writer:
        writer.add_vectors({1: vector("từ1")})
    with open_writer(index, encoder=ENCODER) as writer:
        new = bare("/kho/c.txt", ["từ1"])
        known = writer.vectors_for([new.passages[0].text_hash])
    assert list(known) == [new.passages[0].text_hash]
    assert np.allclose(known[new.passages[0].text_hash], vector("từ1"), atol=1e-3)


def test_one_text_has_one_vector_whatever_it_was_encoded_beside(tmp_path: Path) -> None:
    with open_writer(tmp_path, encoder=ENCODER) as writer:
        writer.put(bare("/kho/a.txt", ["từ1", "khác"]))
        writer.put(bare("/kho/b.txt", ["từ1", "nữa"]))
        writer.put(new_document("/kho/c.txt", ["từ9"]))
    moved = vector("từ1") + np.float32(0.01)
    with open_writer(tmp_path, encoder=ENCODER) as writer:
        assert writer.add_vectors({1: vector("từ1"), 3: np.concatenate([moved, moved])}) == 2
    with open_reader(tmp_path) as reader, reader.pin() as snapshot:
        found = dict(snapshot.dense(vector("từ1"), 5, ALL)[0])
    assert found[1] == found[3] == pytest.approx(1.0, abs=1e-3)
    report = verify(tmp_path)
    assert (report.ok, report.vectors) == (True, 3)


@pytest.mark.parametrize("wrong", [np.zeros((1, DIMENSION + 1), np.float32), np.zeros((0, DIMENSION), np.float32)])
def test_vectors_of_another_encoder_are_not_taken(index: Path, wrong: FloatArray) -> None:
    with open_writer(index, encoder=ENCODER) as writer, pytest.raises(ValueError, match="vectors of shape"):
        writer.add_vectors({1: wrong})
    assert lacking(index) == (3, [1, 2, 3])


def test_an_index_without_an_encoder_lacks_none(tmp_path: Path) -> None:
    with open_writer(tmp_path, encoder=None) as writer:
        writer.put(new_document("/kho/a.txt", ["từ1"], encoder=None))
    assert lacking(tmp_path) == (0, [])


def test_a_repair_changes_the_encoder_and_leaves_the_vectors_for_later(index: Path) -> None:
    other = ToyEncoder("toy-2")
    report = repair(index, encoder=other, terms=terms, encode=False)
    assert (report.ok, report.vectors, other.asked) == (True, 0, [])
    assert lacking(index) == (4, [1, 2, 3, 4])
    assert found(index, "từ4") == ([4], [])
    # Back again: what the first encoder made is still there, and is not made again.
    report = repair(index, encoder=ToyEncoder(), terms=terms, encode=False)
    assert (report.ok, report.vectors) == (True, 1)
    assert lacking(index) == (3, [1, 2, 3])
