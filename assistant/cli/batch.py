"""`tracuu ask --batch`: many questions from a file, an answer a line into another, in one process, resumable."""

from __future__ import annotations

import csv
import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any, TextIO

from assistant.errors import QuestionError, StorageError, TracuuError
from assistant.wording import say

QUESTION_COLUMNS = ("question", "câu hỏi", "cau hoi", "cauhoi")
"""Names under which the question stands in a CSV file; without one of them the first column is the question."""
SOME_LINES_FAILED = 20

Ask = Callable[[str, str | None], dict[str, Any]]
"""Answers a question, which may follow another one, as the JSON record of `tracuu ask --json`."""


@dataclass(frozen=True, slots=True)
class Line:
    """One question of the file: the number of its line from 1, its own `id` where it has one, the question it follows;
    or `problem`, what is wrong with the line."""

    number: int
    question: str = ""
    id: str | None = None
    after: str | None = None
    problem: str | None = None

    @property
    def key(self) -> str:
        """What a result is known again by after a kill: the line's number and what it says."""
        said = json.dumps([self.question, self.after, self.problem], ensure_ascii=False)
        return f"{self.number}-{blake2b(said.encode(), digest_size=6).hexdigest()}"


def run(questions: Path, out: Path, ask: Ask) -> int:
    """Asks every question of `questions` (.jsonl or .csv) that `out` (JSON lines) holds no result of yet.

    A line that is no question, and a question that cannot be asked, is reported on stderr with its number and kept in
    `out` as `{"line", "error"}`; the others go on. Each result is on the disk before the next question is asked.
    Returns the exit code: 0, or `SOME_LINES_FAILED`. Raises `StorageError` when a file cannot be read or written.
    """
    lines = list(read_lines(questions))
    done = finished(out)
    failed = 0
    try:
        with out.open("a", encoding="utf-8") as results:
            for line in lines:
                if line.key in done:
                    failed += done[line.key]
                    continue
                record = answered(line, ask)
                if "error" in record:
                    failed += 1
                    told = say("cli.batch.line", line=line.number, problem=record["error"]["message"])
                    print(told, file=sys.stderr)
                _write(results, record)
    except OSError as error:
        raise _not_written(out, error) from error
    asked = len(lines) - failed
    print(say("cli.batch.done", asked=asked, failed=failed, path=out), file=sys.stderr)
    return SOME_LINES_FAILED if failed else 0


def answered(line: Line, ask: Ask) -> dict[str, Any]:
    """The record of one line: `{line, key, id, question}` and the answer's keys, or `error`."""
    record: dict[str, Any] = {"line": line.number, "key": line.key, "id": line.id, "question": line.question}
    if line.problem is not None:
        return record | {"error": {"code": QuestionError.code, "message": line.problem}}
    try:
        return record | ask(line.question, line.after)
    except TracuuError as error:
        return record | {"error": {"code": error.code, "message": f"{error.message} {error.action}"}}


def _write(results: TextIO, record: Mapping[str, Any]) -> None:
    results.write(json.dumps(record, ensure_ascii=False) + "\n")
    results.flush()
    os.fsync(results.fileno())


def finished(out: Path) -> dict[str, bool]:
    """The keys of the results that `out` holds, and whether each is an error; a last line that a kill cut is taken off.

    Raises `StorageError` when it cannot be read, or holds something else than results.
    """
    if not out.exists():
        return {}
    try:
        data = out.read_bytes()
        whole = data.rfind(b"\n") + 1
        if whole < len(data):
            os.truncate(out, whole)
        rows = [json.loads(row) for row in data[:whole].decode("utf-8").splitlines() if row.strip()]
        return {row["key"]: "error" in row for row in rows}
    except OSError as error:
        raise _not_written(out, error) from error
    except (ValueError, KeyError, TypeError) as error:
        raise StorageError(say("cli.batch.other_file", path=out), say("cli.batch.choose_another")) from error


def read_lines(path: Path) -> Iterator[Line]:
    """The questions of a file; a CSV file's are those of its column "question" (or "câu hỏi"), else of its first."""
    try:
        text = path.read_bytes().decode("utf-8-sig", errors="replace")
    except OSError as error:
        raise StorageError(
            say("cli.batch.not_read", path=path, reason=error.strerror), say("cli.batch.choose_another")
        ) from error
    return _of_csv(text) if path.suffix.lower() == ".csv" else _of_jsonl(text)


def _of_jsonl(text: str) -> Iterator[Line]:
    for number, row in enumerate(text.split("\n"), 1):
        if not row.strip():
            continue
        try:
            record = json.loads(row)
        except ValueError:
            yield Line(number, problem=say("cli.batch.no_json"))
            continue
        yield _line(number, {"question": record} if isinstance(record, str) else record)


def _of_csv(text: str) -> Iterator[Line]:
    separator = ";" if text.split("\n", 1)[0].count(";") > text.split("\n", 1)[0].count(",") else ","
    reader = csv.reader(text.splitlines(keepends=True), delimiter=separator)
    names: list[str] = []
    start = 1
    for cells in reader:
        number, start = start, reader.line_num + 1
        if not any(cell.strip() for cell in cells):
            continue
        lowered = [cell.strip().casefold() for cell in cells]
        if not names:
            named = next((at for at, cell in enumerate(lowered) if cell in QUESTION_COLUMNS), None)
            names = lowered if named is not None else ["question"]
            if named is not None:
                names[named] = "question"
                continue
        yield _line(number, dict(zip(names, cells, strict=False)))


def _line(number: int, record: object) -> Line:
    """The line of one record; its `problem` where it holds no question."""
    if not isinstance(record, Mapping) or not isinstance(record.get("question"), str):
        return Line(number, problem=say("cli.batch.no_question"))
    if "\ufffd" in record["question"]:
        return Line(number, record["question"], problem=say("cli.batch.no_utf8"))
    identifier, after = record.get("id"), record.get("after")
    return Line(
        number,
        record["question"],
        None if identifier in (None, "") else str(identifier),
        after if isinstance(after, str) and after.strip() else None,
    )


def _not_written(path: Path, error: OSError) -> StorageError:
    return StorageError(say("cli.tasks.not_written", path=path, reason=error.strerror), say("cli.batch.choose_another"))
