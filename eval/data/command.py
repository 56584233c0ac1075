"""`python -m eval data`: what sets there are, what is wrong with one, and one in another layout.

`data list [--root DIR]`; `data check PATH`; `data convert PATH --to LAYOUT --out PATH`.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from eval.data.model import Dataset
from eval.data.problems import DatasetError, Problems
from eval.data.sets import SHARED, WRITERS, development_sets, load
from eval.wording import say


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m eval data", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    listed = commands.add_parser("list", help="the sets that are here")
    listed.add_argument("--root", type=Path, default=SHARED, help="a folder of sets")
    for name, about in (("check", "what is wrong with a set"), ("convert", "a set in another layout")):
        one = commands.add_parser(name, help=about)
        one.add_argument("path", help="a file or folder; FOLDER:SPLIT for one part of a BEIR folder")
        one.add_argument("--documents", type=Path, help="the folder of files that the questions speak of")
        if name == "convert":
            one.add_argument("--to", choices=sorted(WRITERS), required=True)
            one.add_argument("--out", type=Path, required=True)
    return parser


def main(argv: Sequence[str]) -> int:
    """Exit code 0; 1 when a set holds what would make its figures wrong; 2 when it cannot be read at all."""
    options = _parser().parse_args(argv)
    try:
        if options.command == "list":
            return _list(options.root)
        problems = Problems()
        dataset = load(options.path, options.documents, problems)
        print(*problems.lines(), sep="\n", file=sys.stderr)
        if options.command == "convert" and not problems.fatal:
            WRITERS[options.to](dataset, options.out)
            print(say("data.written", path=options.out))
    except (DatasetError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    print(told(dataset))
    if problems.fatal:
        print(say("data.not_fit", count=len(problems.fatal)))
    return 1 if problems.fatal else 0


def _list(root: Path) -> int:
    for name, (path, documents) in development_sets(root).items():
        problems = Problems()
        dataset = load(path, documents, problems)
        print(f"{name:24} {told(dataset)}  {path}")
    return 0


def told(dataset: Dataset) -> str:
    """How large it is, and what can be measured with it."""
    documents = say("data.files", folder=dataset.folder) if dataset.folder is not None else str(len(dataset.texts))
    questions = dataset.questions
    return say(
        "data.told",
        questions=len(questions),
        unanswerable=sum(not q.answerable for q in questions),
        judged=sum(bool(q.documents) for q in questions),
        answers=sum(bool(q.answers) for q in questions),
        facts=sum(bool(q.facts) for q in questions),
        documents=documents,
    )
