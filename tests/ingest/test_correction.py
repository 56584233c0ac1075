"""A person's corrections: checked in words for a person, found at once, kept when the file is read again, undone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.errors import DocumentNotFound, EditError
from assistant.index import LexicalQuery, open_reader, verify
from assistant.ingest import ingest
from assistant.ingest.batch import POOL_FROM
from assistant.ingest.correction import checked, correct
from assistant.settings import Settings
from assistant.types import DocumentRecord, Scope
from tests.ingest.test_run import plan

ALL = Scope(frozenset({"chung"}))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(index_dir=tmp_path / "chỉ mục", encoder="bundled", jobs=1, word_segmentation=False)


def read(settings: Settings, document_id: int = 1) -> DocumentRecord:
    with open_reader(settings.index_dir) as reader, reader.pin() as snapshot:
        record = snapshot.record(document_id)
        assert record is not None
        assert snapshot.document(document_id).letterhead.title == record.letterhead.title
        return record


def times_found(settings: Settings, term: str) -> int:
    with open_reader(settings.index_dir) as reader, reader.pin() as snapshot:
        return len(snapshot.lexical(LexicalQuery((("title", term, 1.0), ("body", term, 1.0))), 50, ALL))


def numbered(settings: Settings, serial: str) -> list[int]:
    with open_reader(settings.index_dir) as reader, reader.pin() as snapshot:
        return [record.id for record in snapshot.by_number(serial, scope=ALL)]


@pytest.mark.parametrize(
    ("changes", "kept"),
    [
        ({"number": " 45/kh-ubnd "}, {"number": "45/KH-UBND", "symbol": "KH-UBND"}),
        ({"number": "57 - NQ/TW"}, {"number": "57-NQ/TW", "symbol": "NQ/TW"}),
        ({"number": ""}, {"number": None, "symbol": None}),
        ({"date": "5/3/2026"}, {"date": "2026-03-05", "year": 2026}),
        ({"date": "ngày 05 tháng 3 năm 2026"}, {"date": "2026-03-05", "year": 2026}),
        ({"date": "2026-03-05"}, {"date": "2026-03-05", "year": 2026}),
        ({"kind": "kế hoạch"}, {"kind": "Kế hoạch"}),
        ({"title": "Phổ cập\n  kỹ năng số"}, {"title": "Phổ cập kỹ năng số"}),
        ({"signer": ""}, {"signer": None}),
    ],
)
def test_what_is_typed_is_kept_as_documents_print_it(changes: dict[str, str], kept: dict[str, object]) -> None:
    assert checked(changes) == kept


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"date": "31/02/2026"}, "Ngày “31/02/2026” không có trong lịch."),
        ({"date": "hôm qua"}, "Ngày “hôm qua” không có trong lịch."),
        ({"date": "5/3/26"}, "Ngày “5/3/26” không có trong lịch."),
        ({"number": "số năm"}, "Số, ký hiệu “số năm” không đúng dạng."),
        ({"colour": "đỏ"}, "Không có mục thông tin “colour”."),
        ({"title": "x" * 1001}, "“Trích yếu” dài 1001 ký tự (tối đa 1000)."),
    ],
)
def test_what_cannot_be_is_refused_in_words(changes: dict[str, str], words: str) -> None:
    with pytest.raises(EditError) as raised:
        checked(changes)
    assert raised.value.message == words
    assert raised.value.action


def test_a_correction_is_found_at_once_survives_a_new_version_and_can_be_undone(
    tmp_path: Path, settings: Settings
) -> None:
    path = plan(tmp_path, "a.txt", 7, "Chuyển đổi số năm 2026", "mở lớp")
    ingest([path], settings)
    assert (times_found(settings, "quan_trắc"), numbered(settings, "45")) == (0, [])

    correct(settings, 1, {"number": "45/KH-UBND", "title": "Lắp đặt trạm quan trắc", "date": "1/4/2026"})
    head = read(settings).letterhead
    assert (head.number, head.title, head.date) == ("45/KH-UBND", "Lắp đặt trạm quan trắc", "2026-04-01")
    assert times_found(settings, "quan_trắc") > 0
    assert numbered(settings, "45") == [1]
    assert verify(settings.index_dir).ok

    plan(tmp_path, "a.txt", 8, "Chuyển đổi số năm 2026", "mở lớp cho người cao tuổi")
    ingest([path], settings)
    record = read(settings)
    assert (record.version, record.letterhead.number, record.letterhead.title) == (
        2,
        "45/KH-UBND",
        "Lắp đặt trạm quan trắc",
    )
    assert times_found(settings, "quan_trắc") > 0
    assert times_found(settings, "cao_tuổi") > 0

    correct(settings, 1, {}, reset=["title", "number"])
    head = read(settings).letterhead
    assert (head.number, head.symbol, head.title, head.date) == (
        "08/KH-UBND",
        "KH-UBND",
        "Chuyển đổi số năm 2026",
        "2026-04-01",
    )
    assert times_found(settings, "quan_trắc") == 0
    assert (numbered(settings, "45"), numbered(settings, "8")) == ([], [1])
    report = verify(settings.index_dir)
    assert (report.ok, report.documents) == (True, 1)


def test_which_fields_were_corrected_is_known(tmp_path: Path, settings: Settings) -> None:
    ingest([plan(tmp_path, "a.txt", 7, "Chuyển đổi số", "mở lớp")], settings)
    correct(settings, 1, {"signer": "Trần Văn Mẫu", "place": ""})
    with open_reader(settings.index_dir) as reader, reader.pin() as snapshot:
        assert snapshot.edits(1) == {"signer": "Trần Văn Mẫu", "place": None}
        assert snapshot.document(1).letterhead.place is None


def test_a_document_nobody_has_and_a_wish_for_nothing(tmp_path: Path, settings: Settings) -> None:
    ingest([plan(tmp_path, "a.txt", 7, "Chuyển đổi số", "mở lớp")], settings)
    with pytest.raises(DocumentNotFound):
        correct(settings, 9, {"title": "Tên khác"})
    for changes, reset in (({}, []), ({"title": "Tên"}, ["title"]), ({}, ["colour"])):
        with pytest.raises(EditError):
            correct(settings, 1, changes, reset)


def test_a_correction_survives_where_reading_processes_pack_the_new_version(tmp_path: Path, settings: Settings) -> None:
    several = [plan(tmp_path, f"{i}.txt", i, "Chuyển đổi số", f"mở lớp {i}") for i in range(1, POOL_FROM + 1)]
    ingest(several, settings)
    with open_reader(settings.index_dir) as reader, reader.pin() as snapshot:
        first = next(record.id for record in snapshot.records() if record.file == "1.txt")
    correct(settings, first, {"title": "Lắp đặt trạm quan trắc"})
    found = times_found(settings, "quan_trắc")
    assert found > 0
    for i in range(1, POOL_FROM + 1):
        plan(tmp_path, f"{i}.txt", i, "Chuyển đổi số", f"mở lớp {i} cho người cao tuổi")
    assert [outcome.outcome for outcome in ingest(several, settings).outcomes] == ["replaced"] * POOL_FROM
    assert times_found(settings, "quan_trắc") == found
    with open_reader(settings.index_dir) as reader, reader.pin() as snapshot:
        assert snapshot.document(first).letterhead.title == "Lắp đặt trạm quan trắc"
        assert "người cao tuổi" in snapshot.document(first).text
    assert verify(settings.index_dir).ok


def test_a_store_without_vectors_is_corrected_too(tmp_path: Path, settings: Settings) -> None:
    bare = replace(settings, encoder="none")
    ingest([plan(tmp_path, "a.txt", 7, "Chuyển đổi số", "mở lớp")], bare)
    correct(bare, 1, {"title": "Lắp đặt trạm quan trắc"})
    assert times_found(bare, "quan_trắc") > 0
    assert verify(bare.index_dir).ok
