"""A process killed at any moment leaves an index that opens and holds every committed document, and no other."""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import signal
import time
from pathlib import Path

import numpy as np
import pytest

from assistant.errors import IndexMissing
from assistant.index import open_reader, open_writer, verify
from assistant.index.crash_points import POINTS
from assistant.index.lexical.tantivy_terms import LexicalFolder
from assistant.index.storage import Paths
from tests.index.publishing import killed
from tests.index.toy import ALL, ENCODER, term, vector

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows has no SIGKILL"),
]


class Arena:
    """One index that is killed again and again, with the journal of what was tried."""

    def __init__(self, folder: Path) -> None:
        self.directory, self.journal = folder / "chỉ mục", folder / "journal"
        self.journal.touch()
        # A fork server with the imports done: a child starts in milliseconds and shares no thread with this process.
        self.context = multiprocessing.get_context("forkserver")
        self.context.set_forkserver_preload(["tests.index.publishing.killed"])
        self.words: set[str] = set()

    def entries(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.journal.read_text(encoding="utf-8").splitlines()]

    def expected(self, generation: int) -> killed.State:
        """The state last announced for that generation."""
        found: killed.State = {}
        for entry in self.entries():
            if entry.get("generation") == generation:
                found = entry["state"]  # type: ignore[assignment]
        return found

    def start(self, kinds: list[str], seed: int, batches: int, crash_at: str = "") -> multiprocessing.Process:
        state = self.expected(self.generation())
        arguments = (self.directory, self.journal, state, kinds, seed, batches, crash_at)
        process = self.context.Process(target=killed.run, args=arguments)
        process.start()
        return process  # type: ignore[return-value]

    def generation(self) -> int:
        try:
            with open_reader(self.directory) as reader, reader.pin() as snapshot:
                return snapshot.generation
        except IndexMissing:
            return 0

    def check(self) -> None:
        """First as a reader finds it, without any repair; then after the next writer has cleared up."""
        acknowledged = max([int(e["published"]) for e in self.entries() if "published" in e], default=0)  # type: ignore[call-overload]
        generation = self.generation()
        assert generation >= acknowledged
        state = self.expected(generation)
        for entry in self.entries():
            for words in entry.get("state", {}).values():  # type: ignore[attr-defined]
                self.words.update(words)
        if generation:
            self._answers(state)
        with open_writer(self.directory, encoder=ENCODER) as writer:
            assert writer.generation == generation
        self._answers(state)
        assert verify(self.directory).problems == ()
        self._nothing_left_over(state)

    def _answers(self, state: killed.State) -> None:
        live = {word for words in state.values() for word in words}
        gone = sorted(self.words - live)
        with open_reader(self.directory, fingerprint=ENCODER.fingerprint) as reader, reader.pin() as snapshot:
            assert {r.path for r in snapshot.records(states={"ready"})} == set(state)
            texts = {
                p.id: p.passage.text for r in snapshot.records(states={"ready"}) for p in snapshot.passages_of(r.id)
            }
            assert sorted(texts.values()) == sorted(live)
            for word in live:
                assert [texts[i] for i, _ in snapshot.lexical(term(word), 5, ALL)] == [word]
            for word in gone:
                assert snapshot.lexical(term(word), 5, ALL) == []
            asked = sorted(live) + gone
            if asked:
                found = snapshot.dense(np.concatenate([vector(w) for w in asked]), 1, ALL)
                for word, hits in zip(asked, found, strict=True):
                    exact = [texts[i] for i, score in hits if score > 0.99]
                    assert exact == ([word] if word in live else []), word

    def _nothing_left_over(self, state: killed.State) -> None:
        paths = Paths(self.directory)
        with open_reader(self.directory) as reader, reader.pin() as snapshot:
            assert len(list(paths.dense.iterdir())) == snapshot.stats.segments
            ids = sorted(p.id for r in snapshot.records(states={"ready"}) for p in snapshot.passages_of(r.id))
        (directory,) = paths.root.glob("lexical-*")
        assert LexicalFolder(directory).view().ids().tolist() == ids


def test_killed_at_25_random_points(tmp_path: Path) -> None:
    """From before the index exists, through its creation, to hundreds of changes; a fresh index every fifth time."""
    chance = random.Random(20261122)
    for n in range(25):
        arena = Arena(tmp_path / str(n // 5)) if n % 5 else _new_arena(tmp_path / str(n // 5))
        process = arena.start(["add", "add", "replace", "remove"], seed=n, batches=1_000)
        while n % 5 and {"started": n} not in arena.entries():
            time.sleep(0.001)
        time.sleep(chance.uniform(0.0, 0.5))
        assert process.pid is not None
        os.kill(process.pid, signal.SIGKILL)
        process.join()
        assert process.exitcode == -signal.SIGKILL
        arena.check()


def _new_arena(folder: Path) -> Arena:
    folder.mkdir()
    return Arena(folder)


@pytest.mark.parametrize("kind", ["add", "replace", "remove"])
def test_killed_five_times_at_each_boundary(tmp_path: Path, kind: str) -> None:
    """At each boundary between the three stores' writes, for the first to the fifth commit of a process."""
    for number, point in enumerate(POINTS):
        if (kind, point) == ("remove", "during_put"):
            continue
        arena = _new_arena(tmp_path / point)
        filled = arena.start(["add"], seed=1_000, batches=13 if kind == "remove" else 4)
        filled.join()
        assert filled.exitcode == 0
        for passing in range(1, 6):
            # A removal leaves less to remove: let the later kills come at the first commits again.
            at = min(passing, 2) if kind == "remove" else passing
            process = arena.start([kind], seed=10 * number + passing, batches=5, crash_at=f"{point}:{at}")
            process.join()
            assert process.exitcode == -signal.SIGKILL, (point, passing)
            arena.check()


@pytest.mark.parametrize("point", ["after_faiss_write", "after_lexical_commit", "after_publish"])
def test_killed_while_rebuilding(tmp_path: Path, point: str) -> None:
    """The rebuilt index is there as a whole or not at all, and the next writer clears up."""
    arena = _new_arena(tmp_path / "kho")
    arena.start(["add"], seed=1, batches=4).join()
    process = arena.context.Process(target=killed.run_repair, args=(arena.directory, point))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    with open_reader(arena.directory) as reader:
        published = reader.encoder != ENCODER
    assert published is (point == "after_publish")
    assert verify(arena.directory).problems == ()
    if not published:
        arena.check()
