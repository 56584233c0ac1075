"""The whole chain, files to index: the only place that runs it. One writer, many preparing processes."""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from pathlib import Path

from assistant.encoding import Encoder, encoder_in_use, load_encoder
from assistant.encoding.static import StaticEncoder
from assistant.errors import FileUnreadable
from assistant.index import EncoderInfo, IndexWriter, NewDocument, open_writer
from assistant.ingest.files import absolute, expand, is_system_file, sha256_of
from assistant.ingest.interrupt import uninterrupted
from assistant.ingest.pool import Pool
from assistant.ingest.prepare import Failure, Task, rows_of_each
from assistant.ingest.report import FileOutcome, IngestEvent, IngestReport
from assistant.passages import embedding_text
from assistant.settings import Settings
from assistant.types import DocumentRecord, FileState
from assistant.vietnamese.terms import TERMS_VERSION

log = logging.getLogger(__name__)

OnEvent = Callable[[IngestEvent], None]

COMMIT_SECONDS = 20.0
"""A crash or a power cut loses at most this much work; commits cost about a tenth of a second each."""
COMMIT_PASSAGES = 20_000
"""Bounds the memory of one transaction in a bulk load."""
POOL_FROM = 3
"""Starting worker processes takes about two seconds; fewer files are faster in this process."""
TEXTS_PER_BATCH = 100
"""Short texts travel to the workers together; a file travels alone."""


def ingest(paths: Sequence[Path], settings: Settings, on_event: OnEvent | None = None) -> IngestReport:
    """Brings the files of `paths` (folders are walked) into the index of `settings.index_dir`.

    Each file ends in exactly one `FileOutcome`. New bytes at a known path are the next version of that document, the
    same bytes twice are not read again. Ctrl+C keeps what is done (`IngestReport.interrupted`).
    Raises `IndexLocked`, `IndexMismatch`, `StorageError`, `EncoderError`; the index is then as it was after its last
    commit.
    """
    files = expand(paths)
    with _run(settings, on_event, len(files)) as run:
        fresh = [task for file in files if (task := run.file_task(file)) is not None]
        run.take((task,) for task in fresh)
    return run.report()


def ingest_texts(
    texts: Iterable[tuple[str, str, str]], settings: Settings, on_event: OnEvent | None = None, total: int | None = None
) -> IngestReport:
    """The same chain for texts that are no files: `(id, title, text)`, for benches. Sources are named "beir:<id>"."""
    with _run(settings, on_event, total) as run:
        run.take(_batches(run.text_tasks(texts), TEXTS_PER_BATCH))
    return run.report()


def _batches(tasks: Iterable[Task], size: int) -> Iterator[tuple[Task, ...]]:
    batch: list[Task] = []
    for task in tasks:
        batch.append(task)
        if len(batch) == size:
            yield tuple(batch)
            batch = []
    if batch:
        yield tuple(batch)


@contextmanager
def _run(settings: Settings, on_event: OnEvent | None, total: int | None) -> Iterator[_Run]:
    settings = replace(settings, encoder=encoder_in_use(settings.encoder, settings.index_dir))
    encoder = load_encoder(settings.encoder)
    info = EncoderInfo(encoder.fingerprint, encoder.dimension) if encoder is not None else None
    with open_writer(settings.index_dir, encoder=info, segmenter=terms_version(settings)) as writer:
        run = _Run(writer, encoder, settings, on_event, total)
        try:
            yield run
        except KeyboardInterrupt:
            run.interrupted = True
        run.commit()


def terms_version(settings: Settings) -> str:
    """What made the terms; an index must not mix two of them."""
    words = f"underthesea {version('underthesea')}" if settings.word_segmentation else "no words"
    return f"terms {TERMS_VERSION}, {words}"


@dataclass(slots=True)
class _Run:
    """One batch under way: what is staged, what is done, and when to commit."""

    writer: IndexWriter
    encoder: Encoder | None
    settings: Settings
    on_event: OnEvent | None
    total: int | None
    interrupted: bool = False
    started: float = field(default_factory=time.perf_counter)
    outcomes: list[FileOutcome] = field(default_factory=list)
    committed_at: float = field(default_factory=time.perf_counter)
    pending_passages: int = 0
    generation: int = 0

    @property
    def encodes_in_workers(self) -> bool:
        """Static encoders are cheap to load in each worker; a transformer is loaded once, here, with all threads."""
        return self.encoder is None or isinstance(self.encoder, StaticEncoder)

    def file_task(self, path: Path) -> Task | None:
        """What must be prepared for `path`; None when it is known already, or cannot be opened."""
        source = str(absolute(path))
        try:
            if path.is_dir():
                raise FileUnreadable("Đây là thư mục, không phải tệp.", "Hãy chỉ ra tệp.")
            digest = sha256_of(path)
        except FileUnreadable as error:
            self.fail(Task(source, "", self.settings.access_group, 0), "unreadable", f"{error.message} {error.action}")
            return None
        size = path.stat().st_size
        known = self.writer.lookup_source(source)
        if known is not None and known.sha256 == digest and known.state not in {"removed", "superseded"}:
            self.unchanged(known)
            return None
        return Task(source, digest, self.settings.access_group, size)

    def text_tasks(self, texts: Iterable[tuple[str, str, str]]) -> Iterator[Task]:
        for identifier, title, text in texts:
            digest = hashlib.sha256(f"{title}\0{text}".encode()).hexdigest()
            yield Task(f"beir:{identifier}", digest, self.settings.access_group, len(text), title, text)

    def take(self, batches: Iterable[tuple[Task, ...]]) -> None:
        """Prepares and stores; commits from time to time."""
        name = self.settings.encoder if self.encodes_in_workers else "none"
        few = self.total is not None and self.total < POOL_FROM
        processes = 1 if few else self.settings.processes
        with Pool(processes, name, self.settings.word_segmentation) as pool:
            for prepared in pool.map(batches):
                for item in prepared:
                    if isinstance(item, Failure):
                        self.fail(item.task, item.state, item.reason, item.pages)
                    else:
                        self.store(item)
                if self.due():
                    self.commit()

    def due(self) -> bool:
        return self.pending_passages >= COMMIT_PASSAGES or time.perf_counter() - self.committed_at > COMMIT_SECONDS

    def store(self, new: NewDocument) -> None:
        if self.encoder is not None and not self.encodes_in_workers:
            new = self._encoded(new, self.encoder)
        with uninterrupted():
            result = self.writer.put(new)
        self.pending_passages += len(new.passages)
        record = self.writer.lookup_source(new.source)
        state = record.state if record is not None else new.state
        reason = record.reason if record is not None else None
        self.done(
            FileOutcome(
                new.source,
                state,
                "duplicate" if state == "duplicate" else result.outcome,
                reason,
                result.document_id,
                result.version,
                new.document.page_count or 0,
                len(new.passages),
            )
        )

    def _encoded(self, new: NewDocument, encoder: Encoder) -> NewDocument:
        """Vectors for the passages, taken from the index where the same text was encoded before."""
        title = new.document.letterhead.title or ""
        known = self.writer.vectors_for([p.text_hash for p in new.passages])
        missing = [p for p in new.passages if p.text_hash not in known]
        texts = [embedding_text(title, p.passage) for p in missing]
        rows = rows_of_each(encoder.encode_passages(texts), len(texts)) if texts else []
        known |= {p.text_hash: row for p, row in zip(missing, rows, strict=True)}
        return replace(new, passages=tuple(replace(p, vectors=known[p.text_hash]) for p in new.passages))

    def fail(self, task: Task, state: FileState, reason: str, pages: int | None = None) -> None:
        name = Path(task.source).name
        system = is_system_file(Path(task.source))
        if system:
            reason = "Tệp của hệ điều hành, không phải văn bản."
        refused = state == "refused"
        with uninterrupted():
            self.writer.record(
                source=task.source,
                file_name=name,
                sha256=task.sha256,
                state="refused" if refused else "unreadable",
                reason=reason,
                size=task.size,
                access_group=task.access_group,
            )
        outcome = FileOutcome(
            task.source, "refused" if refused else "unreadable", "failed", reason, pages=pages or 0, system_file=system
        )
        self.done(outcome)

    def unchanged(self, known: DocumentRecord) -> None:
        failed = known.state in {"unreadable", "refused"}
        system = is_system_file(Path(known.path))
        outcome = FileOutcome(
            known.path,
            known.state,
            "failed" if failed else "unchanged",
            known.reason,
            None if failed else known.id,
            known.version,
            known.pages or 0,
            known.passages,
            system,
        )
        self.done(outcome)

    def done(self, outcome: FileOutcome) -> None:
        self.outcomes.append(outcome)
        if self.on_event is not None:
            self.on_event(IngestEvent(len(self.outcomes), self.total, outcome))

    def commit(self) -> None:
        with uninterrupted():
            self.generation = self.writer.commit()
            self.pending_passages = 0
            self.committed_at = time.perf_counter()

    def report(self) -> IngestReport:
        stored = [o for o in self.outcomes if o.outcome in {"added", "replaced", "unchanged"}]
        return IngestReport(
            tuple(self.outcomes),
            time.perf_counter() - self.started,
            self.generation,
            self.interrupted,
            len(stored),
            sum(o.passages for o in stored),
        )
