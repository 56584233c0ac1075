"""What becomes of each file ever given: added, the next version, a duplicate, refused, unreadable, removed, edited."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from assistant.errors import DocumentNotFound
from assistant.index import IndexWriter, Snapshot, open_reader, open_writer
from assistant.types import Scope
from tests.index.toy import ALL, ENCODER, document, new_document, term, vector


def states(snapshot: Snapshot) -> list[tuple[int, int, str, str]]:
    return [(r.id, r.version, r.file, r.state) for r in snapshot.records()]


def found(snapshot: Snapshot, word: str) -> bool:
    """Whether the word's passage answers, through terms and vectors alike."""
    lexical = snapshot.lexical(term(word), 5, ALL)
    dense = [hit for hit in snapshot.dense(vector(word), 1, ALL)[0] if hit[1] > 0.99]
    assert [i for i, _ in lexical] == [i for i, _ in dense]
    assert [p.passage.text for p in snapshot.passages([i for i, _ in lexical]).values()] == [word] * len(lexical)
    return bool(lexical)


@pytest.fixture
def writer(tmp_path: Path):
    with open_writer(tmp_path / "kho", encoder=ENCODER) as opened:
        yield opened


def pinned(writer: IndexWriter) -> Snapshot:
    writer.commit()
    return open_reader(writer.directory, fingerprint=ENCODER.fingerprint).pin()


def test_added_document_is_found_and_comes_back_whole(writer: IndexWriter) -> None:
    result = writer.put(new_document("/kho/a.txt", ["một", "hai"], number="5/KH-UBND", vectors=2))
    assert (result.document_id, result.version, result.outcome) == (1, 1, "added")
    with pinned(writer) as snapshot:
        assert found(snapshot, "một")
        assert found(snapshot, "hai")
        assert not found(snapshot, "ba")
        assert snapshot.document(1) == document(["một", "hai"], number="5/KH-UBND")
        passages = snapshot.passages_of(1)
        assert [p.passage.text for p in passages] == ["một", "hai"]
        assert {(p.document_id, p.version) for p in passages} == {(1, 1)}
        assert snapshot.stats.vectors == 4
        record = snapshot.record(1)
        assert record is not None
        assert (record.state, record.passages, record.pages, record.format) == ("ready", 2, 1, "text")


def test_nothing_is_visible_before_the_commit(writer: IndexWriter) -> None:
    writer.commit()
    writer.put(new_document("/kho/a.txt", ["một"]))
    with open_reader(writer.directory) as reader, reader.pin() as snapshot:
        assert snapshot.records() == []
        assert writer.lookup_source("/kho/a.txt") is not None


def test_same_bytes_twice_write_nothing(writer: IndexWriter) -> None:
    new = new_document("/kho/a.txt", ["một"])
    writer.put(new)
    generation = writer.commit()
    assert writer.put(new).outcome == "unchanged"
    assert writer.commit() == generation


def test_new_bytes_at_a_path_replace_at_once_and_an_older_pin_goes_on(writer: IndexWriter) -> None:
    writer.put(new_document("/kho/a.txt", ["cũ"]))
    older = pinned(writer)
    assert writer.put(new_document("/kho/a.txt", ["mới"])).outcome == "replaced"
    with pinned(writer) as snapshot:
        assert (found(snapshot, "cũ"), found(snapshot, "mới")) == (False, True)
        assert states(snapshot) == [(1, 1, "a.txt", "superseded"), (1, 2, "a.txt", "ready")]
    assert (found(older, "cũ"), found(older, "mới")) == (True, False)
    assert older.document(1).text == "cũ"


def test_put_and_replaced_in_one_commit(writer: IndexWriter) -> None:
    writer.put(new_document("/kho/a.txt", ["cũ"]))
    writer.put(new_document("/kho/a.txt", ["mới"]))
    with pinned(writer) as snapshot:
        assert (found(snapshot, "cũ"), found(snapshot, "mới")) == (False, True)


def test_removed_document_never_answers_and_its_path_starts_anew(writer: IndexWriter) -> None:
    writer.put(new_document("/kho/a.txt", ["một"]))
    writer.commit()
    assert writer.remove(1).state == "removed"
    with pinned(writer) as snapshot:
        assert not found(snapshot, "một")
        with pytest.raises(DocumentNotFound):
            snapshot.document(1)
    with pytest.raises(DocumentNotFound, match="mã 1"):
        writer.remove(1)
    assert writer.put(new_document("/kho/a.txt", ["một"])).document_id == 2
    with pinned(writer) as snapshot:
        assert found(snapshot, "một")
        assert states(snapshot) == [(1, 1, "a.txt", "removed"), (2, 1, "a.txt", "ready")]


def test_same_bytes_at_another_path_are_recorded_and_answer_once(writer: IndexWriter) -> None:
    writer.put(new_document("/kho/a.txt", ["một"]))
    again = writer.put(new_document("/kho/b.txt", ["một"]))
    assert (again.document_id, again.outcome) == (1, "duplicate")
    assert writer.put(new_document("/kho/b.txt", ["một"])).outcome == "duplicate"
    with pinned(writer) as snapshot:
        assert found(snapshot, "một")
        assert states(snapshot) == [(1, 1, "a.txt", "ready"), (2, 1, "b.txt", "duplicate")]
        record = snapshot.record(2)
        assert record is not None
        assert record.duplicate_of == 1
        assert record.reason == "Trùng từng byte với “a.txt” (văn bản 1)."


def test_a_duplicate_takes_over_when_its_original_changes(writer: IndexWriter) -> None:
    """The bytes still lie at the other path: they must not vanish from the answers."""
    writer.put(new_document("/kho/a.txt", ["một"], number="1/KH-UBND"))
    writer.put(new_document("/kho/b.txt", ["một"], number="1/KH-UBND"))
    writer.put(new_document("/kho/c.txt", ["một"], number="1/KH-UBND"))
    writer.commit()
    writer.put(new_document("/kho/a.txt", ["hai"]))
    with pinned(writer) as snapshot:
        assert found(snapshot, "một")
        assert found(snapshot, "hai")
        assert [(r.id, r.state, r.duplicate_of) for r in snapshot.records()] == [
            (1, "superseded", None),
            (1, "ready", None),
            (2, "ready", None),
            (3, "duplicate", 2),
        ]
        assert [r.id for r in snapshot.by_number("1", scope=ALL)] == [2]
        assert snapshot.document(2).text == "một"
    writer.remove(2)
    with pinned(writer) as snapshot:
        assert not found(snapshot, "một")
        assert {r.state for r in snapshot.records() if r.id in (2, 3)} == {"removed"}


def test_bytes_of_another_access_group_are_no_duplicate(writer: IndexWriter) -> None:
    writer.put(new_document("/kho/a.txt", ["một"], access_group="nội bộ"))
    assert writer.put(new_document("/kho/b.txt", ["một"])).outcome == "added"
    with pinned(writer) as snapshot:
        assert len(snapshot.lexical(term("một"), 5, ALL)) == 1
        assert len(snapshot.lexical(term("một"), 5, Scope(frozenset({"chung", "nội bộ"})))) == 2
        assert snapshot.lexical(term("một"), 5, Scope(frozenset())) == []


def test_refused_file_keeps_hash_name_and_reason_only(writer: IndexWriter) -> None:
    for _ in range(2):
        writer.record("/kho/mật.pdf", "mật.pdf", "ff", "refused", "Có dấu MẬT.", size=9)
    with pinned(writer) as snapshot:
        (record,) = snapshot.records()
        assert (record.file, record.sha256, record.state, record.reason) == ("mật.pdf", "ff", "refused", "Có dấu MẬT.")
        assert (record.path, record.pages, record.passages) == ("", None, 0)
    assert writer.lookup("ff") == record
    assert "/kho/mật.pdf".encode() not in (writer.directory / "catalog.sqlite3").read_bytes()


def test_secret_bytes_at_a_known_path_end_its_answers(writer: IndexWriter) -> None:
    writer.put(new_document("/kho/a.txt", ["một"]))
    writer.record("/kho/a.txt", "a.txt", "ff", "refused", "Có dấu MẬT.")
    with pinned(writer) as snapshot:
        assert not found(snapshot, "một")


def test_unreadable_bytes_leave_the_last_readable_version_answering(writer: IndexWriter) -> None:
    writer.put(new_document("/kho/a.txt", ["một"]))
    writer.record("/kho/a.txt", "a.txt", "ee", "unreadable", "Tệp bị cắt cụt.")
    with pinned(writer) as snapshot:
        assert found(snapshot, "một")
        assert [s[3] for s in states(snapshot)] == ["ready", "unreadable"]
    writer.put(new_document("/kho/a.txt", ["hai"]))
    with pinned(writer) as snapshot:
        assert [s[3] for s in states(snapshot)] == ["superseded", "superseded", "ready"]


def test_edits_survive_a_new_version(writer: IndexWriter) -> None:
    writer.put(new_document("/kho/a.txt", ["một"], number=None))
    writer.commit()
    writer.edit(1, {"number": "12/KH-UBND", "issuer": "UBND tỉnh Mẫu", "year": 2026})
    writer.put(new_document("/kho/a.txt", ["hai"], number=None, title="Tên mới"))
    with pinned(writer) as snapshot:
        head = snapshot.document(1).letterhead
        assert (head.number, head.issuer, head.year, head.title) == ("12/KH-UBND", "UBND tỉnh Mẫu", 2026, "Tên mới")
        assert [r.letterhead for r in snapshot.by_number("12", scope=ALL)] == [replace(head, spans={})]
    with pytest.raises(ValueError, match="colour"):
        writer.edit(1, {"colour": "đỏ"})
    with pytest.raises(DocumentNotFound):
        writer.edit(9, {"title": "x"})


def test_instruments_group_by_number_issuer_and_full_date(writer: IndexWriter) -> None:
    head = {"number": "1090/KH-UBND", "issuer": "UBND tỉnh A", "date": "2026-03-01", "year": 2026}
    for name, changes in {
        "same": {"issuer": "ubnd TỈNH A", "number": "1090 /KH-UBND"},
        "issuer": {"issuer": "UBND tỉnh B"},
        "date": {"date": "2025-03-01", "year": 2025},
        "day blank": {"date": None},
        "no issuer": {"issuer": None},
        "no number": {"number": None},
        "no year": {"date": None, "year": None},
    }.items():
        writer.put(new_document(f"/kho/{name}.txt", [name], **{**head, **changes}))
    writer.put(new_document("/kho/first.txt", ["first"], **head))
    with pinned(writer) as snapshot:
        ids = {r.file.removesuffix(".txt"): r.instrument_id for r in snapshot.records()}
    assert ids["first"] == ids["same"] is not None
    assert [name for name, i in ids.items() if i is None] == ["no issuer", "no number", "no year"]
    assert len({ids[n] for n in ("first", "issuer", "date", "day blank")}) == 4


def test_lookup_by_number_parts(writer: IndexWriter) -> None:
    for number, kind, year in (
        ("1090/KH-UBND", "Kế hoạch", 2026),
        ("33/2022/NQ-HĐND", "Nghị quyết", 2022),
        ("06/QĐ-TTg", "Quyết định", 2022),
        ("71/NQ-CP", "Nghị quyết", 2025),
        ("71-NQ/TW", "Nghị quyết", 2025),
    ):
        writer.put(new_document(f"/kho/{number}", [number], number=number, kind=kind, year=year))
    with pinned(writer) as snapshot:

        def numbers(*args: object, **kwargs: object) -> list[str | None]:
            return [r.letterhead.number for r in snapshot.by_number(*args, scope=ALL, **kwargs)]  # type: ignore[arg-type]

        assert numbers("1090") == ["1090/KH-UBND"]
        assert numbers("6", symbol="qd-ttg") == ["06/QĐ-TTg"]
        assert numbers("33", year=2022, symbol="NQ - HĐND") == ["33/2022/NQ-HĐND"]
        assert numbers("33", year=2021) == []
        assert numbers("71") == ["71/NQ-CP", "71-NQ/TW"]
        assert numbers("71", symbol="NQ/TW", kind="nghi quyet") == ["71-NQ/TW"]
        assert numbers("1090", kind="Quyết định") == []
        assert snapshot.by_number("1090", scope=Scope(frozenset({"khác"}))) == []


def test_facets_count_only_what_the_scope_shows(writer: IndexWriter) -> None:
    writer.put(new_document("/kho/1", ["một"], kind="Kế hoạch", issuer="A", year=2025))
    writer.put(new_document("/kho/2", ["hai"], kind="Kế hoạch", issuer="B", year=2026))
    writer.put(new_document("/kho/3", ["ba"], kind="Nghị quyết", issuer="B", access_group="kín"))
    with pinned(writer) as snapshot:
        assert snapshot.facets(ALL) == {
            "kinds": {"Kế hoạch": 2},
            "issuers": {"A": 1, "B": 1},
            "years": {2025: 1, 2026: 1},
        }
        both = Scope(frozenset({"chung", "kín"}), issuers=frozenset({"B"}))
        assert snapshot.facets(both)["kinds"] == {"Kế hoạch": 1, "Nghị quyết": 1}
        assert [r.file for r in snapshot.records(ALL)] == ["1", "2"]


def test_vectors_are_kept_by_text(writer: IndexWriter) -> None:
    new = new_document("/kho/a.txt", ["một"], vectors=2)
    writer.put(new)
    writer.commit()
    kept = writer.vectors_for([new.passages[0].text_hash, "unknown"])
    assert list(kept) == [new.passages[0].text_hash]
    assert kept[new.passages[0].text_hash] == pytest.approx(new.passages[0].vectors, abs=1e-3)


def test_vectors_of_a_wrong_shape_are_refused_and_the_writer_goes_on(writer: IndexWriter) -> None:
    new = new_document("/kho/a.txt", ["một"])
    wrong = replace(new, passages=[replace(p, vectors=np.zeros((1, 3), np.float32)) for p in new.passages])
    with pytest.raises(ValueError, match="vectors of shape"):
        writer.put(wrong)
    writer.put(new_document("/kho/b.txt", ["hai"]))
    with pinned(writer) as snapshot:
        assert states(snapshot) == [(1, 1, "b.txt", "ready")]


def test_rollback_forgets(writer: IndexWriter) -> None:
    writer.put(new_document("/kho/a.txt", ["một"]))
    writer.commit()
    writer.put(new_document("/kho/b.txt", ["hai"]))
    writer.remove(1)
    writer.rollback()
    writer.put(new_document("/kho/c.txt", ["ba"]))
    with pinned(writer) as snapshot:
        assert [found(snapshot, w) for w in ("một", "hai", "ba")] == [True, False, True]


def test_an_error_in_the_block_keeps_the_last_commit(tmp_path: Path) -> None:
    with pytest.raises(KeyError), open_writer(tmp_path, encoder=ENCODER) as writer:  # noqa: PT012
        writer.put(new_document("/kho/a.txt", ["một"]))
        writer.commit()
        writer.put(new_document("/kho/b.txt", ["hai"]))
        raise KeyError
    with open_reader(tmp_path) as reader, reader.pin() as snapshot:
        assert (found(snapshot, "một"), found(snapshot, "hai")) == (True, False)


def test_a_document_without_passages_is_listed_and_harms_no_other(writer: IndexWriter) -> None:
    writer.put(new_document("/kho/rỗng.txt", []))
    writer.put(new_document("/kho/a.txt", ["một"]))
    writer.commit()
    writer.remove(1)
    with pinned(writer) as snapshot:
        assert found(snapshot, "một")
        assert snapshot.passages_of(1) == []
