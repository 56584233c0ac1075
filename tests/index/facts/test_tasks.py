"""Assignments are listed within their scope and by time, and go when their document does."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.index import NewDocument, open_reader, open_writer, repair
from assistant.parsing import with_findings
from assistant.types import Scope, StoredTask, TaskFilter
from assistant.vietnamese.names.agencies import agency_key
from tests.index.toy import ALL, ENCODER, ToyEncoder, new_document, take_back_to, terms

BOTH = Scope(frozenset({"chung", "rieng"}))
HEAD = "TỔ CHỨC THỰC HIỆN"
HEALTH = "Sở Y tế chủ trì, phối hợp với Công an tỉnh rà soát danh sách trước ngày 31/8/2026."
HOME = "Sở Nội vụ tổng hợp kết quả hằng quý."
BUILD = "Sở Xây dựng chủ trì lập quy hoạch trong Quý II/2026."
FROM = "Công an xã chủ trì trực chốt trong giai đoạn 2026-2030."


def given(source: str, words: list[str], access_group: str = "chung") -> NewDocument:
    new = new_document(source, [HEAD, *words], access_group=access_group, kind="Kế hoạch", date="2026-01-05", year=2026)
    return replace(new, document=with_findings(new.document))


@pytest.fixture
def index(tmp_path: Path) -> Path:
    with open_writer(tmp_path, encoder=ENCODER) as writer:
        writer.put(given("/kho/a.txt", [HEALTH, HOME]))
        writer.put(given("/kho/b.txt", [BUILD], access_group="rieng"))
        writer.put(given("/kho/c.txt", [FROM]))
    return tmp_path


def found(directory: Path, wanted: TaskFilter | None = None, scope: Scope = ALL) -> list[StoredTask]:
    with open_reader(directory) as reader, reader.pin() as snapshot:
        return snapshot.tasks(wanted or TaskFilter(), scope)


def leads(tasks: list[StoredTask]) -> list[str | None]:
    return [stored.task.lead for stored in tasks]


def keys(*names: str) -> frozenset[str]:
    return frozenset(agency_key(name) for name in names)


def test_a_task_comes_back_as_it_was_read_with_its_source(index: Path) -> None:
    stored = found(index)[0]
    with open_reader(index) as reader, reader.pin() as snapshot:
        document = snapshot.document(stored.document.id)
        assert stored.task == document.tasks[0]
        assert stored.quote == stored.task.span.of(document.text) == HEALTH
    assert (stored.document.letterhead.kind, stored.position, stored.path) == ("Kế hoạch", 0, "Mục I")
    assert stored.task.due is not None
    assert stored.task.due.end == "2026-08-31"


def test_first_due_first_and_recurring_ones_last(index: Path) -> None:
    assert leads(found(index, scope=BOTH)) == ["Sở Xây dựng", "Sở Y tế", "Công an xã", "Sở Nội vụ"]


def test_a_scope_sees_the_tasks_of_its_documents_alone(index: Path) -> None:
    assert leads(found(index)) == ["Sở Y tế", "Công an xã", "Sở Nội vụ"]
    assert leads(found(index, scope=Scope(frozenset({"rieng"})))) == ["Sở Xây dựng"]
    assert leads(found(index, scope=Scope(frozenset({"chung"}), document_ids=frozenset({3})))) == ["Công an xã"]
    assert found(index, scope=Scope(frozenset())) == []


def test_agencies_by_key_and_by_a_key_that_goes_on(index: Path) -> None:
    assert leads(found(index, TaskFilter(leads=keys("so y te")))) == ["Sở Y tế"]
    assert leads(found(index, TaskFilter(partners=keys("Công an")))) == ["Sở Y tế"]
    assert leads(found(index, TaskFilter(leads=keys("Công an")))) == ["Công an xã"]
    assert found(index, TaskFilter(leads=keys("Sở Y"))) != []  # "sở y" goes on with "tế"
    assert found(index, TaskFilter(leads=keys("Công"))) != []
    assert found(index, TaskFilter(leads=keys("Côn"))) == []  # half a word is no word
    assert found(index, TaskFilter(leads=frozenset())) == []


def test_days_are_both_included(index: Path) -> None:
    assert leads(found(index, TaskFilter(due_before="2026-08-31"))) == ["Sở Y tế"]
    assert leads(found(index, TaskFilter(due_before="2026-08-30"))) == []
    assert leads(found(index, TaskFilter(due_after="2026-08-31"))) == ["Sở Y tế", "Công an xã"]
    assert leads(found(index, TaskFilter(due_after="2026-09-01"))) == ["Công an xã"]
    assert leads(found(index, TaskFilter(due_before="2026-08-30"), BOTH)) == ["Sở Xây dựng"]


def test_recurring_or_not(index: Path) -> None:
    assert leads(found(index, TaskFilter(recurring=True))) == ["Sở Nội vụ"]
    assert leads(found(index, TaskFilter(recurring=False))) == ["Sở Y tế", "Công an xã"]


def rows(index: Path) -> tuple[int, int, int]:
    with sqlite3.connect(index / "catalog.sqlite3") as connection:
        one, two, three = (
            connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("task", "task_agency", "task_count")
        )
    return one, two, three


def test_tasks_go_with_their_version(index: Path) -> None:
    assert rows(index) == (4, 5, 3)
    with open_writer(index, encoder=ENCODER) as writer:
        writer.remove(1)
        writer.put(given("/kho/c.txt", [BUILD]))
    assert leads(found(index)) == ["Sở Xây dựng"]
    assert found(index)[0].document.version == 2
    assert rows(index) == (2, 2, 2)


def test_the_document_that_takes_over_takes_the_tasks_over(index: Path) -> None:
    with open_writer(index, encoder=ENCODER) as writer:
        copy = replace(given("/kho/a.txt", [HEALTH, HOME]), source="/kho/ban-sao.txt")
        assert writer.put(copy).outcome == "duplicate"
        writer.put(given("/kho/a.txt", [BUILD]))
    assert leads(found(index)) == ["Sở Xây dựng", "Sở Y tế", "Công an xã", "Sở Nội vụ"]
    assert {stored.document.path for stored in found(index, TaskFilter(leads=keys("Sở Y tế")))} == {"/kho/ban-sao.txt"}


def test_an_older_index_says_so_until_it_is_repaired(index: Path) -> None:
    def known() -> bool:
        with open_reader(index) as reader, reader.pin() as snapshot:
            return snapshot.tasks_known

    assert known()
    with sqlite3.connect(index / "catalog.sqlite3") as connection:
        take_back_to(connection, 4)
    assert (known(), found(index)) == (False, [])
    with open_writer(index, encoder=ENCODER) as writer:  # brings the tables, reads nothing again
        writer.put(given("/kho/d.txt", [HOME]))
    assert (known(), leads(found(index))) == (False, ["Sở Nội vụ"])
    assert repair(index, encoder=ToyEncoder(), terms=terms).ok
    assert (known(), len(found(index, scope=BOTH))) == (True, 5)


def test_an_index_that_does_not_say_what_was_recognised_lists_its_tasks(index: Path) -> None:
    before = found(index)
    with sqlite3.connect(index / "catalog.sqlite3") as connection:
        take_back_to(connection, 6)
    assert found(index) == before
