"""`python -m eval gold --documents FOLDER`: letterheads, outlines and assignment rows against records read by eye.

The folder holds `gold.json` (`{"records": [{"file": …, "number": …, "sections": […], …}]}`) and the files it names. A
Word file with assignment rows is also printed to PDF by soffice, where that is installed, and its rows scored again.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from textwrap import shorten
from typing import Any

from assistant.errors import FileUnreadable
from assistant.parsing import parse
from assistant.reading import read_file
from assistant.types import Document
from eval.documents.gold_scores import Check, letterhead_checks, outline_checks, row_checks
from eval.runs.files import write_json

PARTS = ("letterhead", "outline", "subsections", "articles", "annexes", "rows", "rows of the printed PDF")
PRINTED = PARTS[-1]
_WIDTH = 400  # characters of a wording shown; `--out` has all of it
_LIMIT_S = 180  # soffice starts in some ten seconds on a busy machine


def score(documents: Path, gold: Path, ocr: bool = True, printed: bool = True) -> list[dict[str, Any]]:
    """One row for each record: its file, what could not be read, and its checks.

    Raises `OSError` for a file that is missing.
    """
    records = json.loads(gold.read_text(encoding="utf-8"))["records"]
    return [_score_one(record, documents / record["file"], ocr, printed) for record in records]


def _score_one(record: Mapping[str, Any], path: Path, ocr: bool, printed: bool) -> dict[str, Any]:
    row: dict[str, Any] = {"file": record["file"], "unread": None, "checks": []}
    try:
        document = _document(path, ocr)
    except FileUnreadable as error:
        return row | {"unread": f"{error.message} {error.action}"}
    if not document.text:
        return row | {"unread": "no page gives text"}
    checks = [*letterhead_checks(record, document), *outline_checks(record, document), *row_checks(record, document)]
    if printed and record.get("assignment_rows") and path.suffix == ".docx" and shutil.which("soffice"):
        with tempfile.TemporaryDirectory() as folder:
            checks += row_checks(record, _document(print_to_pdf(path, Path(folder)), ocr), PRINTED)
    return row | {"checks": checks}


def _document(path: Path, ocr: bool) -> Document:
    from assistant.reading.scans.values import Recognition

    return parse(read_file(path, Recognition() if ocr else None), path.name)


def print_to_pdf(path: Path, folder: Path) -> Path:
    """The PDF that soffice makes of a Word file, in `folder`, with a profile of its own."""
    command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", str(folder), str(path)], check=True, capture_output=True, timeout=_LIMIT_S)
    return folder / f"{path.stem}.pdf"


def totals(rows: Iterable[Mapping[str, Any]]) -> dict[str, tuple[int, int]]:
    """For each part: checks that are right, and checks made."""
    checks: list[Check] = [check for row in rows for check in row["checks"]]
    return {
        part: (sum(c.right for c in checks if c.part == part), sum(c.part == part for c in checks)) for part in PARTS
    }


def main(argv: Sequence[str]) -> int:
    """1 when a record could not be read or the documents do not hold what the records ask."""
    parser = argparse.ArgumentParser(prog="python -m eval gold", description=__doc__.split("\n")[0])
    parser.add_argument("--documents", type=Path, required=True, help="the folder of the files")
    parser.add_argument("--gold", type=Path, help="the records (default: gold.json in that folder)")
    parser.add_argument("--no-ocr", action="store_true", help="do not recognise scans")
    parser.add_argument("--no-print", action="store_true", help="do not print Word files to PDF")
    parser.add_argument("--out", type=Path, help="write all checks to this JSON file")
    options = parser.parse_args(argv)
    gold = options.gold or options.documents / "gold.json"
    try:
        rows = score(options.documents, gold, not options.no_ocr, not options.no_print)
    except OSError as error:
        print(f"cannot read {error.filename}: {error.strerror}", file=sys.stderr)
        return 1
    _print(rows)
    if options.out:
        shown = [row | {"checks": [asdict(check) for check in row["checks"]]} for row in rows]
        write_json(options.out, {"records": shown, "totals": totals(rows)})
    return 0 if all(row["unread"] is None for row in rows) else 1


def _print(rows: Sequence[Mapping[str, Any]]) -> None:
    for row in rows:
        wrong = [c for c in row["checks"] if not c.right]
        print(f"{row['file']}: " + (row["unread"] or f"{len(row['checks']) - len(wrong)} of {len(row['checks'])}"))
        for check in wrong:
            wanted, read = (shorten(text, _WIDTH, placeholder=" …") for text in (check.wanted, check.read))
            print(f"    {check.part} {check.name}\n        wanted: {wanted}\n        read:   {read}")
    print()
    for part, (right, made) in totals(rows).items():
        print(f"{part:24} {right:4} of {made:4}" + (f"  {right / made:.1%}" if made else ""))
