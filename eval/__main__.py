"""`python -m eval COMMAND …`: each is `main(argv) -> exit code` of a module, or the function named after ":"."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence

from assistant.settings import load_settings
from eval.wording import speak

COMMANDS = {
    "data": ("eval.data.command", "sets of questions: list, check, convert"),
    "run": ("eval.report.run", "ask systems the questions of sets; one folder a run, and a report"),
    "report": ("eval.report.commands:report", "the report over runs that are there"),
    "compare": ("eval.report.commands:comparison", "two runs of one set: difference, interval, test"),
    "gate": ("eval.report.commands:gate", "fail when a figure of a run is beyond a bound, for CI"),
    "questions": ("eval.questions.command", "draft questions from documents, review them, agreement of reviewers"),
    "retrieval": ("eval.retrieval.run", "rank the questions of a BEIR set and score the ranking"),
    "ablate": ("eval.retrieval.ablate", "the same with each step and field switched off in turn"),
    "bm25": (
        "eval.retrieval.bm25",
        "paired tests of the ranking against BM25, on syllables and with pairs",
    ),
    "bench": ("eval.bench", "ingest, cold start and answers on the sample corpus, in one run"),
    "scale": ("eval.scale.grow", "grow an index to 1,000,000 passages and measure it at each size"),
    "baseline": ("eval.retrieval.baseline", "the stack a tutorial gives beside the product, on the same questions"),
    "folds": ("eval.data.folds", "part the questions of a set so that no article is in two folds"),
    "answers": ("eval.answers.own_questions", "score whole answers on questions about corpus/"),
    "facts": ("eval.answers.facts", "score answers by the facts they must hold, over real documents"),
    "encodings": ("eval.documents.encodings", "read files of the encodings before Unicode against transcripts"),
    "fuzz": ("eval.documents.fuzz", "read damaged copies of real files: nothing may crash, hang or be lost"),
    "gold": ("eval.documents.gold", "score letterheads, outlines and assignment rows against records read by eye"),
    "pace": ("eval.pace", "how fast encoders and the reranker are here, MiniLM beside them"),
    "loaders": ("eval.documents.loaders", "read PDF and Word files beside the loaders that others use"),
    "readings": ("eval.answers.readings", "read phrases typed without accents, half-accented, in capitals"),
    "spans": ("eval.answers.spans", "score answers and refusals where the span that answers is known"),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command; 2 when there is no such command."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if not arguments or arguments[0] not in COMMANDS:
        lines = [f"  {name:10} {about}" for name, (_, about) in COMMANDS.items()]
        print("usage: python -m eval COMMAND …", *lines, sep="\n", file=sys.stderr)
        return 0 if arguments[:1] in (["-h"], ["--help"]) else 2
    speak(load_settings().language)
    module, _, function = COMMANDS[arguments[0]][0].partition(":")
    return int(getattr(importlib.import_module(module), function or "main")(arguments[1:]) or 0)


if __name__ == "__main__":
    raise SystemExit(main())
