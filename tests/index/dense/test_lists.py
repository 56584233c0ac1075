"""Inverted lists: many vectors in one file, of which a question looks through the most promising. Small sizes here."""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from assistant.index import Snapshot, info, open_reader, open_writer, repair, verify
from assistant.index.contract.values import FloatArray
from assistant.index.dense import faiss_files as dense
from assistant.index.dense import segments
from assistant.index.dense.probes import RECALL
from assistant.index.scoping import Selection
from assistant.types import Scope
from tests.index.toy import ALL, DIMENSION, ENCODER, ToyEncoder, new_document, take_back_to, terms, vector


@pytest.fixture(scope="module", autouse=True)
def small_sizes() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(segments, "FULL", 64)
        patch.setattr(segments, "LISTED", 512)
        patch.setattr(dense, "_ROWS_PER_LIST", 32)
        yield


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """400 documents of 3 passages, two of them with two vectors; every tenth and every hundredth is of another kind."""
    directory = tmp_path_factory.mktemp("kho")
    with open_writer(directory, encoder=ENCODER) as writer:
        for n in range(400):
            words = [f"từ{n}n{i}" for i in range(3)]
            kind = "Luật" if n % 100 == 0 else "Nghị quyết" if n % 10 == 0 else "Kế hoạch"
            writer.put(new_document(f"/kho/{n}", words, vectors=1 + (n % 200 == 0), kind=kind))
            if n % 25 == 24:
                writer.commit()
    return directory


@pytest.fixture
def index(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "kho"))


def rows_of(snapshot: Snapshot, scope: Scope) -> dict[int, FloatArray]:
    """The stored vectors of each passage in the scope, made again from its word."""
    found = {}
    for record in snapshot.records(scope, states={"ready"}):
        two = int(Path(record.path).name) % 200 == 0
        for passage in snapshot.passages_of(record.id):
            word = passage.passage.text
            rows = [vector(word), vector(f"{word}#1")] if two else [vector(word)]
            found[passage.id] = np.concatenate(rows).astype(np.float16).astype(np.float32)
    return found


SCOPES = [ALL, replace(ALL, kinds=frozenset({"Nghị quyết"})), replace(ALL, kinds=frozenset({"Luật"}))]
QUESTIONS = np.concatenate([vector(f"câu hỏi {i}") for i in range(40)])


@pytest.mark.parametrize("scope", SCOPES)
def test_exact_search_looks_through_every_list(index: Path, scope: Scope) -> None:
    with open_reader(index) as reader, reader.pin() as snapshot:
        stored = rows_of(snapshot, scope)
        for question, hits in zip(QUESTIONS, snapshot.dense(QUESTIONS, 20, scope, exact=True), strict=True):
            best = {i: float((rows @ question).max()) for i, rows in stored.items()}
            expected = sorted(best.items(), key=lambda item: (-item[1], item[0]))[:20]
            assert [i for i, _ in hits] == [i for i, _ in expected]
            assert [s for _, s in hits] == pytest.approx([s for _, s in expected], abs=1e-5)


def test_the_structure_changes_when_files_are_merged_and_is_told(index: Path) -> None:
    manifest = json.loads((index / "manifest.json").read_text())
    assert len(manifest["inverted_lists"]) == 2
    for listed in manifest["inverted_lists"]:
        assert 512 <= listed["vectors"] < 640
        assert listed["lists"] == listed["vectors"] // 32
        assert 1 <= listed["probes"] <= listed["lists"]
        assert RECALL <= listed["recall@100"] <= 1.0
    assert info(index)["inverted_lists"] == manifest["inverted_lists"]
    assert verify(index).problems == ()


def found(index: Path, scope: Scope) -> float:
    """The share of the best 50 that a question finds with the probes chosen."""
    with open_reader(index) as reader, reader.pin() as snapshot:
        near = snapshot.dense(QUESTIONS, 50, scope)
        best = snapshot.dense(QUESTIONS, 50, scope, exact=True)
    kept = [len({i for i, _ in a} & {i for i, _ in b}) / len(b) for a, b in zip(near, best, strict=True)]
    return sum(kept) / len(kept)


@pytest.mark.parametrize("scope", SCOPES)
def test_filters_are_inside_the_search(index: Path, scope: Scope) -> None:
    """A narrow scope widens the search: all of its few passages are found, as if there were no others."""
    with open_reader(index) as reader, reader.pin() as snapshot:
        inside = len(rows_of(snapshot, scope))
        assert len(snapshot.dense(QUESTIONS[:1], 2_000, scope, exact=True)[0]) == inside
        if scope != ALL:
            assert len(snapshot.dense(QUESTIONS[:1], 2_000, scope)[0]) == inside
    assert found(index, scope) >= (0.95 if scope == ALL else 1.0)


def test_probes_grow_as_the_scope_narrows(index: Path) -> None:
    with open_reader(index) as reader, reader.pin() as snapshot:
        segment = next(s for s in snapshot._shared.segments if s.lists)  # type: ignore[attr-defined]
    segment = replace(segment, probes=2)
    rows, selector = len(segment.ids), dense.faiss.IDSelectorAll()
    probes = [dense._parameters(segment, selector, inside, False).nprobe for inside in (rows, rows // 2, rows // 3, 1)]
    assert probes == [2, 4 + rows % 2, 6 + (rows % 3 > 0), segment.lists]
    assert dense._parameters(segment, selector, rows, True).nprobe == segment.lists


def test_several_questions_at_once_answer_as_one_by_one(index: Path) -> None:
    with open_reader(index) as reader, reader.pin() as snapshot:
        together = snapshot.dense(QUESTIONS, 10, SCOPES[1])
        assert together == [snapshot.dense(row[None], 10, SCOPES[1])[0] for row in QUESTIONS]


def test_removed_passages_do_not_answer_and_a_half_empty_file_is_written_anew(index: Path) -> None:
    chance = random.Random(3)
    gone = chance.sample(range(1, 401), 300)
    with open_writer(index, encoder=ENCODER) as writer:
        for batch in range(0, 300, 50):
            for document in gone[batch : batch + 50]:
                writer.remove(document)
            writer.commit()
            assert verify(index).problems == ()
    assert info(index)["inverted_lists"] == []
    with open_reader(index) as reader, reader.pin() as snapshot:
        answers = {i for i, _ in snapshot.dense(QUESTIONS[:1], 2_000, ALL)[0]}
        assert answers == set(rows_of(snapshot, ALL))
        assert len(answers) == 300


def test_a_rebuild_makes_the_same_structure(index: Path) -> None:
    assert repair(index, encoder=ToyEncoder(), terms=terms).ok
    after = info(index)["inverted_lists"]
    assert len(after) == 2
    assert all(e["lists"] == e["vectors"] // 32 >= 16 for e in after)
    assert all(e["recall@100"] >= RECALL for e in after)
    assert {p.name for p in (index / "dense").iterdir()} >= {e["file"] for e in after}


def test_the_same_vectors_give_the_same_file(tmp_path: Path) -> None:
    rows = np.concatenate([vector(str(i)) for i in range(600)])
    files = [dense.write_segment(tmp_path, 1, rows, np.arange(600, dtype=np.int64)) for _ in range(2)]
    assert files[0].lists == 600 // 32
    assert files[0].checksum == files[1].checksum
    opened = dense.open_segment(tmp_path, files[0].name)
    assert opened.vectors() == pytest.approx(rows, abs=1e-3)
    assert opened.vectors().shape == (600, DIMENSION)
    everything = np.ones(600, np.bool_)
    ((best, score),) = dense.search([opened], rows[77:78], 1, Selection(everything, everything, 1.0, True))[0]
    assert (best, round(score, 2)) == (77, 1.0)


def test_probes_are_as_few_as_keep_the_recall(tmp_path: Path) -> None:
    """40 clusters of 50 vectors: what lies near a vector lies in few lists; the recall is that of numpy's ranking."""
    chance = np.random.default_rng(7)
    centres = np.repeat(np.concatenate([vector(f"tâm {i}") for i in range(40)]), 50, axis=0)
    rows = centres + 0.1 * chance.standard_normal(centres.shape)
    rows = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    info = dense.write_segment(tmp_path, 1, rows, np.arange(2_000, dtype=np.int64))
    assert info.lists == 62
    assert info.probes < 40
    assert RECALL <= info.recall < 1.0
    opened, everything = dense.open_segment(tmp_path, info.name), np.ones(2_000, np.bool_)
    assert (opened.lists, opened.probes) == (info.lists, info.probes)
    asked = rows[::20] * 0.6 + 0.8 * np.concatenate([vector(f"hỏi {i}") for i in range(100)])
    best = np.argsort(-(rows @ asked.T), axis=0)[:100].T
    hits = dense.search([opened], asked, 100, Selection(everything, everything, 1.0, True))
    kept = [len({i for i, _ in near} & set(exact.tolist())) / 100 for near, exact in zip(hits, best, strict=True)]
    assert sum(kept) / 100 >= RECALL - 0.02


def test_readers_take_an_index_of_the_schema_before_and_a_writer_migrates_it(index: Path) -> None:
    with sqlite3.connect(index / "catalog.sqlite3") as connection:
        take_back_to(connection, 1)
    assert found(index, ALL) >= 0.95
    open_writer(index, encoder=ENCODER).close()
    assert verify(index).problems == ()
