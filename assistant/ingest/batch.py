"""The door of the room. For a file or two the reading process starts first, and reads while index and encoder load."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from assistant.ingest.files.batch_files import expand
from assistant.ingest.files.working_folder import working_folder
from assistant.ingest.prepare import Equipment
from assistant.ingest.processes.bounds import Limits
from assistant.ingest.processes.pool import Pool
from assistant.ingest.progress import PageWatch
from assistant.ingest.report import IngestReport, OnEvent, OnPage, OnVectors
from assistant.reading import Recognition, Slots
from assistant.reading.limits import Allowance
from assistant.settings import Settings

POOL_FROM = 3
"""More processes than one take longer to start than they save on fewer files."""


def ingest(
    paths: Sequence[Path],
    settings: Settings,
    on_event: OnEvent | None = None,
    on_page: OnPage | None = None,
    on_vectors: OnVectors | None = None,
) -> IngestReport:
    """Brings the files of `paths` (folders are walked) into the index of `settings.index_dir`.

    Each file ends in exactly one `FileOutcome`. New bytes at a known path are the next version of that document, the
    same bytes twice are not read again. All of it can be searched by its words when its files are done; the vectors of
    an encoder slower than the static one come behind (`on_vectors`), those of an earlier run that was stopped too.
    Ctrl+C keeps what is done (`IngestReport.interrupted`).
    Raises `IndexLocked`, `IndexMismatch`, `StorageError`, `EncoderError`; the index is then as it was after its last
    commit.
    """
    files = expand(paths)
    few = len(files) < POOL_FROM
    with working_folder() as folder, _pool(1 if few else settings.processes, settings, folder, on_page) as pool:
        if few:
            pool.warm()
        from assistant.ingest.run import take_files  # numpy, FAISS and tantivy, while the process above starts

        return take_files(files, settings, pool, on_event, on_vectors, encode_here=few)


def ingest_texts(
    texts: Iterable[tuple[str, str, str]],
    settings: Settings,
    on_event: OnEvent | None = None,
    total: int | None = None,
    on_vectors: OnVectors | None = None,
) -> IngestReport:
    """The same chain for texts that are no files: `(id, title, text)`, for benches. Sources are named "beir:<id>"."""
    with working_folder() as folder, _pool(settings.processes, settings, folder, None) as pool:
        from assistant.ingest.run import take_texts

        return take_texts(texts, settings, pool, on_event, on_vectors, total)


def _pool(processes: int, settings: Settings, folder: Path, on_page: OnPage | None) -> Pool:
    recognition = Recognition(settings.ocr, Slots(settings.recognitions))
    allowance = Allowance(settings.max_pages, settings.max_unpacked_mb, settings.max_members)
    unpacked = folder / "unpacked"
    unpacked.mkdir()
    equipment = Equipment(
        "none",
        settings.word_segmentation,
        recognition,
        allowance,
        str(unpacked),
        settings.secrecy_gate,
        settings.language,
    )
    watch = PageWatch(on_page) if on_page is not None else None
    return Pool(processes, equipment, folder, Limits.of(settings), on_page=watch)
