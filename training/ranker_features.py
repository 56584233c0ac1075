"""The ranker's training data: the candidates of every question of a set, as the product's own search weighs them."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from assistant.retrieval import Ranking, Searcher
from assistant.retrieval.candidates.gathering import Found
from assistant.retrieval.ranker.weighing import Weighed
from assistant.settings import load_settings
from assistant.types import Scope
from eval.data.beir import find_files
from eval.retrieval.run import LONGEST, corpus_id, load_questions, open_searcher, twins

CANDIDATES = 150


@dataclass(frozen=True, slots=True)
class Table:
    """Row i is one candidate: the number of its question, its document, whether that is relevant, its features."""

    questions: Sequence[str]
    query: np.ndarray
    documents: np.ndarray
    relevant: np.ndarray
    features: np.ndarray
    judged: np.ndarray
    """For each question how many documents are relevant, found or not."""


class Recorder(Searcher):
    """The product's search; keeps what the last question's candidates were weighed by."""

    seen: tuple[Sequence[Found], Weighed]

    def _weighed(self, query, terms, snapshot, pool, read, vector):  # type: ignore[no-untyped-def]
        weighed = super()._weighed(query, terms, snapshot, pool, read, vector)
        self.seen = read, weighed
        return weighed


def collect(index: Path, corpus: Path, accents: str, limit: int | None) -> Table:
    settings = replace(load_settings(index_dir=index, encoder=None, jobs=None), max_question=LONGEST)
    plain, reader = open_searcher(settings)
    searcher = Recorder(reader, plain.encoder, settings, Ranking(sections=CANDIDATES, learned=False))
    files = find_files(corpus, None, None, "dev")
    queries, qrels = load_questions(files, accents, 0, limit)
    rows: list[tuple[int, str, float]] = []
    features: list[np.ndarray] = []
    with reader:
        same = twins(reader)
        scope = Scope(settings.access_groups)
        for number, (name, text) in enumerate(queries.items()):
            searcher.search(text, scope, k=100, group="document")
            read, weighed = searcher.seen
            features.append(weighed.features)
            for found in read:
                rows.append((number, corpus_id(found.document.path), _relevance(found, qrels[name], same)))
    query, documents, relevant = zip(*rows, strict=True)
    judged = [sum(value > 0 for value in qrels[name].values()) for name in queries]
    return Table(
        list(queries), np.array(query), np.array(documents), np.array(relevant), np.concatenate(features),
        np.array(judged),
    )  # fmt: skip


def _relevance(found: Found, judged: Mapping[str, int], same: Mapping[int, Sequence[str]]) -> float:
    names = (corpus_id(found.document.path), *same.get(found.document.id, ()))
    return float(max(judged.get(name, 0) for name in names))


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--index", type=Path, required=True)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--accents", default="keep")
    parser.add_argument("--limit", type=int)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args(argv)
    table = collect(arguments.index, arguments.corpus, arguments.accents, arguments.limit)
    np.savez_compressed(
        arguments.out,
        questions=np.array(table.questions),
        query=table.query,
        documents=table.documents,
        relevant=table.relevant,
        features=table.features,
        judged=table.judged,
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
