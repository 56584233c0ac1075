"""What is wrong with the files of a set, told by file and line; and the error that ends the reading of one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from eval.wording import say

MOST_SHOWN = 20
"""Sentences shown of each kind: a set of 60,000 documents may have one fault in each line."""


@dataclass(frozen=True, slots=True)
class Problem:
    """`kind` is stable for programs; `fatal`: the set cannot be measured with until it is mended."""

    path: Path
    line: int | None
    kind: str
    message: str
    fatal: bool

    def __str__(self) -> str:
        place = str(self.path) if self.line is None else say("data.place", path=self.path, line=self.line)
        return f"{place}: {self.message}"


class DatasetError(ValueError):
    """A file of the set is missing, not in the layout, or holds what would make its figures wrong."""


@dataclass(slots=True)
class Problems:
    """Collects while a set is read, so that a person sees all of them at once."""

    found: list[Problem] = field(default_factory=list)

    def error(self, path: Path, line: int | None, kind: str, message: str) -> None:
        """The figures would be wrong."""
        self.found.append(Problem(path, line, kind, message, True))

    def warn(self, path: Path, line: int | None, kind: str, message: str) -> None:
        """Told, and gone on without it."""
        self.found.append(Problem(path, line, kind, message, False))

    @property
    def fatal(self) -> Sequence[Problem]:
        return [problem for problem in self.found if problem.fatal]

    def lines(self) -> Iterator[str]:
        """A sentence each, at most `MOST_SHOWN` of a kind, then how many more there are."""
        seen: Counter[str] = Counter()
        for problem in self.found:
            seen[problem.kind] += 1
            if seen[problem.kind] <= MOST_SHOWN:
                yield f"{say('data.fault') if problem.fatal else say('data.remark')} {problem}"
        for kind, count in seen.items():
            if count > MOST_SHOWN:
                yield say("data.more", count=count - MOST_SHOWN, kind=kind)

    def require(self) -> None:
        """Raises `DatasetError` with every sentence when something is fatal."""
        if self.fatal:
            raise DatasetError("\n".join(self.lines()))
