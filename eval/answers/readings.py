"""`python -m eval readings`: how the phrases of eval/questions/doc-hieu are read: typed without accents, with half of
them, in capitals, after another question. Right is a phrase whose words and marks are all those that are meant.

The counts are the packaged ones, without an index. The half "để kiểm" was not looked at while the reading was made.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.understanding import Conversation, Turn, read

PHRASES = Path(__file__).resolve().parents[1] / "questions" / "doc-hieu"


@dataclass(frozen=True, slots=True)
class Phrase:
    """`typed`, after the question `before` where it follows one; `meant` is its right reading. `half`: which of both
    halves it belongs to."""

    id: str
    kind: str
    half: str
    typed: str
    meant: str
    before: str | None = None


@dataclass(slots=True)
class Score:
    """How many of `asked` phrases are right, and of their `words`."""

    asked: int = 0
    right: int = 0
    words: int = 0
    words_right: int = 0

    def add(self, got: str, meant: str) -> None:
        agree = [a == b for a, b in zip(got.split(), meant.split(), strict=False)]
        self.asked += 1
        self.right += got == meant
        self.words += len(meant.split())
        self.words_right += sum(agree)


def phrases(folder: Path = PHRASES) -> list[Phrase]:
    lines = [line for path in sorted(folder.glob("*.jsonl")) for line in path.read_text(encoding="utf-8").splitlines()]
    return [Phrase(**json.loads(line)) for line in lines]


def reading(phrase: Phrase) -> str:
    """How the phrase is read, as a person is shown it."""
    conversation = Conversation((Turn(phrase.before, phrase.before),)) if phrase.before else None
    return read(phrase.typed, conversation).shown


def scores(asked: Sequence[Phrase]) -> dict[str, Score]:
    """By kind, by half, by whether any accent was typed, and over all."""
    found: dict[str, Score] = defaultdict(Score)
    for phrase in asked:
        got = reading(phrase)
        for group in _groups(phrase):
            found[group].add(got, phrase.meant)
    return found


def _groups(phrase: Phrase) -> Iterator[str]:
    yield "all"
    yield f"half: {phrase.half}"
    yield f"typed {'without' if phrase.typed.isascii() else 'with'} accents"
    yield phrase.kind


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m eval readings", description=__doc__)
    parser.add_argument("--show", metavar="HALF", help="print the phrases of this half that are read wrongly")
    options = parser.parse_args(argv)
    asked = phrases()
    for phrase in asked:
        if phrase.half == options.show and (got := reading(phrase)) != phrase.meant:
            print(f"{phrase.id}  {phrase.typed}\n    read  {got}\n    meant {phrase.meant}")
    for group, score in scores(asked).items():
        print(
            f"{group:24} {score.right:4} of {score.asked:4} = {score.right / score.asked:.3f}"
            f"   words {score.words_right / score.words:.4f}"
        )
    return 0
