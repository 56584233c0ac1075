"""`python -m eval answers`: our questions over `corpus/` through the product, from the files to the cited answer."""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.answering import Assistant
from assistant.encoding import load_encoder
from assistant.errors import TracuuError
from assistant.index import IndexReader, open_reader
from assistant.ingest import ingest
from assistant.retrieval import Searcher
from assistant.settings import Settings, load_settings
from assistant.types import Answer, Scope
from eval.answers.asking import answered
from eval.answers.questions_file import QUESTIONS, Asked, Expected, QuestionsError, read_questions
from eval.metrics.facts import stands_verbatim
from eval.runs.files import write_json
from eval.statistics.percentiles import percentile

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
SEPARATOR = " › "

Files = Mapping[int, str]
"""Paths below `corpus/` by document id."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one answer did. None: the question does not ask for it.

    `document`: the expected documents are cited; `first`: by the first citation; `section`, `page`: a citation of it
    stands there; `words`: its quotations hold all expected words; `refused`: the answer
    says that nothing was found; `right`: what matters to a user – the words quoted from the right document and
    section, the question which document is meant, or a refusal where nothing answers.
    """

    right: bool
    refused: bool
    document: bool | None = None
    first: bool | None = None
    section: bool | None = None
    page: bool | None = None
    words: bool | None = None


def _below(path: str, expected: str) -> bool:
    """Whether a citation's path is the expected section or stands below it."""
    return path.split(SEPARATOR)[: len(expected.split(SEPARATOR))] == expected.split(SEPARATOR)


def _entry(one: Expected, answer: Answer, files: Files) -> dict[str, bool | None]:
    """The parts of a `Verdict` for one expected document."""
    cited = [c for c in answer.citations if files.get(c.document_id) == one.file]
    quotes = "\n".join(c.quote for c in cited)
    return {
        "document": bool(cited),
        "section": None if one.path is None else any(_below(c.path, one.path) for c in cited),
        "page": None if one.page is None else any(c.page == one.page for c in cited),
        "words": bool(cited) and all(stands_verbatim(quotes, word) for word in one.words),
    }


def _all(values: Sequence[bool | None]) -> bool | None:
    """Whether all that were asked for hold; None when none was."""
    asked = [value for value in values if value is not None]
    return all(asked) if asked else None


def judge(asked: Asked, answer: Answer, files: Files) -> Verdict:
    """Scores `answer` against what `asked` expects; `files` names the documents of the index by id."""
    refused = answer.status == "not_found"
    if not asked.answerable:  # what is called related is not given as the answer
        silent = refused or answer.status == "related"
        return Verdict(right=silent, refused=silent)
    names = {one.file for one in asked.expected}
    if asked.ambiguous:
        offered = {files.get(choice.document_id) for choice in answer.choices}
        cited = {files.get(citation.document_id) for citation in answer.citations}
        return Verdict(right=names <= (offered if answer.status == "ambiguous" else cited), refused=refused)
    entries = [_entry(one, answer, files) for one in asked.expected]
    if asked.match == "any":
        entries = [max(entries, key=lambda entry: sum(value is not False for value in entry.values()))]
    parts = {name: _all([entry[name] for entry in entries]) for name in ("document", "section", "page", "words")}
    first = bool(answer.citations) and files.get(answer.citations[0].document_id) in names
    right = all(parts[name] is not False for name in ("document", "section", "words"))
    return Verdict(right=right, refused=refused, first=first, **parts)


@dataclass(frozen=True, slots=True)
class Result:
    asked: Asked
    answer: Answer
    verdict: Verdict
    seconds: float

    def record(self, files: Files) -> dict[str, Any]:
        """The line of `results.jsonl`."""
        verdict = {name: getattr(self.verdict, name) for name in Verdict.__slots__}
        quoted = [
            {"file": files.get(c.document_id), "path": c.path, "page": c.page, "quote": c.quote}
            for c in self.answer.citations
        ]
        return {
            "id": self.asked.id,
            "question": self.asked.question,
            "type": self.asked.type,
            "typing": self.asked.typing,
            "status": self.answer.status,
            **verdict,
            "ms": round(self.seconds * 1000, 1),
            "citations": quoted,
        }


def _share(values: Sequence[bool | None]) -> float | None:
    asked = [value for value in values if value is not None]
    return round(sum(asked) / len(asked), 4) if asked else None


def summary(results: Sequence[Result]) -> dict[str, Any]:
    """The figures of `metrics.json`. Shares are of the questions that ask for the thing; seconds are wall time."""
    direct = [r for r in results if r.asked.answerable and not r.asked.ambiguous]
    without = [r for r in results if not r.asked.answerable]
    metrics: dict[str, Any] = {
        "questions": len(results),
        "answerable": len(direct),
        "ambiguous": sum(r.asked.ambiguous for r in results),
        "unanswerable": len(without),
        "right": _share([r.verdict.right for r in results]),
        "right_answerable": _share([r.verdict.right for r in direct]),
    }
    for name in ("document", "first", "section", "page", "words"):
        metrics[name] = _share([getattr(r.verdict, name) for r in direct])
    metrics["asked_which"] = _share([r.verdict.right for r in results if r.asked.ambiguous])
    metrics["refused_rightly"] = _share([r.verdict.refused for r in without])
    metrics["refused_wrongly"] = _share([r.verdict.refused for r in direct])
    milliseconds = [r.seconds * 1000 for r in results]
    metrics["latency_ms_p50"] = round(percentile(milliseconds, 0.5), 1)
    metrics["latency_ms_p95"] = round(percentile(milliseconds, 0.95), 1)
    for group, name in (("type", "by_type"), ("typing", "by_typing")):
        values = sorted({str(getattr(r.asked, group)) for r in results})
        metrics[name] = {
            value: _share([r.verdict.right for r in results if getattr(r.asked, group) == value]) for value in values
        }
    return metrics


_TABLE = (
    ("right", "Đúng cả thảy", "right, all questions"),
    ("right_answerable", "Trả lời đúng (có căn cứ)", "right, answerable"),
    ("document", "Dẫn đúng văn bản", "right document cited"),
    ("first", "Dẫn đúng văn bản ngay đầu", "right document first"),
    ("section", "Dẫn đúng điều, mục", "right section cited"),
    ("page", "Dẫn đúng trang", "right page cited"),
    ("words", "Trích đủ lời cần có", "expected words quoted"),
    ("asked_which", "Hỏi lại khi trùng số", "asked which document"),
    ("refused_rightly", "Từ chối đúng", "refused rightly"),
    ("refused_wrongly", "Từ chối nhầm", "refused wrongly"),
)


def table(metrics: Mapping[str, Any]) -> str:
    """The figures for a person, Vietnamese and English side by side."""
    counts = (metrics["questions"], metrics["answerable"], metrics["ambiguous"], metrics["unanswerable"])
    lines = ["{} câu hỏi / questions: {} có căn cứ, {} mơ hồ, {} không có căn cứ".format(*counts)]
    for name, vietnamese, english in _TABLE:
        value = metrics[name]
        lines.append(f"  {vietnamese:28} {english:24} {'–' if value is None else f'{value:7.1%}'}")
    speed = f"p50 {metrics['latency_ms_p50']} ms, p95 {metrics['latency_ms_p95']} ms"
    return "\n".join([*lines, f"  {'Thời gian trả lời':28} {'latency':24} {speed}"])


def prepare_index(settings: Settings) -> None:
    """Ingests `corpus/` into an empty folder; what a folder holds already is looked at by `corpus_files`."""
    if not settings.index_dir.is_dir() or not any(settings.index_dir.iterdir()):
        report = ingest([CORPUS], settings)
        print(f"đã lập chỉ mục / indexed: {report.documents} documents, {report.seconds:.1f} s", file=sys.stderr)


def corpus_files(reader: IndexReader, scope: Scope, questions: Sequence[Asked]) -> dict[int, str]:
    """Where each document of the index stands below `corpus/`, told by the hash of its bytes: wherever it was
    read from, and whatever others bear its name.

    Raises `QuestionsError` where the index holds anything else, or lacks a document that a question is about."""
    paths = (path for path in sorted(CORPUS.rglob("*")) if path.is_file())
    known = {hashlib.sha256(path.read_bytes()).hexdigest(): path.relative_to(CORPUS).as_posix() for path in paths}
    with reader.pin() as snapshot:
        held = {record.id: (record.path, known.get(record.sha256)) for record in snapshot.records(scope)}
    if foreign := sorted(path for path, name in held.values() if name is None):
        raise QuestionsError(f"the index holds what is not in corpus/: {foreign[0]}; name another --index")
    wanted = {one.file for asked in questions for one in asked.expected}
    if missing := sorted(wanted - {name for _, name in held.values()}):
        raise QuestionsError(f"the index lacks {missing[0]}; name another --index")
    return {number: name for number, (_, name) in held.items() if name is not None}


def ask_all(questions: Sequence[Asked], ask: Callable[[str], Answer], files: Files) -> list[Result]:
    """Each question on its own, after one that does not count: the first loads what the others find in memory."""
    if questions:
        answered(ask, questions[0].question)
    results = []
    for asked in questions:
        began = time.perf_counter()
        answer = answered(ask, asked.question)
        seconds = time.perf_counter() - began
        results.append(Result(asked, answer, judge(asked, answer, files), seconds))
    return results


def write_results(directory: Path, results: Sequence[Result], metrics: Mapping[str, Any], files: Files) -> None:
    """`metrics.json` and `results.jsonl`, one line a question."""
    directory.mkdir(parents=True, exist_ok=True)
    write_json(directory / "metrics.json", metrics)
    lines = [json.dumps(result.record(files), ensure_ascii=False) + "\n" for result in results]
    (directory / "results.jsonl").write_text("".join(lines), encoding="utf-8")


def _options(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m eval answers", description=__doc__)
    parser.add_argument("--index", type=Path, help="the index to use, built there when there is none (OUT/index)")
    parser.add_argument("--questions", type=Path, default=QUESTIONS, help="a file or folder of questions")
    parser.add_argument("--encoder", help="another encoder than the settings'")
    parser.add_argument("--show", action="store_true", help="print each question that went wrong")
    parser.add_argument("--out", type=Path, required=True, help="where metrics.json and results.jsonl go")
    return parser.parse_args(argv)


def main(argv: Sequence[str]) -> int:
    options = _options(argv)
    try:
        questions = read_questions(options.questions)
        settings = load_settings(index_dir=options.index or options.out / "index", encoder=options.encoder)
        prepare_index(settings)
        encoder = load_encoder(settings.encoder)
        scope = Scope(access_groups=settings.access_groups)
        with open_reader(settings.index_dir, fingerprint=encoder.fingerprint if encoder else None) as reader:
            files = corpus_files(reader, scope, questions)
            assistant = Assistant(Searcher(reader, encoder, settings), reader, settings)
            results = ask_all(questions, lambda question: assistant.ask(question, scope), files)
    except (TracuuError, QuestionsError) as error:
        print(error, file=sys.stderr)
        return error.exit_code if isinstance(error, TracuuError) else 2
    metrics = summary(results)
    write_results(options.out, results, metrics, files)
    if options.show:
        for result in results:
            if not result.verdict.right:
                print(f"✗ {result.asked.id} [{result.answer.status}] {result.asked.question}")
    print(table(metrics))
    return 0
