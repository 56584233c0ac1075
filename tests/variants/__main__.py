"""`python -m tests.variants [--seen | --unseen] [--kind K]`: right and total for each kind and producer."""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from pathlib import Path

from tests.variants.all import every, is_unseen
from tests.variants.asked import ask_all


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seen", action="store_true")
    parser.add_argument("--unseen", action="store_true")
    parser.add_argument("--kind", action="append")
    parser.add_argument("--quiet", action="store_true", help="the table alone")
    given = parser.parse_args()
    chosen = [v for v in every() if not given.kind or v.kind in given.kind]
    chosen = [v for v in chosen if not (given.seen and is_unseen(v)) and not (given.unseen and not is_unseen(v))]
    with tempfile.TemporaryDirectory() as folder:
        outcomes = ask_all(chosen, Path(folder))
    right: Counter[tuple[str, str]] = Counter()
    total: Counter[tuple[str, str]] = Counter()
    for outcome in outcomes:
        key = outcome.variant.kind, outcome.variant.producer
        total[key] += 1
        right[key] += not outcome.faults
        if outcome.faults and not given.quiet:
            print(outcome.variant.name, outcome.variant.producer, *outcome.faults, sep="\n    ")
    for key in sorted(total):
        print(*key, f"{right[key]}/{total[key]}", sep=" | ")
    print("all", f"{sum(right.values())}/{sum(total.values())}", sep=" | ")


if __name__ == "__main__":
    main()
