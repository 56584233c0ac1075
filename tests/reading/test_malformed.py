"""Whatever the bytes, the only error is `FileUnreadable`, and every line is NFC without a line end."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.errors import FileRefused, FileUnreadable
from assistant.reading import check_secrecy, read_file
from assistant.types import FileText, Line
from tests.conftest import SHARED
from tests.reading.makers import Sheet, make_docx, make_pdf, paragraph, table

_LONG = paragraph("Điều 1. Phạm vi điều chỉnh") + table([[paragraph("a"), paragraph("b")]])
_HTML = "<html><body><table border=1><tr><td rowspan=2>Số<td>12</table><ol><li>x<p>Điều 1</ol></body></html>"
_SEEDS = {
    "pdf": make_pdf(
        [Sheet().text(72, 700, "Điều 1. Phạm vi").stamp(300, 700, "SAO Y").rule(72, 72, 300, 72), Sheet().picture()]
    ),
    "docx": make_docx(_LONG, header1=paragraph("Đầu trang")),
    "html": _HTML.encode(),
    "text": "# Điều 1\n\n| a | b |\n|---|---|\n| **c** | [d](e) |\n\f2\n".encode(),
}


def _lines(file: FileText) -> list[str]:
    out: list[str] = []
    for page in file.pages:
        for block in page.blocks:
            out += [block.text] if isinstance(block, Line) else [c for row in block.rows for c in row]
    return out


def check_reading(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    try:
        file = read_file(path)
        check_secrecy(file)
    except (FileUnreadable, FileRefused):
        return
    for text in _lines(file):
        assert unicodedata.is_normalized("NFC", text)
        assert "\n" not in text


def _mutate(data: bytes, edits: list[tuple[int, bytes, int]]) -> bytes:
    out = bytearray(data)
    for at, put, drop in edits:
        at = at % (len(out) + 1)
        out[at : at + drop] = put
    return bytes(out)


_EDITS = st.lists(st.tuples(st.integers(0, 1 << 20), st.binary(max_size=6), st.integers(0, 12)), min_size=1, max_size=6)
_FUZZ = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.mark.parametrize("kind", _SEEDS)
@_FUZZ
@given(edits=_EDITS)
def test_mutated_files(tmp_path: Path, kind: str, edits: list[tuple[int, bytes, int]]) -> None:
    check_reading(tmp_path / "tep", _mutate(_SEEDS[kind], edits))


@pytest.mark.parametrize("kind", _SEEDS)
@_FUZZ
@given(cut=st.integers(0, 1 << 20))
def test_truncated_files(tmp_path: Path, kind: str, cut: int) -> None:
    check_reading(tmp_path / "tep", _SEEDS[kind][: cut % len(_SEEDS[kind])])


@_FUZZ
@given(data=st.binary(max_size=300))
def test_any_bytes(tmp_path: Path, data: bytes) -> None:
    check_reading(tmp_path / "tep", data)


@_FUZZ
@given(text=st.text(max_size=300))
def test_any_text(tmp_path: Path, text: str) -> None:
    check_reading(tmp_path / "tep.md", text.encode("utf-8", errors="replace"))
    check_reading(
        tmp_path / "tep.html", f"<html><body><p>{text}<table><tr><td>{text}".encode("utf-8", errors="replace")
    )
    inner = "".join(c for c in text if c.isprintable()).replace("&", "&amp;").replace("<", "&lt;")
    check_reading(tmp_path / "tep.docx", make_docx(paragraph(inner)))


@pytest.mark.slow
@pytest.mark.parametrize("name", ["skill-sct/QD-1074-QD-BXD-29-6-2026.pdf", "van-ban-plus/Phuluc5.docx"])
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=_EDITS)
def test_mutated_real_files(tmp_path: Path, shared_data: Path, name: str, edits: list[tuple[int, bytes, int]]) -> None:
    check_reading(tmp_path / "tep", _mutate((SHARED / "documents" / name).read_bytes(), edits))
