"""Trains the choice of an answer and its confidence: `python -m training.answers rows …`, then `… fit …`.

`rows` asks every labelled question of its store and keeps what is known of the candidates, a file a set (minutes);
`fit` learns from these files, prints the figures by folds, and writes weights and card into the package (seconds).
"""

from __future__ import annotations

import argparse
from pathlib import Path

from assistant.answering.evidence import confidence, picker
from training.answers.card import write_card
from training.answers.figures import cross_fitted, importance_of, known_figures
from training.answers.fit import fit_confidence, fit_picker
from training.answers.rows import load, rows_of, save
from training.answers.sets import NAMES, foreign, read


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m training.answers", description=__doc__)
    parser.add_argument("command", choices=["rows", "fit"])
    parser.add_argument("--data", type=Path, help="folder of the shared data (rows)")
    parser.add_argument("--documents", type=Path, help="an index of the real documents (rows)")
    parser.add_argument("--rows", type=Path, required=True, help="where the rows and the stores stand")
    parser.add_argument("--sets", nargs="*", choices=NAMES, default=NAMES)
    parser.add_argument("--write", action="store_true", help="fit: write weights and card into the package")
    options = parser.parse_args()
    if options.command == "rows":
        _write_rows(options)
    else:
        _fit(options)


def _write_rows(options: argparse.Namespace) -> None:
    options.rows.mkdir(parents=True, exist_ok=True)
    for name in options.sets:
        index = options.documents if name == "facts" else options.rows / f"index-{name}"
        rows = list(rows_of(index, [*read(name, options.data, index), *foreign(name, options.data)]))
        save(rows, options.rows / f"{name}.npz")
        print(name, len(rows), "rows,", sum(bool(row.told.any()) for row in rows), "with an answer", flush=True)


def _fit(options: argparse.Namespace) -> None:
    sets = {name: load(options.rows / f"{name}.npz") for name in options.sets}
    fitted = cross_fitted(sets)
    figures = known_figures(sets, fitted)
    for name, of_set in figures.items():
        print(name, of_set)
    if not options.write:
        return
    rows = [row for rows in sets.values() for row in rows]
    importance = importance_of(sets)
    chooser = fit_picker(rows, importance)
    chooser.save(picker.SHIPPED)
    # From scores the picker gave to questions it had not seen: on its own it is surer than it should be.
    table = fitted.table
    fit_confidence(table.signals, table.right, table.importance).save(confidence.SHIPPED)
    write_card(picker.SHIPPED.with_name("picker.md"), sets, figures, chooser)


if __name__ == "__main__":
    main()
