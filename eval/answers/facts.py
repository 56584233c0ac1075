"""`python -m eval facts`: questions of officials over real documents; an answer is right when it holds the facts."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from assistant.answering import Assistant
from assistant.encoding import encoder_in_use, load_encoder
from assistant.errors import TracuuError
from assistant.index import open_reader
from assistant.retrieval import Searcher
from assistant.settings import load_settings
from assistant.types import Answer, Citation, Scope
from eval.answers.asking import answered
from eval.answers.questions_file import QuestionsError
from eval.metrics.facts import holds
from eval.runs.files import write_json
from eval.statistics.percentiles import percentile


@dataclass(frozen=True, slots=True)
class Factual:
    """A question with the facts that its answer must hold. `facts`: of each, the wordings that count; `files`: paths,
    below the folder of documents, of those that carry the answer."""

    id: str
    question: str
    type: str
    typing: str
    far: bool
    answerable: bool
    facts: tuple[tuple[str, ...], ...]
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one answer did. `found`: an expected document is quoted; `right`: its quotations hold all facts; `first`: the
    first quotation does by itself; of a question without an answer, all three: that it was not answered. `refused`:
    nothing was quoted; `unsure`: what was quoted was said to be related and no more."""

    right: bool
    first: bool
    found: bool
    refused: bool
    unsure: bool = False


def read_factual(path: Path) -> list[Factual]:
    """Raises `QuestionsError` naming the line that is no question."""
    out: list[Factual] = []
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise QuestionsError(f"{path}: {error.strerror}") from error
    for number, line in enumerate(lines, 1):
        try:
            record = json.loads(line)
            out.append(
                Factual(
                    id=record["id"],
                    question=record["question"],
                    type=record["type"],
                    typing=record["typing"],
                    far=record["far"],
                    answerable=record["answerable"],
                    facts=tuple(tuple(fact.split("|")) for fact in record["facts"]),
                    files=tuple(one["file"] for one in record["expected"]),
                )
            )
        except (ValueError, KeyError, TypeError) as error:
            raise QuestionsError(f"{path}:{number}: {error!r}") from error
    return out


def shown(citation: Citation) -> str:
    """What a reader sees of a quotation: its words, its lead-in or header, and where it stands."""
    return "\n".join((citation.context, citation.quote, citation.official))


def judge(asked: Factual, answer: Answer, paths: Mapping[int, str]) -> Verdict:
    """`paths`: where each document of the index was read from."""
    refused, unsure = answer.status == "not_found", answer.status == "related"
    if not asked.answerable:
        silent = refused or unsure
        return Verdict(silent, silent, silent, refused, unsure)
    # Whole names: "a/qd-1.docx" is not meant by "ba/qd-1.docx".
    ends = tuple(f"/{file}" for file in asked.files)
    good = [c for c in answer.citations if f"/{paths.get(c.document_id, '')}".endswith(ends)]
    said = "\n".join(shown(citation) for citation in good)
    right = bool(good) and _all_held(asked, said)
    first = bool(good) and good[0] is answer.citations[0] and _all_held(asked, shown(good[0]))
    return Verdict(right, first, bool(good), refused, unsure)


def _all_held(asked: Factual, text: str) -> bool:
    return all(any(holds(text, wording) for wording in fact) for fact in asked.facts)


@dataclass(frozen=True, slots=True)
class Result:
    asked: Factual
    answer: Answer
    verdict: Verdict
    seconds: float


def ask_all(questions: Sequence[Factual], ask: Callable[[str], Answer], paths: Mapping[int, str]) -> list[Result]:
    """Each question by itself, after one that does not count."""
    if questions:
        answered(ask, questions[0].question)
    out = []
    for asked in questions:
        began = time.perf_counter()
        answer = answered(ask, asked.question)
        out.append(Result(asked, answer, judge(asked, answer, paths), time.perf_counter() - began))
    return out


def summary(results: Sequence[Result]) -> dict[str, Any]:
    """Shares of the answerable questions, `answered_without` of those nothing answers; latency in milliseconds.

    `right`, `first` and `found` count what is quoted in whatever tier, `right_as_answer` what is given as the answer.
    """
    with_answer = [r for r in results if r.asked.answerable]
    without = [r for r in results if not r.asked.answerable]

    def share(of: Sequence[Result], name: str) -> float | None:
        return round(sum(getattr(r.verdict, name) for r in of) / len(of), 4) if of else None

    silent = share(without, "right")
    as_answer = [r for r in with_answer if r.verdict.right and not r.verdict.unsure]
    milliseconds = [r.seconds * 1000 for r in results]
    figures: dict[str, Any] = {
        "questions": len(results),
        "answerable": len(with_answer),
        **{name: share(with_answer, name) for name in ("right", "first", "found")},
        "refused_wrongly": share(with_answer, "refused"),
        "right_as_answer": round(len(as_answer) / len(with_answer), 4) if with_answer else None,
        "unsure": share(with_answer, "unsure"),
        "answered_without": None if silent is None else round(1 - silent, 4),
        "latency_ms_p50": round(percentile(milliseconds, 0.5), 1),
        "latency_ms_p95": round(percentile(milliseconds, 0.95), 1),
    }
    for group in ("type", "typing", "far"):
        values = sorted({str(getattr(r.asked, group)) for r in with_answer})
        figures[f"right_by_{group}"] = {
            value: share([r for r in with_answer if str(getattr(r.asked, group)) == value], "right") for value in values
        }
    return figures


def record(result: Result, paths: Mapping[int, str]) -> dict[str, Any]:
    """The line of `results.jsonl`."""
    quoted = [
        {"file": Path(paths.get(c.document_id, "")).name, "path": c.path, "page": c.page, "quote": c.quote}
        for c in result.answer.citations
    ]
    asked, verdict = asdict(result.asked), asdict(result.verdict)
    return (
        asked | {"status": result.answer.status} | verdict | {"ms": round(result.seconds * 1000), "citations": quoted}
    )


def main(argv: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m eval facts", description=__doc__)
    parser.add_argument("--index", type=Path, required=True, help="an index of the documents that are asked about")
    parser.add_argument("--questions", type=Path, required=True, help="a file of questions with their facts")
    parser.add_argument("--encoder", help="another encoder than the settings'")
    parser.add_argument("--show", action="store_true", help="print each question that went wrong")
    parser.add_argument("--out", type=Path, required=True, help="where metrics.json and results.jsonl go")
    options = parser.parse_args(argv)
    try:
        questions = read_factual(options.questions)
        settings = load_settings(index_dir=options.index, encoder=options.encoder)
        encoder = load_encoder(encoder_in_use(settings.encoder, settings.index_dir))
        scope = Scope(access_groups=settings.access_groups)
        with open_reader(settings.index_dir, fingerprint=encoder.fingerprint if encoder else None) as reader:
            with reader.pin() as snapshot:
                paths = {found.id: found.path for found in snapshot.records(scope)}
            assistant = Assistant(Searcher(reader, encoder, settings), reader, settings)
            results = ask_all(questions, lambda question: assistant.ask(question, scope), paths)
    except (TracuuError, QuestionsError) as error:
        print(error, file=sys.stderr)
        return error.exit_code if isinstance(error, TracuuError) else 2
    figures = summary(results)
    options.out.mkdir(parents=True, exist_ok=True)
    write_json(options.out / "metrics.json", figures)
    lines = [json.dumps(record(result, paths), ensure_ascii=False) + "\n" for result in results]
    (options.out / "results.jsonl").write_text("".join(lines), encoding="utf-8")
    for result in results if options.show else ():
        if not result.verdict.right:
            print(f"✗ {result.asked.id} [{result.answer.status}] {result.asked.question}")
    print(json.dumps(figures, ensure_ascii=False, indent=1))
    return 0
