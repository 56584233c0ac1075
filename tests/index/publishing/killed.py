"""The process that the kill tests kill: real changes through the public API, each expected outcome written down first.

Before a commit is tried, the state it would publish is appended to a journal; after it, that it was published. So
whatever the moment of death, the test knows what must be found (the state of the generation that readers see) and
that no acknowledged commit may be lost.
"""

from __future__ import annotations

import json
import os
import random
from pathlib import Path

from assistant.index import IndexWriter, open_writer, repair
from assistant.index.dense import segments
from tests.index.toy import ENCODER, ToyEncoder, new_document, terms


def _use_small_files() -> None:
    """So that merging and the change to inverted lists come into every test; in this process alone."""
    segments.FULL, segments.LISTED = 16, 48


State = dict[str, list[str]]  # source -> words


def append(journal: Path, entry: dict[str, object]) -> None:
    with journal.open("a", encoding="utf-8") as file:
        file.write(json.dumps(entry) + "\n")
        file.flush()
        os.fsync(file.fileno())


def run(directory: Path, journal: Path, state: State, kinds: list[str], seed: int, batches: int, crash_at: str) -> None:
    """`batches` commits of one to three changes of the given kinds each, drawn by `seed`."""
    _use_small_files()
    if crash_at:
        os.environ["TRACUU_CRASH_AT"] = crash_at
    chance = random.Random(seed)
    append(journal, {"started": seed})
    with open_writer(directory, encoder=ENCODER) as writer:
        for batch in range(batches):
            for change in range(chance.randint(1, 3)):
                _change(writer, state, chance.choice(kinds), f"{seed}x{batch}x{change}", chance)
            append(journal, {"generation": writer.generation + 1, "state": state})
            append(journal, {"published": writer.commit()})


def _change(writer: IndexWriter, state: State, kind: str, name: str, chance: random.Random) -> None:
    words = [f"từ{name}n{i}" for i in range(chance.randint(1, 5))]
    source = f"/kho/{name}.txt" if kind == "add" or not state else chance.choice(sorted(state))
    if kind == "remove" and source in state:
        record = writer.lookup_source(source)
        assert record is not None
        writer.remove(record.id)
        del state[source]
        return
    writer.put(new_document(source, words, vectors=chance.randint(1, 2)))
    state[source] = words


def run_repair(directory: Path, crash_at: str) -> None:
    """A rebuild for another encoder, killed at `crash_at`."""
    _use_small_files()
    os.environ["TRACUU_CRASH_AT"] = crash_at
    repair(directory, encoder=ToyEncoder("toy-2"), terms=terms)
