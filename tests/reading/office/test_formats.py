"""Old and foreign office formats through a real LibreOffice: what comes out, and that nothing of it stays behind."""

from __future__ import annotations

import http.server
import io
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml

from assistant.errors import FileUnreadable
from assistant.reading import read_file
from assistant.reading.office import soffice
from assistant.reading.office import soffice_guard as office_guard
from assistant.reading.programs import worth_another_try
from assistant.types import FileText, Line, TableBlock
from tests.conftest import needs
from tests.reading.makers import WORD, level, make_docx, paragraph


@pytest.fixture(autouse=True)
def _office() -> Iterator[None]:
    needs("soffice")
    yield
    soffice.close_office()


def rtf(body: str) -> bytes:
    fonts = r"{\fonttbl{\f0 Times New Roman;}{\f1 .VnTime;}{\f2 .VnTimeH;}{\f3 VNI-Times;}}"
    return (r"{\rtf1\ansi\ansicpg1252\deff0" + fonts + body + "}").encode("latin-1")


def read(tmp_path: Path, name: str, data: bytes) -> FileText:
    file = tmp_path / name
    file.write_bytes(data)
    return read_file(file)


def texts(file: FileText) -> list[str]:
    return [b.text for b in file.pages[0].blocks if isinstance(b, Line)]


def converted(tmp_path: Path, name: str, data: bytes, to: str) -> bytes:
    """What LibreOffice makes of `data` when a person saves it in another format."""
    (tmp_path / name).write_bytes(data)
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/theirs", "--headless", "--convert-to", to]
    subprocess.run([*command, "--outdir", str(tmp_path), str(tmp_path / name)], check=True, timeout=120)
    return (tmp_path / f"{Path(name).stem}.{to}").read_bytes()


def numbered() -> bytes:
    """A list of two levels, numbered by Word."""
    made = docx.Document()
    levels = f"{level(0, 'upperRoman', '%1.')}{level(1, 'lowerLetter', '%2)')}"
    lists = made.part.numbering_part.element
    abstract = parse_xml(f'<w:abstractNum {WORD} w:abstractNumId="90">{levels}</w:abstractNum>')
    lists.insert(0, abstract)
    lists.append(parse_xml(f'<w:num {WORD} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    for text, depth in [("Mục tiêu", 0), ("Chung", 1), ("Riêng", 1), ("Nhiệm vụ", 0)]:
        place = f'<w:numPr {WORD}><w:ilvl w:val="{depth}"/><w:numId w:val="90"/></w:numPr>'
        made.add_paragraph(text)._p.get_or_add_pPr().append(parse_xml(place))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["doc", "rtf", "odt"])
def test_automatic_numbers_are_in_the_text(tmp_path: Path, kind: str) -> None:
    # The name says nothing: the bytes do.
    file = read(tmp_path, "tep.txt", converted(tmp_path, "a.docx", numbered(), kind))
    assert texts(file) == ["I. Mục tiêu", "a) Chung", "b) Riêng", "II. Nhiệm vụ"]
    assert file.format == kind
    assert file.encoding is None


def test_tables_of_word_files_are_tables(tmp_path: Path) -> None:
    body = r"\trowd\trbrdrl\brdrs\clbrdrt\brdrs\clbrdrb\brdrs\clbrdrl\brdrs\clbrdrr\brdrs\cellx2000"
    body += r"\clbrdrt\brdrs\clbrdrb\brdrs\clbrdrl\brdrs\clbrdrr\brdrs\cellx4000"
    file = read(
        tmp_path,
        "a.rtf",
        rtf(body + r"\pard\intbl STT\cell Vi\u7879?c\cell\row" + body + r"\intbl 1\cell H\u7885?p\cell\row\pard"),
    )
    assert [b for b in file.pages[0].blocks if isinstance(b, TableBlock)] == [
        TableBlock((("STT", "Việc"), ("1", "Họp")))
    ]


def test_old_fonts_of_rtf_files(tmp_path: Path) -> None:
    body = r"{\f2 quy\'d5t \'ae\'denh}\par{\f1 d\'b7y n\'f3i \'ae\'ad\'eang}\par{\f3 \'f1e\'e0 a\'f9n}"
    file = read(tmp_path, "a.rtf", rtf(body))
    assert texts(file) == ["QUYẾT ĐỊNH", "dãy núi đường", "đề án"]
    assert file.encoding == "TCVN3, VNI"


def test_a_zip_package_called_doc_is_a_docx_and_a_page_called_doc_is_html(tmp_path: Path) -> None:
    assert read(tmp_path, "a.doc", make_docx(paragraph("Xin chào"))).format == "docx"
    page = "<html><body><p>Xin chào</p></body></html>".encode()
    assert read(tmp_path, "b.doc", page).format == "html"


def test_many_files_by_one_libreoffice(tmp_path: Path) -> None:
    for number in range(4):
        assert texts(read(tmp_path, "a.rtf", rtf(f"so {number}"))) == [f"so {number}"]
    assert soffice._office is not None
    assert soffice._office.files == 4
    folder = soffice._office.folder
    assert sorted(p.name for p in folder.iterdir() if p.suffix in {".rtf", ".docx"}) == []
    assert list((folder / "out").iterdir()) == []  # inputs and outputs go at once
    soffice.close_office()
    assert not folder.exists()


def test_a_damaged_file_is_named_and_the_next_one_is_read(tmp_path: Path) -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "WordDocument".encode("utf-16-le") + bytes(4000)
    with pytest.raises(FileUnreadable, match=r"Tệp \.doc bị hỏng"):
        read(tmp_path, "a.doc", ole)
    assert texts(read(tmp_path, "b.rtf", rtf("sau"))) == ["sau"]


def test_libreoffice_that_was_killed_is_started_again(tmp_path: Path) -> None:
    assert texts(read(tmp_path, "a.rtf", rtf("mot"))) == ["mot"]
    assert soffice._office is not None
    for pid in _processes(soffice._office.folder, "soffice.bin"):
        os.kill(pid, signal.SIGKILL)
    time.sleep(0.2)
    assert texts(read(tmp_path, "a.rtf", rtf("hai"))) == ["hai"]


def test_a_file_that_takes_too_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert texts(read(tmp_path, "a.rtf", rtf("mot"))) == ["mot"]
    assert soffice._office is not None
    folder = soffice._office.folder
    # The guard is a program of its own: it is told by its file, of which a copy has another limit.
    slow = tmp_path / "guard.py"
    source = Path(office_guard.__file__).read_text(encoding="utf-8")
    slow.write_text(source.replace("\nSECONDS = 100.0", "\nSECONDS = 0.0"), encoding="utf-8")
    soffice.close_office()
    monkeypatch.setattr(office_guard, "__file__", str(slow))
    with pytest.raises(FileUnreadable, match="quá 100 giây"):
        read(tmp_path, "a.rtf", rtf("hai " * 100_000))
    assert soffice._office is None
    assert not _processes(folder, "soffice")


def test_libreoffice_ends_with_the_process_that_uses_it(tmp_path: Path) -> None:
    (tmp_path / "a.rtf").write_bytes(rtf("mot"))
    code = (
        "import sys, pathlib; from assistant.reading import read_file; from assistant.reading.office import soffice\n"
        f"read_file(pathlib.Path({str(tmp_path / 'a.rtf')!r})); print(soffice._office.folder, flush=True)\n"
        "sys.stdin.read()"
    )
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-c", code], stdin=pipe, stdout=pipe, text=True) as process:
        assert process.stdout is not None
        folder = Path(process.stdout.readline().strip())
        assert _processes(folder, "soffice.bin")
        process.kill()
        process.wait()
    deadline = time.monotonic() + 10
    while (_processes(folder, "soffice") or folder.exists()) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not _processes(folder, "soffice")
    assert not folder.exists()


def test_nothing_is_fetched_for_a_document(tmp_path: Path) -> None:
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/a.png"
        field = rf'{{\field{{\*\fldinst INCLUDEPICTURE "{address}" \\d}}{{\fldrslt }}}}'
        assert texts(read(tmp_path, "a.rtf", rtf("chu " + field))) == ["chu"]
        server.shutdown()
    assert asked == []


def test_missing_libreoffice_is_named_and_the_file_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = tmp_path / "khong"
    empty.mkdir()
    monkeypatch.setenv("PATH", str(empty))
    with pytest.raises(FileUnreadable) as caught:
        read(tmp_path, "a.rtf", rtf("chu"))
    assert caught.value.message == "Thiếu chương trình LibreOffice để đọc tệp .rtf."
    assert "sudo apt install libreoffice-writer" in caught.value.action
    assert "libreoffice.org" in caught.value.action
    assert worth_another_try(f"{caught.value.message} {caught.value.action}")
    assert not worth_another_try("Tệp rỗng (0 byte). Hãy kiểm tra lại tệp gốc hoặc tải lại tệp.")


def _processes(folder: Path, name: str) -> list[int]:
    """Processes of a program that name `folder` among their arguments."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                arguments = (entry / "cmdline").read_bytes().decode(errors="replace")
            except OSError:
                continue  # it ended meanwhile
            if str(folder) in arguments and name in arguments.split("\0")[0]:
                found.append(int(entry.name))
    return found
