"""A set by its path: which layout it has is seen from its files, and what is wrong with it is told at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from eval.data.checks import told_places
from eval.data.files import json_lines, read_json
from eval.data.layouts import alqac, beir, exchange, lines, sheets, squad, trec
from eval.data.model import Dataset
from eval.data.problems import DatasetError, Problems
from eval.wording import say

OWN_CORPUS = Path(__file__).resolve().parents[2] / "corpus"
QUESTIONS = Path(__file__).resolve().parents[1] / "questions"
SHARED = OWN_CORPUS.parent.parent / "shared" / "data"

WRITERS: Mapping[str, Callable[[Dataset, Path], None]] = {
    "beir": beir.write,
    "trec": trec.write,
    "squad": squad.write,
    "ragchecker": exchange.write_ragchecker,
    "ragas": exchange.write_ragas,
    "csv": sheets.write,
    "xlsx": sheets.write,
    "questions": lines.write,
}
"""Layout -> what writes it: a folder for beir and trec, else a file."""


def load(given: str, documents: Path | None, problems: Problems) -> Dataset:
    """`given`: a path, or `path:split` for a BEIR folder. `documents`: the folder of files that the questions speak of.

    Raises `DatasetError` when there is nothing, or it has no layout that is known here.
    """
    path, split = _parted(given)
    if not path.exists():
        raise DatasetError(say("data.no_such", path=path))
    dataset = _folder(path, split, problems) if path.is_dir() else _file(path, documents, problems)
    if split is not None:
        dataset = replace(dataset, name=f"{dataset.name}:{split}")
    if documents is not None:
        dataset = replace(dataset, folder=documents)
    told_places(dataset, path, problems)
    if not dataset.questions:
        problems.error(path, None, "nothing", say("data.nothing"))
    return dataset


def _parted(given: str) -> tuple[Path, str | None]:
    if Path(given).exists() or ":" not in given[2:]:  # a drive of Windows is no split
        return Path(given), None
    path, _, split = given.rpartition(":")
    return Path(path), split


def _folder(path: Path, split: str | None, problems: Problems) -> Dataset:
    if beir.fits(path):
        return beir.load(path, split, problems)
    if trec.fits(path):
        return trec.load(path, problems)
    if path.resolve() == QUESTIONS:
        files = [*sorted(path.glob("*.jsonl")), *sorted((path / "them").glob("*.jsonl"))]
        return lines.load(files, OWN_CORPUS, problems, "corpus")
    raise DatasetError(say("data.no_layout", path=path))


def _file(path: Path, documents: Path | None, problems: Problems) -> Dataset:
    if sheets.fits(path):
        return sheets.load(path, problems, documents)
    if path.suffix == ".jsonl" or path.name.endswith(".jsonl.gz"):
        first = next((record for _, record in json_lines(path, Problems())), {})
        if lines.fits(first):
            return lines.load([path], documents, problems, path.stem)
        if exchange.fits(first):
            return exchange.load(path, problems)
        if {"question", "context"} <= set(first):
            return squad.load_lines(path, problems)
    elif path.suffix == ".json":
        value = read_json(path)
        for fits, read in ((squad.fits, squad.load), (alqac.fits, alqac.load), (exchange.fits, exchange.load)):
            if fits(value):
                return read(path, problems)
    raise DatasetError(say("data.no_layout", path=path))


def development_sets(root: Path = SHARED) -> dict[str, tuple[str, Path | None]]:
    """Name -> what `load` takes, of the sets that are there: ours over `corpus/`, and those beside the checkout."""
    found: dict[str, tuple[str, Path | None]] = {"corpus": (str(QUESTIONS), OWN_CORPUS)}
    real = QUESTIONS / "van-ban-that" / "phat-trien.jsonl"
    if (root / "documents").is_dir():
        found["van-ban-that"] = (str(real), root / "documents")
    for folder in sorted(root.iterdir()) if root.is_dir() else ():
        if folder.is_dir() and beir.fits(folder):
            found[folder.name] = (str(folder), None)
    for file in sorted((root / "span-qa").glob("*.jsonl")):
        found[file.stem] = (str(file), None)
    return found
