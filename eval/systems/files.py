"""What another system left behind: a run of TREC, or the JSON of RAGChecker or ragas (`run:FILE`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.data.files import file_hash
from eval.data.layouts import exchange, trec
from eval.data.model import Cited, Dataset, Found, Question, Response
from eval.data.problems import Problems
from eval.metrics.refusals import says_it_cannot


@dataclass(frozen=True, slots=True)
class Recorded:
    """`responses` by question id; a question it does not hold was not answered."""

    path: Path
    responses: Mapping[str, Response]

    @property
    def settings(self) -> Mapping[str, Any]:
        return {"file": self.path.name, "sha256": file_hash(self.path)}

    def prepare(self, dataset: Dataset, folder: Path) -> Mapping[str, float]:
        return {}

    def answer(self, question: Question) -> Response:
        return self.responses.get(question.id, Response(error="missing"))

    def close(self) -> None:
        """Nothing is kept open."""


def recorded(path: Path) -> Recorded:
    """Raises `DatasetError` with every fault of the file."""
    problems = Problems()
    if path.suffix in (".json", ".jsonl"):
        found = {said.id: _said(said) for said in exchange.read_said(path, problems)}
    else:
        run = trec.read_run(path, problems)
        found = {q: Response(found=tuple(Found(d, score) for d, score in ranked)) for q, ranked in run.items()}
    problems.require()
    return Recorded(path, found)


def _said(said: exchange.Said) -> Response:
    found = tuple(Found(document, float(-rank), None, text) for rank, (document, text) in enumerate(said.found))
    cited = tuple(Cited(document, text) for document, text in said.found)
    return Response(said.answer, says_it_cannot(said.answer), cited, found)
