"""One run is one folder: what was asked of what (`run.json`), what was said (`responses.jsonl`), how long it took
(`times.jsonl`), the ranking for trec_eval (`run.trec`), and the figures of `results`.

The same settings give the same bytes but for `times.jsonl`, `costs.json` and the `provenance` in `run.json`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from eval.data.files import file_hash
from eval.data.layouts import lines, trec
from eval.data.model import Cited, Dataset, Found, Question, Response
from eval.data.problems import DatasetError
from eval.runs.files import write_json
from eval.wording import say

LAYOUT = 1
"""Of the folder; another is not gone on with."""
_TEXTS_KEPT = 10
"""Passages whose words are kept for each question: what a metric or a reader looks at."""


@dataclass(frozen=True, slots=True)
class Identity:
    """What a run depends on. Two runs of one identity say the same."""

    dataset: str
    questions: str
    documents: str
    system: str
    settings: Mapping[str, Any]
    noise: str
    code: str


def questions_hash(dataset: Dataset) -> str:
    """SHA-256 over all that the set knows of its questions."""
    whole = json.dumps([lines.as_record(question) for question in dataset.questions], sort_keys=True)
    return hashlib.sha256(whole.encode()).hexdigest()


class RunFolder:
    """A folder that a run is written to, or was."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def begin(self, identity: Identity, label: str, dataset: Dataset, provenance: Mapping[str, Any]) -> None:
        """Makes the folder, or goes on with what is there. Raises `DatasetError` when it holds another run."""
        file = self.path / "run.json"
        if file.is_file():
            if differing := self._differing(identity):
                raise DatasetError(say("runs.other", path=self.path, names=", ".join(differing)))
            return
        if self.path.is_dir() and any(p.name != "index" for p in self.path.iterdir()):
            raise DatasetError(say("runs.foreign", path=self.path))
        self.path.mkdir(parents=True, exist_ok=True)
        sources = {path.name: file_hash(path) for path in dataset.sources}
        record = {"layout": LAYOUT, "label": label, "identity": asdict(identity), "sources": sources}
        lines.write(dataset, self.path / "questions.jsonl")
        write_json(file, record | {"provenance": provenance})

    def _differing(self, identity: Identity) -> list[str]:
        known = self.record.get("identity", {})
        wanted = json.loads(json.dumps(asdict(identity), default=str))
        return [name for name, value in wanted.items() if known.get(name) != value]

    @property
    def record(self) -> dict[str, Any]:
        """`run.json`. Raises `DatasetError` where there is none."""
        try:
            found: dict[str, Any] = json.loads((self.path / "run.json").read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise DatasetError(say("runs.no_run", path=self.path)) from error
        return found

    @property
    def label(self) -> str:
        return str(self.record["label"])

    def questions(self) -> tuple[Question, ...]:
        """As they were asked, noise and all. Raises `DatasetError` where there is no run."""
        if not (self.path / "run.json").is_file():
            raise DatasetError(say("runs.no_run", path=self.path))
        return tuple(lines.question_of(record) for record in self._lines("questions.jsonl"))

    def done(self) -> set[str]:
        """The questions that have a response; a last line that was cut off is dropped from the file."""
        file = self.path / "responses.jsonl"
        if not file.is_file():
            return set()
        whole = [line for line in file.read_text(encoding="utf-8").splitlines(keepends=True) if line.endswith("\n")]
        file.write_text("".join(whole), encoding="utf-8")
        return {json.loads(line)["id"] for line in whole}

    def append(self, name: str, response: Response) -> None:
        """Written at once, so that what is stopped loses one question at most."""
        for file, record in (
            ("responses", _record(name, response)),
            ("times", {"id": name} | dict(response.milliseconds)),
        ):
            with (self.path / f"{file}.jsonl").open("a", encoding="utf-8") as out:
                out.write(json.dumps(record, ensure_ascii=False) + "\n")

    def responses(self) -> dict[str, Response]:
        """By question id, with their times."""
        times = {record.pop("id"): record for record in self._lines("times.jsonl")}
        return {
            record["id"]: _response(record, times.get(record["id"], {})) for record in self._lines("responses.jsonl")
        }

    def _lines(self, name: str) -> Iterator[dict[str, Any]]:
        file = self.path / name
        for line in file.read_text(encoding="utf-8").splitlines() if file.is_file() else ():
            yield json.loads(line)

    def write_ranking(self, responses: Mapping[str, Response], tag: str) -> None:
        """`run.trec`, where anything was ranked."""
        run = {name: response.documents for name, response in responses.items()}
        if any(run.values()):
            trec.write_run(self.path / "run.trec", run, tag)


def _record(name: str, response: Response) -> dict[str, Any]:
    found = [
        asdict(one) | {"score": round(one.score, 6), "text": one.text if rank < _TEXTS_KEPT else ""}
        for rank, one in enumerate(response.found)
    ]
    return {
        "id": name,
        "answer": response.answer,
        "refused": response.refused,
        "confidence": response.confidence,
        "calibrated": response.calibrated,
        "tokens": response.tokens,
        "error": response.error,
        "citations": [asdict(citation) for citation in response.citations],
        "found": found,
    }


def _response(record: Mapping[str, Any], times: Mapping[str, float]) -> Response:
    return Response(
        answer=record["answer"],
        refused=record["refused"],
        citations=tuple(Cited(**one) for one in record["citations"]),
        found=tuple(Found(**one) for one in record["found"]),
        confidence=record["confidence"],
        calibrated=record["calibrated"],
        milliseconds=times,
        tokens=record["tokens"],
        error=record["error"],
    )
