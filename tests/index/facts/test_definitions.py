"""The abbreviations documents define are found within their scope, and go when their document does."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from assistant.index import Definition, open_reader, open_writer, repair
from assistant.types import Scope
from tests.index.toy import ALL, ENCODER, ToyEncoder, new_document, take_back_to, terms

CDN = Definition("CDN", "cụm dữ nguồn")
OTHER = Definition("CDN", "chuyên dụng nước")
BOTH = Scope(frozenset({"chung", "rieng"}))


@pytest.fixture
def index(tmp_path: Path) -> Path:
    with open_writer(tmp_path, encoder=ENCODER) as writer:
        writer.put(new_document("/kho/a.txt", ["Cụm dữ nguồn (CDN)"], kind="Kế hoạch", year=2026))
        writer.put(new_document("/kho/b.txt", ["chuyên dụng nước (sau đây gọi là CDN)"], access_group="rieng"))
        writer.put(new_document("/kho/c.txt", ["Việc của cụm dữ nguồn (CDN)"], kind="Báo cáo"))
    return tmp_path


def found(
    directory: Path, scope: Scope = ALL, shorts: tuple[str, ...] = ("cdn",), longs: tuple[str, ...] = ()
) -> list[Definition]:
    with open_reader(directory) as reader, reader.pin() as snapshot:
        return snapshot.definitions(shorts, longs, scope)


def test_by_abbreviation_and_by_long_form_whatever_the_accents(index: Path) -> None:
    assert found(index) == found(index, shorts=("CDN",)) == [CDN]
    assert found(index, shorts=(), longs=("cum du nguon", "chuyên dụng nước")) == [CDN]
    assert found(index, shorts=("CD",), longs=("cụm dữ",)) == []


def test_a_scope_sees_the_definitions_of_its_documents_alone(index: Path) -> None:
    assert found(index, BOTH) == [CDN, OTHER]  # two documents say the first
    assert found(index, Scope(frozenset({"rieng"}))) == [OTHER]
    assert found(index, Scope(frozenset({"chung"}), kinds=frozenset({"Nghị quyết"}))) == []
    assert found(index, Scope(frozenset({"chung"}), document_ids=frozenset({2}))) == []


def test_a_definition_goes_with_its_document(index: Path) -> None:
    with open_writer(index, encoder=ENCODER) as writer:
        writer.remove(1)
        writer.put(new_document("/kho/c.txt", ["không còn gì"]))
    assert found(index, BOTH) == [OTHER]
    with sqlite3.connect(index / "catalog.sqlite3") as connection:
        assert connection.execute("SELECT count(*) FROM definition").fetchone() == (1,)


def test_the_document_that_takes_over_takes_the_definitions_over(index: Path) -> None:
    text = ["Cụm dữ nguồn (CDN)"]
    with open_writer(index, encoder=ENCODER) as writer:
        writer.remove(3)
        assert writer.put(new_document("/kho/ban-sao.txt", text)).outcome == "duplicate"
        writer.put(new_document("/kho/a.txt", ["nội dung mới"]))
    assert found(index) == [CDN]


def test_an_older_index_has_none_until_it_is_repaired(index: Path) -> None:
    with sqlite3.connect(index / "catalog.sqlite3") as connection:
        take_back_to(connection, 2)
    assert found(index) == []
    report = repair(index, encoder=ToyEncoder(), terms=terms)
    assert report.ok
    assert found(index, BOTH) == [CDN, OTHER]
