"""Every quotation that can be shown stands in the source: in the document's text, and on its page as another sees it.

The words of a quotation are compared, syllable by syllable and in order, with what `pdftotext` reads from that page
alone. A row of a table is compared cell by cell: another program may read a table's columns one after the other.
"""

from __future__ import annotations

import re
import subprocess
import unicodedata
from functools import lru_cache
from pathlib import Path

import pytest
import viparse

from assistant.answering.citing.place import row_at
from assistant.answering.composing.extractive import cite
from assistant.answering.evidence.candidates import Candidate, gather
from assistant.errors import TracuuError
from assistant.parsing import parse
from assistant.passages import split
from assistant.reading import read_file
from assistant.types import Citation, Document, DocumentRecord, Hit, Passage, Span, StoredPassage
from assistant.understanding.sought.sought import seek
from assistant.vietnamese.normalise import fold
from tests.conftest import needs

MODES = ((), ("-layout",), ("-raw",))


@lru_cache(maxsize=4_000)
def page_words(path: str, page: int, mode: tuple[str, ...], encoding: str | None) -> str:
    """What `pdftotext` reads; pages of old encodings are put into Unicode by viparse alone, not by our own reader."""
    command = [needs("pdftotext"), "-f", str(page), "-l", str(page), *mode, path, "-"]
    text = subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8", "replace")
    return words(viparse.fix(text, encoding=encoding.lower()) if encoding in {"TCVN3", "VNI"} else text)


def words(text: str) -> str:
    """The syllables and figures, folded, one space between and around."""
    syllables = re.findall(r"[^\W_]+", fold(unicodedata.normalize("NFKC", text)))
    return f" {' '.join(syllables)} "


def citations_of(document: Document, passage: Passage) -> list[Citation]:
    """Whatever could be quoted of one passage: each sentence or row, cut at pages."""
    record = DocumentRecord(1, 1, "tep.pdf", "/tep.pdf", "ready", None, document.letterhead, document.page_count)
    hit = Hit(StoredPassage(1, 1, 1, passage), record, 1.0)
    candidates: list[Candidate] = gather(seek("thời hạn thực hiện"), [hit])
    return [citation for candidate in candidates for citation in cite(candidate, candidate.span, lambda _: document)]


def stands_on_its_page(path: Path, document: Document, citation: Citation) -> bool:
    assert citation.page is not None
    found = row_at(document, Span(citation.start, citation.end))
    parts = [citation.quote]
    if found is not None:
        row = document.tables[found[0]].rows[found[1]]
        parts = [
            cell.of(document.text)
            for cell in row.cells
            if cell is not None and citation.start <= cell.start < citation.end
        ]
    return all(
        any(words(part) in page_words(str(path), citation.page, mode, document.encoding) for mode in MODES)
        for part in parts
    )


@pytest.mark.slow
def test_every_quotation_of_real_files_stands_in_its_source_on_its_page(shared_data: Path) -> None:
    needs("pdftotext")
    checked = 0
    wrong: dict[bool, list[str]] = {False: [], True: []}
    for path in readable_pdfs(shared_data / "documents"):
        document = parse(read_file(path), name=path.name)
        for passage in split(document):
            for citation in citations_of(document, passage):
                assert document.text[citation.start : citation.end] == citation.quote
                assert list({document.page_at(citation.start), document.page_at(citation.end - 1)}) == [citation.page]
                checked += 1
                if not stands_on_its_page(path, document, citation):
                    wrong[document.encoding is not None].append(
                        f"{path.name} trang {citation.page} [{citation.start}:{citation.end}]"
                    )
    assert wrong[False] == []
    # Of letters in old encodings the other program places some spaces and footnote marks elsewhere.
    assert len(wrong[True]) <= 5, wrong[True]
    assert checked > 2500


def readable_pdfs(folder: Path) -> list[Path]:
    """PDF files with a text layer on every page: there is something to compare with."""
    found: list[Path] = []
    for path in sorted(folder.rglob("*.pdf")):
        try:
            file = read_file(path)
        except TracuuError:
            continue
        if file.pages and not file.missing_pages and file.format == "pdf":
            found.append(path)
    return found
