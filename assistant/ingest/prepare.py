"""One file through the chain, up to what the index stores. Runs in worker processes; touches no index.

file -> pages -> parsed document -> passages -> terms + vectors
"""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from assistant.encoding import Encoder, FloatArray, PassageVectors, load_encoder
from assistant.errors import FileRefused, TracuuError
from assistant.index import NewDocument, NewPassage
from assistant.parsing import parse
from assistant.passages import embedding_text, split
from assistant.reading import check_secrecy, read_file
from assistant.types import Document, FileState, FileText, Line, Page, Passage
from assistant.vietnamese.segment import Segmenter, segmenter
from assistant.vietnamese.terms import TermFields, term_fields

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Tools:
    """What a worker needs beside the file. `encoder` is None when vectors are made elsewhere or not at all."""

    encoder: Encoder | None
    words: Segmenter | None


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to prepare: a file, or (for a bench) a text with a title and no file."""

    source: str
    sha256: str
    access_group: str
    size: int
    title: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a file gives no document. `state` is "refused" or "unreadable"; `reason` is a Vietnamese sentence."""

    task: Task
    state: FileState
    reason: str
    pages: int | None = None


def load_tools(encoder: str, word_segmentation: bool) -> Tools:
    return Tools(load_encoder(encoder), segmenter() if word_segmentation else None)


def prepare(task: Task, tools: Tools) -> NewDocument | Failure:
    """The whole chain for one task. Expected failures come back as `Failure`; nothing is raised for a bad file."""
    try:
        if task.text is not None:
            file = plain_file(task.text if task.text.strip() else (task.title or ""))
            document = parse(file, name=task.source)
            document = replace(document, letterhead=replace(document.letterhead, title=task.title))
        else:
            path = Path(task.source)
            file = read_file(path)
            check_secrecy(file)
            document = parse(file, name=path.name)
    except FileRefused as error:
        return Failure(task, "refused", f"{error.message} {error.action}")
    except TracuuError as error:
        return Failure(task, "unreadable", f"{error.message} {error.action}")
    except MemoryError:
        return Failure(task, "unreadable", "Tệp quá lớn so với bộ nhớ của máy. Hãy tách tệp thành nhiều phần nhỏ hơn.")
    except Exception as error:  # a bug of a parser must cost one file, never the batch
        log.exception("parsing %s", task.source)
        kind = type(error).__name__
        return Failure(
            task, "unreadable", f"Không phân tích được tệp ({kind}). Hãy gửi tệp cho người phụ trách phần mềm."
        )
    if not document.text.strip():
        return Failure(task, "unreadable", _no_text(file), pages=len(file.pages))
    return _document(task, file, document, tools)


def plain_file(text: str) -> FileText:
    """A text that came without a file, a line for each paragraph."""
    lines = tuple(Line(line) for line in text.split("\n") if line.strip())
    return FileText("text", (Page(None, lines),))


def passage_terms(document: Document, passage: Passage, words: Segmenter | None) -> TermFields:
    """The terms a passage is found by: its document's title, the headings above it, what it needs to be understood.

    The body holds title and headings too: one length-normalised field ranks better (nDCG@10 0.702 on 64,108 articles)
    than the same terms in fields of their own (0.653); the fields apart remain for boosts.
    """
    title = document.letterhead.title or ""
    body = "\n".join(part for part in (title, passage.heading, passage.context, passage.text) if part)
    return term_fields(title, passage.heading, body, words)


def rows_of_each(encoded: PassageVectors, count: int) -> list[FloatArray]:
    """The vectors of each of `count` texts, (m_i, d); rows of one text stand together (see `PassageVectors`)."""
    bounds = np.searchsorted(encoded.owners, np.arange(count + 1))
    return [encoded.vectors[bounds[i] : bounds[i + 1]] for i in range(count)]


def _no_text(file: FileText) -> str:
    if any(page.state == "no_text" for page in file.pages):
        return (
            f"Bản quét hoặc lớp chữ hỏng: cả {len(file.pages)} trang chưa đọc được chữ nào. "
            "Hãy dùng bản Word hoặc bản PDF có chữ của văn bản này."
        )
    return "Tệp không có chữ nào. Hãy kiểm tra lại tệp gốc."


def _missing(pages: tuple[int, ...], total: int) -> str | None:
    """Why a document is only partly searchable; None when all of it is."""
    if not pages:
        return None
    listed = ", ".join(map(str, pages))
    return f"Chưa đọc được chữ ở {len(pages)} trong {total} trang: trang {listed}. Hãy xem các trang này trong tệp gốc."


def _document(task: Task, file: FileText, document: Document, tools: Tools) -> NewDocument:
    title = document.letterhead.title or ""
    passages = split(document)
    texts = [embedding_text(title, passage) for passage in passages]
    vectors = rows_of_each(tools.encoder.encode_passages(texts), len(texts)) if tools.encoder is not None else None
    new = tuple(
        NewPassage(
            passage=passage,
            terms=passage_terms(document, passage, tools.words),
            vectors=vectors[i] if vectors is not None else None,
            text_hash=hashlib.sha256(texts[i].encode()).hexdigest(),
        )
        for i, passage in enumerate(passages)
    )
    return NewDocument(
        source=task.source,
        file_name=Path(task.source).name,
        sha256=task.sha256,
        size=task.size,
        access_group=task.access_group,
        state="partial" if file.missing_pages else "ready",
        reason=_missing(file.missing_pages, len(file.pages)),
        document=document,
        passages=new,
    )
