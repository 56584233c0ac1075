"""`verify` notices each kind of damage, `repair` undoes it from the catalog alone, `info` tells what there is."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path

import pytest

from assistant.errors import IndexLocked
from assistant.index import info, open_reader, open_writer, repair, verify
from assistant.index.catalog.schema import SCHEMA
from assistant.types import Document, Passage
from assistant.vietnamese.words.terms import TermFields
from tests.index.toy import ALL, ENCODER, ToyEncoder, new_document, term, terms, vector


@pytest.fixture
def index(tmp_path: Path) -> Path:
    directory = tmp_path / "kho"
    with open_writer(directory, encoder=ENCODER) as writer:
        writer.put(new_document("/kho/a.txt", ["một", "hai"]))
        writer.put(new_document("/kho/b.txt", ["ba"]))
        writer.commit()
        writer.put(new_document("/kho/a.txt", ["bốn", "năm"], title="tên"))
        writer.edit(1, {"title": "mới"})
    return directory


def answers(directory: Path) -> dict[str, bool]:
    """For each word whether terms and vectors find it."""
    out = {}
    with open_reader(directory, fingerprint=ENCODER.fingerprint) as reader, reader.pin() as snapshot:
        for word in ("một", "hai", "ba", "bốn", "năm"):
            lexical = [i for i, _ in snapshot.lexical(term(word), 5, ALL)]
            dense = [i for i, score in snapshot.dense(vector(word), 1, ALL)[0] if score > 0.99]
            assert lexical == dense
            out[word] = bool(lexical)
    return out


NOW = {"một": False, "hai": False, "ba": True, "bốn": True, "năm": True}


def test_a_sound_index(index: Path) -> None:
    report = verify(index)
    assert report.ok
    assert (report.generation, report.documents, report.passages, report.vectors, report.checked) == (2, 2, 3, 3, 3)
    found = info(index)
    assert (found["generation"], found["documents"], found["passages"], found["vectors"]) == (2, 2, 3, 3)
    assert (found["encoder"], found["dimension"], found["schema"]) == ("toy-1", 32, SCHEMA)
    assert found["files"] == {"ready": 2, "superseded": 1}
    assert found["bytes"]["total"] >= found["bytes"]["catalog"] > 0
    manifest = json.loads((index / "manifest.json").read_text())
    assert {k: found[k] for k in manifest} == manifest


def test_the_corpus_hash_is_of_the_live_files_in_any_order(tmp_path: Path) -> None:
    hashes = []
    for order in (["một", "hai"], ["hai", "ba", "một"]):
        with open_writer(tmp_path / str(len(order)), encoder=ENCODER) as writer:
            for word in order:
                writer.put(new_document(f"/kho/{word}", [word]))
            writer.commit()
            if (known := writer.lookup_source("/kho/ba")) is not None:
                writer.remove(known.id)
        hashes.append(info(writer.directory)["corpus_hash"])
    assert hashes[0] == hashes[1] != "0" * 64


def damage_vectors(index: Path) -> None:
    file = max((index / "dense").iterdir(), key=lambda f: f.stat().st_mtime)
    data = bytearray(file.read_bytes())
    data[-100] ^= 0xFF
    file.write_bytes(bytes(data))


def lose_vectors(index: Path) -> None:
    shutil.rmtree(index / "dense")


def lose_terms(index: Path) -> None:
    shutil.rmtree(index / "lexical-1")


def lose_terms_of_one(index: Path) -> None:
    import tantivy

    writer = tantivy.Index.open(str(index / "lexical-1")).writer(15_000_000, 1)
    writer.delete_documents_by_term("owner", "3")
    writer.commit()


def older_catalog(index: Path) -> None:
    manifest = json.loads((index / "manifest.json").read_text())
    (index / "manifest.json").write_text(json.dumps(manifest | {"generation": 9}))


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        (damage_vectors, "sai mã kiểm tra"),
        (lose_vectors, "Thiếu tệp véc-tơ"),
        (lose_terms, "kho từ khóa không mở được"),
        (lose_terms_of_one, "Kho từ khóa thiếu 1 đoạn"),
        (older_catalog, "manifest.json mới hơn"),
    ],
)
def test_damage_is_noticed_and_repaired(index: Path, damage: object, says: str) -> None:
    damage(index)  # type: ignore[operator]
    assert any(says in problem for problem in verify(index).problems)
    encoder = ToyEncoder()
    report = repair(index, encoder=encoder, terms=terms)
    assert report.ok
    assert report.generation == 3
    assert encoder.asked == []  # every vector was durable
    assert answers(index) == NOW
    assert [p.name for p in index.glob("lexical-*")] == ["lexical-3"]
    with open_writer(index, encoder=ENCODER) as writer:
        writer.put(new_document("/kho/c.txt", ["một"]))
    assert answers(index) == NOW | {"một": True}


def test_lost_passages_are_noticed(index: Path) -> None:
    with sqlite3.connect(index / "catalog.sqlite3") as connection:
        connection.execute("DELETE FROM passage WHERE text = 'ba'")
    assert "Sổ mục lục thiếu 1 đoạn của văn bản đang dùng." in verify(index).problems


def test_repair_takes_edits_into_the_terms(index: Path) -> None:
    repair(index, encoder=ToyEncoder(), terms=terms)
    with open_reader(index) as reader, reader.pin() as snapshot:
        assert len(snapshot.lexical(term("mới", "title"), 5, ALL)) == 2


def test_repair_encodes_again_for_another_encoder_and_back_from_what_it_keeps(index: Path) -> None:
    other = ToyEncoder("toy-2")
    assert repair(index, encoder=other, terms=terms).ok
    assert sorted(text.split("\n")[-1] for text in other.asked) == ["ba", "bốn", "năm"]
    with open_reader(index, fingerprint="toy-2") as reader:
        assert reader.encoder is not None
    back = ToyEncoder()
    assert repair(index, encoder=back, terms=terms).ok
    assert back.asked == []
    assert answers(index) == NOW


def test_repair_without_an_encoder_makes_an_index_without_vectors(index: Path) -> None:
    assert repair(index, encoder=None, terms=terms).ok
    with open_reader(index) as reader, reader.pin() as snapshot:
        assert reader.encoder is None
        assert snapshot.stats.vectors == 0
        assert len(snapshot.lexical(term("ba"), 5, ALL)) == 1
    assert repair(index, encoder=ToyEncoder(), terms=terms).vectors == 3


def test_a_reader_follows_a_repair(index: Path) -> None:
    with open_reader(index, fingerprint=ENCODER.fingerprint) as reader:
        older = reader.pin()
        repair(index, encoder=ToyEncoder(), terms=terms)
        with reader.pin() as newer:
            assert newer.generation == older.generation + 1
            assert [i for i, _ in newer.lexical(term("ba"), 5, ALL)] == [
                i for i, _ in older.lexical(term("ba"), 5, ALL)
            ]


def test_repair_needs_the_lock_and_leaves_the_index_when_it_fails(index: Path) -> None:
    with open_writer(index, encoder=ENCODER), pytest.raises(IndexLocked):
        repair(index, encoder=None, terms=terms)

    def broken(document: Document, passage: Passage) -> TermFields:
        raise KeyError(passage.text)

    with pytest.raises(KeyError):
        repair(index, encoder=ToyEncoder("toy-2"), terms=broken)
    assert answers(index) == NOW
    assert verify(index).ok


def test_unused_vectors_go_with_a_repair(index: Path) -> None:
    repair(index, encoder=ToyEncoder(), terms=terms)
    with sqlite3.connect(index / "catalog.sqlite3") as connection:
        assert connection.execute("SELECT count(*) FROM vector").fetchone()[0] == 3
