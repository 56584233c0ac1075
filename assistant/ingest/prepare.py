"""One file through the chain, up to what the index stores. Runs in worker processes; touches no index.

file -> pages -> parsed document -> passages -> terms + vectors
"""

from __future__ import annotations

import hashlib
import logging
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import FileRefused, TracuuError
from assistant.ingest.messages import Failure, Prepared, PreparedPassage, Result, Task, Unpacked
from assistant.parsing import parse
from assistant.passages import embedding_text, searchable, searchable_title, split
from assistant.reading import Recognition, check_secrecy, read_file
from assistant.reading.containers.archives import MAX_DEPTH, Member, Room, is_archive, unpack_archive
from assistant.reading.containers.mail import mail_subject, unpack_mail
from assistant.reading.left_out import told
from assistant.reading.limits import Allowance, start_process, unreadable
from assistant.settings import Settings
from assistant.types import Document, FileState, FileText, Line, Page, Passage
from assistant.vietnamese.words.minhash import sketch_of
from assistant.vietnamese.words.segment import Segmenter, segmenter
from assistant.vietnamese.words.terms import TERMS_VERSION, TermFields, term_fields
from assistant.wording import say

if TYPE_CHECKING:
    from assistant.encoding import Encoder, FloatArray, PassageVectors

log = logging.getLogger(__name__)

TOGETHER = 32
"""Passages whose vectors and terms are made one after the other: both are made of the same words, kept meanwhile."""


@dataclass(frozen=True, slots=True)
class Equipment:
    """What a process is to work with, as it is told before it starts. `encoder` "none": vectors are made elsewhere."""

    encoder: str = "none"
    word_segmentation: bool = False
    recognition: Recognition | None = None
    allowance: Allowance = field(default_factory=Allowance)
    unpack_folder: str | None = None
    secrecy_gate: bool = True
    language: str = "vi"


@dataclass(frozen=True, slots=True)
class Tools:
    """What a worker needs beside the file. `encoder` is None when vectors are made elsewhere or not at all; documents
    are then packed elsewhere too. `recognition` None: pages without text stay without. `alive` is called between the
    steps of a long task.
    `unpack_folder`: where files out of archives and mails are put for the writer to give back one by one; None:
    archives are not opened. `secrecy_gate` False: files that bear a mark of state secrecy are read like others."""

    encoder: Encoder | None
    words: Segmenter | None
    recognition: Recognition | None = None
    alive: Callable[[], None] = lambda: None
    unpack_folder: str | None = None
    secrecy_gate: bool = True


def load_tools(
    equipment: Equipment, on_page: Callable[[int, int], None] | None = None, alive: Callable[[], None] = lambda: None
) -> Tools:
    """Raises `EncoderError`. `on_page` is told each page that is recognised, see `Recognition`."""
    start_process(equipment.allowance, alive)
    words = segmenter() if equipment.word_segmentation else None
    recognition = replace(equipment.recognition, on_page=on_page) if equipment.recognition is not None else None
    if equipment.encoder == "none":
        return Tools(None, words, recognition, alive, equipment.unpack_folder, equipment.secrecy_gate)
    from assistant.encoding import load_encoder, multiply_in_one_thread  # numpy: who only reads starts without it

    multiply_in_one_thread()
    encoder = load_encoder(equipment.encoder)
    return Tools(encoder, words, recognition, alive, equipment.unpack_folder, equipment.secrecy_gate)


def prepare(task: Task, tools: Tools) -> Result:
    """The whole chain for one task. Expected failures come back as `Failure`; nothing is raised for a bad file."""
    try:
        if task.text is None and tools.unpack_folder is not None and is_archive(_path(task)):
            return Unpacked(task, _unpack(task, unpack_archive, tools.unpack_folder))
        file, document = _read(task, tools)
        if not document.text.strip():
            return Failure(task, "unreadable", _no_text(file), pages=len(file.pages))
        unpack = _unpacking(file) if tools.unpack_folder is not None and task.depth < MAX_DEPTH else None
        if unpack is not None and file.format != "mail":  # read as files of their own, and so not left out
            file = replace(file, left_out=tuple(one for one in file.left_out if one.kind != "embedded"))
        prepared = _prepared(task, file, document, tools)
        if unpack is not None and tools.unpack_folder is not None:
            return replace(prepared, members=_unpack(task, unpack, tools.unpack_folder))
        return prepared
    except FileRefused as error:
        return Failure(task, "refused", f"{error.message} {error.action}")
    except TracuuError as error:
        beyond = isinstance(error.__cause__, MemoryError)
        return Failure(task, "unreadable", f"{error.message} {error.action}", out_of_memory=beyond)
    except MemoryError:
        return Failure(
            task,
            "unreadable",
            say("files.memory"),
            out_of_memory=True,
        )
    except Exception as error:  # a bug of a parser must cost one file, never the batch
        log.exception("parsing %s", task.source)
        kind = type(error).__name__
        return Failure(task, "unreadable", say("ingest.not_parsed", kind=kind))


def _read(task: Task, tools: Tools) -> tuple[FileText, Document]:
    if task.text is not None:
        file = plain_file(task.text if task.text.strip() else (task.title or ""))
        document = parse(file, name=task.source)
        return file, replace(document, letterhead=replace(document.letterhead, title=task.title))
    file = read_file(_path(task), tools.recognition)
    tools.alive()
    if tools.secrecy_gate:
        check_secrecy(file)
    document = parse(file, name=Path(task.source).name)
    if file.format == "mail" and document.letterhead.title is None and (subject := mail_subject(file)):
        document = replace(document, letterhead=replace(document.letterhead, title=subject))
    return file, document


def _unpacking(file: FileText) -> Callable[[Path, Path, Room], tuple[Member, ...]] | None:
    """How the files in a document are taken out; None for one that holds none."""
    if file.format == "mail":
        return unpack_mail
    if file.format == "pdf" and any(one.kind == "embedded" for one in file.left_out):
        from assistant.reading.pdf.attachments import unpack_pdf

        return unpack_pdf
    return None


def _path(task: Task) -> Path:
    return Path(task.path or task.source)


def _unpack(task: Task, unpack: Callable[[Path, Path, Room], tuple[Member, ...]], parent: str) -> tuple[Member, ...]:
    if task.depth >= MAX_DEPTH:
        raise unreadable(
            say("ingest.archive.too_deep", most=MAX_DEPTH),
            say("ingest.archive.unpack"),
        )
    room = Room(*task.room) if task.room is not None else Room.whole()
    return unpack(_path(task), Path(tempfile.mkdtemp(dir=parent)), room)


def terms_version(settings: Settings) -> str:
    """What made the terms; an index must not mix two of them."""
    words = f"underthesea {version('underthesea')}" if settings.word_segmentation else "no words"
    return f"terms {TERMS_VERSION}, {words}"


def plain_file(text: str) -> FileText:
    """A text that came without a file, a line for each paragraph."""
    lines = tuple(Line(line) for line in text.split("\n") if line.strip())
    return FileText("text", (Page(None, lines),))


def passage_terms(document: Document, passage: Passage, words: Segmenter | None) -> TermFields:
    """The terms a passage is found by: its document's title, the headings above it, what it needs to be understood.

    The body holds title and headings too: one length-normalised field ranks better (nDCG@10 0.702 on 64,108 articles)
    than the same terms in fields of their own (0.653); the fields apart remain for boosts.
    """
    title, passage = searchable_title(document), searchable(document, passage)
    body = "\n".join(part for part in (title, passage.heading, passage.context, passage.text) if part)
    return term_fields(title, passage.heading, body, words)


def rows_of_each(encoded: PassageVectors, count: int) -> list[FloatArray]:
    """The vectors of each of `count` texts, (m_i, d); rows of one text stand together (see `PassageVectors`)."""
    import numpy as np

    bounds = np.searchsorted(encoded.owners, np.arange(count + 1))
    return [encoded.vectors[bounds[i] : bounds[i + 1]] for i in range(count)]


def _no_text(file: FileText) -> str:
    if file.ocr_note is not None:
        return say("ingest.scan.nothing_read", pages=len(file.pages), note=file.ocr_note)
    if any(page.state == "no_text" for page in file.pages):
        return say("ingest.scan.nothing_recognised", pages=len(file.pages))
    return say("ingest.no_text")


def _missing(file: FileText) -> str | None:
    """Why a document is only partly searchable, or what was left out on purpose; None when all of it is."""
    said = (*file.notes, *told(file.left_out))
    if not file.missing_pages:
        return " ".join(said) or None
    listed = ", ".join(map(str, file.missing_pages))
    what = say("ingest.scan.pages_not_read", missing=len(file.missing_pages), pages=len(file.pages), listed=listed)
    return " ".join((what, file.ocr_note or say("ingest.scan.look_at_them"), *said))


def _prepared(task: Task, file: FileText, document: Document, tools: Tools) -> Prepared:
    tools.alive()
    title = searchable_title(document)
    passages = split(document)
    made: list[PreparedPassage] = []
    for start in range(0, len(passages), TOGETHER):
        made += _passages(document, title, passages[start : start + TOGETHER], tools)
        tools.alive()
    reason = _missing(file)
    sketch = sketch_of(document.text) if task.text is None else None
    state: FileState = "partial" if file.missing_pages else "ready"
    prepared = Prepared(task, state, reason, document, tuple(made), sketch=sketch)
    return _packed(prepared) if tools.encoder is not None else prepared


def _passages(document: Document, title: str, passages: Sequence[Passage], tools: Tools) -> list[PreparedPassage]:
    texts = [embedding_text(title, searchable(document, passage)) for passage in passages]
    vectors = rows_of_each(tools.encoder.encode_passages(texts), len(texts)) if tools.encoder is not None else None
    return [
        PreparedPassage(
            passage=passage,
            terms=passage_terms(document, passage, tools.words),
            text_hash=hashlib.sha256(texts[i].encode()).hexdigest(),
            vectors=vectors[i] if vectors is not None else None,
        )
        for i, passage in enumerate(passages)
    ]


def _packed(prepared: Prepared) -> Prepared:
    """Ready to be stored: what every reading process does for itself, the one writer need not do for all."""
    from assistant.index import pack, without_text  # loaded with the encoder, see `load_tools`

    document = prepared.document
    packed = pack(document, [made.passage for made in prepared.passages])
    return replace(prepared, packed=packed, document=without_text(document))
