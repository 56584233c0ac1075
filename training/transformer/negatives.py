"""Hard negatives from our own index: what BM25 finds for a question and no label calls right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

DEPTH = 50
"""Articles asked of the index for each question."""


def bm25_negatives(
    questions: Sequence[dict[str, Any]],
    titles: Sequence[dict[str, Any]],
    articles: Mapping[str, Mapping[str, int]],
    indexes: Mapping[str, Path],
) -> None:
    """Sets `negatives` of each question and title: entries by falling BM25, its own left out; [] without an index.

    An index is one that `python -m eval retrieval --index` built over the set; its documents are named "beir:<id>".
    """
    for item in [*questions, *titles]:
        item["negatives"] = []
    for name, folder in indexes.items():
        asked = [item for item in [*questions, *titles] if item["set"] == name]
        _ask(asked, articles[name], folder)


def _ask(asked: Sequence[dict[str, Any]], entries: Mapping[str, int], folder: Path) -> None:
    from assistant.index import open_reader
    from assistant.retrieval import Searcher
    from assistant.settings import Settings
    from assistant.types import Scope

    settings = Settings(index_dir=folder, encoder="none")
    with open_reader(folder) as reader:
        searcher = Searcher(reader, None, settings)
        for item in asked:
            text = item["text"][: settings.max_question]
            hits = searcher.search(text, Scope(settings.access_groups), k=DEPTH, group="document").hits
            found = [entries[name] for hit in hits if (name := hit.document.path.removeprefix("beir:")) in entries]
            item["negatives"] = [entry for entry in dict.fromkeys(found) if entry not in item["relevant"]]
