"""The tesseract program: a picture to words with their places, by a process that can be ended at any time.

The picture goes in by a pipe and the words come out by one: no temporary file ever holds the page.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant.reading.programs import missing_program
from assistant.vietnamese.normalise import nfc
from assistant.wording import say

LANGUAGE = "vie"
PAGE_SECONDS = 100.0
"""Limit for one page: real pages take 1 to 8 seconds on a busy machine; below the limit on a file's silence (120)."""
_WINDOWS = (r"C:\Program Files\Tesseract-OCR\tesseract.exe", r"C:\Program Files (x86)\Tesseract-OCR\tesseract.exe")
_WORD_LEVEL = "5"
_COLUMNS = 12


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as grey values, one byte a pixel, row by row, `dpi` pixels to the inch."""

    width: int
    height: int
    pixels: bytes
    dpi: float


@dataclass(frozen=True, slots=True)
class Word:
    """A recognised word, NFC. Its box in pixels from the top left; `line` tells which words share a line; `confidence`
    0 to 1."""

    text: str
    left: int
    top: int
    right: int
    bottom: int
    confidence: float
    line: tuple[int, int, int]


class Stopped(Exception):
    """The work was given up while a page was being recognised."""


class Processes:
    """The tesseract processes under way, so that all of them can be ended together, from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running: set[subprocess.Popen[bytes]] = set()
        self._stopped = False

    def start(self, command: list[str]) -> subprocess.Popen[bytes]:
        """Raises `Stopped` after `stop`."""
        with self._lock:
            if self._stopped:
                raise Stopped
            # Threads of tesseract's own make a page hardly faster and starve the pages beside it.
            process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "OMP_THREAD_LIMIT": "1"},
            )
            self._running.add(process)
            return process

    def done(self, process: subprocess.Popen[bytes]) -> None:
        with self._lock:
            self._running.discard(process)

    def stop(self) -> None:
        with self._lock:
            self._stopped = True
            for process in self._running:
                process.kill()


def program() -> str:
    """Where tesseract is. Raises `FileUnreadable` naming the packages when it or its Vietnamese data is missing."""
    found = shutil.which("tesseract") or next((path for path in _WINDOWS if Path(path).is_file()), None)
    if found is None or LANGUAGE not in _languages(found):
        raise missing_program(
            "tesseract" if found is None else say("files.recognition.program_with_data"),
            say("files.recognition.use"),
            "tesseract-ocr tesseract-ocr-vie",
            say("files.recognition.elsewhere"),
        )
    return found


def _languages(found: str) -> set[str]:
    try:
        answer = subprocess.run([found, "--list-langs"], capture_output=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return set()
    return set(answer.stdout.decode("utf-8", errors="replace").split())


def words(found: str, picture: Picture, processes: Processes, layout: int = 3) -> list[Word]:
    """The words of `picture` in tesseract's order, [] when it finds none, fails or takes longer than `PAGE_SECONDS`.

    `layout` is tesseract's page segmentation mode: 3 a whole page, 11 scattered text. Raises `Stopped`.
    """
    dpi = str(max(round(picture.dpi), 70))  # tesseract takes a smaller one for a mistake and guesses
    command = [found, "stdin", "stdout", "-l", LANGUAGE, "--psm", str(layout), "--dpi", dpi, "tsv"]
    process = processes.start(command)
    try:
        head = b"P5 %d %d 255\n" % (picture.width, picture.height)
        out, _ = process.communicate(head + picture.pixels, timeout=PAGE_SECONDS)
    except subprocess.TimeoutExpired:
        return []
    finally:
        process.kill()
        process.wait()
        processes.done(process)
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()
    return list(_read(out.decode("utf-8", errors="replace"))) if process.returncode == 0 else []


def _read(table: str) -> Iterator[Word]:
    for row in table.split("\n"):
        cells = row.split("\t")
        if len(cells) != _COLUMNS or cells[0] != _WORD_LEVEL or not cells[11].strip():
            continue
        left, top, width, height = map(int, cells[6:10])
        block, paragraph, line = map(int, cells[2:5])
        confidence = max(float(cells[10]), 0.0) / 100
        text = nfc(cells[11].strip())
        yield Word(text, left, top, left + width, top + height, confidence, (block, paragraph, line))
