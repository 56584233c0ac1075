"""`python -m eval spans`: answers to questions whose answer is a known span, over stores no rule was written from.

Each set of `span-qa` becomes a store through the product's own ingest, one document a context. Its own questions should
be answered, those of the other set refused. Half of the contexts, by hash, are for tuning; report the other half.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from assistant.answering import Assistant
from assistant.encoding import load_encoder
from assistant.errors import TracuuError
from assistant.index import IndexReader, open_reader
from assistant.retrieval import Searcher
from assistant.settings import Settings, load_settings
from assistant.types import Answer, Scope
from assistant.vietnamese.normalise import fold
from eval.answers.asking import answered
from eval.answers.own_questions import CORPUS
from eval.answers.questions_file import QuestionsError
from eval.runs.files import write_json
from eval.statistics.percentiles import percentile

DATA = CORPUS.parent.parent / "shared" / "data" / "span-qa"
SETS = {"legal": "alqac2022-dev.jsonl", "university": "uit-regulation-dev.jsonl"}
HALVES = ("tune", "held")


@dataclass(frozen=True, slots=True)
class Spanned:
    """A question with its context and the span of it that answers; `document` names the context, `half` its half."""

    id: str
    question: str
    answer: str
    context: str
    document: str
    half: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What one answer showed. `span`: the quotations together hold the answer; `first`: the first one alone does.
    `refused`: nothing was quoted; `unsure`: what was quoted was said to be related and no more."""

    refused: bool
    document: bool
    span: bool
    first: bool
    quotations: int
    syllables: int
    milliseconds: float
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """`answerable`: the question belongs to the store it was asked of."""

    asked: Spanned
    answerable: bool
    answer: Answer
    shown: Shown


def read_set(path: Path) -> list[Spanned]:
    """The questions of one file, in its order. Raises `OSError`, `KeyError`, `json.JSONDecodeError`."""
    asked: list[Spanned] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        record = json.loads(line)
        digest = hashlib.sha256(record["context"].encode()).hexdigest()
        half = HALVES[int(digest[:8], 16) % 2]
        asked.append(Spanned(str(number), record["question"], record["answer"], record["context"], digest[:16], half))
    return asked


def texts_of(asked: Sequence[Spanned]) -> Iterator[tuple[str, str, str]]:
    """`(id, title, text)` of each context once; a first paragraph that is a heading is its title."""
    for one in {item.document: item for item in asked}.values():
        head, gap, body = one.context.partition("\n\n")
        titled = bool(gap) and len(head) < 200 and head[-1:].isalpha()
        yield (one.document, head, body) if titled else (one.document, "", one.context)


def squeezed(text: str) -> str:
    """For comparing: folded, punctuation and white space as one space."""
    return " ".join("".join(c if c.isalnum() else " " for c in fold(text)).split())


def judge(one: Spanned, answer: Answer, documents: Mapping[int, str]) -> Shown:
    """`documents` names the documents of the store by id."""
    quotes: list[str] = []
    for citation in answer.citations:
        if citation.continues and quotes:
            quotes[-1] += f" {citation.quote}"
        else:
            quotes.append(citation.quote)
    wanted = f" {squeezed(one.answer)} "
    return Shown(
        refused=answer.status == "not_found",
        document=any(documents.get(citation.document_id) == one.document for citation in answer.citations),
        span=wanted in f" {squeezed(' '.join(quotes))} ",
        first=bool(quotes) and wanted in f" {squeezed(quotes[0])} ",
        quotations=len(quotes),
        syllables=sum(len(quote.split()) for quote in quotes),
        milliseconds=answer.timings.get("total", 0.0),
        unsure=answer.status == "related",
    )


def summary(own: Sequence[Shown], others: Sequence[Shown]) -> dict[str, float | int | None]:
    """Shares of `own` (answerable) and `others` (not: rightly refused where nothing is given as the answer); quotations
    and syllables are means over what was quoted."""

    def share(name: str, of: Sequence[Shown]) -> float | None:
        return round(sum(bool(getattr(shown, name)) for shown in of) / len(of), 4) if of else None

    answered = [shown for shown in own if not shown.refused]
    count = max(len(answered), 1)
    times = [shown.milliseconds for shown in own]
    return {
        "questions": len(own),
        "span": share("span", own),
        "first": share("first", own),
        "document": share("document", own),
        "refused_wrongly": share("refused", own),
        "unsure": share("unsure", own),
        "refused_rightly": round(sum(s.refused or s.unsure for s in others) / len(others), 4) if others else None,
        "quotations": round(sum(shown.quotations for shown in answered) / count, 2),
        "syllables": round(sum(shown.syllables for shown in answered) / count, 1),
        "answer_ms_p50": round(percentile(times, 0.5), 1) if times else None,
        "answer_ms_p95": round(percentile(times, 0.95), 1) if times else None,
    }


def prepare(name: str, asked: Sequence[Spanned], settings: Settings) -> None:
    """Builds the store of one set unless its folder holds one."""
    if settings.index_dir.is_dir() and any(settings.index_dir.iterdir()):
        return
    from assistant.ingest import ingest_texts

    report = ingest_texts(texts_of(asked), settings)
    print(f"{name}: {report.documents} documents, {report.seconds:.1f} s", file=sys.stderr)


def document_names(reader: IndexReader, scope: Scope) -> dict[int, str]:
    """The contexts that a store holds, by the names that are hashes of their words."""
    with reader.pin() as snapshot:
        return {record.id: record.path.removeprefix("beir:") for record in snapshot.records(scope)}


def run_set(
    own: Sequence[Spanned], others: Sequence[Spanned], contexts: Set[str], settings: Settings
) -> Iterator[Result]:
    """Asks the store of `own` both sets' questions; those of `others` have no answer there.

    `contexts`: the documents of the set. Raises `QuestionsError` when the store holds others: a folder of an earlier
    run, over other data."""
    encoder = load_encoder(settings.encoder)
    scope = Scope(access_groups=settings.access_groups)
    with open_reader(settings.index_dir, fingerprint=encoder.fingerprint if encoder else None) as reader:
        documents = document_names(reader, scope)
        if foreign := sorted(set(documents.values()) - contexts):
            raise QuestionsError(
                f"{settings.index_dir} holds what is not of this set: {foreign[0]}; name another --out"
            )
        if len(documents) < len(contexts):
            raise QuestionsError(f"{settings.index_dir} lacks {len(contexts) - len(documents)} contexts of this set")
        assistant = Assistant(Searcher(reader, encoder, settings), reader, settings)

        def ask(question: str) -> Answer:
            return answered(lambda text: assistant.ask(text, scope), question)

        for one in own[:1]:  # the first loads what the others find in memory
            ask(one.question)
        for questions, answerable in ((own, True), (others, False)):
            for one in questions:
                answer = ask(one.question)
                yield Result(one, answerable, answer, judge(one, answer, documents))


def _record(name: str, result: Result) -> dict[str, Any]:
    return {
        "store": name,
        "half": result.asked.half,
        "answerable": result.answerable,
        "question": result.asked.question,
        "answer": result.asked.answer,
        **asdict(result.shown),
        "quotes": [citation.quote for citation in result.answer.citations],
    }


def _chosen(asked: Sequence[Spanned], half: str, most: int) -> list[Spanned]:
    """The questions of a half (or "all"), at most `most` of them at even steps; 0: all."""
    found = [one for one in asked if half in (one.half, "all")]
    step = max(1, -(-len(found) // most)) if most else 1
    return found[::step]


def _options(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m eval spans", description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA, help="the folder of the two sets")
    parser.add_argument("--half", choices=(*HALVES, "all"), default="held")
    parser.add_argument("--sample", type=int, default=0, help="questions of each kind and store (0: all)")
    parser.add_argument("--encoder", help="another encoder than the settings'")
    parser.add_argument("--out", type=Path, required=True, help="where metrics.json, results.jsonl and the stores go")
    return parser.parse_args(argv)


def main(argv: Sequence[str]) -> int:
    options = _options(argv)
    metrics: dict[str, Any] = {}
    records: list[dict[str, Any]] = []
    try:
        sets = {name: read_set(options.data / file) for name, file in SETS.items()}
        for name, asked in sets.items():
            settings = load_settings(index_dir=options.out / name, encoder=options.encoder)
            prepare(name, asked, settings)
            own = _chosen(asked, options.half, options.sample)
            others = [one for other, them in sets.items() if other != name for one in them]
            contexts = {one.document for one in asked}
            results = list(run_set(own, _chosen(others, options.half, options.sample), contexts, settings))
            metrics[name] = summary(
                [r.shown for r in results if r.answerable], [r.shown for r in results if not r.answerable]
            )
            records += [_record(name, result) for result in results]
    except (TracuuError, QuestionsError, OSError, KeyError, json.JSONDecodeError) as error:
        print(error, file=sys.stderr)
        return error.exit_code if isinstance(error, TracuuError) else 2
    write_json(options.out / "metrics.json", {"half": options.half} | metrics)
    lines = [json.dumps(record, ensure_ascii=False) + "\n" for record in records]
    (options.out / "results.jsonl").write_text("".join(lines), encoding="utf-8")
    print(table(metrics))
    return 0


def table(metrics: Mapping[str, Mapping[str, float | int | None]]) -> str:
    """One line a figure, one column a store."""
    names = list(metrics)
    lines = [f"{'':18}" + "".join(f"{name:>12}" for name in names)]
    for figure in metrics[names[0]]:
        lines.append(f"{figure:18}" + "".join(f"{metrics[name][figure]!s:>12}" for name in names))
    return "\n".join(lines)
