"""All forms of one report into a folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from assistant.settings import load_settings
from eval.report import texts
from eval.report.comparison import compare
from eval.report.page import html
from eval.runs.results import Results


def write_report(results: Sequence[Results], folder: Path) -> None:
    """`report.html`, `.md`, `.tex`, `.csv` and `.json`. Raises `DatasetError` for runs that cannot be compared."""
    comparisons = compare(results)
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in {
        "report.html": html(comparisons, load_settings().language),
        "report.md": texts.markdown(comparisons),
        "report.tex": texts.latex(comparisons),
        "report.csv": texts.csv_of(comparisons),
        "report.json": texts.json_of(comparisons),
    }.items():
        (folder / name).write_text(text, encoding="utf-8")
