"""`python -m training.transformer pack|train …`; see the package's text."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from training.transformer.plan import FULL, MINIATURE

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
MEGABYTES = 28.0
"""Of texts: with the tree itself under the 64 MiB that may travel."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m training.transformer", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    pack = commands.add_parser("pack", help="texts, questions and BM25 negatives into one small folder")
    pack.add_argument("--data", type=Path, default=DATA)
    pack.add_argument("--megabytes", type=float, default=MEGABYTES)
    pack.add_argument(
        "--index", action="append", default=[], metavar="SET=FOLDER", help="an index of the set, for BM25"
    )
    pack.add_argument("--limit", type=int, help="entries of each source, for a trial")
    pack.add_argument("--titles", type=int, default=4_000)
    train = commands.add_parser("train", help="every stage that is not done yet, then export and figures")
    train.add_argument("--pack", type=Path, required=True)
    train.add_argument("--device", choices=["cuda", "cpu"])
    train.add_argument("--until", help="the last stage to run")
    untrained = commands.add_parser("untrained", help="random weights in the planned shape, to measure their speed")
    for sub in (pack, train, untrained):
        sub.add_argument("--miniature", action="store_true", help="a network small enough for a CPU")
        sub.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    plan = MINIATURE if given.miniature else FULL
    if given.command == "pack":
        from training.transformer.pack import pack as run

        indexes = {name: Path(folder) for name, _, folder in (item.partition("=") for item in given.index)}
        print(json.dumps(run(given.data, given.out, plan, given.megabytes, indexes, given.limit, given.titles)))
    elif given.command == "untrained":
        from training.transformer.untrained import write_untrained

        write_untrained(given.out, plan)
    else:
        from training.transformer.stages import train as start

        start(given.pack, given.out, plan, given.device, given.until)


if __name__ == "__main__":
    main()
