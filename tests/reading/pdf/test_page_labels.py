"""Every page of the real PDFs, labelled by eye before it was measured: which text layers can be trusted."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from assistant.reading.pdf.reader import read_pdf
from assistant.types import FileText
from tests.conftest import SHARED

LABELS: dict[str, dict[str, Any]] = json.loads((Path(__file__).parent / "page_labels.json").read_text(encoding="utf-8"))
DOCUMENTS = SHARED / "documents"


@cache
def read(name: str) -> FileText:
    return read_pdf((DOCUMENTS / name).read_bytes())


def labelled(name: str, label: str) -> list[int]:
    """The pages of a file with this label; ranges are written "1-4"."""
    out: list[int] = []
    for part in LABELS[name].get(label, "").split(","):
        first, _, last = part.partition("-")
        out += range(int(first), int(last or first) + 1) if first else ()
    return out


def test_all_pages_of_all_pdfs_are_labelled(shared_data: Path) -> None:
    files = {str(path.relative_to(DOCUMENTS)) for path in DOCUMENTS.rglob("*.pdf")}
    assert files == set(LABELS)
    for name, label in LABELS.items():
        assert hashlib.sha256((DOCUMENTS / name).read_bytes()).hexdigest() == label["sha256"]
        pages = [n for state in ("native", "unusable", "scan", "blank") for n in labelled(name, state)]
        assert sorted(pages) == list(range(1, label["pages"] + 1))


@pytest.mark.parametrize("name", LABELS)
def test_text_layers_are_trusted_as_a_person_would(shared_data: Path, name: str) -> None:
    file = read(name)
    states = {page.number: page.state for page in file.pages}
    assert all(states[n] == "text" for n in labelled(name, "native"))
    assert all(states[n] == "no_text" for n in labelled(name, "scan"))
    assert all(states[n] == "blank" for n in labelled(name, "blank"))
    # A layer in the letters of TCVN3 is repaired, never taken as it stands.
    unusable = [n for n in labelled(name, "unusable") if states[n] == "text"]
    assert not unusable or file.encoding == "TCVN3"
