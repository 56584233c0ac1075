"""Documents that are alike are found when they are stored, within access groups, and go with their document."""

from __future__ import annotations

import random
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.index import NewDocument, open_reader, open_writer, repair
from assistant.types import Scope
from assistant.vietnamese.words.minhash import sketch_of
from tests.index.toy import ALL, ENCODER, ToyEncoder, new_document, take_back_to, terms

BOTH = Scope(frozenset({"chung", "rieng"}))


def words(seed: int) -> str:
    made = random.Random(seed)
    return " ".join(f"tiếng{made.randrange(500)}" for _ in range(600))


PLAN = words(1)
DRAFT = " ".join(PLAN.split()[:580]) + " " + " ".join(words(2).split()[:20])


def put(source: str, text: str, group: str = "chung") -> NewDocument:
    new = new_document(source, [text], access_group=group)
    return replace(new, sketch=sketch_of(text))


@pytest.fixture
def index(tmp_path: Path) -> Path:
    with open_writer(tmp_path, encoder=ENCODER) as writer:
        writer.put(put("/a", PLAN))
        writer.put(put("/b", DRAFT))
        writer.put(put("/c", words(3)))
        writer.put(put("/d", PLAN + " rieng", "rieng"))
        writer.put(new_document("beir:1", [PLAN + " bài"]))
    return tmp_path


def near(directory: Path, scope: Scope = ALL, documents: tuple[int, ...] | None = None) -> list[tuple[int, int]]:
    with open_reader(directory) as reader, reader.pin() as snapshot:
        return [(a, b) for a, b, likeness in snapshot.near(scope, documents) if likeness > 0.8]


def test_pairs_both_ways_round_and_only_what_was_sketched(index: Path) -> None:
    assert near(index) == [(1, 2), (2, 1)]
    assert near(index, documents=(2, 3)) == [(2, 1)]
    assert near(index, documents=()) == []


def test_a_pair_needs_both_its_groups(index: Path) -> None:
    assert sorted(near(index, BOTH, (1,))) == [(1, 2), (1, 4)]
    assert near(index, Scope(frozenset({"rieng"}))) == []
    assert near(index, Scope(frozenset())) == []


def test_pairs_go_with_their_document_or_to_the_one_that_takes_over(index: Path) -> None:
    with open_writer(index, encoder=ENCODER) as writer:
        assert writer.put(put("/ban-sao", PLAN)).outcome == "duplicate"
        writer.put(put("/a", words(4)))  # the copy answers for the old bytes now
    assert near(index) == [(2, 6), (6, 2)]
    with open_writer(index, encoder=ENCODER) as writer:
        writer.remove(2)
        writer.remove(6)
    assert near(index) == []
    with sqlite3.connect(index / "catalog.sqlite3") as connection:
        assert connection.execute("SELECT count(*) FROM near").fetchone() == (0,)
        assert connection.execute("SELECT count(DISTINCT row) FROM band").fetchone() == (3,)


def test_repair_sketches_what_was_stored_before_but_no_bench_texts(index: Path) -> None:
    with sqlite3.connect(index / "catalog.sqlite3") as connection:
        take_back_to(connection, 3)
    assert near(index) == []
    assert repair(index, encoder=ToyEncoder(), terms=terms).ok
    assert near(index) == [(1, 2), (2, 1)]
