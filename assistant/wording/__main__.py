"""`python -m assistant.wording [--tsv] [area …]`: the table of wording, for whoever goes through it."""

from __future__ import annotations

import argparse

from assistant.wording.catalogue import areas
from assistant.wording.table import markdown, tsv

if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m assistant.wording", description="Prints the table of wording.")
    parser.add_argument("areas", nargs="*", metavar="area", help=f"of: {', '.join(areas())}")
    parser.add_argument("--tsv", action="store_true", help="for a spreadsheet, instead of Markdown")
    options = parser.parse_args()
    print((tsv if options.tsv else markdown)(options.areas))
