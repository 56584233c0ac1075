"""Sections laid out from stored numbers are the texts themselves, also of an index that has no numbers."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.encoding import FloatArray
from assistant.index import NewDocument, open_reader, open_writer, repair
from assistant.index.contract.values import EncoderInfo
from assistant.retrieval import Ranking, Searcher
from assistant.retrieval.candidates.gathering import Found, best_of_sections, gather
from assistant.retrieval.candidates.lexical_query import lexical_query, weigh_terms
from assistant.retrieval.candidates.passage_cache import Memory
from assistant.retrieval.candidates.sections import BEFORE, Sections, read_sections
from assistant.settings import Settings
from assistant.types import Document, Hit, Passage, StoredPassage
from assistant.understanding import understand
from assistant.vietnamese.words.pieces import pieces
from assistant.vietnamese.words.terms import TermFields, term_fields
from tests.index.toy import take_back_to
from tests.retrieval.shelf import ALL, ToyEncoder, papers

REACH = 2
QUESTIONS = ("cải cách thủ tục hành chính", "mức hỗ trợ cáp quang", "muc ho tro 300.000 dong", "Kế hoạch 12/KH-UBND")


def headed() -> list[NewDocument]:
    """The shelf's papers, every second passage under a heading."""
    made = []
    for paper in papers():
        passages = [
            replace(new, passage=replace(new.passage, heading="Mục › Kinh phí, 06 hộ" if n % 2 else ""))
            for n, new in enumerate(paper.passages)
        ]
        made.append(replace(paper, passages=passages))
    return made


@pytest.fixture(params=["of today", "of the version before", "half and half", "repaired"])
def index(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    with open_writer(tmp_path, encoder=EncoderInfo(ToyEncoder.fingerprint, ToyEncoder.dimension)) as writer:
        for paper in headed():
            writer.put(paper)
    if request.param != "of today":
        with sqlite3.connect(tmp_path / "catalog.sqlite3") as connection:
            if request.param == "half and half":
                connection.execute(
                    "DELETE FROM passage_pieces WHERE id IN (SELECT passage.id FROM passage JOIN version"
                    " ON passage.id >= first_passage AND passage.id < first_passage + passages WHERE row % 2)"
                )
            else:
                take_back_to(connection, 7)
    if request.param == "repaired":
        assert repair(tmp_path, encoder=ToyEncoder(), terms=terms).ok
    return tmp_path


def terms(document: Document, passage: Passage) -> TermFields:
    title = document.letterhead.title or ""
    return term_fields(title, "", f"{title}\n{passage.text}", None)


def found_for(question: str, directory: Path) -> tuple[list[Found], Sections, dict[int, StoredPassage]]:
    ranking, memory = Ranking(), Memory()
    with open_reader(directory) as reader, reader.pin() as snapshot:
        weighed = weigh_terms(understand(question).terms, snapshot, ranking)
        vector: FloatArray = ToyEncoder().encode_queries([question])
        pool = gather(lexical_query(weighed, ranking), vector, snapshot, ALL, [], 50, lambda _: None)
        found = best_of_sections(pool.candidates, snapshot, memory, ranking, 20, "section")
        near = read_sections(found, memory, snapshot, REACH, None)
        return found, near, snapshot.passages(range(1, 100))


def expected_ids(best: StoredPassage, stored: dict[int, StoredPassage]) -> list[int]:
    key = best.passage.section_key
    return [
        other.id
        for other in sorted(stored.values(), key=lambda p: p.id)
        if abs(other.id - best.id) <= REACH
        and other.document_id == best.document_id
        and key in ((), other.passage.section_key)
    ]


def numbers(texts: Sequence[str], near: Sections) -> list[int]:
    return [n for text in texts for n in [*near.pieces.lexicon.numbers(pieces(text)).tolist(), 0]]


@pytest.mark.parametrize("question", QUESTIONS)
def test_sections_hold_their_title_heading_and_passages(question: str, index: Path) -> None:
    found, near, stored = found_for(question, index)
    assert found
    for i, f in enumerate(found):
        assert f.stored == stored[f.stored.id]
        assert near.ids[i] == expected_ids(f.stored, stored)
        texts = [stored[n].passage for n in near.ids[i]]
        heading = next((p.heading for p in texts if p.heading), "")
        said = [f.document.letterhead.title or "", heading, *(p.text for p in texts)]
        assert near.starts[i + 1] - near.starts[i] == BEFORE + len(texts)
        of_section = (near.pieces.owners >= near.starts[i]) & (near.pieces.owners < near.starts[i + 1])
        assert near.pieces.at[of_section].tolist() == numbers(said, near)
    assert near.passages == [n for ids in near.ids for n in ids]


def hits(directory: Path) -> list[tuple[Hit, ...]]:
    encoder = ToyEncoder()
    with open_reader(directory, fingerprint=encoder.fingerprint) as reader:
        searcher = Searcher(reader, encoder, Settings(index_dir=directory))
        return [searcher.search(question, ALL, explain=True).hits for question in QUESTIONS]


def test_an_index_of_the_version_before_ranks_alike(tmp_path: Path) -> None:
    new, old = tmp_path / "new", tmp_path / "old"
    with open_writer(new, encoder=EncoderInfo(ToyEncoder.fingerprint, ToyEncoder.dimension)) as writer:
        for paper in headed():
            writer.put(paper)
    shutil.copytree(new, old)
    with sqlite3.connect(old / "catalog.sqlite3") as connection:
        take_back_to(connection, 7)
    assert hits(old) == hits(new)
