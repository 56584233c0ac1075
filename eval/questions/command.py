"""`python -m eval questions`: drafts from documents, a page to review them, agreement of two reviewers, what is kept.

`draft --documents DIR --out FILE.jsonl`; `review FILE.jsonl --reviewer NAME`; `kappa A.jsonl B.jsonl`;
`keep FILE.jsonl --review A.jsonl [--review B.jsonl] --out FILE.jsonl`.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from assistant.errors import TracuuError
from eval.data.layouts import lines
from eval.data.model import Dataset
from eval.data.problems import DatasetError
from eval.data.sets import OWN_CORPUS
from eval.questions.draft import draft
from eval.questions.reviews import agreement, kept, read_drafts, read_reviews, write_drafts
from eval.report.numbers import shown
from eval.systems.base import SystemFault
from eval.wording import say

PAGE = Path(__file__).with_name("review_page.py")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m eval questions", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    one = commands.add_parser("draft", help="questions from what stands in documents")
    one.add_argument("--documents", type=Path, default=OWN_CORPUS)
    one.add_argument("--index", type=Path, help="where their index is kept (default: beside --out)")
    one.add_argument("--most", type=int, default=5, help="of each kind and document")
    one.add_argument("--out", type=Path, required=True)
    one = commands.add_parser("review", help="a page on which a person accepts, mends or rejects drafts")
    one.add_argument("drafts", type=Path)
    one.add_argument("--reviewer", required=True)
    one.add_argument("--port", type=int, default=8502)
    one = commands.add_parser("kappa", help="how far two reviewers agree beyond chance")
    one.add_argument("first", type=Path)
    one.add_argument("second", type=Path)
    one = commands.add_parser("keep", help="the questions that reviewers would keep, as they mended them")
    one.add_argument("drafts", type=Path)
    one.add_argument("--review", type=Path, action="append", required=True)
    one.add_argument("--out", type=Path, required=True)
    return parser


def main(argv: Sequence[str]) -> int:
    """2 when a file or folder cannot be used."""
    options = _parser().parse_args(argv)
    try:
        return int(_COMMANDS[options.command](options))
    except (DatasetError, SystemFault, TracuuError) as error:
        print(error, file=sys.stderr)
        return 2


def _draft(options: argparse.Namespace) -> int:
    dataset = Dataset(options.documents.name, (), folder=options.documents.resolve())
    index = options.index or options.out.with_suffix(".index")
    found = draft(dataset, index, options.most)
    write_drafts(found, options.out)
    twins = sum(one.like is not None for one in found)
    print(say("review.drafted", count=len(found), twins=twins, path=options.out))
    return 0


def _review(options: argparse.Namespace) -> int:
    read_drafts(options.drafts)
    quiet = ["--server.address=localhost", f"--server.port={options.port}", "--browser.gatherUsageStats=false"]
    command = [sys.executable, "-m", "streamlit", "run", str(PAGE), *quiet, "--", str(options.drafts), options.reviewer]
    return subprocess.run(command, check=False).returncode


def _kappa(options: argparse.Namespace) -> int:
    count, value = agreement(read_reviews(options.first), read_reviews(options.second))
    print(say("review.agreement", count=count, kappa="–" if value is None else shown(value, 2)))
    return 0


def _keep(options: argparse.Namespace) -> int:
    found = kept(read_drafts(options.drafts), [read_reviews(path) for path in options.review])
    lines.write(Dataset("kept", tuple(found)), options.out)
    print(say("review.kept", count=len(found), path=options.out))
    return 0


_COMMANDS = {"draft": _draft, "review": _review, "kappa": _kappa, "keep": _keep}
