"""All papers into one real index, each asked about by its own question: what is wrong with what comes back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from assistant.answering import Assistant
from assistant.encoding import encoder_in_use, load_encoder
from assistant.index import open_reader
from assistant.ingest import ingest
from assistant.reading import read_file
from assistant.retrieval import Searcher
from assistant.settings import Settings
from assistant.types import Answer, Document, DocumentRecord, Scope
from tests.reading.pdf.papers import Paper, printed


def examined(papers: Sequence[Paper], folder: Path) -> dict[str, list[str]]:
    """What is wrong with each paper, by its id; [] where it is read and quoted as it should be."""
    folder.mkdir(parents=True, exist_ok=True)
    files = printed(papers, folder)
    settings = Settings(index_dir=folder / "index", encoder="bundled", jobs=1)
    ingest(sorted(files.values()), settings)
    encoder = load_encoder(encoder_in_use(settings.encoder, settings.index_dir))
    everything = Scope(access_groups=settings.access_groups)
    out: dict[str, list[str]] = {}
    with open_reader(settings.index_dir, fingerprint=encoder.fingerprint if encoder else None) as reader:
        assistant = Assistant(Searcher(reader, encoder, settings), reader, settings)
        with reader.pin() as snapshot:
            records = {paper.id: _records(snapshot.records(everything), files[paper.id]) for paper in papers}
            documents = {r.id: snapshot.document(r.id) for rs in records.values() for r in rs}
        for paper in papers:
            found = records[paper.id]
            if not found:
                out[paper.id] = ["not in the index"]
                continue
            scope = Scope(access_groups=settings.access_groups, document_ids=frozenset(r.id for r in found))
            answer = assistant.ask(paper.question, scope)
            out[paper.id] = list(_wrong(paper, found[0], documents[found[0].id], answer))
            out[paper.id] += list(_wrong_stamps(paper, files[paper.id]))
    return out


def _records(records: Sequence[DocumentRecord], path: Path) -> list[DocumentRecord]:
    """The document of the file and those of the files in it."""
    here = [r for r in records if r.path == str(path) or r.path.startswith(f"{path}!/")]
    return sorted((r for r in here if r.passages), key=lambda r: len(r.path))


def one_line(text: str) -> str:
    return " ".join(text.split())


def _wrong(paper: Paper, record: DocumentRecord, document: Document, answer: Answer) -> Iterator[str]:
    lines = [one_line(line) for line in document.text.split("\n")]
    if not any(paper.quote in one_line(citation.quote) for citation in answer.citations):
        said = [one_line(c.quote)[:160] for c in answer.citations]
        yield f"quoted {said} for “{paper.question}”, not “{paper.quote}”"
    for sentence in paper.whole:
        if not any(sentence in line for line in lines):
            yield f"not whole: “{sentence}”"
        elif sum(line.count(sentence) for line in lines) > 1:
            yield f"more than once: “{sentence}”"
    yield from (f"read: “{words}”" for words in paper.absent if words in document.text)
    yield from (
        f"the report does not say “{words}”: {record.reason}"
        for words in paper.said
        if words not in (record.reason or "")
    )
    places = [one_line(document.text).find(words) for words in paper.order]
    if places != sorted(places):
        yield f"out of order: {places}"
    if paper.columns and (named := columns(document)) != paper.columns:
        yield f"columns {named}, not {paper.columns}"
    if paper.draft and not all(says_draft(c.official) for c in answer.citations):
        yield f"no draft: {[c.official for c in answer.citations][:1]}"


def says_draft(citation: str) -> bool:
    return any(word in citation.casefold() for word in ("dự thảo", "bản nháp", "bản thảo"))


def columns(document: Document) -> tuple[str, ...]:
    """The names of the columns of the first table that has any."""
    for table in document.tables:
        if any(table.header):
            return table.names(document.text)
    return ()


def _wrong_stamps(paper: Paper, path: Path) -> Iterator[str]:
    if paper.stamps:
        stamps = [one_line(stamp) for stamp in read_file(path).stamps]
        yield from (f"no stamp “{words}”: {stamps}" for words in paper.stamps if words not in stamps)


def table(papers: Sequence[Paper], wrong: dict[str, list[str]]) -> dict[tuple[str, str], tuple[int, int]]:
    """By kind and producer: how many are right, of how many."""
    out: dict[tuple[str, str], tuple[int, int]] = {}
    for paper in papers:
        right, total = out.get((paper.kind, paper.producer), (0, 0))
        out[paper.kind, paper.producer] = (right + (not wrong[paper.id]), total + 1)
    return out
