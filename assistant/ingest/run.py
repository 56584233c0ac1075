"""The whole chain, files to index: the only place that runs it. One writer, many preparing processes."""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from assistant.encoding import Encoder, encoder_in_use, is_quick, load_encoder
from assistant.errors import FileUnreadable
from assistant.index import EncoderInfo, IndexWriter, open_reader, open_writer
from assistant.ingest.files.batch_files import absolute, is_system_file, sha256_of
from assistant.ingest.files.inner_files import inner_source, inner_task, lost, opened, outermost, whole_room
from assistant.ingest.messages import Failure, Prepared, Result, Task, Unpacked
from assistant.ingest.prepare import terms_version
from assistant.ingest.processes.interrupt import uninterrupted
from assistant.ingest.processes.pool import Pool
from assistant.ingest.report import FileOutcome, IngestEvent, IngestReport, OnEvent, OnVectors
from assistant.ingest.storing import new_document, with_edits, with_known_vectors, with_vectors
from assistant.ingest.vectors_behind import encode_behind
from assistant.reading.containers.archives import Member, Room, is_archive
from assistant.reading.programs import worth_another_try
from assistant.settings import Settings
from assistant.types import DocumentRecord, FileState
from assistant.wording import say

log = logging.getLogger(__name__)

COMMIT_SECONDS = 20.0
"""A crash or a power cut loses at most this much work; commits cost about a tenth of a second each."""
COMMIT_PASSAGES = 20_000
"""Bounds the memory of one transaction in a bulk load."""
TEXTS_PER_BATCH = 100
"""Short texts travel to the workers together; a file travels alone."""


def take_files(
    files: Sequence[Path],
    settings: Settings,
    pool: Pool,
    on_event: OnEvent | None,
    on_vectors: OnVectors | None,
    encode_here: bool,
) -> IngestReport:
    """See `assistant.ingest.ingest`. `encode_here`: vectors are made in this process, not by the readers."""
    with _run(settings, pool, on_event, len(files), encode_here) as run:
        fresh = [task for file in files if (task := run.file_task(file)) is not None]
        run.take((task,) for task in fresh)
    return _encoded(run, on_vectors)


def take_texts(
    texts: Iterable[tuple[str, str, str]],
    settings: Settings,
    pool: Pool,
    on_event: OnEvent | None,
    on_vectors: OnVectors | None,
    total: int | None,
) -> IngestReport:
    """See `assistant.ingest.ingest_texts`."""
    with _run(settings, pool, on_event, total, encode_here=False) as run:
        run.take(_batches(run.text_tasks(texts), TEXTS_PER_BATCH))
    return _encoded(run, on_vectors)


def _encoded(run: _Run, on_vectors: OnVectors | None) -> IngestReport:
    """The report, after the vectors that a slow encoder makes behind the terms."""
    report = run.report()
    if is_quick(run.encoder) or run.encoder is None or report.interrupted:
        return report
    try:
        encode_behind(run.settings, run.encoder, on_vectors)
    except KeyboardInterrupt:
        report = replace(report, interrupted=True)
    with open_reader(run.settings.index_dir) as reader, reader.pin() as snapshot:
        generation, lacking = snapshot.generation, snapshot.stats.unencoded
    return replace(report, seconds=time.perf_counter() - run.started, generation=generation, unencoded=lacking)


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
def _run(
    settings: Settings, pool: Pool, on_event: OnEvent | None, total: int | None, encode_here: bool
) -> Iterator[_Run]:
    settings = replace(settings, encoder=encoder_in_use(settings.encoder, settings.index_dir))
    if not settings.secrecy_gate:
        log.warning(say("ingest.gate_off"))
    encoder = load_encoder(settings.encoder)
    info = EncoderInfo(encoder.fingerprint, encoder.dimension) if encoder is not None else None
    with open_writer(settings.index_dir, encoder=info, segmenter=terms_version(settings)) as writer:
        # Static encoders are cheap to load in each reader; what others make comes behind the terms, with all threads.
        if encoder is not None and is_quick(encoder) and not encode_here:
            pool.encode_with(settings.encoder)
        run = _Run(writer, encoder, settings, pool, on_event, total)
        try:
            yield run
        except KeyboardInterrupt:
            run.interrupted = True
        run.commit()


@dataclass(slots=True)
class _Run:
    """One batch under way: what is staged, what is done, and when to commit."""

    writer: IndexWriter
    encoder: Encoder | None
    settings: Settings
    pool: Pool
    on_event: OnEvent | None
    total: int | None
    interrupted: bool = False
    started: float = field(default_factory=time.perf_counter)
    outcomes: list[FileOutcome] = field(default_factory=list)
    committed_at: float = field(default_factory=time.perf_counter)
    pending_passages: int = 0
    generation: int = 0
    rooms: dict[str, Room] = field(default_factory=dict)
    """What may still be unpacked of each file that holds files."""
    ranks: dict[str, tuple[int, ...]] = field(default_factory=dict)
    """Where the outcome of a source stands in the report: as the files were given, inner ones after what holds them."""

    def file_task(self, path: Path) -> Task | None:
        """What must be prepared for `path`; None when it is known already, or cannot be opened."""
        source = str(absolute(path))
        self.ranks.setdefault(source, (len(self.ranks),))
        try:
            if path.is_dir():
                raise FileUnreadable(say("ingest.opening.folder"), say("ingest.opening.name_file"))
            digest = sha256_of(path)
        except FileUnreadable as error:
            self.fail(Task(source, "", self.settings.access_group, 0), "unreadable", f"{error.message} {error.action}")
            return None
        task = Task(source, digest, self.settings.access_group, path.stat().st_size)
        return None if self.is_known(task) else task

    def is_known(self, task: Task) -> bool:
        """Whether these bytes were read before from this place; then that is reported. A file that holds files is
        opened again each time: what it holds may not all have been reached."""
        known = self.writer.lookup_source(task.source)
        if known is None or known.sha256 != task.sha256 or known.state in {"removed", "superseded"}:
            return False
        if known.format == "mail" or is_archive(Path(task.path or task.source)):
            return False
        if known.state in {"unreadable", "partial"} and worth_another_try(known.reason):
            return False  # a program that was missing may be installed by now
        self.unchanged(known)
        return True

    def text_tasks(self, texts: Iterable[tuple[str, str, str]]) -> Iterator[Task]:
        for identifier, title, text in texts:
            digest = hashlib.sha256(f"{title}\0{text}".encode()).hexdigest()
            yield Task(f"beir:{identifier}", digest, self.settings.access_group, len(text), title, text)

    def take(self, batches: Iterable[tuple[Task, ...]]) -> None:
        """Prepares and stores; commits from time to time."""
        for results in self.pool.map(batches):
            for result in results:
                self.accept(result)
            if self.due():
                self.commit()

    def accept(self, result: Result) -> None:
        """What became of one task, and then of the files in it."""
        task = result.task
        if isinstance(result, Failure):
            self.fail(task, result.state, result.reason, result.pages)
        elif isinstance(result, Unpacked):
            self.open(task, result.members)
        else:
            self.store(result)
            if result.document.format == "mail" or result.members:
                self.open(task, result.members, told=True)
        if task.path is not None:
            Path(task.path).unlink(missing_ok=True)

    def open(self, task: Task, members: Sequence[Member], told: bool = False) -> None:
        """Takes in the files of an archive or a mail (`told`: it was reported as a document already). Those that an
        earlier edition of it held and this one does not are withdrawn."""
        gone = lost(self.writer.lookup_inside(task.source), task.source, members)
        with uninterrupted():
            for record in gone:
                self.writer.withdraw(record.id)
            if not told and (old := self.writer.lookup_source(task.source)) is not None:
                self.writer.withdraw(old.id)  # what stood at this place before it was an archive, or could be opened
        if not told:
            self.done(
                FileOutcome(
                    task.source,
                    "unpacked",
                    "unpacked",
                    opened(len(members), [record.file for record in gone]),
                    held=len(members),
                )
            )
        self.total = self.total + len(members) if self.total is not None else None
        for number, member in enumerate(members):
            self.ranks[inner_source(task.source, member.name)] = (*self.ranks.get(task.source, ()), number)
        self.take((inner,) for inner in self.inner_tasks(task, members))

    def inner_tasks(self, task: Task, members: Sequence[Member]) -> Iterator[Task]:
        room = self.rooms.setdefault(outermost(task.source), whole_room(self.settings))
        room.members -= len(members)
        room.bytes -= sum(member.size for member in members if member.path is not None)
        for member in members:
            inner = inner_task(task, member, room)
            if member.problem is not None:
                self.fail(inner, "unreadable", member.problem)
            elif not self.is_known(inner):
                yield inner

    def due(self) -> bool:
        return self.pending_passages >= COMMIT_PASSAGES or time.perf_counter() - self.committed_at > COMMIT_SECONDS

    def store(self, prepared: Prepared) -> None:
        at_once = self.encoder if is_quick(self.encoder) else None
        new = with_edits(new_document(prepared), self.writer, at_once, self.settings)
        if at_once is not None:
            new = with_vectors(new, self.writer, at_once)
        elif self.encoder is not None:
            new = with_known_vectors(new, self.writer)
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
                held=len(prepared.members) if prepared.document.format == "mail" or prepared.members else None,
            )
        )

    def fail(self, task: Task, state: FileState, reason: str, pages: int | None = None) -> None:
        name = Path(task.source).name
        system = is_system_file(Path(task.source))
        if system:
            reason = say("ingest.system_file")
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
        ranked = sorted(self.outcomes, key=lambda outcome: self.ranks.get(outcome.file, ()))
        return IngestReport(
            tuple(ranked),
            time.perf_counter() - self.started,
            self.generation,
            self.interrupted,
            len(stored),
            sum(o.passages for o in stored),
        )
