from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.index import open_reader
from assistant.retrieval import Searcher
from assistant.settings import Settings
from tests.retrieval.shelf import ToyEncoder, fill, papers


@pytest.fixture(scope="package")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("shelf") / "index"
    fill(directory, papers())
    return directory


@pytest.fixture(scope="package")
def searcher(shelf: Path) -> Iterator[Searcher]:
    encoder = ToyEncoder()
    with open_reader(shelf, fingerprint=encoder.fingerprint) as reader:
        yield Searcher(reader, encoder, Settings(index_dir=shelf))
