"""Numbers of pieces: each for ever one piece, also over rollbacks, removals and repairs."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from assistant.index import open_reader, open_writer, repair, verify
from assistant.index.pieces.store import numbers_used
from assistant.index.pieces.vocabulary import Vocabulary, drop_unused, last_number, texts_of
from tests.index.toy import ENCODER, ToyEncoder, new_document, take_back_to, terms


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute("CREATE TABLE piece (id INTEGER PRIMARY KEY AUTOINCREMENT, text TEXT NOT NULL UNIQUE)")
    yield connection
    connection.close()


def test_numbers_are_given_in_the_order_of_meeting_and_stay(connection: sqlite3.Connection) -> None:
    vocabulary = Vocabulary(connection)
    vocabulary.begin()
    assert vocabulary.numbers(["cáp", ".", "quang"]).tolist() == [1, 2, 3]
    assert vocabulary.numbers(["mới", "cáp"]).tolist() == [4, 1]
    again = Vocabulary(connection)
    again.begin()
    assert again.numbers(["quang", "khác", "."]).tolist() == [3, 5, 2]
    assert texts_of(connection, [5, 1, 2]) == ["khác", "cáp", "."]


def test_a_writer_forgets_what_was_rolled_back(connection: sqlite3.Connection) -> None:
    vocabulary = Vocabulary(connection)
    connection.execute("BEGIN")
    vocabulary.begin()
    vocabulary.numbers(["một"])
    connection.execute("COMMIT")
    connection.execute("BEGIN")
    vocabulary.begin()
    assert vocabulary.numbers(["hai", "ba"]).tolist() == [2, 3]
    connection.execute("ROLLBACK")
    connection.execute("BEGIN")
    vocabulary.begin()
    assert vocabulary.numbers(["ba", "một"]).tolist() == [2, 1]
    connection.execute("COMMIT")
    assert texts_of(connection, [1, 2]) == ["một", "ba"]


def test_a_small_memory_gives_the_same_numbers(connection: sqlite3.Connection) -> None:
    vocabulary = Vocabulary(connection, kept=2)
    vocabulary.begin()
    for _ in range(2):
        for n in range(10):
            assert vocabulary.numbers([f"từ{n}", f"từ{n + 1}"]).tolist() == [n + 1, n + 2]


def test_a_number_that_was_dropped_is_not_given_again(connection: sqlite3.Connection) -> None:
    vocabulary = Vocabulary(connection)
    vocabulary.begin()
    vocabulary.numbers(["một", "hai", "ba"])
    drop_unused(connection, np.array([1]))
    assert last_number(connection) == 3
    with pytest.raises(KeyError):
        texts_of(connection, [3])
    again = Vocabulary(connection)
    again.begin()
    assert again.numbers(["ba"]).tolist() == [4]


@pytest.fixture
def index(tmp_path: Path) -> Path:
    with open_writer(tmp_path, encoder=ENCODER) as writer:
        writer.put(new_document("/kho/a.txt", ["một", "hai"]))
        writer.put(new_document("/kho/b.txt", ["ba", "hai"]))
    return tmp_path


def words(directory: Path) -> set[str]:
    with sqlite3.connect(directory / "catalog.sqlite3") as connection:
        return {text for (text,) in connection.execute("SELECT text FROM piece")}


def read(directory: Path) -> dict[str, str]:
    """What the passages of the newest generation say, by document, in pieces."""
    with open_reader(directory) as reader, reader.pin() as snapshot:
        table = snapshot.pieces(range(1, 100))
        found: dict[str, str] = {}
        for i, document in enumerate(table.documents.tolist()):
            numbers = table.flat[table.texts[i] : table.texts[i] + table.text_lengths[i]].tolist()
            said = [table.loose[-1 - n] if n < 0 else snapshot.piece_texts([n])[0] for n in numbers]
            record = snapshot.record(document)
            assert record is not None
            found[record.path] = " ".join([*found.get(record.path, "").split(), *said])
        return found


def test_updates_and_removals_take_their_rows_along(index: Path) -> None:
    assert read(index) == {"/kho/a.txt": "một hai", "/kho/b.txt": "ba hai"}
    with open_writer(index, encoder=ENCODER) as writer:
        writer.put(new_document("/kho/a.txt", ["bốn"]))
        writer.commit()
        writer.remove(2)
    assert read(index) == {"/kho/a.txt": "bốn"}
    with sqlite3.connect(index / "catalog.sqlite3") as connection:
        assert connection.execute("SELECT id FROM passage_pieces").fetchall() == [(5,)]
    assert verify(index).ok


def test_repair_drops_the_words_of_removed_documents(index: Path) -> None:
    with open_writer(index, encoder=ENCODER) as writer:
        writer.remove(1)
    assert words(index) == {"một", "hai", "ba"}
    assert repair(index, encoder=ToyEncoder(), terms=terms).ok
    assert words(index) == {"hai", "ba"}
    assert read(index) == {"/kho/b.txt": "ba hai"}
    with sqlite3.connect(index / "catalog.sqlite3") as connection:
        assert numbers_used(connection).tolist() == [2, 3]


def test_a_reader_of_an_older_generation_still_reads_its_own(index: Path) -> None:
    with open_reader(index) as reader, reader.pin() as old:
        before = old.pieces([1, 2])
        with open_writer(index, encoder=ENCODER) as writer:
            writer.remove(1)
        assert repair(index, encoder=ToyEncoder(), terms=terms).ok
        assert old.piece_texts([1, 2]) == ["một", "hai"]
        assert old.pieces([1, 2]).flat.tolist() == before.flat.tolist()
        with reader.pin() as new:
            assert new.pieces([1, 2]).ids.tolist() == []


def test_an_index_of_the_version_before_is_read_written_and_repaired(index: Path) -> None:
    now = read(index)
    with sqlite3.connect(index / "catalog.sqlite3") as connection:
        take_back_to(connection, 7)
    assert read(index) == now
    with open_reader(index) as reader, reader.pin() as snapshot:
        table = snapshot.pieces([1, 2, 3, 4])
        assert table.ids.tolist() == [1, 2, 3, 4]
        assert table.documents.tolist() == [1, 1, 2, 2]
        assert len(set(table.sections.tolist()[:2])) == 1
        assert len(table.loose) == 3
    with open_writer(index, encoder=ENCODER) as writer:
        writer.put(new_document("/kho/c.txt", ["hai"]))
    assert read(index) == now | {"/kho/c.txt": "hai"}  # both kinds of passages side by side
    assert words(index) == {"hai"}
    assert verify(index).ok
    assert repair(index, encoder=ToyEncoder(), terms=terms).ok
    assert words(index) == {"một", "hai", "ba"}
    assert read(index) == now | {"/kho/c.txt": "hai"}


def test_damage_is_noticed_and_repaired(index: Path) -> None:
    with sqlite3.connect(index / "catalog.sqlite3") as connection:
        connection.execute("DELETE FROM piece WHERE text = 'hai'")
        connection.execute("INSERT INTO passage_pieces SELECT 9, data FROM passage_pieces WHERE id = 1")
        connection.execute("DELETE FROM passage_pieces WHERE id = 3")
    problems = verify(index).problems
    assert any("1 văn bản chỉ còn một phần" in problem for problem in problems)
    assert any("thiếu 1 từ" in problem for problem in problems)
    assert any("thừa 1 dòng từ" in problem for problem in problems)
    assert repair(index, encoder=ToyEncoder(), terms=terms).ok
    assert read(index) == {"/kho/a.txt": "một hai", "/kho/b.txt": "ba hai"}
