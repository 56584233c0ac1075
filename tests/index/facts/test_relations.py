"""What documents say of each other is found by number and by a law's name, within access groups, and goes with them."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.errors import DocumentNotFound
from assistant.index import NewDocument, open_reader, open_writer, repair
from assistant.parsing import with_findings
from assistant.types import Mention, RecordedForce, Scope, Span
from tests.index.toy import ALL, ENCODER, ToyEncoder, new_document, take_back_to, terms

BOTH = Scope(frozenset({"chung", "mat-trong"}))
LAW = ["LUẬT ĐẤT ĐAI", "Điều 1. Phạm vi"]
REPEALING = "Điều 1. Bãi bỏ Quyết định số 5/QĐ-UBND ngày 01/02/2024."
BASED = "Căn cứ Luật Đất đai năm 2024 và Luật Đất đai năm 2013; theo Quyết định số 5/QĐ-UBND."


def put(source: str, *lines: str, group: str = "chung", **head: object) -> NewDocument:
    new = new_document(source, list(lines), access_group=group, **head)
    return replace(new, document=with_findings(new.document))


@pytest.fixture
def index(tmp_path: Path) -> Path:
    with open_writer(tmp_path, encoder=ENCODER) as writer:
        writer.put(put("/a", "Nội dung", kind="Quyết định", number="05/QĐ-UBND", date="2024-02-01"))
        writer.put(put("/b", *LAW, kind="Luật", title="LUẬT ĐẤT ĐAI", number="31/2024/QH15", year=2024))
        writer.put(put("/c", REPEALING, kind="Quyết định", number="7/QĐ-UBND"))
        writer.put(put("/d", BASED, kind="Báo cáo", number="8/BC-UBND"))
        writer.put(put("/e", REPEALING + " Bí mật.", kind="Quyết định", number="9/QĐ-UBND", group="mat-trong"))
    return tmp_path


def mentions(directory: Path, document_id: int, scope: Scope = ALL) -> list[Mention]:
    with open_reader(directory) as reader, reader.pin() as snapshot:
        record = snapshot.record(document_id)
        assert record is not None
        return snapshot.mentions_of(record, scope)


def test_by_number_with_the_place_and_what_is_done(index: Path) -> None:
    at, told = REPEALING.index("5/QĐ-UBND"), BASED.index("5/QĐ-UBND")
    assert mentions(index, 1) == [
        Mention(3, 1, Span(at, at + 9), "bai_bo", "toan_bo", "05/qđ-ubnd", kind="Quyết định", date="2024-02-01"),
        Mention(4, 1, Span(told, told + 9), "nhac_den", None, "05/qđ-ubnd", kind="Quyết định"),
    ]
    with open_reader(index) as reader, reader.pin() as snapshot:
        record = snapshot.record(1)
        assert record is not None
        assert [m.document_id for m in snapshot.mentions_of(record, ALL, ("bai_bo",))] == [3]


def test_another_access_group_is_not_told(index: Path) -> None:
    assert [m.document_id for m in mentions(index, 1, BOTH)] == [3, 4, 5]
    assert mentions(index, 1, Scope(frozenset({"khac"}))) == []
    assert mentions(index, 1, Scope(frozenset())) == []


def test_a_law_by_its_name_and_year(index: Path) -> None:
    assert [(m.document_id, m.name, m.year) for m in mentions(index, 2)] == [(4, "luat dat dai", 2024)]


def test_relations_go_with_their_document(index: Path) -> None:
    with open_writer(index, encoder=ENCODER) as writer:
        writer.remove(3)
        writer.put(put("/d", "Không nhắc gì nữa"))
    assert mentions(index, 1) == []
    with sqlite3.connect(index / "catalog.sqlite3") as connection:
        assert connection.execute("SELECT count(*) FROM relation").fetchone() == (1,)


def test_the_document_that_takes_over_takes_them_over(index: Path) -> None:
    with open_writer(index, encoder=ENCODER) as writer:
        assert writer.put(put("/ban-sao", REPEALING, kind="Quyết định", number="7/QĐ-UBND")).outcome == "duplicate"
        writer.put(put("/c", "nội dung mới"))
    assert [m.document_id for m in mentions(index, 1)] == [4, 6]


def test_an_older_index_says_so_until_it_is_repaired(index: Path) -> None:
    with sqlite3.connect(index / "catalog.sqlite3") as connection:
        take_back_to(connection, 3)
        names = connection.execute("SELECT names FROM layout").fetchone()[0]
        connection.execute("UPDATE layout SET names = ?", (names.replace('"named"', '"once_named"'),))
    with open_reader(index) as reader, reader.pin() as snapshot:
        assert not snapshot.relations_known
    assert mentions(index, 1) == []
    assert repair(index, encoder=ToyEncoder(), terms=terms).ok
    assert [m.document_id for m in mentions(index, 1)] == [3, 4]
    assert [m.document_id for m in mentions(index, 2)] == [4]
    with open_reader(index) as reader, reader.pin() as snapshot:
        assert snapshot.relations_known
        assert [r.relation for r in snapshot.document(3).references] == ["bai_bo"]
        assert [p.passage.text for p in snapshot.passages_of(3)] == [REPEALING]


def test_recorded_force_is_kept_until_it_is_taken_back(index: Path) -> None:
    said = RecordedForce("con_hieu_luc", "vbpl.vn", "2026-11-20")
    with open_writer(index, encoder=ENCODER) as writer:
        assert writer.record_force(1, said).id == 1
        writer.put(put("/a", "Bản mới", kind="Quyết định", number="05/QĐ-UBND"))
        with pytest.raises(DocumentNotFound):
            writer.record_force(99, said)
    with open_reader(index) as reader, reader.pin() as snapshot:
        assert (snapshot.recorded_force(1), snapshot.recorded_force(2)) == (said, None)
    with open_writer(index, encoder=ENCODER) as writer:
        writer.record_force(1, None)
    with open_reader(index) as reader, reader.pin() as snapshot:
        assert snapshot.recorded_force(1) is None
