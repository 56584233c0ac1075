"""Questions as an official writes them: a CSV file or an Excel sheet whose headings are words, in whatever order."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from assistant.vietnamese.normalise import plain_words
from eval.data.checks import told_questions
from eval.data.files import read_text
from eval.data.model import Dataset, Place, Question
from eval.data.problems import DatasetError, Problems
from eval.wording import say, words

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "stt", "tt", "so thu tu", "ma", "ma cau hoi", "ma so", "question id", "query id"),
    "question": ("cau hoi", "noi dung cau hoi", "noi dung hoi", "question", "query", "user input"),
    "answers": ("tra loi", "cau tra loi", "dap an", "noi dung tra loi", "answer", "reference", "ground truth"),
    "facts": ("y chinh", "y phai co", "cac y phai co", "facts", "must"),
    "documents": ("van ban", "tai lieu", "can cu", "ten tep", "tep", "nguon", "document", "documents", "file"),
    "section": ("dieu khoan", "muc", "dieu", "dieu khoan muc", "section"),
    "quotation": ("trich dan", "trich nguyen van", "quotation"),
    "type": ("loai", "loai cau hoi", "type"),
    "answerable": ("co can cu", "tra loi duoc", "answerable"),
}
"""What each column may be called, without accents, small letters."""
_NO = frozenset({"khong", "k", "no", "false", "0", "x khong"})


def fits(path: Path) -> bool:
    return path.suffix.casefold() in {".csv", ".tsv", ".xlsx"}


def load(path: Path, problems: Problems, folder: Path | None = None) -> Dataset:
    """Raises `DatasetError` when no column holds questions. Several answers, facts or documents of one cell stand in
    lines of their own or between ";"."""
    rows = _xlsx(path) if path.suffix.casefold() == ".xlsx" else _csv(path)
    heading = next(rows, (1, []))
    columns = _columns(heading[1])
    if "question" not in columns:
        raise DatasetError(say("data.no_question_column", path=path, columns=", ".join(heading[1]) or "–"))
    table = [
        (line, {name: cells[at].strip() for name, at in columns.items() if at < len(cells)})
        for line, cells in rows
        if any(cell.strip() for cell in cells)
    ]
    _told_swapped(table, path, problems)
    asked = [(line, _question(cells, position)) for position, (line, cells) in enumerate(table, 1)]
    return Dataset(path.stem, tuple(told_questions(asked, path, problems)), folder=folder, sources=(path,))


def _columns(heading: Sequence[str]) -> dict[str, int]:
    plain = [re.sub(r"[\W_]+", " ", plain_words(cell)).strip() for cell in heading]
    return {
        name: next(i for i, cell in enumerate(plain) if cell in known)
        for name, known in HEADINGS.items()
        if any(cell in known for cell in plain)
    }


def _told_swapped(table: Sequence[tuple[int, Mapping[str, str]]], path: Path, problems: Problems) -> None:
    """Answers that ask and questions that do not, mostly: the two headings are the wrong way round."""
    both = [(c["question"], c["answers"]) for _, c in table if c.get("question") and c.get("answers")]
    if both and sum(a.endswith("?") and not q.endswith("?") for q, a in both) > len(both) / 2:
        problems.error(path, table[0][0], "swapped", say("data.swapped_sheet"))


def _question(cells: Mapping[str, str], position: int) -> Question:
    documents = _several(cells.get("documents", ""))
    quotations = _several(cells.get("quotation", ""))
    section = cells.get("section") or None
    answerable = plain_words(cells.get("answerable", "")) not in _NO
    return Question(
        id=cells.get("id") or str(position),
        text=cells.get("question", ""),
        answers=_several(cells.get("answers", ""), "\n"),
        facts=tuple(tuple(part.strip() for part in fact.split("|")) for fact in _several(cells.get("facts", ""))),
        documents=dict.fromkeys(documents, 1),
        places=tuple(Place(document, section, None, quotations) for document in documents),
        every=False,
        answerable=answerable,
        slices={"type": cells["type"]} if cells.get("type") else {},
    )


def _several(cell: str, between: str = ";\n") -> tuple[str, ...]:
    parts = re.split(f"[{between}]", cell)
    return tuple(part.strip() for part in parts if part.strip())


def _csv(path: Path) -> Iterator[tuple[int, list[str]]]:
    text = read_text(path)
    first = text.split("\n", 1)[0]
    # Excel in Vietnamese writes ";" because "," is its decimal sign.
    delimiter = max("\t;,", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    for row in reader:
        yield reader.line_num, row


def _xlsx(path: Path) -> Iterator[tuple[int, list[str]]]:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (InvalidFileException, BadZipFile, OSError, KeyError, ValueError) as error:
        raise DatasetError(say("data.not_xlsx", path=path)) from error
    try:
        sheet = book.worksheets[0]
        for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
            yield number, [_shown(cell) for cell in row]
    finally:
        book.close()


def _shown(cell: Any) -> str:
    """As the sheet shows it: a count without decimals, nothing for an empty cell."""
    if cell is None:
        return ""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


FIELDS = ("id", "question", "answers", "facts", "documents", "section", "quotation", "type", "answerable")


def rows(dataset: Dataset) -> Iterator[list[str]]:
    """The heading, then a row for each question."""
    said = words("columns")
    yield [said[name] for name in FIELDS]
    for q in dataset.questions:
        yield [
            q.id,
            q.text,
            "\n".join(q.answers),
            "\n".join("|".join(fact) for fact in q.facts),
            "\n".join(q.documents),
            next((p.section for p in q.places if p.section), ""),
            "\n".join(dict.fromkeys(quoted for p in q.places for quoted in p.quotations)),
            q.slices.get("type", ""),
            said["yes"] if q.answerable else said["no"],
        ]


def write(dataset: Dataset, path: Path) -> None:
    """CSV with a byte order mark, without which Excel shows Vietnamese as other letters; or a sheet."""
    if path.suffix.casefold() == ".xlsx":
        from openpyxl import Workbook

        book = Workbook()
        sheet = book.active
        for row in rows(dataset):
            sheet.append(row)
        book.save(path)
        return
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows(dataset))
