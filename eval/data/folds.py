"""`python -m eval folds`: questions parted so that no article is judged in two folds.

A fold is made of connected components of the qrels: questions that share a relevant document stay together, and with
them those that share one with these. What was fitted on the other folds has then never seen a question's article.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from eval.data.beir import find_files, read_qrels
from eval.data.model import Qrels
from eval.data.problems import DatasetError

FOLDS = 5


def components(qrels: Qrels) -> list[list[str]]:
    """The questions of each connected component, in the order of the qrels; a question with nothing relevant alone."""
    parent: dict[str, str] = {}

    def root(name: str) -> str:
        parent.setdefault(name, name)
        while parent[name] != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    for question, judged in qrels.items():
        for document, relevance in judged.items():
            if relevance > 0:
                parent[root(f"d {document}")] = root(f"q {question}")
    found: dict[str, list[str]] = {}
    for question in qrels:
        found.setdefault(root(f"q {question}"), []).append(question)
    return list(found.values())


def folds(qrels: Qrels, count: int = FOLDS) -> dict[str, int]:
    """Question -> fold, from 0: the largest components first, each to the smallest fold. No chance is in it."""
    sizes = [0] * count
    chosen: dict[str, int] = {}
    for component in sorted(components(qrels), key=lambda c: (-len(c), c[0])):
        fold = min(range(count), key=lambda i: (sizes[i], i))
        sizes[fold] += len(component)
        chosen |= dict.fromkeys(component, fold)
    return {question: chosen[question] for question in qrels}


def shared_documents(qrels: Qrels, parts: Mapping[str, int]) -> int:
    """How many relevant documents stand in more than one fold: 0 unless something is wrong."""
    where: dict[str, set[int]] = {}
    for question, judged in qrels.items():
        for document, relevance in judged.items():
            if relevance > 0:
                where.setdefault(document, set()).add(parts[question])
    return sum(len(found) > 1 for found in where.values())


def main(argv: Sequence[str]) -> int:
    """Writes `folds.json` (question -> fold); 2 when a file of the set is missing."""
    parser = argparse.ArgumentParser(prog="python -m eval folds", description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--queries", type=Path)
    parser.add_argument("--qrels", type=Path)
    parser.add_argument("--split", default="dev")
    parser.add_argument("--folds", type=int, default=FOLDS)
    parser.add_argument("--out", type=Path, required=True, help="a folder, or the file to write")
    arguments = parser.parse_args(argv)
    try:
        files = find_files(arguments.corpus, arguments.queries, arguments.qrels, arguments.split)
        qrels = read_qrels(files.qrels)
    except DatasetError as error:
        print(error, file=sys.stderr)
        return 2
    parts = folds(qrels, arguments.folds)
    out: Path = arguments.out if arguments.out.suffix == ".json" else arguments.out / "folds.json"
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(parts, indent=1) + "\n", encoding="utf-8")
    sizes = [list(parts.values()).count(i) for i in range(arguments.folds)]
    print(f"{files.name}: {len(parts)} questions, {len(components(qrels))} components, folds of {sizes}")
    return 0
