"""Files of old and foreign office formats as .docx, .xlsx or .pptx, by LibreOffice.

One LibreOffice per reading process stays running with a profile of its own in a temporary folder: processes do not
wait for each other, and a file costs a tenth of a start. Macros are off and nothing is fetched from a network.
"""

from __future__ import annotations

import atexit
import json
import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.errors import FileUnreadable
from assistant.reading.limits import step, unreadable
from assistant.reading.office import soffice_guard as office_guard
from assistant.reading.programs import missing_program
from assistant.wording import say

_FILES_A_PROCESS = 100
"""LibreOffice is started anew after so many files, since its memory grows with them."""
_PAGE = "https://vi.libreoffice.org/tai-ve"


@dataclass(frozen=True, slots=True)
class _Kind:
    """How a format is converted: `target` is the extension, `filter` LibreOffice's name of it, `library` the part of
    LibreOffice that must be installed, `package` the Debian package that has it."""

    target: str
    filter: str
    library: str
    package: str


_WRITER = _Kind("docx", "MS Word 2007 XML", "libswlo.so", "libreoffice-writer")
_CALC = _Kind("xlsx", "Calc MS Excel 2007 XML", "libsclo.so", "libreoffice-calc")
_IMPRESS = _Kind("pptx", "Impress MS PowerPoint 2007 XML", "libsdlo.so", "libreoffice-impress")
_TEXTS, _SLIDES = ("docx", "doc", "rtf", "odt", "wps", "wordml"), ("pptx", "ppt", "odp")
CONVERTED = {
    "doc": _WRITER, "rtf": _WRITER, "odt": _WRITER, "wps": _WRITER, "wordml": _WRITER,
    "xls": _CALC, "ods": _CALC, "ppt": _IMPRESS, "odp": _IMPRESS,
}  # fmt: skip
"""What `sniff` calls the formats that LibreOffice converts."""
PRINTED = {kind: replace(_WRITER, target="pdf", filter="writer_pdf_Export") for kind in _TEXTS} | {
    kind: replace(_IMPRESS, target="pdf", filter="impress_pdf_Export") for kind in _SLIDES
}
"""What can be printed page by page."""
_EXTENSIONS = {"wordml": "xml"}

# Settings of the profile, by their paths in LibreOffice's registry: no macros, no links to elsewhere, and a proxy that
# does not exist in case a document asks for a picture all the same.
_REGISTRY = {
    "/org.openoffice.Office.Common/Security/Scripting": {
        "DisableMacrosExecution": "true", "MacroSecurityLevel": "3", "BlockUntrustedRefererLinks": "true",
    },
    "/org.openoffice.Inet/Settings": {
        "ooInetProxyType": "2", "ooInetHTTPProxyName": "127.0.0.1", "ooInetHTTPProxyPort": "9",
        "ooInetHTTPSProxyName": "127.0.0.1", "ooInetHTTPSProxyPort": "9", "ooInetNoProxy": "",
    },
}  # fmt: skip


def _settings() -> str:
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}"><value>{value}</value></prop></item>\n'
        for path, values in _REGISTRY.items()
        for name, value in values.items()
    )
    names = 'xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<oor:items {names}>\n{items}</oor:items>\n'


class _Office:
    """One running LibreOffice behind its guard; see `office_guard`."""

    def __init__(self, program: str) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="tracuu-soffice-"))
        self.files = 0
        user = self.folder / "profile" / "user"
        user.mkdir(parents=True)
        (user / "registrymodifications.xcu").write_text(_settings(), encoding="utf-8")
        profile = f"-env:UserInstallation={(self.folder / 'profile').as_uri()}"
        command = [program, profile, "--headless", "--norestore", "--nolockcheck", "--nologo"]
        self._guard = subprocess.Popen(
            [sys.executable, "-I", office_guard.__file__, str(self.folder), *command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env=os.environ | {"SAL_USE_VCLPLUGIN": "svp"},
        )
        self.ready = self._answer() == "ready"

    def _answer(self) -> str:
        assert self._guard.stdout is not None
        return self._guard.stdout.readline().strip()

    def convert(self, data: bytes, extension: str, kind: _Kind) -> tuple[str, bytes | None]:
        """What the guard says of the conversion ("done", "late", "died", "" when it is gone), and the new file."""
        self.files += 1
        source, out = self.folder / f"{self.files}.{extension}", self.folder / "out"
        made = out / f"{self.files}.{kind.target}"
        source.write_bytes(data)
        try:
            request = ["--convert-to", f"{kind.target}:{kind.filter}", "--outdir", str(out), str(source)]
            assert self._guard.stdin is not None
            self._guard.stdin.write(json.dumps(request) + "\n")
            self._guard.stdin.flush()
            word = self._answer()
            return word, made.read_bytes() if word == "done" and made.exists() else None
        except BrokenPipeError:
            return "", None
        finally:
            source.unlink(missing_ok=True)
            made.unlink(missing_ok=True)

    def close(self) -> None:
        """Ends LibreOffice and deletes its folder."""
        assert self._guard.stdin is not None
        assert self._guard.stdout is not None
        with suppress(BrokenPipeError):  # the guard is gone already
            self._guard.stdin.close()
        self._guard.wait()
        self._guard.stdout.close()
        shutil.rmtree(self.folder, ignore_errors=True)


_office: _Office | None = None


def close_office() -> None:
    """Ends this process's LibreOffice, if one runs; the next conversion starts another."""
    global _office
    if _office is not None:
        office, _office = _office, None
        office.close()


atexit.register(close_office)


def convert(data: bytes, kind: str) -> bytes:
    """The bytes of the file in the format that `CONVERTED[kind]` names.

    Raises `FileUnreadable` when LibreOffice (or its part for the format) is not installed, cannot read the file, or
    takes longer than 100 s.
    """
    return _converted(data, kind, CONVERTED[kind])


def print_pdf(data: bytes, kind: str) -> bytes:
    """The file as a PDF, page by page as it is printed; `kind` is one of `PRINTED`. Raises as `convert` does."""
    return _converted(data, kind, PRINTED[kind])


def _converted(data: bytes, kind: str, how: _Kind) -> bytes:
    program = _program(kind, how)
    for last in (False, True):
        office, fresh = _running(program)
        step()
        word, made = office.convert(data, _EXTENSIONS.get(kind, kind), how)
        step()
        if made is not None:
            return made
        if word != "done":
            close_office()
        if word == "late":
            raise unreadable(
                say("files.office.too_slow", seconds=f"{office_guard.SECONDS:.0f}"), say("files.office.save_as")
            )
        if word == "done" or fresh or last:
            # A LibreOffice that had read other files before is given the benefit of the doubt once.
            break
    raise unreadable(
        say("files.office.cannot_open", extension=_EXTENSIONS.get(kind, kind)),
        say("files.office.save_as"),
    )


def _running(program: str) -> tuple[_Office, bool]:
    """The LibreOffice of this process, and whether it was started just now."""
    global _office
    if _office is not None and _office.files >= _FILES_A_PROCESS:
        close_office()
    if _office is not None:
        return _office, False
    _office = _Office(program)
    if not _office.ready:
        close_office()
        raise FileUnreadable(say("files.office.does_not_start"), say("files.office.try_it"))
    return _office, True


def _program(kind: str, how: _Kind) -> str:
    places = ["/Applications/LibreOffice.app/Contents/MacOS/soffice"]
    if sys.platform == "win32":
        folders = [os.environ.get("PROGRAMFILES", ""), os.environ.get("PROGRAMFILES(X86)", "")]
        places = [str(Path(f) / "LibreOffice" / "program" / "soffice.com") for f in folders if f]
    found = shutil.which("soffice") or shutil.which("libreoffice")
    found = found or next((place for place in places if Path(place).is_file()), None)
    use = say("files.office.use", extension=_EXTENSIONS.get(kind, kind))
    if found is None:
        raise missing_program("LibreOffice", use, how.package, _PAGE)
    parts = Path(found).resolve().parent
    if sys.platform.startswith("linux") and (parts / "soffice.bin").exists() and not (parts / how.library).exists():
        raise missing_program(how.package, use, how.package, _PAGE)
    return found
