"""Both searches against oracles: exact inner products by numpy, BM25 by hand; scopes hold inside the search."""

from __future__ import annotations

import math
import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from assistant.index import LexicalQuery, NewDocument, Snapshot, open_reader, open_writer
from assistant.index.catalog.rows import SegmentInfo
from assistant.index.dense import faiss_files as dense
from assistant.index.dense import segments
from assistant.types import Passage, Scope, Span
from assistant.vietnamese.words.terms import TermFields
from tests.index.toy import ALL, DIMENSION, ENCODER, new_document, term, vector


def with_terms(new: NewDocument, *bodies: str) -> NewDocument:
    passages = tuple(
        replace(p, terms=replace(p.terms, body=body)) for p, body in zip(new.passages, bodies, strict=True)
    )
    return replace(new, passages=passages)


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """300 documents in 60 commits, some replaced and removed: many segments, merges, dead rows."""
    directory = tmp_path_factory.mktemp("kho")
    chance = random.Random(5)
    with open_writer(directory, encoder=ENCODER) as writer:
        for n in range(300):
            writer.put(
                new_document(
                    f"/kho/{n % 240}",
                    [f"từ{n}n{i}" for i in range(chance.randint(1, 4))],
                    vectors=chance.randint(1, 3),
                    kind=("Kế hoạch", "Nghị quyết", "Luật")[n % 3],
                    issuer=f"UBND {n % 40}",
                    year=2000 + n % 25,
                    access_group="kín" if n % 7 == 0 else "chung",
                )
            )
            if n % 5 == 4:
                writer.commit()
        for identifier in range(3, 240, 11):
            writer.remove(identifier)
    return open_reader(directory, fingerprint=ENCODER.fingerprint).pin()


SCOPES = [
    ALL,
    Scope(frozenset({"chung", "kín"})),
    Scope(frozenset({"kín"})),
    Scope(frozenset()),
    replace(ALL, kinds=frozenset({"Luật"})),
    replace(ALL, kinds=frozenset()),
    replace(ALL, issuers=frozenset({"UBND 3", "không có"})),
    replace(ALL, years=frozenset({2003, 2004}), kinds=frozenset({"Kế hoạch", "Luật"})),
    replace(ALL, document_ids=frozenset({1, 2, 5, 77})),
]


def passages_in(snapshot: Snapshot, scope: Scope) -> dict[int, str]:
    """The live passages that the scope should show, found through the catalog alone."""
    shown = snapshot.records(scope, states={"ready"})
    return {p.id: p.passage.text for r in shown for p in snapshot.passages_of(r.id)}


@pytest.mark.parametrize("scope", SCOPES)
def test_dense_equals_exact_inner_products(crowd: Snapshot, scope: Scope) -> None:
    inside = passages_in(crowd, scope)
    queries = np.concatenate([vector(f"câu hỏi {i}") for i in range(5)])
    per_passage = {i: np.concatenate([vector(t), vector(f"{t}#1"), vector(f"{t}#2")]) for i, t in inside.items()}
    stored = {i: len(p) for i, p in _stored_counts(crowd, inside).items()}
    for query, hits in zip(queries, crowd.dense(queries, 10, scope), strict=True):
        halves = {i: rows[: stored[i]].astype(np.float16).astype(np.float32) for i, rows in per_passage.items()}
        best = {i: float((rows @ query).max()) for i, rows in halves.items()}
        expected = sorted(best.items(), key=lambda item: (-item[1], item[0]))[:10]
        assert [i for i, _ in hits] == [i for i, _ in expected]
        assert [s for _, s in hits] == pytest.approx([s for _, s in expected], abs=1e-5)


def _stored_counts(snapshot: Snapshot, inside: dict[int, str]) -> dict[int, list[int]]:
    """How many vectors each passage has, read from the segments."""
    counts: dict[int, list[int]] = {i: [] for i in inside}
    for segment in snapshot._shared.segments:  # type: ignore[attr-defined]
        for i in segment.ids.tolist():
            if i in counts:
                counts[i].append(i)
    return counts


@pytest.mark.parametrize("scope", SCOPES)
def test_lexical_shows_the_scope_and_all_of_it(crowd: Snapshot, scope: Scope) -> None:
    inside = passages_in(crowd, scope)
    everyone = crowd.lexical(term("tên", "title"), 10_000, scope)
    assert [i for i, _ in everyone] == sorted(inside)  # all score alike: ties by passage id
    assert [i for i, _ in crowd.lexical(term("tên", "title"), 7, scope)] == sorted(inside)[:7]


def test_small_segments_are_merged(crowd: Snapshot) -> None:
    assert crowd.stats.generation == 61
    assert crowd.stats.segments < 20
    assert crowd.stats.passages == len(passages_in(crowd, SCOPES[1]))


def test_one_vector_of_several_is_enough(crowd: Snapshot) -> None:
    inside = passages_in(crowd, ALL)
    identifier = next(i for i, n in _stored_counts(crowd, inside).items() if len(n) == 3)
    hits = crowd.dense(vector(f"{inside[identifier]}#2"), 3, ALL)[0]
    assert hits[0][0] == identifier
    assert hits[0][1] == pytest.approx(1.0, abs=2e-3)
    assert len({i for i, _ in hits}) == 3


def test_counts_that_are_shown_keep_quiet_about_hidden_documents(tmp_path: Path) -> None:
    with open_writer(tmp_path, encoder=ENCODER) as writer:
        writer.put(with_terms(new_document("/1", ["a"]), "mật_danh"))
        writer.put(replace(with_terms(new_document("/2", ["c"]), "đất"), access_group="riêng"))
    with open_reader(tmp_path) as reader, reader.pin() as snapshot:
        sees_all = Scope(frozenset({"chung", "riêng"}), kinds=frozenset({"Kế hoạch"}))
        assert snapshot.frequencies("body", ["mật_danh", "đất"], sees_all) == [1, 1]
        assert snapshot.frequencies("body", ["mật_danh", "đất"], Scope(frozenset({"chung"}))) == [0, 0]
        assert snapshot.frequencies("body", ["mật_danh", "đất"]) == [1, 1]


def test_bm25_by_hand(tmp_path: Path) -> None:
    """k1 = 1.2, b = 0.75 (Robertson and Zaragoza 2009, tantivy's constants); idf = ln(1 + (N - n + 0.5)/(n + 0.5))."""
    with open_writer(tmp_path, encoder=ENCODER) as writer:
        writer.put(with_terms(new_document("/1", ["a", "b"]), "đất đất nhà_ở x y z", "đất x y z"))
        writer.put(with_terms(new_document("/2", ["c"]), "khác x y z u v"))
    with open_reader(tmp_path) as reader, reader.pin() as snapshot:
        hits = dict(snapshot.lexical(term("đất"), 5, ALL))
        frequencies = snapshot.frequencies("body", ["đất", "khác", "không"])
        both = dict(snapshot.lexical(LexicalQuery((("body", "đất", 2.0), ("body", "nhà_ở", 1.0))), 5, ALL))
        only = snapshot.lexical(
            LexicalQuery((("body", "đất", 1.0), ("title", "tên", 1.0)), frozenset({"title"})), 5, ALL
        )
    idf = math.log(1 + (3 - 2 + 0.5) / (2 + 0.5))
    mean = (6 + 4 + 6) / 3

    def score(frequency: int, length: int) -> float:
        return idf * 2.2 * frequency / (frequency + 1.2 * (1 - 0.75 + 0.75 * length / mean))

    assert hits == pytest.approx({1: score(2, 6), 2: score(1, 4)}, rel=1e-4)
    rare = math.log(1 + (3 - 1 + 0.5) / (1 + 0.5)) * 2.2 / (1 + 1.2 * (0.25 + 0.75 * 6 / mean))
    assert both == pytest.approx({1: 2 * score(2, 6) + rare, 2: 2 * score(1, 4)}, rel=1e-4)
    assert [i for i, _ in only] == [1, 2, 3]
    assert frequencies == [2, 1, 0]


def test_query_without_clauses_or_with_an_unknown_field(crowd: Snapshot) -> None:
    assert crowd.lexical(LexicalQuery(()), 5, ALL) == []
    assert crowd.lexical(term('" AND (+'), 5, ALL) == []
    assert crowd.lexical(term("tên", "title"), 0, ALL) == []
    with pytest.raises(ValueError, match="colour"):
        crowd.lexical(term("x", "colour"), 5, ALL)


def test_questions_of_another_length_are_refused(crowd: Snapshot) -> None:
    with pytest.raises(ValueError, match="16 dimensions"):
        crowd.dense(np.zeros((1, 16), np.float32), 5, ALL)


def test_an_index_without_vectors(tmp_path: Path) -> None:
    with open_writer(tmp_path, encoder=None) as writer:
        writer.put(new_document("/1", ["một"], encoder=None))
    with open_reader(tmp_path) as reader, reader.pin() as snapshot:
        assert reader.encoder is None
        assert snapshot.dense(vector("một"), 5, ALL) == [[]]
        assert [i for i, _ in snapshot.lexical(term("một"), 5, ALL)] == [1]


def test_a_commit_larger_than_one_segment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Full segments go to files while the commit is under way, and away again when it is rolled back."""
    monkeypatch.setattr(segments, "FULL", 8)
    with open_writer(tmp_path, encoder=ENCODER) as writer:
        for n in range(10):
            writer.put(new_document(f"/{n}", [f"a{n}", f"b{n}", f"c{n}"]))
        assert len(list((tmp_path / "dense").iterdir())) == 3
        writer.rollback()
        assert list((tmp_path / "dense").iterdir()) == []
        for n in range(10):
            writer.put(new_document(f"/{n}", [f"a{n}", f"b{n}", f"c{n}"]))
    with open_reader(tmp_path) as reader, reader.pin() as snapshot:
        assert (snapshot.stats.segments, snapshot.stats.vectors) == (4, 30)
        for word in ("a0", "c5", "b9"):
            ((identifier, _),) = snapshot.dense(vector(word), 1, ALL)[0]
            assert snapshot.passages([identifier])[identifier].passage.text == word


def test_segments_to_merge() -> None:
    def info(name: str, rows: int, dead: int = 0) -> SegmentInfo:
        return SegmentInfo(name, rows, dead, 0, 0, 0, "")

    assert segments.to_merge([info(str(i), 9) for i in range(7)]) == []
    assert [[s.name for s in g] for g in segments.to_merge([info(str(i), 9) for i in range(8)])] == [list("01234567")]
    assert segments.to_merge([info("full", segments.FULL, segments.FULL // 2)]) == []
    assert [[s.name for s in g] for g in segments.to_merge([info("full", segments.FULL, segments.FULL // 2 + 1)])] == [
        ["full"]
    ]


def test_segment_read_without_mapping_equals_the_mapped_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The way of Windows with a path that faiss cannot open there."""
    folder = tmp_path / "thư mục"
    folder.mkdir()
    vectors, ids = np.concatenate([vector("a"), vector("b")]), np.array([4, 9], np.int64)
    info = dense.write_segment(folder, 1, vectors, ids)
    mapped = dense.open_segment(folder, info.name)
    monkeypatch.setattr(dense, "ASCII_PATHS_ONLY", True)
    read = dense._read(folder / info.name)
    assert dense.faiss.vector_to_array(read.id_map).tolist() == mapped.ids.tolist() == [4, 9]
    assert read.search(vectors, 1)[1].ravel().tolist() == [4, 9]
    assert mapped.vectors() == pytest.approx(vectors, abs=1e-3)
    assert mapped.vectors().shape == (2, DIMENSION)


def test_passage_and_terms_are_apart(tmp_path: Path) -> None:
    """Terms are only for searching: what comes back is the passage as given."""
    new = new_document("/1", ["gốc"])
    passage = Passage("gốc", Span(0, 3), "row", path=("Phụ lục I", "3"), context="Nhiệm vụ", page_end=4)
    terms = TermFields("khác", "khac", "", "", "", "")
    with open_writer(tmp_path, encoder=ENCODER) as writer:
        writer.put(replace(new, passages=(replace(new.passages[0], passage=passage, terms=terms),)))
    with open_reader(tmp_path) as reader, reader.pin() as snapshot:
        ((identifier, _),) = snapshot.lexical(term("khác"), 5, ALL)
        assert snapshot.passages([identifier])[identifier].passage == passage
