"""Readers ask while a writer adds, replaces and removes: each answer belongs to one generation, through every store."""

from __future__ import annotations

import json
import multiprocessing
import random
import threading
import time
from pathlib import Path

import numpy as np
import pytest

from assistant.index import IndexReader, Snapshot, open_reader, open_writer, verify
from assistant.index.lexical.tantivy_terms import LexicalFolder, LexicalView
from tests.index.toy import ALL, ENCODER, new_document, term, vector

ROUNDS = 60
PATHS = 12


def words_of(path: int, version: int) -> list[str]:
    return [f"từ{path}v{version}", f"chữ{path}v{version}"]


def check(snapshot: Snapshot, chance: random.Random, published: dict[int, dict[str, list[str]]]) -> None:
    """What one snapshot says through the catalog, the terms and the vectors is one state, the published one."""
    listed = {r.path: [p.passage.text for p in snapshot.passages_of(r.id)] for r in snapshot.records(states={"ready"})}
    assert listed == published[snapshot.generation]
    live = [word for words in listed.values() for word in words]
    everything = [i for i, _ in snapshot.lexical(term("tên", "title"), 1_000, ALL)]
    assert sorted(p.passage.text for p in snapshot.passages(everything).values()) == sorted(live)
    asked = chance.sample(live, min(4, len(live))) if live else []
    if not asked:
        return
    hits = snapshot.dense(np.concatenate([vector(w) for w in asked]), 1, ALL)
    texts = snapshot.passages([i for row in hits for i, _ in row])
    assert [texts[row[0][0]].passage.text for row in hits] == asked


def write(directory: Path, published: Path) -> None:
    """Commits `ROUNDS` times; each line of `published` says what a generation holds, written before its commit."""
    chance, state = random.Random(7), dict[str, list[str]]()
    with open_writer(directory, encoder=ENCODER) as writer:
        for number in range(ROUNDS):
            for _ in range(2):
                path = chance.randrange(PATHS)
                source = f"/kho/{path}.txt"
                known = writer.lookup_source(source)
                if source in state and known is not None and chance.random() < 0.3:
                    writer.remove(known.id)
                    del state[source]
                else:
                    words = words_of(path, number * 10 + _)
                    writer.put(new_document(source, words))
                    state[source] = words
            with published.open("a", encoding="utf-8") as file:
                file.write(json.dumps([writer.generation + 1, state]) + "\n")
            writer.commit()


def read_published(file: Path) -> dict[int, dict[str, list[str]]]:
    return {0: {}} | dict(map(json.loads, file.read_text(encoding="utf-8").splitlines()))


@pytest.mark.slow
def test_readers_in_threads_while_another_process_writes(tmp_path: Path) -> None:
    directory, published = tmp_path / "kho", tmp_path / "published"
    published.touch()
    open_writer(directory, encoder=ENCODER).close()
    reader = open_reader(directory, fingerprint=ENCODER.fingerprint)
    context = multiprocessing.get_context("spawn")
    process = context.Process(target=write, args=(directory, published))
    process.start()
    seen: set[int] = set()
    failures: list[BaseException] = []
    threads = [threading.Thread(target=_ask, args=(reader, published, n, process, seen, failures)) for n in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    process.join()
    assert process.exitcode == 0
    assert failures == []
    assert len(seen) > 5
    with reader.pin() as snapshot:
        assert snapshot.generation == ROUNDS
        check(snapshot, random.Random(0), read_published(published))
    assert verify(directory).problems == ()


def _ask(
    reader: IndexReader,
    published: Path,
    number: int,
    process: multiprocessing.process.BaseProcess,
    seen: set[int],
    failures: list[BaseException],
) -> None:
    chance = random.Random(number)
    try:
        while process.is_alive():
            with reader.pin() as snapshot:
                seen.add(snapshot.generation)
                time.sleep(chance.uniform(0, 0.02))  # the writer moves on while this question is being answered
                check(snapshot, chance, read_published(published))
    except BaseException as error:
        failures.append(error)


def test_a_commit_in_the_middle_of_pinning_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between reading the generation and opening its terms a writer removes a document and deletes its terms: the
    reader must not answer with the old catalog and the new terms."""
    writer = open_writer(tmp_path, encoder=ENCODER)
    writer.put(new_document("/kho/a.txt", ["một"]))
    writer.put(new_document("/kho/b.txt", ["hai"]))
    writer.commit()
    reader = open_reader(tmp_path, fingerprint=ENCODER.fingerprint)
    writer.put(new_document("/kho/c.txt", ["ba"]))
    writer.commit()
    plain, left = LexicalFolder.view, [1]

    def interrupted(folder: LexicalFolder) -> LexicalView:
        if left:
            writer.remove(left.pop())
            writer.commit()
        return plain(folder)

    monkeypatch.setattr(LexicalFolder, "view", interrupted)
    with reader.pin() as snapshot:
        assert snapshot.generation == 3
        check(snapshot, random.Random(0), {3: {"/kho/b.txt": ["hai"], "/kho/c.txt": ["ba"]}})
    writer.close()


def test_one_snapshot_serves_several_threads(tmp_path: Path) -> None:
    with open_writer(tmp_path, encoder=ENCODER) as writer:
        for n in range(20):
            writer.put(new_document(f"/kho/{n}.txt", words_of(n, 0)))
    found: list[bool] = []
    with open_reader(tmp_path) as reader, reader.pin() as snapshot:

        def ask(n: int) -> None:
            ((identifier, _),) = snapshot.lexical(term(f"từ{n}v0"), 5, ALL)
            found.append(snapshot.passages([identifier])[identifier].passage.text == f"từ{n}v0")

        threads = [threading.Thread(target=ask, args=(n,)) for n in range(20)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert found == [True] * 20
